"""The job that makes a finished document's PDF: rendered and sealed once, stored, never rendered again."""

import hashlib
from collections.abc import Callable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import Dokument, DokumentDel, Fil, Utboks, now
from samhandling.model.base import OSLO
from samhandling.model.fil import FORSEGLET, RENDRET
from samhandling.output.view import DocumentView
from samhandling.rules import audit, derivation
from samhandling.rules.deadline import do_by, next_working_day
from samhandling.store.actor import WORKER
from samhandling.vocabulary.frist import FRIST
from samhandling.vocabulary.text import _, use_locale
from samhandling.work import outbox
from samhandling.work.attached import attachments
from samhandling.work.copy import copies_of, share_attachments, share_file
from samhandling.work.house import House

Printer = Callable[[DocumentView, str], tuple[bytes, bytes]]
"""A view and its template → (rendered, sealed). The worker alone has one: it holds the key."""


def seal_document(house: House, job: outbox.Job, printer: Printer) -> None:
    """Render and seal outside any transaction, then store both and finish the job in one."""
    with house.database.read(WORKER) as session:
        view = document_view(session, job.dokument_id)
        kind = house.catalogue.get(session.get_one(Dokument, job.dokument_id).type)
        done = session.scalar(select(Fil.id).where(Fil.dokument_id == job.dokument_id, Fil.trinn == FORSEGLET))
    made = None if done else printer(view, kind.template if kind else "standard.html")
    with house.database.write(WORKER) as session:
        if made is not None and _still_held(session, job):
            _store(session, job.dokument_id, *made)
        outbox.finish(session, job)


def _still_held(session: Session, job: outbox.Job) -> bool:
    chosen = select(Utboks.id).where(Utboks.id == job.id, Utboks.leie == job.leie)
    return session.scalar(chosen.with_for_update()) is not None


def _store(session: Session, dokument_id: str, rendered: bytes, sealed: bytes) -> None:
    for step, data in ((RENDRET, rendered), (FORSEGLET, sealed)):
        digest = hashlib.sha256(data).hexdigest()
        fil = Fil(dokument_id=dokument_id, trinn=step, sha256=digest, stoerrelse=len(data), innhold=data)
        session.add(fil)
        session.flush()
        share_file(session, fil)
    session.add(Utboks(jobb="arkiver", dokument_id=dokument_id))
    audit.record(session, "dokument.forseglet", dokument_id=dokument_id)
    for copy_id, _unit in copies_of(session, dokument_id):
        share_attachments(session, dokument_id, copy_id)
        outbox.wake(session, copy_id)
        derivation.rewrite_dokument(session, copy_id)


def document_view(session: Session, dokument_id: str) -> DocumentView:
    """Return what the frozen document says, ready to print, in the language it was finished in."""
    dokument = session.get_one(Dokument, dokument_id)
    head = dokument.hode
    parts = select(DokumentDel).where(DokumentDel.dokument_id == dokument_id).order_by(DokumentDel.plass)
    with use_locale(dokument.spraak):
        return DocumentView(
            title=dokument.tittel,
            kommune=head["kommune"],
            enhet=dokument.avsender,
            enhet_adresse=head["adresse"],
            nummer=dokument.nummer or "",
            dato=(dokument.ferdig or now()).astimezone(OSLO),
            forfatter=dokument.forfatter,
            mottaker=dokument.mottaker,
            screening=", ".join((str(_("Unntatt offentlighet")), head["skjermingshjemmel"])),
            tree=[part.tre for part in session.scalars(parts) if part.tre],
            law=[(citation, text) for citation, text in dokument.lov],
            deadlines=[_deadline(code, date.fromisoformat(day)) for code, day in head.get("frister", ())],
            facts=_registered(head.get("registrert_av", ""), dokument.forfatter),
            attachments=[(each.tittel, each.sha256) for each in attachments(session, dokument_id)],
            locale=dokument.spraak,
            version=dokument.versjon,
        )


def _deadline(code: str, day: date) -> tuple[str, str]:
    """Return a deadline as printed: what and its source, and the unmoved date with what to do about a day off."""
    facts = FRIST[code]
    text = f"{day:%d.%m.%Y}"
    if do_by(day) != day:
        moved = _("Det er ingen arbeidsdag: gjør det innen {before}. Neste arbeidsdag er {after}.")
        text += ". " + str(moved).format(before=f"{do_by(day):%d.%m.%Y}", after=f"{next_working_day(day):%d.%m.%Y}")
    check = f", {_('kontrolleres av kommunens jurist')}" if facts.check else ""
    return f"{facts.title} ({facts.source}{check})", text


def _registered(registrar: str, author: str) -> list[tuple[str, str]]:
    """Return the line that says who typed it, where that was somebody else than its author."""
    said = str(_("{registrar} på vegne av {author}")).format(registrar=registrar, author=author)
    return [(str(_("Registrert av")), said)] if registrar else []
