"""Correction: feilregistrering blocks at once and erases nothing; a change of a finished document is a new version."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from samhandling.model import Dokument, DokumentDel, DokumentForfatter, Varsel, now
from samhandling.model.dokument import FEILREGISTRERT, FERDIG, UTKAST
from samhandling.rules import audit, derivation
from samhandling.store.actor import Actor
from samhandling.vocabulary.parse import UNUSABLE
from samhandling.vocabulary.text import _
from samhandling.work import clock
from samhandling.work.copy import (
    copies_of,
    copy_attachments,
    holders,
    mark_copies,
    notify_receivers,
    share_attachments,
)
from samhandling.work.document import read_document
from samhandling.work.errors import ConflictError, NotFoundError
from samhandling.work.house import House
from samhandling.work.on_behalf import person


def misfile(house: House, actor: Actor, dokument_id: str, reason: str) -> None:
    """Mark a finished document as wrongly registered: blocked at once; receivers and the archivists are told.

    Raises NotFoundError; ConflictError without a reason.
    """
    why = UNUSABLE.sub("", reason).strip()[:2000]
    if not why:
        raise ConflictError(_("Skriv hvorfor dokumentet er feilregistrert."))
    with house.database.write(actor) as session:
        page = read_document(session, dokument_id)
        if "feilregistrer" not in page.can:
            raise NotFoundError(dokument_id)
        dokument = page.dokument
        dokument.status, dokument.grunn, dokument.endret = FEILREGISTRERT, why, now()
        receivers = {unit: holders(session, unit, "mottak", "leder") for _copy, unit in copies_of(session, dokument_id)}
        mark_copies(session, dokument_id, FEILREGISTRERT)
        clock.lapse(session, dokument_id, dokument.enhet_id)  # a receiver's clock is the receiver's to end
        notify_receivers(session, dokument_id, "avsender.feilregistrert", receivers)
        archivists = holders(session, dokument.enhet_id, "arkivar", "merkantil")
        session.add_all(Varsel(bruker_id=user, dokument_id=dokument_id, hva="feilregistrert") for user in archivists)
        audit.record(session, "dokument.feilregistrert", dokument_id=dokument_id, enhet_id=dokument.enhet_id)
        derivation.rewrite_dokument(session, dokument_id)


def new_version(house: House, actor: Actor, dokument_id: str) -> str:
    """Begin a draft with the answers of a finished document; one's own draft of it is found again.

    Raises NotFoundError; ConflictError when a newer version is being written by another.
    """
    with house.database.write(actor) as session:
        page = read_document(session, dokument_id)
        if "ny_versjon" not in page.can:
            raise NotFoundError(dokument_id)
        begun = select(Dokument).where(Dokument.erstatter_id == dokument_id, Dokument.status == UTKAST)
        own = session.scalar(begun)
        return own.id if own is not None else _copy(session, actor, page.dokument)


def _copy(session: Session, actor: Actor, former: Dokument) -> str:
    latest = select(Dokument.versjon).where(Dokument.nummer == former.nummer, Dokument.enhet_id == former.enhet_id)
    if former.status != FERDIG or max(session.scalars(latest), default=0) > former.versjon:
        raise ConflictError(_("Det finnes en nyere versjon av dokumentet."))
    draft = Dokument(
        **{
            name: getattr(former, name)
            for name in ("type", "skjemaversjon", "enhet_id", "tittel", "kolleger", "nummer")
        },
        **_by_whom(actor, former),
        erstatter_id=former.id,
        versjon=former.versjon + 1,
    )
    session.add(draft)
    try:
        session.flush()
    except IntegrityError as error:
        raise ConflictError(_("Det finnes en nyere versjon av dokumentet.")) from error
    session.add(DokumentForfatter(dokument_id=draft.id, bruker_id=actor.id))
    copy_attachments(session, former.id, draft.id)
    share_attachments(session, former.id, draft.id)
    for part in session.scalars(select(DokumentDel).where(DokumentDel.dokument_id == former.id)):
        same = {name: getattr(part, name) for name in ("noekkel", "plass", "raa", "tema")}
        session.add(DokumentDel(dokument_id=draft.id, **same))
    derivation.rewrite_dokument(session, draft.id)
    audit.record(session, "dokument.opprettet", dokument_id=draft.id, enhet_id=draft.enhet_id)
    return draft.id


def _by_whom(actor: Actor, former: Dokument) -> dict[str, Any]:
    """Return whose the new version is: the actor's; the author's still, when the one who registered it corrects it.

    What came from outside has no author here.
    """
    if actor.id != former.registrert_av_id or former.forfatter_id is None:
        return {"forfatter_id": actor.id}
    by = {"registrert_av": person(actor.navn, actor.tittel)}
    return {
        "forfatter_id": former.forfatter_id,
        "registrert_av_id": actor.id,
        "forfatter": former.forfatter,
        "hode": by,
    }


def release(house: House, actor: Actor, dokument_id: str) -> None:
    """Let guardians see a document that A13 kept from them. Raises NotFoundError."""
    with house.database.write(actor) as session:
        page = read_document(session, dokument_id)
        if "frigi" not in page.can:
            raise NotFoundError(dokument_id)
        page.dokument.skjult_for_foresatte = False
        audit.record(session, "dokument.frigitt", dokument_id=dokument_id, enhet_id=page.enhet.id)
