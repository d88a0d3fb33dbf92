"""Lists of any length, a page at a time from a row's own place in the order: never OFFSET, never a whole count.

A list is several *arms*, each read in order from one index, joined by UNION ALL with doubles removed. Addresses name
a row by its id alone; its place is looked up through the wall. Where the wall's criterion stands on another table
than the arms read (a document, behind its access), every row is read *through* that table before it is shown or
counted, and what is not visible is replaced by the rows that follow.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, select, tuple_, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from samhandling.work.errors import NotFoundError

T = TypeVar("T")
FIRST, LAST, AFTER, BEFORE, AT = "first", "last", "after", "before", "at"
LARGEST_STEP = 4000
Column: TypeAlias = ColumnElement[Any] | InstrumentedAttribute[Any]


@dataclass(frozen=True)
class Place:
    """Where a page begins: an end of the list, beside a row (``value`` its id), or at a date or letter."""

    kind: str = FIRST
    value: str = ""

    @classmethod
    def read(cls, args: Mapping[str, str]) -> "Place":
        """Read an address: ``etter``/``foer`` a row, ``slutt``, ``fra`` an ISO date or a letter; else the start."""
        for name, kind in (("etter", AFTER), ("foer", BEFORE)):
            if value := args.get(name, "").replace("\0", "")[:40]:
                return cls(kind, value)
        if args.get("slutt"):
            return cls(LAST)
        start = _date_or_letter(args.get("fra", "").strip())
        return cls(AT, start) if start else cls()


def _date_or_letter(text: str) -> str:
    """A name must not stand in an address: what is no date of our times is cut to its first letter."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text[:1].replace("\0", "")
    return day.isoformat() if 1 < day.year < date.max.year else text[:1]  # a day more or a zone less must exist too


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows in order; the ids to give as ``foer`` and ``etter``, None at the list's start and end."""

    rows: Sequence[T]
    previous: str | None = None
    next: str | None = None
    at_start: bool = True
    at_end: bool = True


@dataclass(frozen=True)
class Counted:
    """How many: exact, or at least so many when there are ``more`` («1 000+»)."""

    number: int
    more: bool = False


@dataclass(frozen=True)
class Arm:
    """One ordered part: the column it is sorted by, the column with the row's id, and which rows."""

    value: Column
    row: Column
    where: tuple[ColumnElement[bool], ...] = ()


@dataclass(frozen=True)
class Through:
    """The model that every row is read through, by its attribute that holds the row's id, and what it must fulfil."""

    key: InstrumentedAttribute[Any]
    where: tuple[ColumnElement[bool], ...] = ()


@dataclass(frozen=True)
class Order:
    """How a list is sorted.

    ``value_of`` gives a row's sort value by its id through the wall, or raises NotFoundError. ``span`` gives, for
    what a page may begin at, the lowest value there and the first value beyond it, or raises ValueError.
    """

    descending: bool
    value_of: Callable[[Session, str], Any]
    span: Callable[[str], tuple[Any, Any]]


class TooFarError(RuntimeError):
    """So many rows were read that another way is better."""


@dataclass(frozen=True)
class _Bound:
    """Rows strictly past (value, id), or from a value on (``row_id`` None), in the direction read."""

    value: Any
    row_id: str | None = None

    def on(self, arm: Arm, *, downward: bool) -> ColumnElement[bool]:
        if self.row_id is None:
            from_there: ColumnElement[bool] = arm.value < self.value if downward else arm.value >= self.value
            return from_there
        here, there = tuple_(arm.value, arm.row), tuple_(self.value, self.row_id)
        return here < there if downward else here > there


@dataclass(frozen=True)
class _Way:
    """One reading of the arms, in one direction."""

    arms: Sequence[Arm]
    through: Through | None
    downward: bool

    def side(self, bound: _Bound | None, limit: int) -> Any:
        """Return the next rows of all arms as a subquery (verdi, id), doubles removed."""
        parts = [self._part(arm, bound, limit).subquery() for arm in self.arms]
        joined = (union_all(*(select(part) for part in parts)) if len(parts) > 1 else select(parts[0])).subquery()
        return self._sorted(select(joined).distinct(), joined.c.verdi, joined.c.id).limit(limit).subquery("side")

    def _part(self, arm: Arm, bound: _Bound | None, limit: int) -> Select[Any]:
        chosen = select(arm.value.label("verdi"), arm.row.label("id")).where(*arm.where).distinct()
        if bound is not None:
            chosen = chosen.where(bound.on(arm, downward=self.downward))
        return self._sorted(chosen, arm.value, arm.row).limit(limit)

    def _sorted(self, chosen: Select[Any], *columns: Column) -> Select[Any]:
        return chosen.order_by(*(column.desc() if self.downward else column.asc() for column in columns))

    def read(self, session: Session, bound: _Bound | None, limit: int) -> list[Any]:
        """Return (verdi, id, seen) of the next rows."""
        side = self.side(bound, limit)
        chosen = _through(select(side.c.verdi, side.c.id, _seen(side, self.through)), side, self.through)
        return list(session.execute(self._sorted(chosen, side.c.verdi, side.c.id)))


