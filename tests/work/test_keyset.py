"""Keyset paging: each row once, both ways, whatever ties, doubles and deletions there are; no OFFSET."""

import re

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samhandling.model import Enhet, ny_id
from samhandling.store.actor import NOBODY
from samhandling.work.errors import NotFoundError
from samhandling.work.keyset import (
    AFTER,
    AT,
    BEFORE,
    FIRST,
    LAST,
    Arm,
    Counted,
    Order,
    Place,
    count_bounded,
    keyset_page,
)
from tests.work.many import backward, forward
from tests.work.scene import Scene

KINDS = ("barnehage", "skole", "ppt")
ARMS = [
    Arm(Enhet.sortering, Enhet.id, (Enhet.tjeneste.in_(kinds), Enhet.navn == "liste"))
    for kinds in (("barnehage", "skole"), ("skole", "ppt"))  # every school comes by both
]


def _value_of(session, row_id: str) -> str:
    found = session.scalar(sa.select(Enhet.sortering).where(Enhet.id == row_id))
    if found is None:
        raise NotFoundError(row_id)
    return found


def _order(*, descending: bool = False) -> Order:
    return Order(descending, _value_of, lambda text: (text, f"{text}\x7f"))


def _lay(scene: Scene, values: list[tuple[str, int]]) -> list[tuple[str, str]]:
    scene.sql("DELETE FROM enhet WHERE navn = 'liste'")
    (kommune,) = scene.sql("SELECT id FROM kommune WHERE nummer = '4699'")
    rows = [(value, ny_id(), KINDS[kind]) for value, kind in values]
    with scene._engine.begin() as connection:
        for value, row_id, kind in rows:
            facts = {"sortering": value, "id": row_id, "tjeneste": kind, "navn": "liste", "kommune_id": kommune.id}
            connection.execute(sa.insert(Enhet), facts)
    return sorted((value, row_id) for value, row_id, _kind in rows)


def _read(scene: Scene, limit: int, **how):
    def page(place: Place):
        with scene.house.database.read(NOBODY) as session:
            return keyset_page(session, ARMS, _order(**how), place, limit)

    return page


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.lists(st.tuples(st.sampled_from(["a", "b", "c", "{", "}"]), st.integers(0, 2)), max_size=17),
    limit=st.integers(1, 6),
    descending=st.booleans(),
)
def test_each_row_once_both_ways(scene: Scene, values, limit: int, *, descending: bool):
    """First to last by «next» and last to first by «previous»: all rows, in order, none twice, none lost."""
    rows = [row_id for _value, row_id in _lay(scene, values)]
    expected = rows[::-1] if descending else rows
    read = _read(scene, limit, descending=descending)
    assert forward(read) == expected
    assert backward(read) == expected


def test_rows_that_go_and_come_move_no_page(scene: Scene):
    """A row deleted before the page, or added, neither repeats nor hides another; the deleted one is no place."""
    rows = _lay(scene, [(f"{n:02}", n % 3) for n in range(20)])
    read = _read(scene, 5)
    first = read(Place())
    scene.sql("DELETE FROM enhet WHERE id = :id", id=rows[2][1])
    second = read(Place(AFTER, first.next))
    assert list(second.rows) == [row_id for _value, row_id in rows[5:10]]
    assert list(read(Place(BEFORE, second.previous)).rows) == [rows[n][1] for n in (0, 1, 3, 4)]
    for kind in (AFTER, BEFORE):
        with pytest.raises(NotFoundError):
            read(Place(kind, rows[2][1]))


def test_the_ends_are_told(scene: Scene):
    """Where there is nothing before or after, nothing is offered; an empty list is both its ends."""
    _lay(scene, [(f"{n:02}", 0) for n in range(5)])
    read = _read(scene, 5)
    for kind in (FIRST, LAST):
        page = read(Place(kind))
        assert (page.at_start, page.at_end, page.previous, page.next) == (True, True, None, None)
    read = _read(scene, 2)
    assert [read(Place(kind)).at_start for kind in (FIRST, LAST)] == [True, False]
    assert [read(Place(kind)).at_end for kind in (FIRST, LAST)] == [False, True]
    _lay(scene, [])
    assert read(Place()).rows == []
    assert read(Place()).at_end


def test_a_jump_stands_in_the_middle(scene: Scene):
    """At a letter there are rows both ways; beyond the last letter the way back is still open."""
    rows = [row_id for _value, row_id in _lay(scene, [(value, 0) for value in ("a1", "b1", "b2", "c1", "{1")])]
    page = _read(scene, 2)(Place(AT, "b"))
    assert list(page.rows) == rows[1:3]
    assert (page.previous, page.next, page.at_start, page.at_end) == (rows[1], rows[2], False, False)
    assert list(_read(scene, 2, descending=True)(Place(AT, "b")).rows) == [rows[2], rows[1]]
    beyond = _read(scene, 2)(Place(AT, "}"))
    assert (list(beyond.rows), beyond.at_start, beyond.at_end) == ([], False, True)
    assert _read(scene, 2)(Place(AT, "a")).at_start


def test_counting_stops(scene: Scene):
    """As far as the limit and no further; a row that comes by two arms counts once."""
    _lay(scene, [(f"{n:02}", 1) for n in range(7)])
    with scene.house.database.read(NOBODY) as session:
        assert count_bounded(session, ARMS, 7) == Counted(7)
        assert count_bounded(session, ARMS, 6) == Counted(6, more=True)
        assert count_bounded(session, [], 6) == Counted(0)


ADDRESSES = {
    "": Place(),
    "etter=x": Place(AFTER, "x"),
    "foer=x": Place(BEFORE, "x"),
    "slutt=1": Place(LAST),
    "fra=2026-03-01": Place(AT, "2026-03-01"),
    "fra=Å": Place(AT, "Å"),
    "fra=Mio Testbråten": Place(AT, "M"),
    "fra=2026-13-01": Place(AT, "2"),
    "etter=\0": Place(),
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_holds_an_id_a_date_or_a_letter(address: str):
    """Whatever is typed into an address, no name is taken from it."""
    name, _, value = address.partition("=")
    assert Place.read({name: value}) == ADDRESSES[address]


def test_no_offset(scene: Scene):
    """The statements say where to begin by value: never OFFSET, and one for the place, one for the page."""
    rows = _lay(scene, [(f"{n:02}", n % 3) for n in range(9)])
    said: list[tuple[str, dict]] = []
    with scene.house.database.read(NOBODY) as session:
        sa.event.listen(session.connection(), "before_cursor_execute", lambda *args: said.append((args[2], args[3])))
        keyset_page(session, ARMS, _order(), Place(AFTER, rows[3][1]), 2)
    assert len(said) == 2
    offsets = [values[name] for text, values in said for name in re.findall(r"OFFSET \W*(\w+)", text)]
    assert set(offsets) <= {0}  # SQLAlchemy writes it out for SQLite
