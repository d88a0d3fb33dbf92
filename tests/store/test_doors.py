"""The doors in the wall, what is written through them alone, and what is proven about a statement's text."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import make_transient, make_transient_to_detached

import samhandling
from samhandling.model import Bruker, Dokument, DokumentDel, Fil, Kommune, Logg, LoggInnhold, Sperring, Tilgang, now
from samhandling.model.base import ALWAYS
from samhandling.rules.criteria import WALL
from samhandling.store.actor import NOBODY, person_key
from samhandling.store.engine import WRITING
from samhandling.store.proof import unproven
from samhandling.store.wall import DeniedError, Trusted
from tests.rules.place import NILS, PER, Place

FLOORS = Path(samhandling.__file__).parent


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(FLOORS.rglob("*.py")):
        yield str(file.relative_to(FLOORS)), ast.parse(file.read_text())


@pytest.mark.parametrize("door", Trusted)
def test_a_door_is_used_by_the_modules_it_names_alone(door: Trusted):
    """Whoever wants through a door stands on its sign."""
    users = {
        name
        for name, tree in _modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) == f"Trusted.{door.name}"
    }
    assert users == set(re.findall(r"\w+/\w+\.py", door.value))


BEYOND = {"cursor", "raw_connection", "driver_connection", "dbapi_connection", "exec_driver_sql", "get_bind_raw"}


def test_nobody_goes_round_the_wall():
    """The driver's own connection is beyond the guard: no module takes it, but the engine's set-up and migrations."""
    users = {
        name
        for name, tree in _modules()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in BEYOND)
        or (isinstance(node, (ast.Import, ast.ImportFrom)) and re.search("psycopg|sqlite3", ast.unparse(node)))
        or (isinstance(node, ast.Constant) and node.value in {"trusted", "walled"})
        or (isinstance(node, ast.keyword) and node.arg == "walled")
    }
    assert users == {"store/engine.py", "store/wall.py"}


def test_engines_are_made_in_the_store_alone():
    """A second engine would have no guard: only the store makes one, and the migrations their own."""
    makers = {
        name
        for name, tree in _modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {"create_engine", "Session"}
    }
    assert makers == {"store/engine.py", "store/database.py", "model/migrate.py", "model/migrations/env.py"}


# ---- what a flush may write


@pytest.fixture
def writing(place: Place):
    """Sessions that write as somebody, one at a time, and are rolled back."""
    made = []

    def _close():
        while made:
            session = made.pop()
            session.rollback()
            session.close()

    def _open(who: str):
        _close()
        actor = place.actor(who) if isinstance(who, str) else who
        made.append(place.house.database._session(actor, WRITING[place.house.database.kind]))
        return made[-1]

    yield _open
    _close()


@pytest.fixture(scope="module")
def report(place: Place) -> str:
    return str(place.value("SELECT id FROM dokument WHERE kilde_id IS NULL"))


def test_a_forged_row_is_not_written(writing, report: str):
    """A row that the session never read through the wall can be neither changed nor deleted."""
    for change in (lambda session, row: setattr(row, "tittel", "x"), lambda session, row: session.delete(row)):
        session = writing(NILS)
        row = Dokument(id=report)
        make_transient_to_detached(row)
        session.add(row)
        change(session, row)
        with pytest.raises(DeniedError):
            session.flush()


def test_a_row_of_anothers_session_is_not_written(writing, report: str):
    """What Per's session had read, the stranger's cannot write, even when handed the object."""
    mine = writing(PER)
    row = mine.get(Dokument, report)
    mine.expunge(row)
    other = writing(NILS)
    other.add(row)
    row.tittel = "x"
    with pytest.raises(DeniedError):
        other.flush()


def test_a_second_row_with_the_same_id_is_refused_by_the_key(writing, report: str):
    """Made transient and added again it clashes with the row that is there, and says no value of it."""
    row = writing(PER).get(Dokument, report)
    make_transient(row)
    other = writing(NILS)
    other.add(row)
    with pytest.raises(IntegrityError) as refused:
        other.flush()
    assert "Bekymringsmelding" not in str(refused.value)


def test_nobody_writes_a_protected_row(writing):
    """No actor, no writes."""
    session = writing(NOBODY)
    session.add(Sperring(bruker_id="x", barn_id="x", satt_av_id="x"))
    with pytest.raises(DeniedError):
        session.flush()


def test_nobody_gives_himself_access_through_a_flush(writing, place: Place, report: str):
    """Derived access is written by the derivation's door alone."""
    session, me = writing(NILS), place.id_of(NILS)
    unit = place.unit("Fjordgløtt barnehage").id
    moments = {"fra": now(), "til": ALWAYS, "dato": now()}
    session.add(
        Tilgang(hvem=person_key(me), dokument_id=report, enhet_id=unit, nivaa=3, grunn="x", **moments)
    )  # fmt: skip
    with pytest.raises(DeniedError):
        session.flush()


