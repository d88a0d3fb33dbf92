"""One demo municipality with a sealed report, for all tests that only try to read it, on both databases."""

from collections.abc import Iterator

import pytest

from samhandling.work import worker
from tests import fresh_database
from tests.conftest import not_run
from tests.rules.place import Place, open_place


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The demo with one report by Per, sealed and filed; tests of this folder leave it as it was."""
    folder = tmp_path_factory.mktemp("place")
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        yield from _filled(fresh_database.sqlite_copy(template, folder), folder)
        return
    server = request.getfixturevalue("postgres_databases")
    if server is None:
        not_run(fresh_database.why_no_postgres())
    with server.fresh() as url:
        yield from _filled(url, folder)


def _filled(url: str, folder) -> Iterator[Place]:
    made = open_place(url, folder)
    made.report()
    worker.drain(made.house, made.jobs())
    yield made
    made.house.database.dispose()
