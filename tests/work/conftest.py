"""The demo municipality on a fresh database of either kind, and the printers of the worker."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from forms import CATALOGUE
from samhandling.output.view import DocumentView
from samhandling.store.settings import Settings
from samhandling.work import demo, sealing, worker
from samhandling.work.house import open_house
from tests import fresh_database
from tests.work.scene import Scene

DEMO = "samhandling_scene"


def settings_of(url: str, folder: Path) -> Settings:
    """Settings of an instance in *folder*, with synthetic identity numbers allowed."""
    return replace(Settings.from_environment(folder, {}), database_url=url, demo=True, synthetic=True)


def _filled(url: str, folder: Path) -> None:
    house = open_house(settings_of(url, folder), CATALOGUE)
    demo.fill(house)
    house.database.dispose()


@pytest.fixture(scope="session")
def demo_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the demo municipality, to copy."""
    folder = tmp_path_factory.mktemp("demo")
    _filled(fresh_database.sqlite_copy(sqlite_template, folder), folder)
    return folder / "samhandling.db"


@pytest.fixture(scope="session")
def demo_postgresql(postgres_databases, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a PostgreSQL template with the demo municipality."""
    if postgres_databases is None:
        pytest.skip(f"NOT RUN: {fresh_database.why_no_postgres()}")
    server = postgres_databases.server
    server.execute(f"CREATE DATABASE {DEMO} TEMPLATE {fresh_database.TEMPLATE}")
    _filled(server.url(DEMO), tmp_path_factory.mktemp("demo"))
    return DEMO


@pytest.fixture
def sqlite_scene_url(demo_sqlite: Path, tmp_path: Path) -> str:
    return fresh_database.sqlite_copy(demo_sqlite, tmp_path)


@pytest.fixture
def postgresql_scene_url(demo_postgresql: str, postgres_databases) -> Iterator[str]:
    with postgres_databases.fresh(template=demo_postgresql) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    """The demo municipality; the test runs once on each kind of database."""
    url = request.getfixturevalue(f"{request.param}_scene_url")
    house = open_house(settings_of(url, tmp_path / "instance"), CATALOGUE)
    made = Scene(house)
    yield made
    made.close()


@pytest.fixture(scope="session")
def printer(tmp_path_factory: pytest.TempPathFactory) -> sealing.Printer:
    """The real printer, with a development key: two seconds to load, once."""
    folder = tmp_path_factory.mktemp("printer")
    return worker.make_printer(settings_of("sqlite://", folder))


@pytest.fixture(scope="session")
def cheap() -> sealing.Printer:
    """Small bytes, where the PDF itself is not the point."""

    def printed(view: DocumentView, _template: str) -> tuple[bytes, bytes]:
        page = f"%PDF {view.nummer}".encode()
        return page, page + b" sealed"

    return printed


@pytest.fixture(scope="session")
def paper() -> bytes:
    """A scan that is clean PDF/A."""
    from tests.output import zoo  # noqa: PLC0415 - the PDF libraries

    return zoo.archive(2)


@pytest.fixture
def draft(scene: Scene) -> str:
    """A paper that an employee enters, without its scan yet."""
    return scene.fill(scene.actor("per.pedagog"), kind="innskannet")
