"""Migrations: up from nothing, down to nothing, over a filled database, and equal to what the models say."""

from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from samhandling.model import Base, Tid, migrate
from samhandling.model.soek import BESIDE
from tests.rules.place import open_place, plain_engine

KEPT = "alembic_version"


def _tables(url: str) -> set[str]:
    engine = plain_engine(url)
    with engine.connect() as connection:
        return set(sa.inspect(connection).get_table_names()) - {KEPT} - BESIDE


def _rows(url: str) -> dict[str, tuple[list[str], list[str]]]:
    """Every table that there is: its columns, and its rows in an order of their own."""
    engine = plain_engine(url)
    with engine.connect() as connection:
        there = sa.MetaData()
        there.reflect(connection)
        names = [name for name in there.tables if name != KEPT and name not in BESIDE]
        read = {name: connection.execute(sa.select(there.tables[name])).all() for name in names}
    return {
        name: (sorted(there.tables[name].columns.keys()), sorted(repr(tuple(row)) for row in rows))
        for name, rows in read.items()
    }


def test_from_nothing_up_and_down_again(empty_database_url: str):
    """Up makes every table of the model; down leaves none; up works again afterwards."""
    migrate.upgrade(empty_database_url)
    assert _tables(empty_database_url) == set(Base.metadata.tables)
    assert migrate.at_head(empty_database_url)
    migrate.downgrade(empty_database_url, "base")
    assert _tables(empty_database_url) == set()
    assert not migrate.at_head(empty_database_url)
    migrate.upgrade(empty_database_url)
    assert _tables(empty_database_url) == set(Base.metadata.tables)


def test_the_models_are_what_the_migrations_make(database_url: str):
    """Nobody has changed a model and forgotten its migration: columns, types, indexes, constraints."""
    assert _compared(database_url) == []


def test_a_forgotten_migration_is_found(database_url: str):
    """The comparison above sees a column and an index that the migrations do not know."""
    engine = plain_engine(database_url)
    with engine.begin() as connection:
        made = Operations(MigrationContext.configure(connection))
        made.add_column("lov", sa.Column("glemt", sa.String(3)))
        made.drop_index("ix_dokument_enhet", table_name="dokument")
    assert {change[0] for change in _compared(database_url)} == {"remove_column", "add_index"}


def _compared(url: str) -> list:
    engine = plain_engine(url)
    with engine.connect() as connection:
        opts = {"compare_type": True, "include_object": migrate.compared}
        context = MigrationContext.configure(connection, opts=opts)
        return compare_metadata(context, Base.metadata)


def test_each_step_down_and_up_keeps_the_rows_of_the_tables_that_stay(database_url: str, tmp_path: Path):
    """With the demo in it: every step taken back and again leaves each table's rows, except the step's own tables."""
    place = open_place(database_url, tmp_path)
    place.report()
    place.house.database.dispose()
    before = _rows(database_url)
    steps = list(ScriptDirectory(str(migrate.FOLDER)).walk_revisions())
    for step in steps:
        migrate.downgrade(database_url, "-1")
        left = _rows(database_url)
        assert all(rows == before[name] for name, rows in left.items() if rows[0] == before[name][0]), step
    assert left == {}
    migrate.upgrade(database_url)
    assert set(_rows(database_url)) == set(before)


def test_a_filled_database_can_be_migrated_twice(database_url: str, tmp_path: Path):
    """`db upgrade` on a database at head changes nothing in it."""
    place = open_place(database_url, tmp_path)
    place.house.database.dispose()
    before = _rows(database_url)
    migrate.upgrade(database_url)
    assert _rows(database_url) == before


def test_one_line_of_migrations():
    """There is one newest migration: two of them cannot both be «head»."""
    assert len(ScriptDirectory(str(migrate.FOLDER)).get_heads()) == 1


def test_no_views_stand_in_the_schema(database_url: str):
    """A view would have a name of its own, which the wall's guard does not know: there are none."""
    engine = plain_engine(database_url)
    with engine.connect() as connection:
        assert sa.inspect(connection).get_view_names() == []


def test_a_time_without_a_zone_is_refused(database_url: str):
    """UTC is never guessed: a naive moment is a fault, in a condition too."""
    naive = sa.select(sa.literal(datetime(2026, 1, 1), Tid()))  # noqa: DTZ001
    with plain_engine(database_url).connect() as connection, pytest.raises(sa.exc.StatementError, match="a zone"):
        connection.execute(naive)
