"""Reading a finished document: what it says, how far it has come, and what one may do with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import (
    Arkivpakke,
    Dokument,
    DokumentDel,
    Enhet,
    Fil,
    Forsendelse,
    Frist,
    Kommune,
    Utboks,
)
from samhandling.model.dokument import ERSTATTET, FEILREGISTRERT, FERDIG, UTKAST
from samhandling.model.fil import FORSEGLET
from samhandling.model.utboks import GJORT
from samhandling.store.wall import actor_of
from samhandling.vocabulary.answers import Json
from samhandling.vocabulary.text import _
from samhandling.work.attached import Attached, attachments
from samhandling.work.errors import NotFoundError


@dataclass(frozen=True)
class StatusLine:
    """One step of a document's life: what, when, and whether it is done, waits, or needs somebody."""

    what: str
    when: datetime | None
    tone: str


@dataclass(frozen=True)
class FilRow:
    """A stored file without its bytes."""

    trinn: str
    sha256: str
    stoerrelse: int
    opprettet: datetime


@dataclass(frozen=True)
class DocumentPage:
    """A finished document as its readers see it."""

    dokument: Dokument
    enhet: Enhet
    kommune: str
    tree: list[Json]
    status: list[StatusLine]
    forsendelse: Sequence[Forsendelse]
    fil: list[FilRow]
    frist: Sequence[Frist]
    versjoner: Sequence[Dokument]
    can: frozenset[str] = field(default_factory=frozenset)
    mottaker_telefon: str = ""
    vedlegg: list[Attached] = field(default_factory=list)


def read_document(session: Session, dokument_id: str) -> DocumentPage:
    """Return a finished document. Raises NotFoundError when it is missing, forbidden or a draft."""
    dokument = session.scalar(select(Dokument).where(Dokument.id == dokument_id))
    if dokument is None or dokument.status == UTKAST:
        raise NotFoundError(dokument_id)
    unit = session.get_one(Enhet, dokument.enhet_id)
    parts = select(DokumentDel).where(DokumentDel.dokument_id == dokument_id).order_by(DokumentDel.plass)
    sent = session.scalars(select(Forsendelse).where(Forsendelse.dokument_id == dokument_id)).all()
    fil = _files(session, dokument_id)
    return DocumentPage(
        dokument,
        unit,
        session.get_one(Kommune, unit.kommune_id).navn,
        [part.tre for part in session.scalars(parts) if part.tre],
        _status(session, dokument, sent, fil),
        sent,
        fil,
        session.scalars(select(Frist).where(Frist.dokument_id == dokument_id).order_by(Frist.dato)).all(),
        _versions(session, dokument),
        _can(session, dokument, sent, fil),
        _receiver_phone(session, dokument),
        attachments(session, dokument_id),
    )


def _files(session: Session, dokument_id: str) -> list[FilRow]:
    chosen = select(Fil.trinn, Fil.sha256, Fil.stoerrelse, Fil.opprettet).where(Fil.dokument_id == dokument_id)
    return [FilRow(*row) for row in session.execute(chosen.order_by(Fil.opprettet))]


def _versions(session: Session, dokument: Dokument) -> Sequence[Dokument]:
    same = select(Dokument).where(Dokument.nummer == dokument.nummer, Dokument.enhet_id == dokument.enhet_id)
    return session.scalars(same.order_by(Dokument.versjon)).all()


def _receiver_phone(session: Session, dokument: Dokument) -> str:
    unit = session.get(Enhet, dokument.mottaker_enhet_id) if dokument.mottaker_enhet_id else None
    return unit.telefon if unit else dokument.mottaker_telefon


def _status(
    session: Session, dokument: Dokument, sent: Sequence[Forsendelse], fil: Sequence[FilRow]
) -> list[StatusLine]:
    lines = [StatusLine(str(_("Fullført")), dokument.ferdig, "done")]
    lines += [_delivery(each) for each in sent]
    sealed = next((each.opprettet for each in fil if each.trinn == FORSEGLET), None)
    lines.append(_step(sealed, _("PDF laget og forseglet"), _("PDF-en lages og forsegles")))
    package = session.scalar(select(Arkivpakke).where(Arkivpakke.dokument_id == dokument.id))
    lines.append(
        _step(
            package.skrevet if package else None, _("Lagt klar for arkivet"), _("Venter på å legges klar for arkivet")
        )
    )
    filed = str(_("Arkivert")) + (f" ({package.arkiv_id})" if package and package.arkiv_id else "")
    lines.append(_step(package.arkivert if package else None, filed, _("Venter på kvittering fra arkivet")))
    if package and package.avvist and not package.arkivert:
        lines.append(StatusLine(str(_("Arkivet har avvist pakken. Arkivaren må se på den.")), None, "warning"))
    stuck = select(Utboks.feil).where(Utboks.dokument_id == dokument.id, Utboks.status != GJORT, Utboks.feil != "")
    if session.scalar(stuck.limit(1)):
        lines.append(StatusLine(str(_("Noe feilet. Systemet prøver igjen av seg selv.")), None, "warning"))
    if dokument.status == FEILREGISTRERT:
        lines.append(StatusLine(str(_("Feilregistrert")), dokument.endret, "warning"))
    return lines


def _delivery(sent: Forsendelse) -> StatusLine:
    if sent.levert is None:
        return StatusLine(str(_("Skal leveres til {mottaker}")).format(mottaker=sent.mottaker), None, "warning")
    return StatusLine(str(_("Levert til {mottaker}")).format(mottaker=sent.mottaker), sent.levert, "done")


def _step(when: datetime | None, done: object, waiting: object) -> StatusLine:
    return StatusLine(str(done if when else waiting), when, "done" if when else "waiting")


def _can(session: Session, dokument: Dokument, sent: Sequence[Forsendelse], fil: Sequence[FilRow]) -> frozenset[str]:
    """What the actor may do with it: templates are told, they never work it out."""
    actor = actor_of(session)
    mine = dokument.kilde_id is None and (
        actor.id in {dokument.forfatter_id, dokument.registrert_av_id}
        or actor.holds("leder", "stedfortreder", enhet_id=dokument.enhet_id)
        or (dokument.forfatter_id is None and actor.holds("mottak", enhet_id=dokument.enhet_id))  # came from outside
    )
    may = {"last_ned"} if any(each.trinn == FORSEGLET for each in fil) else set()
    if mine and dokument.status in {FERDIG, ERSTATTET}:
        may |= {"feilregistrer"}
    if mine and dokument.status == FERDIG:
        may |= {"ny_versjon"}
        may |= {"lever"} if any(each.levert is None for each in sent) else set()
    if mine and dokument.skjult_for_foresatte and actor.holds("leder", "stedfortreder", enhet_id=dokument.enhet_id):
        may |= {"frigi"}
    return frozenset(may)


def pdf(session: Session, dokument_id: str) -> tuple[bytes, str]:
    """Return the sealed PDF and a file name without personal data. Raises NotFoundError until it is sealed."""
    chosen = select(Fil.innhold, Dokument.nummer, Dokument.versjon).join(Dokument, Dokument.id == Fil.dokument_id)
    row = session.execute(chosen.where(Fil.dokument_id == dokument_id, Fil.trinn == FORSEGLET)).one_or_none()
    if row is None:
        raise NotFoundError(dokument_id)
    return row.innhold, f"{row.nummer}-v{row.versjon}.pdf"
