"""The first page: what to start, what was left half way, what one is told of; and the lists of documents."""

from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from samhandling.vocabulary.kind import DocumentType
from samhandling.vocabulary.text import Text, _
from samhandling.web.current import actor, house, reading
from samhandling.web.permission import logged_in, receives
from samhandling.work import document
from samhandling.work.notice import mark_read

home = Blueprint("home", __name__)

WRITERS = ("ansatt", "leder", "stedfortreder", "merkantil", "mottak", "saksbehandler")
STATUS: dict[str, tuple[Text, str]] = {
    "utkast": (_("Utkast"), "info"),
    "ferdig": (_("Ferdig"), "success"),
    "feilregistrert": (_("Feilregistrert"), "danger"),
    "erstattet": (_("Erstattet av ny versjon"), "neutral"),
}
NOTICES: dict[str, Text] = {
    "feilregistrert": _("Et dokument er feilregistrert"),
    "avsender.feilregistrert": _("Avsenderen har feilregistrert et dokument dere har fått"),
}


@home.get("/")
@logged_in
def front() -> ResponseReturnValue:
    """Show what to start, what was left half way, and what one is told of."""
    found = document.home(reading())
    return render_template("side/hjem.html", kinds=offered(), home=found, told=told, status=STATUS)


def offered() -> list[tuple[DocumentType, list[tuple[str, str]]]]:
    """Return the kinds that one may write, each with one's units for it as (id, name)."""
    units = {role.enhet_id: role for role in actor().roller if role.rolle in WRITERS}.values()
    listed = (
        (
            kind,
            [(unit.enhet_id, unit.enhet_navn) for unit in units if not kind.services or unit.tjeneste in kind.services],
        )
        for kind in house().catalogue
    )
    return [(kind, own) for kind, own in listed if own]


def told(what: str) -> str:
    """Return what a notice says."""
    if what in NOTICES:
        return str(NOTICES[what])
    kind = house().catalogue.get(what.partition(".")[0])
    return str(_("Du er varslet om: {kind}")).format(kind=kind.title if kind else what)


@home.get("/dokument")
@logged_in
def documents() -> ResponseReturnValue:
    """List the documents that one may see, newest first."""
    return _listing(_("Dokumenter"), received_only=False)


@home.get("/mottak")
@receives
def received() -> ResponseReturnValue:
    """List what one's mottak has received."""
    return _listing(_("Mottak"), received_only=True)


def _listing(title: Text, *, received_only: bool) -> str:
    before = _moment(request.args.get("eldre", ""))
    page = document.page(reading(), before, drafts=not received_only)
    rows = [row for row in page.rows if row.mottatt or not received_only]
    return render_template(
        "side/liste.html",
        title=title,
        rows=rows,
        older=page.older,
        first=before is None,
        status=STATUS,
        kinds=_titles(),
    )


def _titles() -> dict[str, str]:
    return {kind.key: str(kind.title) for kind in house().catalogue}


def _moment(text: str) -> str | None:
    """Return a cursor that is a moment with its zone, else None: the first page."""
    try:
        return text if text and datetime.fromisoformat(text).tzinfo else None
    except ValueError:
        return None


@home.post("/varsel/<varsel_id>/lest")
@logged_in
def read_notice(varsel_id: str) -> ResponseReturnValue:
    """Take a notice out of the way."""
    mark_read(house(), actor(), varsel_id)
    return redirect(url_for("home.front"), 303)
