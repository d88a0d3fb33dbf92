"""The receiver's own frozen copy, in its mottak: what was sent stays the receiver's (domain.md §6)."""

from typing import Any

from sqlalchemy import Table, insert, literal, select, update
from sqlalchemy.orm import Session

from samhandling.model import (
    Dokument,
    DokumentDel,
    Enhet,
    Fil,
    Rolle,
    Tid,
    Utboks,
    Varsel,
    Vedlegg,
    VedleggFil,
    now,
    ny_id,
)
from samhandling.model.dokument import FERDIG
from samhandling.model.vedlegg import ARKIV
from samhandling.rules import audit, derivation
from samhandling.store.wall import Trusted, trusted
from samhandling.work.child import link_children
from samhandling.work.draft import Draft

CARRIED = (
    *("type", "skjemaversjon", "tittel", "gjelder", "avsender", "mottaker", "spraak", "nummer", "versjon", "ferdig"),
    *("forfatter", "skjult_for_foresatte", "hode", "haster"),
)
FIL: Table = Fil.__table__  # type: ignore[assignment]
DOKUMENT: Table = Dokument.__table__  # type: ignore[assignment]
VEDLEGG: Table = Vedlegg.__table__  # type: ignore[assignment]
VEDLEGG_FIL: Table = VedleggFil.__table__  # type: ignore[assignment]
OWN_BYTES = ("id", "vedlegg_id", "dokument_id", "opprettet")
SAME_BYTES = ("trinn", "sha256", "stoerrelse", "innhold")


def deliver_copy(session: Session, draft: Draft, unit: Enhet) -> str:
    """Make the copy that belongs to the receiving unit; return its id."""
    source = draft.dokument
    copy = Dokument(
        **{name: getattr(source, name) for name in CARRIED},
        id=ny_id(),
        enhet_id=unit.id,
        mottaker_enhet_id=unit.id,
        status=FERDIG,
        kilde_id=source.id,
        kolleger=draft.kind.colleagues,
        lov=source.lov,
    )
    session.add(copy)
    session.flush()
    session.add_all(_part(copy.id, part) for part in draft.parts.values())
    copy_attachments(session, source.id, copy.id)
    _link(session, draft, copy, unit)
    session.add(Utboks(jobb="arkiver", dokument_id=copy.id, klar=source.ferdig))
    what = f"{copy.type}.haster" if copy.haster else f"{copy.type}.mottatt"
    session.add_all(
        Varsel(bruker_id=user, dokument_id=copy.id, hva=what) for user in holders(session, unit.id, "mottak")
    )
    derivation.rewrite_dokument(session, copy.id)
    audit.record(session, "dokument.mottatt", dokument_id=copy.id, enhet_id=unit.id)
    return copy.id


def _part(dokument_id: str, part: DokumentDel) -> DokumentDel:
    same = {name: getattr(part, name) for name in ("noekkel", "plass", "svar", "tre", "tema")}
    return DokumentDel(dokument_id=dokument_id, **same)


def _link(session: Session, draft: Draft, copy: Dokument, unit: Enhet) -> None:
    """Tie the children to the receiver: the same rows in one municipality, its own in another."""
    link_children(session, copy, unit, draft.children())


def holders(session: Session, enhet_id: str, *roles: str) -> list[str]:
    """Return the users who hold one of the roles in a unit now."""
    moment = now()
    held = select(Rolle.bruker_id).where(Rolle.enhet_id == enhet_id, Rolle.rolle.in_(roles))
    return sorted(set(session.scalars(held.where(Rolle.fra <= moment, Rolle.til > moment))))


def mark_copies(session: Session, dokument_id: str, what: str) -> None:
    """Say on the receivers' copies what became of the sender's own; the copies themselves stay."""
    _execute(session, update(DOKUMENT).where(DOKUMENT.c.kilde_id == dokument_id).values(hos_avsender=what))


def copies_of(session: Session, dokument_id: str) -> list[tuple[str, str]]:
    """Return (id, unit's id) of the copies that receivers hold of a document."""
    chosen = select(DOKUMENT.c.id, DOKUMENT.c.enhet_id).where(DOKUMENT.c.kilde_id == dokument_id)
    return [(row.id, row.enhet_id) for row in _execute(session, chosen)]


def unit_holding(session: Session, dokument_id: str) -> str | None:
    """Return the id of the unit that a document lies in, so that the command line can act there and nowhere else."""
    found: str | None = _execute(session, select(DOKUMENT.c.enhet_id).where(DOKUMENT.c.id == dokument_id)).scalar()
    return found


def share_file(session: Session, fil: Fil) -> None:
    """Give the copies of a document the file that was just made of it: the same bytes."""
    for copy_id, _unit in copies_of(session, fil.dokument_id):
        same = {name: getattr(fil, name) for name in ("trinn", "sha256", "stoerrelse", "innhold")}
        _execute(session, insert(FIL).values(**same, id=ny_id(), dokument_id=copy_id, opprettet=now()))


def copy_attachments(session: Session, source_id: str, target_id: str) -> None:
    """Give a copy the attachments of its source, by name; ``share_attachments`` gives it their bytes."""
    chosen = select(VEDLEGG).where(VEDLEGG.c.dokument_id == source_id).order_by(VEDLEGG.c.plass)
    rows = [{**row, "id": ny_id(), "dokument_id": target_id} for row in _execute(session, chosen).mappings()]
    if rows:
        session.execute(insert(VEDLEGG), rows, execution_options=trusted(Trusted.DELIVER))


def share_attachments(session: Session, source_id: str, target_id: str) -> None:
    """Give a copy the bytes of its attachments' PDF/A, inside the database: the same, and never what was received."""
    theirs, ours = VEDLEGG.alias("kildens"), VEDLEGG.alias("kopiens")
    pairs = select(theirs.c.id.label("fra"), ours.c.id.label("til")).join(ours, ours.c.plass == theirs.c.plass)
    pairs = pairs.where(theirs.c.dokument_id == source_id, ours.c.dokument_id == target_id)
    for pair in _execute(session, pairs).all():
        own = (literal(ny_id()), literal(pair.til), literal(target_id), literal(now(), Tid()))
        same = [VEDLEGG_FIL.c[name] for name in SAME_BYTES]
        chosen = select(*own, *same).where(VEDLEGG_FIL.c.vedlegg_id == pair.fra, VEDLEGG_FIL.c.trinn == ARKIV)
        _execute(session, insert(VEDLEGG_FIL).from_select([*OWN_BYTES, *SAME_BYTES], chosen))


def notify_receivers(session: Session, dokument_id: str, what: str, users: dict[str, list[str]]) -> None:
    """Tell the users of each receiving unit about a change at the sender; ``users`` by unit."""
    for copy_id, unit in copies_of(session, dokument_id):
        session.add_all(Varsel(bruker_id=user, dokument_id=copy_id, hva=what) for user in users.get(unit, ()))


def _execute(session: Session, statement: Any) -> Any:
    return session.execute(statement, execution_options=trusted(Trusted.DELIVER))
