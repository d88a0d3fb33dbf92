"""The national format at the command line: a message in, a document out; one line says what went wrong."""

import sys
from typing import NoReturn, cast

import click
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from samhandling.output.portal import LARGEST
from samhandling.work.errors import ConflictError, NotFoundError
from samhandling.work.house import House

OUR_FAULT = "Databasen svarer ikke, eller er ikke oppdatert. Ingenting er lagret."


def _house() -> House:
    return cast("House", current_app.extensions["samhandling"])


def _stop(message: object) -> NoReturn:
    """End with one line on standard error and exit code 1."""
    sys.exit(" ".join(str(message).split()))


@click.command("import-melding")
@click.argument("file")
@click.option("--enhet", default="", help="The barnevern's name or id; else the one that the message is addressed to.")
def import_melding(file: str, enhet: str) -> None:
    """Take a report in the national format in from FILE («-»: standard input); print its id, on standard error flags.

    It is checked by the format alone; what looks wrong in it is flagged. A refused message stores nothing but the
    event that says so.
    """
    from samhandling.work.people import command_actor  # noqa: PLC0415
    from samhandling.work.receive import receive_message  # noqa: PLC0415

    house, data = _house(), _read(file)
    try:
        got = receive_message(house, command_actor(house), data, enhet or None)
    except ConflictError as refused:
        _stop(refused)
    except SQLAlchemyError:
        _stop(OUR_FAULT)
    for flag in got.flags:
        click.echo(flag, err=True)
    click.echo(got.id)


def _read(file: str) -> bytes:
    """Return the bytes, one more than the largest message at most."""
    try:
        with click.open_file(file, "rb") as opened:
            data: bytes = opened.read(LARGEST + 1)
    except OSError as fault:
        _stop(f"Filen kan ikke leses: {fault.strerror}.")
    return data


@click.command("export-melding")
@click.argument("dokument_id", metavar="ID")
def export_melding(dokument_id: str) -> None:
    """Write a finished report in the national format to standard output: ID is the document's, as in its address."""
    from samhandling.work.portal_export import ExportRefusedError, export_by_command  # noqa: PLC0415

    try:
        data = export_by_command(_house(), dokument_id)
    except ExportRefusedError as refused:
        sys.exit("\n".join(refused.lacks))
    except NotFoundError:
        _stop("Fant ikke et ferdig dokument med denne id-en som kan skrives i det nasjonale formatet.")
    except SQLAlchemyError:
        _stop(OUR_FAULT)
    sys.stdout.buffer.write(data)
