"""Fresh, migrated databases in milliseconds: migrated once, then copied for each test.

`tests/database.py` holds `migrate(url)`, which brings an empty database at an SQLAlchemy URL to the newest version.
"""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.postgres import NoPostgres, Server, private_server

TEMPLATE = "samhandling_template"
_reasons: list[str] = []


@dataclass
class PostgresDatabases:
    """Makes databases on the tests' own server from a migrated template."""

    server: Server
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @contextlib.contextmanager
    def fresh(self, template: str = TEMPLATE) -> Iterator[str]:
        """A new database for the length of the context: its URL."""
        name = f"test_{next(self.numbers)}"
        self.server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.server.url(name)
        finally:
            self.server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def postgres() -> Iterator[PostgresDatabases | None]:
    """The server with its template; None, and the reason kept, where no server can be started."""
    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(private_server())
        except NoPostgres as reason:
            _reasons.append(str(reason))
            yield None
            return
        server.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
        migrate(server.url(TEMPLATE))
        yield PostgresDatabases(server)


def migrate(url: str) -> None:
    """Bring the empty database at *url* to the newest version."""
    from tests import database  # noqa: PLC0415 — tests that touch no data need not load the store

    database.migrate(url)


def why_no_postgres() -> str:
    """Why there is no server here."""
    return _reasons[0] if _reasons else ""


def sqlite_template(folder: Path) -> Path:
    """A migrated SQLite file with nothing left in its write-ahead log."""
    file = folder / "template.db"
    migrate(f"sqlite:///{file}")
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


def sqlite_copy(template: Path, folder: Path) -> str:
    """A copy of *template* in *folder*: its URL."""
    copy = folder / "samhandling.db"
    shutil.copyfile(template, copy)
    return f"sqlite:///{copy}"
