"""The arms of the registers' lists: one for each of the actor's keys, and for each value where the index needs it."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ARRAY, BindParameter, ColumnElement, Select, String, bindparam, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from samhandling.model import Barn, Dokument, Tilgang, now
from samhandling.model.base import OSLO
from samhandling.model.dokument import ERSTATTET, FEILREGISTRERT, FERDIG, MOTTATT, UTKAST
from samhandling.store.actor import Actor, person_key, role_key
from samhandling.store.wall import actor_of
from samhandling.vocabulary.sorting import sort_key
from samhandling.work.errors import NotFoundError
from samhandling.work.keyset import Arm, Order

FINISHED = (FERDIG, MOTTATT, ERSTATTET, FEILREGISTRERT)
"""What a list of documents holds unless a status is chosen; drafts are asked for."""
STATUS = (UTKAST, *FINISHED)


@dataclass(frozen=True)
class Register:
    """A list of what ``tilgang`` opens: its table and model, its ids and sorts in ``tilgang``."""

    table: str
    model: type[Dokument] | type[Barn]
    row: InstrumentedAttribute[Any]
    sorts: Mapping[str, Order]

    def order(self, sort: str) -> Order:
        """Return a sort; the first one when it is not known."""
        return self.sorts.get(sort) or next(iter(self.sorts.values()))


@dataclass(frozen=True)
class _Sort:
    column: InstrumentedAttribute[Any]
    span: Callable[[str], tuple[Any, Any]]


def arms(session: Session, register: Register, sort: str, filters: Mapping[str, str]) -> list[Arm]:
    """Return the arms that hold what the actor may see and the filters let through."""
    column = SORTED[register.table, sort if sort in register.sorts else next(iter(register.sorts))]
    chosen = _documents(session, filters) if register.table == "dokument" else _every_key(session, filters)
    return [Arm(column, register.row, (register.row.is_not(None), *_live(), *where)) for where in chosen]


def arm_among(session: Session, register: Register, sort: str, filters: Mapping[str, str], ids: Sequence[str]) -> Arm:
    """Return one arm over some ids, which are looked up one by one: what the filters let through of them."""
    column = SORTED[register.table, sort if sort in register.sorts else next(iter(register.sorts))]
    chosen = [register.row.in_(_listed(session, ids)), *_live()]
    if unit := filters.get("enhet"):
        chosen.append(Tilgang.enhet_id == unit)
    if register.table == "dokument":
        kind, status = filters.get("type", ""), filters.get("status", "")
        chosen += [Tilgang.slag == kind] if kind else []
        chosen.append(Tilgang.status == status if status else Tilgang.status != UTKAST)
    return Arm(column, register.row, tuple(chosen))


def _listed(session: Session, ids: Sequence[str]) -> Select[Any]:
    """Return ids as one parameter, so that the statement is the same however many there are."""
    if session.get_bind().dialect.name == "sqlite":
        given: BindParameter[Any] = bindparam("kandidater", json.dumps(list(ids)), type_=String, unique=True)
        return select(func.json_each(given).table_valued("value", name="kandidat").c.value)
    given = bindparam("kandidater", list(ids), type_=ARRAY(String), unique=True)
    return select(func.unnest(given).column_valued("kandidat"))


def _live() -> tuple[ColumnElement[bool], ...]:
    moment = now()
    return Tilgang.fra <= moment, Tilgang.til > moment


def _every_key(session: Session, filters: Mapping[str, str]) -> Iterator[tuple[ColumnElement[bool], ...]]:
    for key in _keys(actor_of(session), filters):
        yield _of_key(key, filters)


def _keys(actor: Actor, filters: Mapping[str, str]) -> list[str]:
    """Return the keys that can open anything: those of the unit that is asked for, and the person's own."""
    unit = filters.get("enhet")
    held = {role_key(role.enhet_id, role.rolle): role.enhet_id for role in actor.roller}
    return [key for key in actor.keys if not unit or held.get(key, unit) == unit]


def _of_key(key: str, filters: Mapping[str, str]) -> tuple[ColumnElement[bool], ...]:
    unit = (Tilgang.enhet_id == filters["enhet"],) if filters.get("enhet") else ()
    return (Tilgang.hvem == key, *unit)


