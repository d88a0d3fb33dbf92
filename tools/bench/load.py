"""Rows into the tables as fast as each database takes them: one transaction, indexes made afterwards, keys unchecked.

Both loaders take plain values: text, whole numbers, yes/no and None; times as `moment` writes them. Columns that are
not given get the model's own default, so that a new column needs no change here.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

import psycopg
from sqlalchemy import JSON, Column
from sqlalchemy.engine import make_url

from samhandling.model import Base, Tid

Row = tuple[Any, ...]
TABLES = (
    *("barn", "barn_enhet", "foresatt", "foresatt_enhet", "dokument", "dokument_del", "dokument_barn"),
    *("dokument_forfatter", "tilgang", "soek"),
)
"""What is loaded in bulk; their indexes are made anew afterwards."""
LOAD_MEMORY_KB = 1_000_000


class Loader(Protocol):
    """What takes rows."""

    def add(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Add rows with values for *columns*; the rest have their defaults."""

    def finish(self) -> None:
        """Make the indexes, tell the planner, commit, close."""


@lru_cache(64)
def moment(value: datetime) -> str:
    """Write a time as both databases keep it: UTC without its zone, to the microsecond."""
    return value.replace(tzinfo=None).isoformat(" ", "microseconds")


def constants(table: str, given: Sequence[str]) -> dict[str, Any]:
    """Return the columns that are not given with their defaults; numbers that the database counts are left out."""
    columns = Base.metadata.tables[table].columns
    return {column.name: _default(column) for column in columns if column.name not in given and not _counted(column)}


def _counted(column: Column[Any]) -> bool:
    return bool(column.primary_key) and column.type.python_type is int


def _default(column: Column[Any]) -> Any:
    if column.primary_key or (column.default is None and not column.nullable):
        message = f"{column} must be given"
        raise ValueError(message)
    if column.default is None:
        return None
    value = column.default.arg({}) if column.default.is_callable else column.default.arg  # type: ignore[attr-defined]
    if isinstance(column.type, Tid):
        return moment(value)
    return _json(value) if isinstance(column.type, JSON) else value


def _json(value: Any) -> str:
    return "[]" if isinstance(value, list) else "{}" if isinstance(value, dict) else str(value)


class SqliteLoader:
    """Into a SQLite file: nobody else reads it meanwhile."""

    def __init__(self, url: str) -> None:
        """Open the file and take its indexes away."""
        self.connection = sqlite3.connect(str(make_url(url).database), isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{LOAD_MEMORY_KB}", "temp_store=MEMORY"):
            self.connection.execute(f"PRAGMA {pragma}")
        marks = ",".join("?" * len(TABLES))
        chosen = f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> '' AND tbl_name IN ({marks})"  # noqa: S608 - marks alone
        self.indexes = self.connection.execute(chosen, TABLES).fetchall()
        self.connection.execute("BEGIN")
        for name, _sql in self.indexes:
            self.connection.execute(f'DROP INDEX "{name}"')

    def add(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Add rows."""
        rest = constants(table, columns)
        names = [*columns, *rest]
        last = tuple(rest.values())
        listed = ",".join(f'"{name}"' for name in names)
        marks = ",".join("?" * len(names))
        self.connection.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks})", (row + last for row in rows))  # noqa: S608 - own names

    def finish(self) -> None:
        """Make the indexes, and leave the file as the house opens it."""
        for _name, sql in self.indexes:
            self.connection.execute(sql)
        self.connection.execute("COMMIT")
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.close()


class PostgresLoader:
    """Into PostgreSQL by COPY; as superuser, so that foreign keys are not asked for one by one."""

    def __init__(self, url: str) -> None:
        """Connect and take the indexes away, but those that keys are made of."""
        address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self.connection = psycopg.connect(address)
        self.connection.execute("SET session_replication_role = replica")
        self.connection.execute("SET maintenance_work_mem = '512MB'")
        chosen = (
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ANY(%s)"
            " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        )
        self.indexes = self.connection.execute(chosen, (list(TABLES),)).fetchall()
        for name, _sql in self.indexes:
            self.connection.execute(f'DROP INDEX "{name}"'.encode())

    def add(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Add rows."""
        rest = constants(table, columns)
        last = tuple(rest.values())
        listed = ",".join(f'"{name}"' for name in (*columns, *rest))
        with self.connection.cursor().copy(f"COPY {table} ({listed}) FROM STDIN".encode()) as copy:
            for row in rows:
                copy.write_row(row + last)

    def finish(self) -> None:
        """Make the indexes; count, as the server's own upkeep would within minutes."""
        for _name, sql in self.indexes:
            self.connection.execute(sql.encode())
        self.connection.commit()
        self.connection.autocommit = True
        self.connection.execute("VACUUM ANALYZE")
        self.connection.close()


def loader(url: str) -> Loader:
    """Return what loads into the database at *url*."""
    return SqliteLoader(url) if make_url(url).get_backend_name() == "sqlite" else PostgresLoader(url)
