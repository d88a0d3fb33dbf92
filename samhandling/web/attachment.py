"""Attachments on screen: uploaded, named and removed in a draft; opened by whoever may read the document.

The whole upload is read before anything is written; this address alone takes more than a form does.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO

from flask import Blueprint, Flask, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from samhandling.vocabulary.text import Text, _
from samhandling.vocabulary.vedlegg import ACCEPTED, ENDINGS, GRUNN, STATUS, STEP, title_of
from samhandling.web.current import actor, house, reading
from samhandling.web.flash import tell
from samhandling.web.permission import logged_in
from samhandling.web.screen import all_steps
from samhandling.work.attachment import (
    Attached,
    add_attachment,
    attachments,
    name_attachments,
    read_attachment,
    remove_attachment,
)
from samhandling.work.draft import Draft, read_draft
from samhandling.work.errors import AttachmentRefusedError, NotFoundError
from samhandling.work.finish import judge

attachment = Blueprint("attachment", __name__)
MB = 1024 * 1024
ROOM = MB
"""For what stands around the files in a request."""
EVERY = 2
"""Seconds between two looks at a file that waits."""
STEP_PATH = f"/dokument/<dokument_id>/skjema/{STEP}"


def install(app: Flask) -> None:
    """Let the upload, and nothing else, be larger than a form; asked before anything reads the request."""
    app.jinja_env.globals.update(vedlegg_status=STATUS, vedlegg_grunn=GRUNN, vedlegg_hvert=EVERY)

    @app.before_request
    def widen() -> None:
        if request.endpoint == "attachment.upload":
            request.max_content_length = house().settings.attachment_total + ROOM


@attachment.get(STEP_PATH)
@logged_in
def step(dokument_id: str) -> ResponseReturnValue:
    """Show a draft's attachments, how far each has come, and the way to add more."""
    return _page(_open(dokument_id))


def _open(dokument_id: str) -> Draft:
    found = read_draft(house(), reading(), dokument_id)
    if found.kind.attachments is None:
        raise NotFoundError(dokument_id)
    return found


def _page(opened: Draft, refused: Sequence[tuple[str, Text]] = ()) -> str:
    findings = judge(house(), opened)
    steps, settings = all_steps(opened, findings), house().settings
    rules = opened.kind.attachments
    return render_template(
        "vedlegg/steg.html",
        draft=opened,
        rules=rules,
        steps=steps,
        keys=[each.key for each in steps],
        findings=[each for each in findings if each.section == STEP] if "mangler" in request.args else [],
        refused=refused,
        accepted=", ".join(ACCEPTED[each] for each in rules.accepted) if rules else "",
        endings=",".join(ENDINGS),
        limits={
            "count": settings.attachment_count,
            "each": settings.attachment_bytes // MB,
            "total": settings.attachment_total // MB,
        },
        waits=any(each.waits for each in opened.attachments),
    )


@attachment.post(STEP_PATH)
@logged_in
def upload(dokument_id: str) -> ResponseReturnValue:
    """Take the files in, one by one; what is refused is said file by file, the others are kept."""
    opened = _open(dokument_id)
    files = [each for each in request.files.getlist("fil") if each.filename]
    refused = [(_named(each), fault) for each in files if (fault := _take(dokument_id, each))]
    if not files:
        refused = [("", _("Velg minst én fil først."))]
    if refused:
        with house().database.read(actor()) as session:
            return _page(read_draft(house(), session, opened.dokument.id), refused), 422
    tell(_("Filen er lastet opp.") if len(files) == 1 else _("Filene er lastet opp."))
    return redirect(url_for("attachment.step", dokument_id=dokument_id), 303)


def _take(dokument_id: str, file: FileStorage) -> Text:
    """Read one file, no further than it may be large, and take it in; return why not, "" when it is in."""
    data = file.stream.read(house().settings.attachment_bytes + 1)
    try:
        add_attachment(house(), actor(), dokument_id, file.filename or "", data)
    except AttachmentRefusedError as fault:
        return fault.message
    return ""


def _named(file: FileStorage) -> str:
    return title_of(file.filename or "") or str(_("Fil uten navn"))


@attachment.post("/dokument/<dokument_id>/vedlegg/titler")
@logged_in
def name(dokument_id: str) -> ResponseReturnValue:
    """Keep the titles, then go where the button points."""
    name_attachments(house(), actor(), dokument_id, _titles(request.form))
    return redirect(_onward(dokument_id, request.form.get("handling", "")), 303)


def _titles(form: Mapping[str, str]) -> dict[str, str]:
    prefix = f"{STEP}-"
    return {key.removeprefix(prefix): value for key, value in form.items() if key.startswith(prefix)}


def _onward(dokument_id: str, where: str) -> str:
    """Return where a button leads: the overview, the section before, or here."""
    if where == "hjem":
        tell(_("Utkastet er lagret. Du finner det igjen her."))
        return url_for("home.front")
    keys = [each.key for each in all_steps(_open(dokument_id), [])]
    if where == "forrige" and keys.index(STEP) > 0:
        return url_for("draft.section", dokument_id=dokument_id, key=keys[keys.index(STEP) - 1])
    if where == "neste":
        return url_for("draft.overview", dokument_id=dokument_id)
    tell(_("Titlene er lagret."))
    return url_for("attachment.step", dokument_id=dokument_id)


@attachment.post("/dokument/<dokument_id>/vedlegg/<vedlegg_id>/fjern")
@logged_in
def remove(dokument_id: str, vedlegg_id: str) -> ResponseReturnValue:
    """Take an attachment out of a draft; titles typed beside it are kept."""
    name_attachments(house(), actor(), dokument_id, _titles(request.form))
    remove_attachment(house(), actor(), dokument_id, vedlegg_id)
    tell(_("Vedlegget er tatt bort."))
    return redirect(url_for("attachment.step", dokument_id=dokument_id), 303)


@attachment.get("/dokument/<dokument_id>/vedlegg/<vedlegg_id>/tilstand")
@logged_in
def state(dokument_id: str, vedlegg_id: str) -> ResponseReturnValue:
    """Return how far one attachment has come: the part of a page that renews itself; it shows nothing of a child."""
    found = _find(dokument_id, vedlegg_id)
    g.nothing_shown = True
    return render_template("vedlegg/tilstand.html", each=found, dokument_id=dokument_id)


def _find(dokument_id: str, vedlegg_id: str) -> Attached:
    rows = attachments(reading(), dokument_id)
    found: Attached | None = next((each for each in rows if each.id == vedlegg_id), None)
    if found is None:
        raise NotFoundError(vedlegg_id)
    return found


@attachment.get("/dokument/<dokument_id>/vedlegg/<vedlegg_id>")
@logged_in
def show(dokument_id: str, vedlegg_id: str) -> ResponseReturnValue:
    """Send an attachment's PDF/A, to be read here or taken out; the look is logged."""
    data, kind, called = read_attachment(reading(), dokument_id, vedlegg_id)
    taken = "last_ned" in request.args
    return send_file(BytesIO(data), kind, as_attachment=taken, download_name=called, max_age=0)