def test_ones_own_events_cannot_be_changed(writing):
    """§6.8: what one sees of the log one can neither change nor delete, by row or in bulk."""
    session = writing(PER)
    event = session.scalars(select(Logg).limit(1)).one()
    event.hva = "ingenting"
    with pytest.raises(DeniedError):
        session.flush()
    session = writing(PER)
    session.delete(session.scalars(select(Logg).limit(1)).one())
    with pytest.raises(DeniedError):
        session.flush()
    for bulk in (lambda query: query.delete(), lambda query: query.update({"hva": "x"})):
        with pytest.raises(DeniedError):
            bulk(writing(PER).query(Logg))
    with pytest.raises(DeniedError):
        writing(PER).query(LoggInnhold).delete()


OLD_WAYS = {
    "insert": lambda session, id_: session.bulk_insert_mappings(Dokument, [{"id": id_, "tittel": "x"}]),
    "update": lambda session, id_: session.bulk_update_mappings(Dokument, [{"id": id_, "tittel": "x"}]),
    "save": lambda session, id_: session.bulk_save_objects([DokumentDel(dokument_id=id_, noekkel="x", plass=1)]),
}


@pytest.mark.parametrize("way", OLD_WAYS)
def test_bulk_writes_do_not_pass(writing, report: str, way: str):
    """The old bulk methods flush without events: the guard refuses their statements."""
    with pytest.raises(DeniedError):
        OLD_WAYS[way](writing(NILS), report)


def test_after_a_flush_that_failed_the_guard_stands(writing, report: str):
    """An error in the middle of a flush does not leave the door open behind it."""
    session = writing(NILS)
    session.add(Fil(dokument_id="finnes-ikke", trinn="x", sha256="x", stoerrelse=1, innhold=b""))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()
    with pytest.raises(DeniedError):
        session.execute(text("UPDATE dokument SET tittel = 'x'"))


def test_a_look_cannot_write_on_postgresql(place: Place):
    """A reading session is a snapshot that the database itself keeps from writing."""
    if place.house.database.kind == "sqlite":
        pytest.skip("SQLite reads on a snapshot, and has no read-only transactions")
    with place.reading(PER) as session:
        session.add(Kommune(nummer="9999", navn="x"))
        with pytest.raises(DBAPIError, match="read-only"):
            session.flush()


def test_a_fault_of_the_database_shows_no_parameters(writing, place: Place):
    """The statement that failed is told without what was in it."""
    session = writing(PER)
    session.add(Bruker(kommune_id=place.actor(PER).kommune_id, brukernavn="ny", navn="Hemmelig Navn", oidc_subject="x"))
    session.add(Bruker(kommune_id="finnes-ikke", brukernavn="ny2", navn="Hemmelig Navn"))
    with pytest.raises(IntegrityError) as fault:
        session.flush()
    assert "Hemmelig" not in str(fault.value)


# ---- the proof itself

KEYED = "EXISTS (SELECT 1 FROM tilgang AS vakt WHERE vakt.dokument_id = dokument.id AND vakt.hvem IN (:vakt_k))"
PROVEN = [
    f"SELECT * FROM dokument WHERE {KEYED}",
    f"SELECT * FROM enhet LEFT JOIN dokument ON dokument.id = enhet.id AND {KEYED}",
    f"SELECT 1 UNION SELECT 2 FROM dokument WHERE {KEYED} AND (1=1 OR 2=2)",
    f"DELETE FROM dokument WHERE {KEYED}",
    "SELECT * FROM varsel WHERE varsel.bruker_id IN (:vakt_person)",
]
UNPROVEN = [
    "SELECT * FROM dokument",
    f"SELECT * FROM dokument WHERE {KEYED} OR 1=1",
    f"SELECT * FROM dokument WHERE NOT {KEYED}",
    f"SELECT * FROM dokument AS b WHERE {KEYED}",
    f"SELECT * FROM enhet FULL JOIN dokument ON {KEYED}",
    f"SELECT * FROM enhet RIGHT JOIN dokument ON {KEYED}",
    f"SELECT * FROM enhet JOIN (SELECT * FROM dokument) x ON {KEYED}",
    f"SELECT 1; SELECT * FROM dokument WHERE {KEYED}",
    f"SELECT * FROM dokument WHERE {KEYED}; DELETE FROM enhet",
    f"SELECT * FROM dokument WHERE {KEYED} UNION SELECT * FROM dokument",
    f"SELECT * FROM dokument WHERE {KEYED.replace(':vakt_k', ':k')}",
    "SELECT * FROM dokument AS vakt",
    "SELECT * FROM enhet WHERE EXISTS (SELECT 1 FROM fil AS vakt)",
    "SELECT * FROM enhet WHERE id IN dokument",
    "INSERT INTO dokument (id) VALUES ('x')",
    "SELECT * FROM varsel WHERE varsel.bruker_id NOT IN (:vakt_person)",
    "SELECT * FROM varsel WHERE varsel.bruker_id IN ('meg')",
    "nothing that is SQL FROM dokument (",
]


@pytest.mark.parametrize("statement", PROVEN)
def test_a_criterion_proves(statement: str):
    """What the hook writes is recognised."""
    assert unproven(statement, "sqlite", WALL.tables) == ""


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
@pytest.mark.parametrize("statement", UNPROVEN)
def test_all_else_is_unproven(statement: str, dialect: str):
    """A criterion that does not bind every row of the table proves nothing."""
    assert unproven(statement, dialect, WALL.tables)