def _through(chosen: Any, side: Any, through: Through | None) -> Any:
    if through is None:
        return chosen.select_from(side)
    return chosen.select_from(side).outerjoin(through.key.class_, and_(through.key == side.c.id, *through.where))


def _seen(side: Any, through: Through | None) -> Any:
    return (side.c.id if through is None else through.key).label("sett")


def keyset_page(
    session: Session,
    arms: Sequence[Arm],
    order: Order,
    place: Place,
    limit: int = 50,
    *,
    through: Through | None = None,
    step: int = 0,
    budget: int = 0,
) -> Page[str]:
    """Return the ids of a page's rows.

    ``step``: how many rows to read at first (a page's worth when 0). Raises NotFoundError for a row that is not there
    or may not be seen; TooFarError when more than ``budget`` rows (0: no limit) did not fill the page.
    """
    backward = place.kind in {BEFORE, LAST}
    way = _Way(arms, through, order.descending is not backward)
    try:
        bound = _begin(session, order, place)
    except ValueError as error:
        raise NotFoundError(place.value) from error
    found = _fill(session, way, bound, limit + 1, step, budget) if arms else []
    shown = found[:limit][:: -1 if backward else 1]
    starts, ends = _ends(session, way, place, bound, more=len(found) > limit)
    return Page(
        shown,
        previous=shown[0] if shown and not starts else None,
        next=shown[-1] if shown and not ends else None,
        at_start=starts,
        at_end=ends,
    )


def _begin(session: Session, order: Order, place: Place) -> _Bound | None:
    if place.kind in {AFTER, BEFORE}:
        return _Bound(order.value_of(session, place.value), place.value)
    if place.kind == AT:
        lowest, beyond = order.span(place.value)
        return _Bound(beyond if order.descending else lowest)
    return None


def _ends(session: Session, way: _Way, place: Place, bound: _Bound | None, *, more: bool) -> tuple[bool, bool]:
    """Tell whether a page stands at the list's start, and at its end."""
    if place.kind in {BEFORE, LAST}:
        return not more, place.kind == LAST
    if place.kind == AT and way.arms:
        other = _Way(way.arms, way.through, not way.downward)
        return not _fill(session, other, bound, 1, 1, 0), not more
    return place.kind != AFTER, not more


def _fill(session: Session, way: _Way, bound: _Bound | None, wanted: int, step: int, budget: int) -> list[str]:
    """Read on, in growing steps, until so many visible rows are found or there are no more."""
    found: list[str] = []
    step, read = max(step, wanted), 0
    while True:
        rows = way.read(session, bound, step)
        found += [row.id for row in rows if row.sett is not None]
        read += len(rows)
        if len(found) >= wanted or len(rows) < step:
            return found[:wanted]
        if budget and read >= budget:
            raise TooFarError
        bound = _Bound(rows[-1].verdi, rows[-1].id)
        step = min(step * 4, LARGEST_STEP)


def count_bounded(
    session: Session,
    arms: Sequence[Arm],
    most: int = 1000,
    *,
    through: Through | None = None,
    step: int = 0,
    budget: int = 0,
) -> Counted:
    """Count a list's rows, each once, as far as ``most``.

    ``step``: how many rows to read at first. Reading stops after ``budget`` rows (0: no limit): then there may be more
    than the number told.
    """
    step = max(step, most + 1)
    while arms:
        read, seen = _count(session, arms, through, step)
        if seen > most:
            return Counted(most, more=True)
        if read < step or 0 < budget <= step:
            return Counted(seen, more=read >= step)
        step = step * 4
    return Counted(0)


def _count(session: Session, arms: Sequence[Arm], through: Through | None, step: int) -> tuple[int, int]:
    """Return how many of the first ``step`` rows there are, and how many of them are visible."""
    side = _Way(arms, through, downward=True).side(None, step)
    chosen = _through(select(func.count(side.c.id), func.count(_seen(side, through))), side, through)
    read, seen = session.execute(chosen).one()
    return read, seen
