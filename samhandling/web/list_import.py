"""Lists of children and guardians: a file is shown with its errors, and stored when that is confirmed (issue 3).

Between the two the list travels with the page, sealed; nothing of it is kept here.
"""

from collections.abc import Iterable

from flask import Blueprint, Flask, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from samhandling.output.table import TableError, csv_chunks, read_table, xlsx_chunks
from samhandling.output.table.limits import LARGEST_FILE, MOST_ROWS
from samhandling.vocabulary.text import Text, _
from samhandling.web.current import actor, house, reading
from samhandling.web.flash import tell
from samhandling.web.list_import_page import page_of
from samhandling.web.permission import logged_in
from samhandling.work import list_import as work
from samhandling.work.errors import ConflictError, NotFoundError
from samhandling.work.list_import.column import TEMPLATE

list_import = Blueprint("list_import", __name__)
ROOM = 64 * 1024
"""For what stands around the file in a request."""
TOO_LARGE, WRONG = 413, 422
CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SIZE = _("Filen er for stor, høyst 5 MB.")


def install(app: Flask) -> None:
    """Let this upload, and nothing else, be as large as a list; asked before anything reads the request."""

    @app.before_request
    def widen() -> ResponseReturnValue | None:
        if request.endpoint != "list_import.show":
            return None
        request.max_content_length = LARGEST_FILE + ROOM
        if (request.content_length or 0) > LARGEST_FILE + ROOM:
            return _start(SIZE), TOO_LARGE
        return None

    app.register_blueprint(list_import)


@list_import.get("/import")
@logged_in
def ask() -> ResponseReturnValue:
    """Ask for the unit and the file; offer a file to begin with."""
    return _start()


@list_import.post("/import")
@logged_in
def show() -> ResponseReturnValue:
    """Show what the list would do, row by row; nothing is stored."""
    enhet_id, file = request.form.get("enhet", ""), request.files.get("fil")
    if enhet_id not in dict(_units()):
        raise NotFoundError(enhet_id)
    data = file.stream.read(LARGEST_FILE + 1) if file else b""
    if not data:
        return _start(_("Velg en fil."), enhet_id), WRONG
    try:
        shown = work.preview(house(), reading(), enhet_id, read_table(data))
        sealed = work.carry(house(), actor(), current_user.get_id(), shown)
    except TableError as refused:
        return _start(str(refused), enhet_id), WRONG
    return render_template("import/vis.html", **page_of(shown, dict(_units())[enhet_id], sealed))


@list_import.post("/import/bekreft")
@logged_in
def confirm() -> ResponseReturnValue:
    """Store the list that was shown; once, however often this is sent."""
    without_wrong = request.form.get("utelat") == "ja"
    try:
        done = work.confirm(house(), actor(), _carried(), leave_out_wrong=without_wrong)
    except ConflictError as refused:
        return _start(str(refused)), WRONG
    tell(_told(done), "info" if done.before else "success")
    return redirect(url_for("list_import.ask"), 303)


@list_import.post("/import/feil.csv")
@logged_in
def failing() -> ResponseReturnValue:
    """Give back the rows with errors, each with what must be mended."""
    try:
        carried = _carried()
        shown = work.preview(house(), reading(), carried.enhet_id, carried.table)
    except (ConflictError, TableError) as refused:
        return _start(str(refused)), WRONG
    return _file(csv_chunks(*work.failing_rows(shown)), "rader-med-feil.csv", CSV)


@list_import.get("/import/mal.csv")
@logged_in
def template_csv() -> ResponseReturnValue:
    """Give the file to begin with."""
    return _file(csv_chunks(TEMPLATE, ()), "mal-barn-og-foresatte.csv", CSV)


@list_import.get("/import/mal.xlsx")
@logged_in
def template_xlsx() -> ResponseReturnValue:
    """Give the file to begin with, in which numbers keep their zeros."""
    return _file(xlsx_chunks(TEMPLATE, ()), "mal-barn-og-foresatte.xlsx", XLSX)


def _units() -> list[tuple[str, str]]:
    """Return the reader's units to import for. Raises NotFoundError where there is none."""
    units = work.may_import(actor())
    if not units:
        raise NotFoundError("import")
    return units


def _start(wrong: Text = "", chosen: str = "") -> str:
    return render_template("import/start.html", units=_units(), chosen=chosen, wrong=wrong, most=MOST_ROWS)


def _carried() -> work.Carried:
    return work.carried(house(), actor(), current_user.get_id(), request.form.get("liste", ""))


def _told(done: work.Done) -> str:
    if done.before:
        return str(_("Denne listen er allerede tatt inn. Ingenting er lagt inn på nytt."))
    said = str(
        _("Listen er tatt inn. Nye barn: {new}. Barn som fikk flere opplysninger: {changed}. Foresatte: {people}.")
    )
    told = said.format(new=done.new, changed=done.changed, people=done.guardians)
    left = str(_("Utelatte rader: {left}.")).format(left=done.left_out) if done.left_out else ""
    return f"{told} {left}".strip()


def _file(chunks: Iterable[bytes], name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(b"".join(chunks), content_type=kind, headers=headers)
