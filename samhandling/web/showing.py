"""The demo: a municipality to log in to, and one report of concern all the way to a verified package."""

import time
from dataclasses import replace
from typing import cast

import click
from flask import current_app
from sqlalchemy import select

from samhandling.model import Arkivpakke, migrate
from samhandling.output.verify import verify
from samhandling.work import demo, login, worker
from samhandling.work.demo_document import report
from samhandling.work.document import pdf
from samhandling.work.house import House, open_house
from samhandling.work.setup import seed

KIND = "bekymringsmelding"
WRITER = "kari.styrer"


def fill_demo(house: House, address: str) -> None:
    """Make the demo municipality where it is missing, and print who can log in."""
    demo.fill(house)
    click.echo(f"\nsamhandling: {address}\nDemobrukere, alle med passordet {demo.PASSWORD}")
    for each in demo.BRUKERE:
        click.echo(f"  {each.brukernavn:<18} {each.tittel}, {each.enhet}")
    click.echo("")


def show() -> bool:
    """Run the demo in ``instance/``; True when everything in it holds."""
    began = time.monotonic()
    house = _demo_house()
    click.echo("Kari Solbakk, styrer i Solstua barnehage, skriver en bekymringsmelding …")
    token = login.log_in(house, WRITER, demo.PASSWORD, "127.0.0.1")
    actor = login.resume(house, token)
    if actor is None:
        return False
    dokument_id, findings = report(house, actor, KIND)
    for finding in findings:
        click.echo(f"  mangler: {finding.label}: {finding.message}")
    worker.drain(house, worker.jobs(worker.make_printer(house.settings)))
    with house.database.read(actor) as session:
        data, name = pdf(session, dokument_id)
        package = session.scalars(select(Arkivpakke).where(Arkivpakke.dokument_id == dokument_id)).one()
    login.log_out(house, token)
    folder = house.settings.export_folder / package.mappe
    file = house.settings.instance / "demo" / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    verdicts = [verify(file), verify(folder)]
    for path, verdict in zip((file, folder), verdicts, strict=True):
        click.echo(f"\n{path}")
        for line in verdict.lines:
            click.echo(f"  {line}")
    click.echo(f"\nFra skjema til arkivpakke på {time.monotonic() - began:.1f} sekunder.")
    return not findings and all(verdict.ok for verdict in verdicts)


def _demo_house() -> House:
    """Return a house of the demo's own: its database beside the instance's, its exports under ``instance/demo``."""
    own = cast("House", current_app.extensions["samhandling"])
    folder = own.settings.instance / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    settings = replace(
        own.settings,
        demo=True,
        synthetic=True,
        database_url=f"sqlite:///{folder / 'demo.sqlite'}",
        export_folder=folder / "arkiv",
    )
    migrate.upgrade(settings.database_url)
    house = open_house(settings, own.catalogue)
    seed(house)
    demo.fill(house)
    return house
