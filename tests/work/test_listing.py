"""Lists of documents and children: what one may see, in order, each once; filters and jumps by the index."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from samhandling.model import now
from samhandling.store.actor import Actor, person_key
from samhandling.work.arms import NAME, NAME_DOWN, NEWEST, OLDEST, OLDEST_CHILD, YOUNGEST
from samhandling.work.errors import NotFoundError
from samhandling.work.keyset import AFTER, AT, LAST, Counted, Page, Place
from samhandling.work.listing import (
    DRAFTS,
    RECEIVED,
    Wish,
    barn_list,
    count_barn,
    count_dokument,
    dokument_list,
    home,
)
from tests.work.many import DAY, Many, backward, forward
from tests.work.scene import Scene

KARI, PER, NILS, BERIT = "kari.styrer", "per.pedagog", "nils.styrer", "berit.barnevern"


@pytest.fixture
def kari(scene: Scene) -> Actor:
    return scene.actor(KARI)


@pytest.fixture
def many(scene: Scene, kari: Actor) -> Many:
    return Many(scene, kari)


@contextmanager
def reading(scene: Scene, who: Actor) -> Iterator[Session]:
    with scene.house.database.read(who) as session:
        yield session


def _ids(scene: Scene, who: Actor, limit: int = 3, **wish):
    def page(place: Place) -> Page[str]:
        with reading(scene, who) as session:
            found = dokument_list(session, Wish(**wish, place=place), limit)
            ids = [row.dokument.id for row in found.rows]
            return Page(ids, found.previous, found.next, found.at_start, found.at_end)

    return page


def _names(scene: Scene, who: Actor, limit: int = 3, **wish):
    def page(place: Place) -> Page[str]:
        with reading(scene, who) as session:
            found = barn_list(session, Wish(**wish, place=place), limit)
            return Page([barn.navn for barn in found.rows], found.previous, found.next, found.at_start, found.at_end)

    return page


def _count(scene: Scene, who: Actor, **wish) -> Counted:
    with reading(scene, who) as session:
        return count_dokument(session, Wish(**wish))


# ---- each once


def test_each_document_once_both_ways(scene: Scene, kari: Actor, many: Many):
    """Ties, doubles by several keys, expired access and blocked children: nothing twice, nothing lost."""
    secret = many.barn("Sperret Barn")
    many.block(secret)
    seen = []
    for number in range(31):
        dato = DAY + timedelta(days=number // 4)
        if number % 5 == 1:
            many.dokument(dato, barn=[secret])
        elif number % 5 == 2:
            many.dokument(dato, til=now() - timedelta(seconds=1))
        else:
            seen.append((dato, many.dokument(dato, keys=kari.keys[: 1 + number % 2])))
    many.lay()
    newest = [row_id for _dato, row_id in sorted(seen, reverse=True)]
    for sort, expected in ((NEWEST, newest), (OLDEST, newest[::-1])):
        read = _ids(scene, kari, sort=sort)
        assert forward(read) == backward(read) == expected
        assert len(read(Place()).rows) == 3
    assert _count(scene, kari) == Counted(len(seen))


def test_many_blocked_rows_leave_a_full_page(scene: Scene, kari: Actor, many: Many):
    """However many rows in a row are blocked, the page goes on behind them."""
    secret = many.barn("Sperret Barn")
    many.block(secret)
    old = [many.dokument(DAY - timedelta(days=n)) for n in range(4)]
    for number in range(60):
        many.dokument(DAY + timedelta(hours=number + 1), barn=[secret])
    many.lay()
    assert list(_ids(scene, kari)(Place()).rows) == old[:3]
    assert _count(scene, kari) == Counted(4)
    with reading(scene, kari) as session:
        assert "Sperret Barn" not in {barn.navn for barn in barn_list(session, Wish()).rows}
        assert count_barn(session, Wish()) == Counted(2)


def test_what_may_not_be_seen_is_no_place(scene: Scene, kari: Actor, many: Many):
    """Another's document, a blocked one, an expired one and none at all: the same answer."""
    secret = many.barn("Sperret Barn")
    many.block(secret)
    mine = many.dokument()
    others = [many.dokument(keys=["b:annen"]), many.dokument(barn=[secret]), many.dokument(til=now()), "finnes-ikke"]
    many.lay()
    read = _ids(scene, kari)
    assert read(Place(AFTER, mine)).rows == []
    for each in others:
        with pytest.raises(NotFoundError):
            read(Place(AFTER, each))


