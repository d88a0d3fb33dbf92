"""The mottak's desk: a report is written down, or taken in from the national format; a finished one goes out in it."""

from io import BytesIO

from flask import Blueprint, Flask, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from samhandling.output.portal import LARGEST
from samhandling.vocabulary.text import Text, _
from samhandling.web.current import actor, house, reading
from samhandling.web.flash import tell
from samhandling.web.permission import logged_in, receives
from samhandling.work.document import read_document
from samhandling.work.on_behalf import WRITERS
from samhandling.work.portal_export import ExportRefusedError, export_message
from samhandling.work.receive import TAKES, MessageRefusedError, national_kind, receive_message

portal = Blueprint("portal", __name__)
ROOM = 64 * 1024
"""For what stands around the file in a request."""
TOO_LARGE, WRONG = 413, 422
NO_ROOM = 409
"""The document is there, and cannot be written in the format as it stands."""


def install(app: Flask) -> None:
    """Let this upload, and nothing else, be as large as a message; asked before anything reads the request."""

    @app.before_request
    def widen() -> ResponseReturnValue | None:
        if request.endpoint != "portal.take":
            return None
        request.max_content_length = LARGEST + ROOM
        if (request.content_length or 0) > LARGEST + ROOM:
            return _page(_("Filen er for stor, høyst 5 MB.")), TOO_LARGE
        return None

    app.register_blueprint(portal)


@portal.get("/mottak/melding")
@receives
def begin() -> ResponseReturnValue:
    """Offer to write a report down, or to take a message in."""
    return _page()


@portal.post("/mottak/melding")
@receives
def take() -> ResponseReturnValue:
    """Take a message of the national format in; what is wrong with it is said beside the file."""
    data = _sent()
    if not data:
        return _page(_("Velg en fil med en melding i det nasjonale formatet.")), WRONG
    try:
        got = receive_message(house(), actor(), data, request.form.get("enhet") or None)
    except MessageRefusedError as refused:
        return _page(refused.message), WRONG
    if got.flags:
        tell(_("Meldingen er lest inn. Les merknadene fra innlesingen nederst i meldingen."), "warning")
    else:
        tell(_("Meldingen er lest inn."))
    return redirect(url_for("document.show", dokument_id=got.id), 303)


def _sent() -> bytes:
    """Return the file's bytes, one more than the largest message at most; nothing when none was chosen."""
    file = request.files.get("fil")
    if file is None:
        return b""
    data = file.stream.read(LARGEST + 1)
    file.close()
    return data


def _page(wrong: Text = "") -> str:
    kind = national_kind(house())
    own = {role.enhet_id: role.enhet_navn for role in actor().roller if role.tjeneste in kind.services}
    return render_template(
        "portal/melding.html",
        kind=kind,
        writes=_held(own, WRITERS),
        takes=_held(own, TAKES),
        chosen=request.form.get("enhet", "") if request.method == "POST" and not _is_too_large() else "",
        largest=LARGEST // 1024**2,
        wrong=wrong,
    )


def _is_too_large() -> bool:
    return (request.content_length or 0) > LARGEST + ROOM


def _held(own: dict[str, str], roles: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the units, as (id, name), in which the actor has one of the roles."""
    return [(unit, name) for unit, name in own.items() if actor().holds(*roles, enhet_id=unit)]


@portal.get("/dokument/<dokument_id>/nasjonal")
@logged_in
def download(dokument_id: str) -> ResponseReturnValue:
    """Send a finished report in the national format; what it lacks is listed."""
    try:
        data = export_message(house(), reading(), dokument_id)
    except ExportRefusedError as refused:
        page = read_document(reading(), dokument_id)
        return render_template("portal/mangler.html", page=page, lacks=refused.lacks), NO_ROOM
    dokument = read_document(reading(), dokument_id).dokument
    name = f"{dokument.nummer}-v{dokument.versjon}.json"
    return send_file(BytesIO(data), "application/json", as_attachment=True, download_name=name, max_age=0)
