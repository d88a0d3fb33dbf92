"""A list that was seen and confirmed is stored: in small transactions, so that nobody waits for it (issue 3).

Each holds some rows whole. A confirmation that was broken off is given again: what is there is not stored twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import Enhet, Logg
from samhandling.rules import audit, derivation
from samhandling.store.actor import Actor
from samhandling.vocabulary.text import _
from samhandling.work.child import link_many
from samhandling.work.errors import ConflictError
from samhandling.work.house import House
from samhandling.work.list_import.column import Columns
from samhandling.work.list_import.entry import ADDRESS, Entry
from samhandling.work.list_import.guardian import add_guardians
from samhandling.work.list_import.plan import (
    COMMON_FACTS,
    GRADING,
    OWN_FACTS,
    RowPlan,
    entries_of,
    must_keep_register,
    plan_rows,
)
from samhandling.work.list_import.sealed import Carried
from samhandling.work.register import child_row

TAKEN_IN = "liste.tatt_inn"
ROWS_AT_ONCE = 100
GRADED = (*ADDRESS, "barnehage_skole")
"""Facts that a grading hides (§6.7)."""


@dataclass(frozen=True)
class Done:
    """What a confirmation has stored; ``before`` when the same list was confirmed already."""

    new: int = 0
    changed: int = 0
    guardians: int = 0
    left_out: int = 0
    before: bool = False


@dataclass(frozen=True)
class _Event:
    """What the event of an import is filed under: its own number, so that it is found again."""

    id: str
    __tablename__ = "listeimport"


def confirm(house: House, actor: Actor, carried: Carried, *, leave_out_wrong: bool) -> Done:
    """Store a list that was shown. Once: given twice, the second finds it done.

    Raises NotFoundError without the right; ConflictError when rows are wrong and are not to be left out.
    """
    must_keep_register(actor, carried.enhet_id)
    columns, entries = entries_of(house, carried.table)
    if not leave_out_wrong and any(entry.is_wrong for entry in entries):
        raise ConflictError(_("Noen rader har feil. Rett dem i filen, eller ta inn bare radene uten feil."))
    done = Done()
    parts = [entries[start : start + ROWS_AT_ONCE] for start in range(0, len(entries), ROWS_AT_ONCE)] or [[]]
    for place, part in enumerate(parts, 1):
        with house.database.write(actor) as session:
            unit = _locked(session, carried.enhet_id)
            if _is_done(session, carried.import_id):
                return Done(before=True)
            done = _take_in(house, session, unit, columns, part, done)
            if place == len(parts):
                _record(session, carried, done)
    return done


def _locked(session: Session, enhet_id: str) -> Enhet:
    """Let two imports in one unit wait for each other; others in the unit work on."""
    return session.scalars(select(Enhet).where(Enhet.id == enhet_id).with_for_update(key_share=True)).one()


def _is_done(session: Session, import_id: str) -> bool:
    mine = select(Logg.id).where(Logg.rad_id == import_id, Logg.hva == TAKEN_IN)
    return session.scalars(mine.limit(1)).first() is not None


def _record(session: Session, carried: Carried, done: Done) -> None:
    counted = {"nye": done.new, "endret": done.changed, "foresatte": done.guardians, "utelatt": done.left_out}
    event = _Event(carried.import_id)
    audit.record(session, TAKEN_IN, enhet_id=carried.enhet_id, change=counted, row=event)


def _take_in(house: House, session: Session, unit: Enhet, columns: Columns, part: Sequence[Entry], done: Done) -> Done:
    rows = plan_rows(session, unit.id, part, columns)
    wanted = [row for row in rows if row.what in {"ny", "endres"}]
    barn_ids = link_many(session, unit, [_facts(house, row) for row in wanted])
    for row in wanted:
        if row.fills:
            _fill(session, unit, row)
    guardians = [(barn_id, each) for barn_id, row in zip(barn_ids, wanted, strict=True) for each in row.guardians]
    add_guardians(session, unit.id, guardians)
    stored = [row for row in rows if row.what != "feil"]
    return Done(
        done.new + sum(row.what == "ny" for row in rows),
        done.changed + sum(row.what == "endres" for row in rows),
        done.guardians + sum(len(row.guardians) for row in stored),
        done.left_out + len(rows) - len(stored),
    )


def _facts(house: House, row: RowPlan) -> dict[str, object]:
    """Return what a row says of its child; one that the unit has is that child, also without its number."""
    facts = child_row(house, row.entry.child)
    if row.known is not None:
        facts |= {"navn": facts["navn"] or row.known.barn.navn, "barn_id": row.known.barn.id}
    return facts


def _fill(session: Session, unit: Enhet, row: RowPlan) -> None:
    """Fill what is empty and log it, without a graded address; link_child has seen to the grading itself."""
    known: Any = row.known
    ungraded = known.barn.adressegradering == row.entry.child.adressegradering == "ugradert"
    for part, names in ((known.barn, (*COMMON_FACTS, GRADING)), (known.own, (*ADDRESS, *OWN_FACTS))):
        change: dict[str, Any] = {}
        for name, value in row.fills:
            if name not in names:
                continue
            shown = ungraded or name not in GRADED
            change[name] = {"fra": getattr(part, name), "til": value} if shown else {"skjult": True}
            if name != GRADING:
                setattr(part, name, value)
        if change:
            audit.record(session, "barn.endret", barn=[known.barn.id], enhet_id=unit.id, change=change, row=part)
    derivation.rewrite_barn(session, known.barn.id)
