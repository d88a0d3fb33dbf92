"""Where the measured databases live: thrown away afterwards. What a kind of database is made of, and weighs."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from tests.postgres import private_server

AS_IN_EARNEST = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "512MB",
    "work_mem": "16MB",
    "max_wal_size": "4GB",
    "max_connections": "100",
}
"""The server of a small municipality; the tests' own forgets to save."""
NEEDED = 11_000
"""Bytes of disk for each document, the server's write-ahead log included."""
FOR_PEERS = (
    "CREATE INDEX bench_endret ON dokument (endret, id)",
    "CREATE INDEX bench_status ON dokument (status, endret, id)",
    "CREATE INDEX bench_navn ON barn (navn, id)",
)
"""What somebody who ran a peer over these tables would add for its lists; ours does not use them."""


class NoRoomError(Exception):
    """The disk is too full for so many documents."""


class Place(Protocol):
    """One kind of database."""

    kind: str
    pid: int
    """The process of its server, 0 where its time cannot be counted."""

    def make(self, name: str) -> str:
        """Make an empty database; return its URL."""


@dataclass
class Sqlite:
    """Files in one folder."""

    folder: Path
    kind: str = "sqlite"
    pid: int = 0

    def make(self, name: str) -> str:
        """Name a file."""
        return f"sqlite:///{self.folder / name}.db"


@dataclass
class Postgresql:
    """Databases on one server, by the URL of its maintenance database."""

    url: str
    pid: int = 0
    kind: str = "postgresql"

    def make(self, name: str) -> str:
        """Create a database, in place of one that an earlier run left."""
        self.drop(name)
        self._execute(f"CREATE DATABASE samhandling_bench_{name} TEMPLATE template0 ENCODING 'UTF8'")
        made = make_url(self.url).set(database=f"samhandling_bench_{name}")
        return made.render_as_string(hide_password=False)

    def drop(self, name: str) -> None:
        """Throw a database away."""
        self._execute(f"DROP DATABASE IF EXISTS samhandling_bench_{name} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        address = make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())


@contextlib.contextmanager
def place(kind: str, folder: Path) -> Iterator[Place]:
    """Give a place for databases of a kind; all in it is thrown away at the end."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(dir=folder) as own:
            yield Sqlite(Path(own))
    elif url := os.environ.get("BENCH_POSTGRES"):
        named = Postgresql(url.replace("postgresql://", "postgresql+psycopg://"))
        yield named
        for name in ("small", "large"):
            named.drop(name)
    else:
        with private_server(AS_IN_EARNEST) as server:
            yield Postgresql(server.url("postgres"), server.process.pid)


def check_room(folder: Path, documents: int) -> None:
    """Raise NoRoomError when *folder*'s disk has no room for so many documents."""
    free, needed = shutil.disk_usage(folder).free, documents * NEEDED
    if free < needed:
        raise NoRoomError(f"{needed / 1e9:.0f} GB are needed in {folder}, {free / 1e9:.0f} GB are free: set TMPDIR")


def add_peer_indexes(url: str) -> None:
    """Give the peers the indexes that their lists want."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        for statement in FOR_PEERS:
            connection.execute(text(statement))
    engine.dispose()


def size(url: str) -> int:
    """Return what a database weighs, in bytes."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return Path(str(address.database)).stat().st_size
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        weight = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
    engine.dispose()
    return int(weight)
