"""The world with everybody logged in, laid once on each kind of database, and the way back to how it was."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from flask import Flask

from app import create_app
from samhandling.model import Base
from samhandling.web.login import Person
from samhandling.work.login import resume
from tests import fresh_database
from tests.web.matrix.trying import Trial, copied
from tests.web.matrix.world import build, unsafe

DATABASE = "samhandling_matrise"


@contextmanager
def on_sqlite(template: Path, folder: Path) -> Iterator[Trial]:
    live, kept = folder / "samhandling.db", folder / "kept.db"
    url = fresh_database.sqlite_copy(template, folder)
    yield from _laid(url, folder, lambda: copied(kept, live), lambda: copied(live, kept))


@contextmanager
def on_postgresql(server: fresh_database.PostgresDatabases, folder: Path) -> Iterator[Trial]:
    server.server.execute(f"CREATE DATABASE {DATABASE} TEMPLATE {fresh_database.TEMPLATE}")
    url = server.server.url(DATABASE)
    try:
        yield from _laid(url, folder, lambda: _run(url, RESTORE), lambda: _run(url, KEEP))
    finally:
        server.server.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def _laid(url: str, folder: Path, restore: Callable[[], None], save: Callable[[], None]) -> Iterator[Trial]:
    world = build(url, folder)
    app = create_app(world.house.settings)
    unsafe(app.extensions["samhandling"])
    trial = Trial(app, world, restore, save)
    trial.log_in_everybody()
    _ask_once(app)
    yield trial
    world.scene.close()
    app.extensions["samhandling"].database.dispose()


def _ask_once(app: Flask) -> None:
    """Ask once per cookie whose it is: half of each request's time, and the same answer in all of them."""
    known: dict[str, Person] = {}

    @app.login_manager.user_loader
    def person(token: str) -> Person | None:
        if token not in known and (actor := resume(app.extensions["samhandling"], token)):
            known[token] = Person(token, actor)
        return known.get(token)


TABLES = sorted(Base.metadata.tables)
KEEP = "CREATE SCHEMA kept;" + "".join(f"CREATE TABLE kept.{name} AS TABLE {name};" for name in TABLES)
RESTORE = (
    "SET session_replication_role = replica;"
    + "".join(f"DELETE FROM {name};" for name in TABLES)
    + "".join(f"INSERT INTO {name} SELECT * FROM kept.{name};" for name in TABLES)
)


def _run(url: str, script: str) -> None:
    """Run a script as the server's own user, whom no trigger and no reference stops."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute(script)
