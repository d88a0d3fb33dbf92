"""The first page: what to start, what was left half way, what one is told of; and the lists of documents."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from samhandling.vocabulary.kind import DocumentType
from samhandling.vocabulary.text import Text, _
from samhandling.web.current import actor, house, reading
from samhandling.web.permission import logged_in, receives
from samhandling.work import listing
from samhandling.work.arms import NEWEST, OLDEST
from samhandling.work.keyset import AT, Place
from samhandling.work.notice import mark_read
from samhandling.work.on_behalf import WRITERS, colleagues
from samhandling.work.task import open_tasks
from samhandling.work.visning import read_view, save_view

home = Blueprint("home", __name__)

NEAREST = 5
"""Tasks on the first page."""

STATUS: dict[str, tuple[Text, str]] = {
    "utkast": (_("Utkast"), "info"),
    "ferdig": (_("Ferdig"), "success"),
    "mottatt": (_("Mottatt"), "info"),
    "feilregistrert": (_("Feilregistrert"), "danger"),
    "erstattet": (_("Erstattet av ny versjon"), "neutral"),
}
ARRIVED: dict[str, Text] = {
    "haster": _("Det haster. Ny {kind} i mottaket"),
    "mottatt": _("Ny {kind} i mottaket"),
    "paa_vegne_av": _("Registrert på vegne av deg: {kind}"),
}
NOTICES: dict[str, Text] = {
    "feilregistrert": _("Et dokument er feilregistrert"),
    "avsender.feilregistrert": _("Avsenderen har feilregistrert et dokument dere har fått"),
}


@home.get("/")
@logged_in
def front() -> ResponseReturnValue:
    """Show what to start, what was left half way, and what one is told of."""
    found, tasks = listing.home(reading()), open_tasks(reading(), limit=NEAREST)
    shown = {"kinds": offered(), "colleagues": _colleagues(), "home": found, "tasks": tasks}
    return render_template("side/hjem.html", **shown, told=told, status=STATUS)


def _colleagues() -> dict[str, list[tuple[str, str]]]:
    """Return, by unit, those on whose behalf one may register there."""
    units = dict.fromkeys(role.enhet_id for role in actor().roller)
    return {unit: found for unit in units if (found := colleagues(reading(), actor(), unit))}


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
    """List the documents that one may see, as one last chose."""
    return _listing(_("Dokumenter"), "dokument", {})


@home.post("/dokument")
@logged_in
def choose_documents() -> ResponseReturnValue:
    """Keep what is chosen for the list; it never stands in an address."""
    return _chosen("dokument", "home.documents")


@home.get("/mottak")
@receives
def received() -> ResponseReturnValue:
    """List what one's mottak has received."""
    return _listing(_("Mottak"), "mottak", listing.RECEIVED)


@home.post("/mottak")
@receives
def choose_received() -> ResponseReturnValue:
    """Keep what is chosen for the list."""
    return _chosen("mottak", "home.received")


def _listing(title: Text, register: str, fixed: dict[str, str]) -> str:
    view = read_view(reading(), register)
    filters = _filters(fixed)
    chosen = {name: str(view.get(name) or "") for name in ("sok", "sortering", *(each["name"] for each in filters))}
    known = {each["name"]: {code for code, _label in each["options"]} for each in filters}
    held = {name: value for name, value in chosen.items() if value in known.get(name, ())} | fixed
    place = Place.read(request.args)
    wish = listing.Wish(chosen["sok"], held, chosen["sortering"], place)
    return render_template(
        "side/liste.html",
        title=title,
        page=listing.dokument_list(reading(), wish),
        count=listing.count_dokument(reading(), wish),
        search=chosen["sok"],
        filters=[*({**each, "value": held.get(each["name"], "")} for each in filters), _sorts(chosen["sortering"])],
        day=place.value if place.kind == AT else "",
        status=STATUS,
        kinds=_titles(),
    )


def _filters(fixed: dict[str, str]) -> list[dict[str, Any]]:
    """Return what a list of documents can be filtered by, each with its options as (code, label)."""
    units = {role.enhet_id: role.enhet_navn for role in actor().roller}
    states = [(code, word) for code, (word, _tone) in STATUS.items()]
    offered = [
        ("type", _("Type"), [("", _("Alle typer")), *_titles().items()]),
        ("status", _("Status"), [("", _("Alle unntatt utkast")), *states]),
        ("enhet", _("Enhet"), [("", _("Alle enheter")), *units.items()]),
    ]
    return [{"name": name, "label": label, "options": every} for name, label, every in offered if name not in fixed]


def _sorts(chosen: str) -> dict[str, Any]:
    options = [(NEWEST, _("Nyeste først")), (OLDEST, _("Eldste først"))]
    asked = {"name": "sortering", "label": _("Rekkefølge"), "options": options}
    return {**asked, "value": chosen or NEWEST, "standard": NEWEST}


def _chosen(register: str, endpoint: str) -> ResponseReturnValue:
    names = ("sok", "type", "status", "enhet", "sortering")
    cleared = request.form.get("handling") == "nullstill"
    save_view(house(), actor(), register, {} if cleared else {name: request.form.get(name, "") for name in names})
    return redirect(url_for(endpoint), 303)


def _titles() -> dict[str, str]:
    return {kind.key: str(kind.title) for kind in house().catalogue}


@home.post("/varsel/<varsel_id>/lest")
@logged_in
def read_notice(varsel_id: str) -> ResponseReturnValue:
    """Take a notice out of the way."""
    mark_read(house(), actor(), varsel_id)
    return redirect(url_for("home.front"), 303)
