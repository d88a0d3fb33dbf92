"""Attachments of a draft: taken in, named, removed; opened by readers when they are judged, and only as PDF/A."""

import hashlib
from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from samhandling.model import Dokument, Utboks, Vedlegg, VedleggFil, now
from samhandling.model.vedlegg import ARKIV, MOTTATT
from samhandling.rules import audit, derivation
from samhandling.store.actor import Actor
from samhandling.store.settings import Settings
from samhandling.vocabulary.kind import Attachments
from samhandling.vocabulary.text import Text, _
from samhandling.vocabulary.vedlegg import ACCEPTED, PDF, clean_title, media_type, title_of
from samhandling.work.attached import Attached, attachments, file_name, stored
from samhandling.work.draft import Draft, read_draft
from samhandling.work.errors import AttachmentRefusedError, NotFoundError
from samhandling.work.house import House

__all__ = [
    "JOB",
    "Attached",
    "add_attachment",
    "attachments",
    "name_attachments",
    "read_attachment",
    "remove_attachment",
]
JOB = "vedlegg"
MB = 1024 * 1024


def add_attachment(house: House, actor: Actor, dokument_id: str, filename: str, data: bytes) -> str:
    """Take a file in and let the worker judge it; return its id. The same file twice is one attachment.

    Raises NotFoundError (no such draft of one's own, or its kind takes none); AttachmentRefusedError in words;
    ConflictError when the draft is finished.
    """
    kind, digest = media_type(data), hashlib.sha256(data).hexdigest()
    _check_file(house.settings, data)
    with house.database.write(actor) as session:
        draft = read_draft(house, session, dokument_id, for_update=True)
        _check_type(_rules(draft), kind)
        if same := _same(session, dokument_id, digest):
            return same
        _check_room(house.settings, session, draft, len(data))
        vedlegg = Vedlegg(dokument_id=dokument_id, mediatype=kind, lastet_opp_av_id=actor.id)
        vedlegg.tittel = title_of(filename) or str(_("Vedlegg"))
        vedlegg.plass = max((each.plass for each in draft.attachments), default=0) + 1
        session.add(vedlegg)
        session.flush()
        received = {"trinn": MOTTATT, "sha256": digest, "stoerrelse": len(data), "innhold": data}
        session.add(VedleggFil(vedlegg_id=vedlegg.id, dokument_id=dokument_id, **received))
        session.add(Utboks(jobb=JOB, dokument_id=dokument_id, plass=vedlegg.id))
        _changed(session, draft, "vedlegg.lagt_til", vedlegg.id)
        return vedlegg.id


def remove_attachment(house: House, actor: Actor, dokument_id: str, vedlegg_id: str) -> None:
    """Take an attachment out of a draft, its bytes with it. Raises NotFoundError; ConflictError when finished."""
    with house.database.write(actor) as session:
        draft = read_draft(house, session, dokument_id, for_update=True)
        _find(draft, vedlegg_id)
        session.execute(delete(VedleggFil).where(VedleggFil.vedlegg_id == vedlegg_id))
        session.execute(delete(Vedlegg).where(Vedlegg.id == vedlegg_id))
        session.execute(delete(Utboks).where(Utboks.dokument_id == dokument_id, Utboks.plass == vedlegg_id))
        _changed(session, draft, "vedlegg.fjernet", vedlegg_id)


def name_attachments(house: House, actor: Actor, dokument_id: str, titles: Mapping[str, str]) -> None:
    """Give attachments of a draft their titles, by id; an empty one is left as it was. Raises NotFoundError."""
    with house.database.write(actor) as session:
        draft = read_draft(house, session, dokument_id, for_update=True)
        chosen = select(Vedlegg).where(Vedlegg.dokument_id == dokument_id)
        known = {vedlegg.id: vedlegg for vedlegg in session.scalars(chosen)}
        for vedlegg_id, typed in titles.items():
            _find(draft, vedlegg_id)
            known[vedlegg_id].tittel = clean_title(typed) or known[vedlegg_id].tittel
        draft.dokument.endret = now()
        derivation.rewrite_dokument(session, dokument_id)


def read_attachment(session: Session, dokument_id: str, vedlegg_id: str) -> tuple[bytes, str, str]:
    """Return a judged attachment's PDF/A, its media type and a file name without personal data.

    What was received is never returned. Raises NotFoundError: missing, forbidden, refused or not judged yet.
    """
    chosen = select(VedleggFil.innhold, Vedlegg.plass, Dokument.nummer, Dokument.versjon)
    chosen = chosen.join(Vedlegg, Vedlegg.id == VedleggFil.vedlegg_id).join(
        Dokument, Dokument.id == VedleggFil.dokument_id
    )
    chosen = chosen.where(Vedlegg.id == vedlegg_id, Dokument.id == dokument_id, VedleggFil.trinn == ARKIV)
    row = session.execute(chosen).one_or_none()
    if row is None:
        raise NotFoundError(vedlegg_id)
    session.info.setdefault("seen", set()).add(("Dokument", dokument_id))
    return row.innhold, PDF, file_name(row.nummer, row.versjon, row.plass)


def _rules(draft: Draft) -> Attachments:
    if draft.kind.attachments is None:
        raise NotFoundError(draft.dokument.id)
    return draft.kind.attachments


def _find(draft: Draft, vedlegg_id: str) -> Attached:
    found: Attached | None = next((each for each in draft.attachments if each.id == vedlegg_id), None)
    if found is None:
        raise NotFoundError(vedlegg_id)
    return found


def _check_file(settings: Settings, data: bytes) -> None:
    if not data:
        raise AttachmentRefusedError(_("Filen er tom."))
    if len(data) > settings.attachment_bytes:
        raise _too_large(_("Filen er for stor. En fil kan være høyst {size} MB."), settings.attachment_bytes)


def _check_type(rules: Attachments, kind: str) -> None:
    if kind not in rules.accepted:
        names = ", ".join(ACCEPTED[each] for each in rules.accepted)
        message = _("Denne filen kan ikke legges ved. Du kan legge ved {names}.")
        raise AttachmentRefusedError(str(message).format(names=names))


def _check_room(settings: Settings, session: Session, draft: Draft, size: int) -> None:
    if len(draft.attachments) >= settings.attachment_count:
        message = _("Det kan være høyst {number} vedlegg.")
        raise AttachmentRefusedError(str(message).format(number=settings.attachment_count))
    if stored(session, draft.dokument.id) + size > settings.attachment_total:
        raise _too_large(_("Vedleggene kan være høyst {size} MB til sammen."), settings.attachment_total)


def _too_large(message: Text, most: int) -> AttachmentRefusedError:
    return AttachmentRefusedError(str(message).format(size=most // MB))


def _same(session: Session, dokument_id: str, digest: str) -> str | None:
    chosen = select(VedleggFil.vedlegg_id).where(VedleggFil.dokument_id == dokument_id, VedleggFil.sha256 == digest)
    return session.scalar(chosen.limit(1))


def _changed(session: Session, draft: Draft, what: str, vedlegg_id: str) -> None:
    """Note that the draft was changed: in its lists, its access (the worker sees what waits) and the log."""
    draft.dokument.endret = now()
    derivation.rewrite_dokument(session, draft.dokument.id)
    change = {"vedlegg_id": vedlegg_id}
    audit.record(session, what, dokument_id=draft.dokument.id, enhet_id=draft.dokument.enhet_id, change=change)
