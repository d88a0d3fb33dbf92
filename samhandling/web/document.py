"""A finished document: what it says, how far it has come, how it is delivered, corrected and downloaded."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

from flask import Blueprint, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from samhandling.vocabulary.text import _
from samhandling.web.current import actor, house, reading
from samhandling.web.flash import tell
from samhandling.web.home import STATUS
from samhandling.web.language import HERE
from samhandling.web.permission import logged_in
from samhandling.work import delivery
from samhandling.work.correct import misfile, new_version, release
from samhandling.work.document import DocumentPage, StatusLine, pdf, read_document
from samhandling.work.draft import read_draft
from samhandling.work.errors import ConflictError, NotFoundError
from samhandling.work.portal_export import may_export

document = Blueprint("document", __name__)

TONES = {"done": "success", "waiting": "venter", "warning": "warning"}
WAYS = {
    "utskrift": _("På papir, levert eller sendt"),
    "telefon": _("Muntlig, på telefon"),
    "annet": _("På en annen måte"),
}
STEPS = {"rendret": _("PDF, laget"), "forseglet": _("PDF, forseglet")}


@document.get("/dokument/<dokument_id>")
@logged_in
def show(dokument_id: str) -> ResponseReturnValue:
    """Show a finished document; a draft opens in its form."""
    try:
        found = read_document(reading(), dokument_id)
    except NotFoundError:
        read_draft(house(), reading(), dokument_id)
        return redirect(url_for("draft.begin", dokument_id=dokument_id))
    return _page(found)


def _page(found: DocumentPage, wrong: Mapping[str, str] | None = None) -> str:
    kind = house().catalogue.get(found.dokument.type)
    return render_template(
        "dokumentside/side.html",
        page=found,
        kind=kind,
        **_progress(found),
        status=STATUS,
        ways=WAYS,
        steps=STEPS,
        wrong=wrong or {},
        now=datetime.now(HERE),
        typed=request.form,
        national=may_export(reading(), kind, found.dokument),
    )


def _progress(found: DocumentPage) -> dict[str, object]:
    """Return what the part of the page that renews itself is told."""
    return {"lines": [(line, _tone(line)) for line in found.status], "every": _every(found)}


def _tone(line: StatusLine) -> str:
    return TONES.get(line.tone, "venter")


def _every(found: DocumentPage) -> int:
    """Return the seconds between two looks at the progress; 0 when nothing happens soon."""
    waiting = [line for line in found.status if line.tone == "waiting"]
    if "last_ned" not in found.can:
        return 2
    return 5 if len(waiting) > 1 else 0


@document.get("/dokument/<dokument_id>/status")
@logged_in
def progress(dokument_id: str) -> ResponseReturnValue:
    """Return the part of the page that tells how far it has come; it shows nothing of a child."""
    found = read_document(reading(), dokument_id)
    g.nothing_shown = True
    return render_template("dokumentside/framdrift.html", page=found, **_progress(found), steps=STEPS)


@document.get("/dokument/<dokument_id>/pdf")
@logged_in
def download(dokument_id: str) -> ResponseReturnValue:
    """Send the sealed PDF."""
    if "last_ned" not in read_document(reading(), dokument_id).can:
        raise ConflictError(_("PDF-en er ikke klar ennå. Prøv igjen om litt."))
    data, name = pdf(reading(), dokument_id)
    return send_file(BytesIO(data), "application/pdf", as_attachment=True, download_name=name, max_age=0)


@document.post("/dokument/<dokument_id>/levering")
@logged_in
def deliver(dokument_id: str) -> ResponseReturnValue:
    """Note how and when it was delivered outside this instance."""
    how, when = request.form.get("maate", ""), _moment(request.form.get("dato", ""), request.form.get("kl", ""))
    wrong = {} if how in WAYS else {"maate": str(_("Velg hvordan det ble levert."))}
    if when is None:
        wrong["dato"] = str(_("Skriv dato som dag.måned.år og klokkeslett som 14:30."))
    if when is not None and not wrong:
        try:
            delivery.record_delivery(house(), actor(), dokument_id, how, when, request.form.get("merknad", ""))
        except ConflictError as fault:
            wrong["dato"] = str(fault)
    return _done(dokument_id, str(_("Leveringen er notert.")), wrong)


def _moment(day: str, clock: str) -> datetime | None:
    try:
        typed = datetime.strptime(f"{day.strip()} {clock.strip().replace('.', ':')}", "%d.%m.%Y %H:%M")  # noqa: DTZ007
    except ValueError:
        return None
    return typed.replace(tzinfo=HERE)


def _done(dokument_id: str, message: str, wrong: Mapping[str, str]) -> ResponseReturnValue:
    """Go back to the document; with what was wrong beside its fields, and what was typed kept."""
    if wrong:
        return _page(read_document(reading(), dokument_id), wrong), 422
    tell(message)
    return redirect(url_for("document.show", dokument_id=dokument_id), 303)


@document.get("/dokument/<dokument_id>/feilregistrer")
@logged_in
def ask_misfile(dokument_id: str) -> ResponseReturnValue:
    """Ask why it was wrong."""
    return _ask_reason(_may(dokument_id, "feilregistrer"), "")


def _ask_reason(found: DocumentPage, wrong: str) -> str:
    return render_template("dokumentside/feilregistrer.html", page=found, wrong=wrong)


def _may(dokument_id: str, what: str) -> DocumentPage:
    found = read_document(reading(), dokument_id)
    if what not in found.can:
        raise NotFoundError(dokument_id)
    return found


@document.post("/dokument/<dokument_id>/feilregistrer")
@logged_in
def do_misfile(dokument_id: str) -> ResponseReturnValue:
    """Block a document that was wrong, with the reason."""
    reason = request.form.get("grunn", "")
    if not reason.strip():
        return _ask_reason(_may(dokument_id, "feilregistrer"), str(_("Skriv hvorfor."))), 422
    misfile(house(), actor(), dokument_id, reason)
    return _done(dokument_id, str(_("Dokumentet er feilregistrert.")), {})


@document.post("/dokument/<dokument_id>/ny-versjon")
@logged_in
def renew(dokument_id: str) -> ResponseReturnValue:
    """Begin a new version with the same answers."""
    return redirect(url_for("draft.begin", dokument_id=new_version(house(), actor(), dokument_id)), 303)


@document.get("/dokument/<dokument_id>/frigi")
@logged_in
def ask_open_to_guardians(dokument_id: str) -> ResponseReturnValue:
    """Ask before guardians may see what was kept from them."""
    return render_template("dokumentside/frigi.html", page=_may(dokument_id, "frigi"))


@document.post("/dokument/<dokument_id>/frigi")
@logged_in
def open_to_guardians(dokument_id: str) -> ResponseReturnValue:
    """Let guardians see what was kept from them."""
    release(house(), actor(), dokument_id)
    return _done(dokument_id, str(_("Dokumentet er frigitt for de foresatte.")), {})
