"""The demo municipality laid once on each database, and copied for each test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from tests import fresh_database
from tests.conftest import not_run
from tests.rules.place import Place, open_place

PLACE = "samhandling_demo"


@dataclass
class Ready:
    """Copies of a filled database of each kind, filled when the first is asked for."""

    request: pytest.FixtureRequest
    folder: Path

    @contextmanager
    def place(self, kind: str, folder: Path) -> Iterator[Place]:
        """A place of one's own in *folder*."""
        if kind == "sqlite":
            yield from _closing(fresh_database.sqlite_copy(self._sqlite, folder), folder)
        else:
            with self._postgresql.fresh(template=PLACE) as url:
                yield from _closing(url, folder)

    @cached_property
    def _sqlite(self) -> Path:
        url = fresh_database.sqlite_copy(self.request.getfixturevalue("sqlite_template"), self.folder)
        open_place(url, self.folder).house.database.dispose()
        return self.folder / "samhandling.db"

    @cached_property
    def _postgresql(self) -> fresh_database.PostgresDatabases:
        server = self.request.getfixturevalue("postgres_databases")
        if server is None:
            not_run(fresh_database.why_no_postgres())
        server.server.execute(f"DROP DATABASE IF EXISTS {PLACE}")
        server.server.execute(f"CREATE DATABASE {PLACE} TEMPLATE {fresh_database.TEMPLATE}")
        open_place(server.server.url(PLACE), self.folder).house.database.dispose()
        return server


def _closing(url: str, folder: Path) -> Iterator[Place]:
    made = open_place(url, folder)
    yield made
    made.house.database.dispose()
