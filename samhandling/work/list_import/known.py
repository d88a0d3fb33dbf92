"""Which children of a list the unit itself has: the unit's own alone are compared, never another's.

So the answer is the same for a child that another unit knows and for one that nobody knows (architecture.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from samhandling.model import Barn, BarnEnhet, Foresatt, ForesattEnhet, now
from samhandling.vocabulary.identity import parse_identity
from samhandling.vocabulary.sorting import words
from samhandling.work.child import goes_by
from samhandling.work.list_import.entry import Entry

AT_ONCE = 200
"""Rows that are compared by one statement, always so many: one SQL text, proved once by the wall."""
Value = TypeVar("Value")


@dataclass(frozen=True)
class Known:
    """A child that the unit has, what it knows of it, and the child's guardians as they are known."""

    barn: Barn
    own: BarnEnhet
    guardians: tuple[tuple[Foresatt, ForesattEnhet | None], ...] = ()


@dataclass(frozen=True)
class _Named:
    """Enough of a child of the unit to tell it by."""

    id: str
    fnr: str | None
    oppgitt: str
    navn: str
    born: date | None


@dataclass(frozen=True)
class Matches:
    """What was found for each entry, by its row number."""

    known: dict[int, Known]
    other_name: frozenset[int]
    """Rows whose number stands at the unit on a child with another name."""
    without_number: frozenset[int]
    """Rows with a number, whose name and day stand at the unit on a child without one."""


def find_known(session: Session, enhet_id: str, entries: Sequence[Entry]) -> Matches:
    """Compare entries with the unit's own children, as far as the session's actor sees them."""
    chosen: dict[int, str] = {}
    other, lacking = set(), set()
    for start in range(0, len(entries), AT_ONCE):
        part = entries[start : start + AT_ONCE]
        own = _Own(_named(session, enhet_id, part))
        for entry in part:
            same, alike = own.by_number.get(entry.child.fnr, []), own.by_name.get(_name_and_day(entry), [])
            named = [each for each in same if not entry.child.navn or goes_by(each.navn, entry.child.navn)]
            if found := (named or ([] if entry.child.fnr else alike)):
                chosen[entry.number] = found[0].id
            elif same:
                other.add(entry.number)
            elif any(not each.fnr and not each.oppgitt for each in alike):
                lacking.add(entry.number)
    known = _known(session, enhet_id, sorted(set(chosen.values())))
    found_rows = {number: known[barn_id] for number, barn_id in chosen.items() if barn_id in known}
    return Matches(found_rows, frozenset(other), frozenset(lacking))


class _Own:
    """Children of the unit, by their numbers, and by name and birth date: a number on one side makes no other child."""

    def __init__(self, named: Sequence[_Named]) -> None:
        self.by_number: dict[str, list[_Named]] = {}
        self.by_name: dict[tuple[str, date | None], list[_Named]] = {}
        for each in named:
            for number in {each.fnr, each.oppgitt} - {None, ""}:
                self.by_number.setdefault(str(number), []).append(each)
            self.by_name.setdefault((" ".join(words(each.navn)), each.born), []).append(each)


def _name_and_day(entry: Entry) -> tuple[str, date | None]:
    return " ".join(words(entry.child.navn)), _born(entry)


def _born(entry: Entry) -> date | None:
    number = entry.child.fnr
    return parse_identity(number, synthetic=True).birth_date if number else entry.child.foedselsdato


def _named(session: Session, enhet_id: str, entries: Sequence[Entry]) -> list[_Named]:
    numbers = padded((entry.child.fnr for entry in entries if entry.child.fnr), "-")
    days = padded((born for entry in entries if (born := _born(entry))), date.min)
    chosen = select(Barn.id, Barn.fnr, Barn.fnr_oppgitt, Barn.navn, Barn.foedselsdato)
    chosen = _in_unit(chosen.join(BarnEnhet, BarnEnhet.barn_id == Barn.id), enhet_id)
    told = or_(Barn.fnr.in_(numbers), Barn.fnr_oppgitt.in_(numbers), Barn.foedselsdato.in_(days))
    return [_Named(*row) for row in session.execute(chosen.where(told))]


def _known(session: Session, enhet_id: str, barn_ids: Sequence[str]) -> dict[str, Known]:
    found: dict[str, Known] = {}
    for start in range(0, len(barn_ids), AT_ONCE):
        part = padded(barn_ids[start : start + AT_ONCE], "-")
        chosen = _in_unit(select(Barn, BarnEnhet).join(BarnEnhet, BarnEnhet.barn_id == Barn.id), enhet_id)
        guardians = guardians_of(session, enhet_id, part)
        for barn, own in session.execute(chosen.where(Barn.id.in_(part))):
            found[barn.id] = Known(barn, own, tuple(guardians.get(barn.id, ())))
    return found


def guardians_of(session: Session, enhet_id: str, barn_ids: Sequence[str]) -> dict[str, list[Any]]:
    """Return the guardians of children, each with what the unit knows of them, by the child's id."""
    unit = and_(ForesattEnhet.foresatt_id == Foresatt.id, ForesattEnhet.enhet_id == enhet_id)
    chosen = select(Foresatt, ForesattEnhet).outerjoin(ForesattEnhet, unit)
    found: dict[str, list[Any]] = {}
    for guardian, own in session.execute(chosen.where(Foresatt.barn_id.in_(barn_ids), Foresatt.til > now())):
        found.setdefault(guardian.barn_id, []).append((guardian, own))
    return found


def _in_unit(chosen: Any, enhet_id: str) -> Any:
    moment = now()
    return chosen.where(BarnEnhet.enhet_id == enhet_id, BarnEnhet.fra <= moment, BarnEnhet.til > moment)


def padded(values: Iterable[Value], empty: Value) -> list[Value]:
    """Return the different values, always so many: filled up with one that is nowhere."""
    different = list(dict.fromkeys(values))
    return [*different, *[empty] * (AT_ONCE - len(different))]
