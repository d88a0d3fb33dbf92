"""The application with the demo people in it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from samhandling.store.settings import Settings
from samhandling.work import demo, login
from tests import fresh_database
from tests.conftest import not_run
from tests.rules.place import CHEAP
from tests.web.matrix.ready import on_postgresql, on_sqlite
from tests.web.matrix.trying import Trial
from tests.web.visitor import Visitor, house_of


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch) -> None:
    """argon2 is slow on purpose; these tests ask what follows from right and wrong, not how long it takes."""
    monkeypatch.setattr(login, "HASHER", CHEAP)


@pytest.fixture
def application(database_url: str, tmp_path: Path) -> Flask:
    """Make the application over a fresh database of either kind, with the demo municipality."""
    settings = Settings.from_environment(tmp_path / "instance", {})
    app = create_app(replace(settings, database_url=database_url, demo=True, synthetic=True))
    demo.fill(house_of(app))
    yield app
    house_of(app).database.dispose()


@pytest.fixture
def visit(application: Flask):
    """Give somebody who logs in by name."""
    return lambda name: Visitor(application.test_client()).log_in(name)


# ---- everybody at every address: one world of each kind for all tests, as it was for each of them


@pytest.fixture(scope="session")
def matrix_on_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    with on_sqlite(sqlite_template, tmp_path_factory.mktemp("matrise")) as trial:
        yield trial


@pytest.fixture(scope="session")
def matrix_on_server(
    postgres_databases: fresh_database.PostgresDatabases | None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Trial]:
    if postgres_databases is None:
        not_run(fresh_database.why_no_postgres())
    with on_postgresql(postgres_databases, tmp_path_factory.mktemp("matrise-pg")) as trial:
        yield trial


@pytest.fixture
def on_file(matrix_on_file: Trial) -> Trial:
    """Everybody logged in, on SQLite."""
    matrix_on_file.restore()
    return matrix_on_file


@pytest.fixture
def on_server(matrix_on_server: Trial) -> Trial:
    """Everybody logged in, on PostgreSQL."""
    matrix_on_server.restore()
    return matrix_on_server


@pytest.fixture(params=["on_file", "on_server"])
def trial(request: pytest.FixtureRequest) -> Trial:
    """Everybody logged in, on each."""
    return request.getfixturevalue(request.param)
