"""Commands: what is done at the command line, each one act of work with plain words and an exit code."""

import logging
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import cast

import click
from flask import Flask, current_app

from samhandling.model import migrate
from samhandling.vocabulary.codelist import ROLLE
from samhandling.web import logs
from samhandling.web.portal_commands import export_melding, import_melding
from samhandling.work.errors import ConflictError, NotFoundError
from samhandling.work.house import House


def register(app: Flask) -> None:
    """Give the application its commands."""
    for command in (db, user, worker, verify, demo, serve, logg, access, import_melding, export_melding):
        app.cli.add_command(command)


def _house() -> House:
    return cast("House", current_app.extensions["samhandling"])


@click.group()
def db() -> None:
    """Lay or change the tables."""


@db.command("upgrade")
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the database to the newest revision (or REVISION)."""
    _upgrade(_house(), revision)
    click.echo("Databasen er oppdatert.")


@db.command("downgrade")
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the database back to REVISION («base» or «-1»). What newer tables hold is lost."""
    migrate.downgrade(_house().settings.database_url, revision)
    click.echo(f"Databasen er tatt ned til {revision}.")


@db.command("reindex")
def reindex() -> None:
    """Write the search index anew from what is stored. Takes minutes when there are a million documents."""
    from samhandling.work.setup import fill_index  # noqa: PLC0415

    click.echo(f"{fill_index(_house(), anew=True)} rader i søkeindeksen.")


def _upgrade(house: House, revision: str = "head") -> None:
    from samhandling.work.setup import fill_index, seed  # noqa: PLC0415 - reads tables that may not be there before

    migrate.upgrade(house.settings.database_url, revision)
    if revision == "head":
        seed(house)
        fill_index(house)


@click.group()
def user() -> None:
    """Users: nobody registers themselves."""


@user.command("add")
@click.argument("brukernavn")
@click.option("--navn", required=True, help="The person's full name.")
@click.option("--enhet", required=True, help="The unit's name or id.")
@click.option("--rolle", required=True, type=click.Choice([code for code, _label in ROLLE]))
@click.option("--tittel", default="", help="Work title.")
@click.option("--epost", default="")
@click.option("--telefon", default="")
@click.password_option("--passord", help="Asked for when not given; at least 12 characters.")
def add_user(brukernavn: str, enhet: str, rolle: str, **facts: str) -> None:
    """Add a user with a role in a unit."""
    from samhandling.work.people import NewUser, add_user  # noqa: PLC0415

    try:
        add_user(_house(), NewUser(brukernavn, **facts), enhet, rolle)
    except (ConflictError, NotFoundError) as error:
        sys.exit(f"Brukeren ble ikke opprettet: {error}")
    click.echo(f"{brukernavn} kan logge inn.")


@click.command()
@click.option("--once", is_flag=True, help="Do what is ready, then stop.")
def worker(*, once: bool) -> None:
    """Render, seal and file what is finished. Holds the seal key; web processes do not."""
    from samhandling.work import worker as at_work  # noqa: PLC0415 - the PDF libraries

    logs.configure()
    house = _house()
    if once:
        at_work.drain(house, at_work.jobs(at_work.make_printer(house.settings)))
        return
    stopped: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopped.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    at_work.run(house, until=lambda: bool(stopped))


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
def verify(path: Path) -> None:
    """Judge a sealed PDF or an archive package at PATH, in plain words; exit 0 when all is right."""
    from samhandling.output.verify import verify as judge  # noqa: PLC0415 - the PDF libraries

    verdict = judge(path)
    for line in verdict.lines:
        click.echo(line)
    sys.exit(0 if verdict.ok else 1)


@click.command()
def demo() -> None:
    """Without a browser: a report of concern from form to verified archive package; paths are printed."""
    from samhandling.web.showing import show  # noqa: PLC0415 - the PDF libraries

    logs.configure(logging.WARNING)
    sys.exit(0 if show() else 1)


@click.command()
@click.option("--demo", "as_demo", is_flag=True, help="Demo municipality and demo users; never with real data.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=5000, show_default=True)
def serve(*, as_demo: bool, host: str, port: int) -> None:
    """Start the server and one worker; both stop together."""
    from samhandling.web.serve import serve as start  # noqa: PLC0415

    house = _house()
    _upgrade(house)
    if as_demo:
        from samhandling.web.showing import fill_demo  # noqa: PLC0415

        fill_demo(house, f"http://localhost:{port}")
    house.database.dispose()
    start(demo=as_demo, host=host, port=port)


@click.command()
@click.option("--last", default=30, show_default=True, help="How many events.")
def logg(last: int) -> None:
    """Show the newest events of the log: when, who, in which role, what, which document. No values."""
    from samhandling.work.events import newest  # noqa: PLC0415

    for line in newest(_house(), last):
        click.echo(line)


@click.command("access-check")
def access() -> None:
    """Recompute all derived access and say what stands otherwise; exit 0 when it is right."""
    from samhandling.work.setup import access_differences  # noqa: PLC0415

    found = access_differences(_house())
    for line in found:
        click.echo(line)
    click.echo("Tilgangen stemmer." if not found else f"{len(found)} avvik.")
    sys.exit(1 if found else 0)
