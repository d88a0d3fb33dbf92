"""The lists of the smaller registers: users, units, wordings of the law, waiting jobs, the log."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, cast, select
from sqlalchemy.orm import Session

from samhandling.model import Bruker, Dokument, Enhet, Kommune, Logg, Lov, Utboks
from samhandling.model.base import OSLO
from samhandling.model.utboks import PAAGAAR, VENTER
from samhandling.store.actor import Actor
from samhandling.store.wall import actor_of
from samhandling.vocabulary.codelist import CodeList
from samhandling.vocabulary.sorting import sort_key
from samhandling.work.errors import NotFoundError
from samhandling.work.keyset import Arm, Counted, Order, Page, count_bounded, keyset_page
from samhandling.work.listing import Wish

LIMIT = 50


@dataclass(frozen=True)
class TableList:
    """A list of one table's rows, in the order of one indexed column."""

    model: Any
    value: Any
    row: Any
    where: Callable[[Actor, Wish], Sequence[tuple[ColumnElement[bool], ...]]]
    """The conditions of each arm: what the actor may see of it, and what was asked for."""
    span: Callable[[str], tuple[Any, Any]]
    descending: bool = False

    def page(self, session: Session, wish: Wish) -> Page[Any]:
        """Return one page of rows. Raises NotFoundError."""
        order = Order(self.descending is not (wish.sort == "navn_ned"), self._value_of, self.span)
        page = keyset_page(session, self._arms(session, wish), order, wish.place, LIMIT)
        chosen = session.scalars(select(self.model).where(self.row.in_(page.rows or ["-"])))
        rows = {str(row.id): row for row in chosen}
        return Page(
            [rows[each] for each in page.rows if each in rows], page.previous, page.next, page.at_start, page.at_end
        )

    def count(self, session: Session, wish: Wish) -> Counted:
        """Count the rows, as far as 1,000."""
        return count_bounded(session, self._arms(session, wish))

    def _arms(self, session: Session, wish: Wish) -> list[Arm]:
        return [Arm(self.value, self.row, tuple(arm)) for arm in self.where(actor_of(session), wish)]

    def _value_of(self, session: Session, row_id: str) -> Any:
        found = session.execute(select(self.value).where(self.row == row_id)).first()
        if found is None:
            raise NotFoundError(row_id)
        return found[0]


def _letter(text: str) -> tuple[str, str]:
    """The span of a first letter, in sort keys."""
    key = sort_key(text)
    if not key:
        raise ValueError(text)
    return key, key + "\U0010ffff"


def _day(text: str) -> tuple[datetime, datetime]:
    """The span of a day in Oslo."""
    start = datetime.combine(date.fromisoformat(text), time(), OSLO).astimezone(UTC)
    return start, start + timedelta(days=1)


def _named(model: Any, wish: Wish) -> tuple[ColumnElement[bool], ...]:
    """A few thousand rows at the most: each word of the search stands somewhere in the name."""
    return tuple(model.sortering.contains(word, autoescape=True) for word in sort_key(wish.search).split())


def _users(actor: Actor, wish: Wish) -> list[tuple[ColumnElement[bool], ...]]:
    active = {"ja": (Bruker.aktiv.is_(True),), "nei": (Bruker.aktiv.is_(False),)}.get(wish.filters.get("aktiv", ""), ())
    return [(Bruker.kommune_id == actor.kommune_id, *active, *_named(Bruker, wish))]


def _units(actor: Actor, wish: Wish) -> list[tuple[ColumnElement[bool], ...]]:
    service = wish.filters.get("tjeneste")
    chosen = (Enhet.tjeneste == service,) if service else ()
    return [(Enhet.kommune_id == actor.kommune_id, *chosen, *_named(Enhet, wish))]


def _kommuner(actor: Actor, _wish: Wish) -> list[tuple[ColumnElement[bool], ...]]:
    return [(Kommune.id == actor.kommune_id,)]


def _law(_actor: Actor, wish: Wish) -> list[tuple[ColumnElement[bool], ...]]:
    words = (Lov.tekst.ilike(f"%{word}%") | Lov.noekkel.ilike(f"%{word}%") for word in wish.search.split())
    unsure = (Lov.kontrolleres.is_(True),) if wish.filters.get("kontrolleres") == "ja" else ()
    return [(*words, *unsure)]


def _jobs(_actor: Actor, wish: Wish) -> list[tuple[ColumnElement[bool], ...]]:
    """What still waits; what is done stands on its document."""
    asked = wish.filters.get("status")
    return [(Utboks.status == status,) for status in (VENTER, PAAGAAR) if asked in {None, "", status}]


def _events(actor: Actor, wish: Wish) -> list[tuple[ColumnElement[bool], ...]]:
    """One arm per ground on which the actor reads the log; the wall's criterion stands on each."""
    arms: list[tuple[ColumnElement[bool], ...]] = [(Logg.bruker_id == actor.id,)]
    if actor.holds("personvernombud"):
        arms.append((Logg.kommune_id == actor.kommune_id,))
    arms += [(Logg.enhet_id == unit,) for unit in actor.units("leder", "stedfortreder")]
    asked = wish.filters.get("bruker")
    return [(*arm, Logg.bruker_id == asked) for arm in arms] if asked else arms


USERS = TableList(Bruker, Bruker.sortering, Bruker.id, _users, _letter)
UNITS = TableList(Enhet, Enhet.sortering, Enhet.id, _units, _letter)
KOMMUNER = TableList(Kommune, Kommune.navn, Kommune.id, _kommuner, _letter)
LAW = TableList(Lov, Lov.noekkel, Lov.id, _law, _letter)
JOBS = TableList(Utboks, Utboks.klar, Utboks.id, _jobs, _day)
EVENTS = TableList(Logg, Logg.tid, cast(Logg.id, String), _events, _day, descending=True)


def all_units(session: Session) -> CodeList:
    """Return (id, name) of the units in the actor's municipality that are in use."""
    chosen = select(Enhet).where(Enhet.kommune_id == actor_of(session).kommune_id, Enhet.aktiv)
    return tuple((unit.id, unit.navn) for unit in session.scalars(chosen.order_by(Enhet.sortering)))


def all_users(session: Session) -> CodeList:
    """Return (id, name) of the users in the actor's municipality, 1,000 at the most."""
    chosen = select(Bruker).where(Bruker.kommune_id == actor_of(session).kommune_id)
    return tuple((user.id, user.navn) for user in session.scalars(chosen.order_by(Bruker.sortering).limit(1000)))


def documents_of(session: Session, ids: Sequence[str]) -> dict[str, str]:
    """Return the numbers of those documents that the actor may see, without their titles."""
    chosen = select(Dokument.id, Dokument.nummer).where(Dokument.id.in_(list(set(ids)) or ["-"]))
    return {row.id: row.nummer or "" for row in session.execute(chosen)}


def names_of(session: Session, ids: Sequence[str]) -> dict[str, str]:
    """Return the names of users of the actor's municipality."""
    return {
        user.id: user.navn for user in session.scalars(select(Bruker).where(Bruker.id.in_(list(set(ids)) or ["-"])))
    }
