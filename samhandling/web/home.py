"""The first page: what to start, what was left half way, what one is told of; and the lists of documents."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from samhandling.vocabulary.kind import DocumentType
from samhandling.vocabulary.text import Text, _
from samhandling.web.current import actor, house, reading
from samhandling.web.permission import logged_in, receives
from samhandling.work import listing
from samhandling.work.draft import WRITERS
from samhandling.work.notice import mark_read

home = Blueprint("home", __name__)

STATUS: dict[str, tuple[Text, str]] = {
    "utkast": (_("Utkast"), "info"),
    "ferdig": (_("Ferdig"), "success"),
    "feilregistrert": (_("Feilregistrert"), "danger"),
    "erstattet": (_("Erstattet av ny versjon"), "neutral"),
}
ARRIVED: dict[str, Text] = {
    "haster": _("Det haster. Ny {kind} i mottaket"),
    "mottatt": _("Ny {kind} i mottaket"),
}
NOTICES: dict[str, Text] = {
    "feilregistrert": _("Et dokument er feilregistrert"),
    "avsender.feilregistrert": _("Avsenderen har feilregistrert et dokument dere har fått"),
}


@home.get("/")
@logged_in
def front() -> ResponseReturnValue:
    """Show what to start, what was left half way, and what one is told of."""
    found = listing.home(reading())
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
    kind_key, _dot, event = what.partition(".")
    kind = house().catalogue.get(kind_key)
    if event in ARRIVED:
        return str(ARRIVED[event]).format(kind=kind.title if kind else kind_key)
    return str(_("Du er varslet om: {kind}")).format(kind=kind.title if kind else what)


@home.get("/dokument")
@logged_in
def documents() -> ResponseReturnValue:
    """List the documents that one may see, newest first."""
    return _listing(_("Dokumenter"), listing.Which.FINISHED)


@home.get("/mottak")
@receives
def received() -> ResponseReturnValue:
    """List what one's mottak has received."""
    return _listing(_("Mottak"), listing.Which.RECEIVED)


def _listing(title: Text, which: listing.Which) -> str:
    older, newer = (listing.Cursor.read(request.args.get(name, "")) for name in ("eldre", "nyere"))
    page = listing.page(reading(), which, older, newer)
    return render_template(
        "side/liste.html",
        title=title,
        page=page,
        status=STATUS,
        kinds=_titles(),
    )


def _titles() -> dict[str, str]:
    return {kind.key: str(kind.title) for kind in house().catalogue}


@home.post("/varsel/<varsel_id>/lest")
@logged_in
def read_notice(varsel_id: str) -> ResponseReturnValue:
    """Take a notice out of the way."""
    mark_read(house(), actor(), varsel_id)
    return redirect(url_for("home.front"), 303)