def _documents(session: Session, filters: Mapping[str, str]) -> Iterator[tuple[ColumnElement[bool], ...]]:
    """Yield an arm for each key; for a type or status one for each pair, so that a rare one is found by the index."""
    kind, status = filters.get("type", ""), filters.get("status", "")
    keys = _keys(actor_of(session), filters)
    if status == UTKAST:  # drafts are their authors' alone
        keys = [key for key in keys if key == person_key(actor_of(session).id)]
    if not kind and not status:
        yield from ((*_of_key(key, filters), Tilgang.status != UTKAST) for key in keys)
        return
    for key, each in _pairs(session, keys, kind):
        for one in (status,) if status else FINISHED:
            yield (*_of_key(key, filters), Tilgang.slag == each, Tilgang.status == one)


def _pairs(session: Session, keys: list[str], kind: str) -> list[tuple[str, str]]:
    """Return (key, type) of what there is; from the index, a step for each type."""
    if kind:
        return [(key, kind) for key in keys]
    found: list[tuple[str, str]] = []
    last = dict.fromkeys(keys, "")
    while last:
        steps = [_next_type(key, after) for key, after in last.items()]
        last = {row.hvem: row.slag for row in session.execute(union_all(*steps) if len(steps) > 1 else steps[0])}
        found += last.items()
    return found


def _next_type(key: str, after: str) -> Select[Any]:
    """Return the nearest type after one, by a single look in the index (min() would read on to the end)."""
    chosen = select(Tilgang.hvem, Tilgang.slag).where(Tilgang.hvem == key, Tilgang.slag > after)
    nearest = chosen.where(Tilgang.dokument_id.is_not(None)).order_by(Tilgang.slag).limit(1).subquery()
    return select(nearest.c.hvem, nearest.c.slag)


# ---- what lists are sorted by


def _order(model: Any, row: InstrumentedAttribute[Any], sort: _Sort, *, descending: bool) -> Order:
    def value_of(session: Session, row_id: str) -> Any:
        known = select(sort.column).join(model, model.id == row).where(row == row_id, *_live()).limit(1)
        found = session.execute(known).one_or_none()
        if found is None:
            raise NotFoundError(row_id)
        return found[0]

    return Order(descending, value_of, sort.span)


def _day(text: str) -> tuple[datetime, datetime]:
    """A day here, from midnight to midnight. Raises ValueError."""
    try:
        start = datetime.combine(date.fromisoformat(text), time(), OSLO)
        return start, datetime.combine(start.date() + timedelta(days=1), time(), OSLO)
    except OverflowError as error:
        raise ValueError(text) from error


def _birthday(text: str) -> tuple[datetime, datetime]:
    try:
        start = datetime.combine(date.fromisoformat(text), time(), UTC)
        return start, start + timedelta(days=1)
    except OverflowError as error:
        raise ValueError(text) from error


def _letter(text: str) -> tuple[str, str]:
    key = sort_key(text)
    return key, f"{key}\x7f"


AT_DAY = _Sort(Tilgang.dato, _day)
BY_NAME, BY_BIRTH = _Sort(Tilgang.sortering, _letter), _Sort(Tilgang.dato, _birthday)
NEWEST, OLDEST = "nyeste", "eldste"
NAME, NAME_DOWN, YOUNGEST, OLDEST_CHILD = "navn", "navn_ned", "yngste", "eldste"
DOKUMENT = Register(
    "dokument",
    Dokument,
    Tilgang.dokument_id,
    {
        NEWEST: _order(Dokument, Tilgang.dokument_id, AT_DAY, descending=True),
        OLDEST: _order(Dokument, Tilgang.dokument_id, AT_DAY, descending=False),
    },
)
BARN = Register(
    "barn",
    Barn,
    Tilgang.barn_id,
    {
        NAME: _order(Barn, Tilgang.barn_id, BY_NAME, descending=False),
        NAME_DOWN: _order(Barn, Tilgang.barn_id, BY_NAME, descending=True),
        YOUNGEST: _order(Barn, Tilgang.barn_id, BY_BIRTH, descending=True),
        OLDEST_CHILD: _order(Barn, Tilgang.barn_id, BY_BIRTH, descending=False),
    },
)
SORTED: dict[tuple[str, str], InstrumentedAttribute[Any]] = {
    **{("dokument", sort): Tilgang.dato for sort in DOKUMENT.sorts},
    **{("barn", sort): Tilgang.sortering if sort in {NAME, NAME_DOWN} else Tilgang.dato for sort in BARN.sorts},
}