def test_a_row_that_is_discarded_between_pages(scene: Scene, kari: Actor, many: Many):
    """The next page goes on from the row it was asked for, whatever went away before it."""
    rows = [many.dokument(DAY - timedelta(days=n)) for n in range(7)]
    many.lay()
    read = _ids(scene, kari)
    first = read(Place())
    scene.sql("UPDATE tilgang SET til = '2026-01-01 00:00:00.000000' WHERE dokument_id = :id", id=rows[3])
    assert list(read(Place(AFTER, first.next)).rows) == rows[4:7]


# ---- filters


def test_filters(scene: Scene, kari: Actor, many: Many):
    """Type, status and unit, alone and together; drafts only where they are asked for."""
    many.dokument(gjelder="a", type="notat")
    many.dokument(gjelder="b", type="rart", status="erstattet")
    many.dokument(gjelder="c", type="rart", status="mottatt")
    many.dokument(gjelder="d", type="notat", status="utkast", keys=[person_key(kari.id)])
    many.lay()
    unit = kari.roller[0].enhet_id
    wanted = {
        (): "abc",
        (("type", "rart"),): "bc",
        (("status", "erstattet"),): "b",
        (("type", "notat"), ("status", "erstattet")): "",
        tuple(DRAFTS.items()): "d",
        tuple(RECEIVED.items()): "c",
        (("enhet", unit),): "abc",
        (("enhet", "annen"),): "",
        (("enhet", unit), ("type", "notat")): "a",
        (("type", "finnes-ikke"),): "",
    }
    for filters, expected in wanted.items():
        with reading(scene, kari) as session:
            found = dokument_list(session, Wish(filters=dict(filters))).rows
            assert "".join(sorted(row.dokument.gjelder for row in found)) == expected, filters
            assert count_dokument(session, Wish(filters=dict(filters))) == Counted(len(expected))


def test_a_draft_is_in_its_authors_list_alone(scene: Scene):
    """Drafts are found by their status by those who write them; the leader's list does not know them."""
    draft = scene.fill(scene.actor(PER))
    assert list(_ids(scene, scene.actor(PER), filters=DRAFTS)(Place()).rows) == [draft]
    for who, filters in ((PER, {}), (KARI, DRAFTS), (KARI, {}), (NILS, DRAFTS)):
        assert list(_ids(scene, scene.actor(who), filters=filters)(Place()).rows) == []
        assert _count(scene, scene.actor(who), filters=filters) == Counted(0)


def test_the_mottak_lists_what_it_received(scene: Scene):
    """A sent report is *mottatt* in the receiver's list and *ferdig* in the sender's, until it is misfiled."""
    done = scene.finished(scene.actor(KARI))
    berit, kari = scene.actor(BERIT), scene.actor(KARI)
    assert list(_ids(scene, berit, filters=RECEIVED)(Place()).rows) == [scene.copy_of(done)]
    assert list(_ids(scene, kari, filters={"status": "ferdig"})(Place()).rows) == [done]
    assert list(_ids(scene, kari, filters=RECEIVED)(Place()).rows) == []
    with reading(scene, berit) as session:
        assert [row.mottatt for row in home(session).recent.rows] == [True]


# ---- order and jumps


def test_a_jump_to_a_day(scene: Scene, kari: Actor, many: Many):
    """Newest first: that day and before; oldest first: that day and after. The day is Norwegian."""
    late = many.dokument(datetime(2026, 3, 1, 23, 30, tzinfo=UTC))  # half past midnight on the second here
    early = many.dokument(datetime(2026, 3, 1, 22, 30, tzinfo=UTC))
    many.lay()
    assert list(_ids(scene, kari)(Place(AT, "2026-03-01")).rows) == [early]
    assert list(_ids(scene, kari)(Place(AT, "2026-03-02")).rows) == [late, early]
    assert list(_ids(scene, kari, sort=OLDEST)(Place(AT, "2026-03-02")).rows) == [late]
    assert _ids(scene, kari)(Place(AT, "2020-01-01")).at_end
    for no_day in ("9999-12-31", "M", "0001-01-01"):
        try:
            _ids(scene, kari)(Place(AT, no_day))
        except NotFoundError:
            continue


NAMES = ["Adam B", "Bo C", "Zara Å", "Ægir Ø", "Øyvind A", "Aase Berg", "Åse Vik"]


def test_norwegian_letters_come_last(scene: Scene, many: Many, kari: Actor):
    """Æ, Ø, Å after Z, and Aa as Å, on both databases, both ways; by letter too."""
    for name in reversed(NAMES):
        many.barn(name)
    many.lay()
    mine = [NAMES[0], "Ánne Prøvesen", NAMES[1], "Mio Testbråten", *NAMES[2:]]
    for sort, expected in ((NAME, mine), (NAME_DOWN, mine[::-1])):
        read = _names(scene, kari, sort=sort)
        assert forward(read) == backward(read) == expected
    assert list(_names(scene, kari)(Place(AT, "Å")).rows) == ["Aase Berg", "Åse Vik"]
    assert list(_names(scene, kari)(Place(AT, "ø")).rows) == ["Øyvind A", "Aase Berg", "Åse Vik"]
    assert list(_names(scene, kari, sort=NAME_DOWN)(Place(AT, "Å")).rows) == ["Åse Vik", "Aase Berg", "Øyvind A"]


def test_children_by_birth(scene: Scene, many: Many, kari: Actor):
    """Youngest first and oldest first, with twins, and at a day."""
    for number, name in enumerate(("Eldst", "Tvilling A", "Tvilling B", "Yngst")):
        many.barn(name, date(2025, 1, 1 + (number + 1) // 2))
    many.lay()
    read = _names(scene, kari, sort=YOUNGEST)
    assert forward(read) == backward(read)
    assert forward(read) == forward(_names(scene, kari, sort=OLDEST_CHILD))[::-1]
    assert forward(read)[0] == "Yngst"
    assert set(_names(scene, kari, sort=OLDEST_CHILD)(Place(AT, "2025-01-02")).rows) == {
        "Tvilling A",
        "Tvilling B",
        "Yngst",
    }
    assert _names(scene, kari, sort=YOUNGEST)(Place(LAST)).rows[-1] == "Ánne Prøvesen"


# ---- how they are read


WISHES = [
    *(
        {"filters": filters}
        for filters in ({}, {"type": "rart"}, {"status": "erstattet"}, {"type": "x", "status": "y"})
    ),
    {"sort": OLDEST},
    {"search": "ola not"},
    {"filters": DRAFTS},
]


@pytest.mark.parametrize("kind", ["dokument", "barn"])
def test_no_list_scans_a_table(scene: Scene, kari: Actor, many: Many, kind: str):
    """SQLite tells how it reads: every protected table by an index, none from end to end, and nothing sorted whole."""
    if scene.house.database.kind != "sqlite":
        pytest.skip("PostgreSQL reads small tables whole, whatever their indexes")
    for _number in range(5):
        many.dokument()
    many.lay()
    wishes = WISHES if kind == "dokument" else [{"sort": sort} for sort in (NAME, NAME_DOWN, YOUNGEST, OLDEST_CHILD)]
    read, count = (dokument_list, count_dokument) if kind == "dokument" else (barn_list, count_barn)
    for wish in wishes:
        with reading(scene, kari) as session:
            said: list[tuple[str, dict]] = []
            listened = session.connection()
            sa.event.listen(listened, "before_cursor_execute", lambda *args, s=said: s.append((args[2], args[3])))
            read(session, Wish(**wish))
            count(session, Wish(**wish))
        plans = [line for text, values in said for line in _plan(scene, text, values)]
        assert [line for line in plans if line.startswith("SEARCH tilgang ")]
        scans = [line for line in plans if line.startswith("SCAN") and set(line.split()) & {"tilgang", kind, "soek"}]
        assert not scans, (wish, scans)
        used = {line.split("USING ")[1].split(" (")[0] for line in plans if line.startswith("SEARCH tilgang ")}
        assert all("ix_tilgang_" in index for index in used), (wish, used)


def _plan(scene: Scene, statement: str, values: dict) -> list[str]:
    with scene._engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        return [row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
