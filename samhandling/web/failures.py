"""When something is not as it should be: one calm page each, in the reader's language, with nothing lost.

«Missing» and «not yours» are one page with one wording: 404.
"""

from flask import Flask, Response, g, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException

from samhandling.vocabulary.text import Text, _
from samhandling.web.current import actor, request_id
from samhandling.web.flash import tell
from samhandling.web.logs import log
from samhandling.web.looking import denied
from samhandling.web.security import from_own_page
from samhandling.work.errors import ConflictError, NotFoundError

TOLD: dict[int, tuple[Text, Text]] = {
    400: (_("Siden var åpen for lenge"), _("Du kan sende det du skrev på nytt. Ingenting er borte.")),
    401: (_("Du må logge inn igjen"), _("Du har vært borte en stund. Det du skrev, er ikke borte.")),
    404: (_("Vi finner ikke siden"), _("Den finnes ikke, eller du har ikke tilgang til den.")),
    405: (_("Det går ikke"), _("Gå tilbake til forrige side og prøv derfra.")),
    409: (_("Det går ikke akkurat nå"), _("Noe har endret seg siden du åpnet siden.")),
    413: (_("Det er for mye på én gang"), _("Del teksten i to, og lagre hver del for seg.")),
    500: (_("Noe gikk galt hos oss"), _("Feilen er registrert. Prøv igjen om litt. Det som var lagret, er trygt.")),
    503: (_("Vi får det ikke til akkurat nå"), _("Prøv igjen om litt. Det som var lagret, er trygt.")),
}
LOGGED_OUT, FORBIDDEN, TOO_LARGE, OURS = 401, 403, 413, 500


PASSWORDS = frozenset({"login.enter", "login.set_password"})


def wants_json() -> bool:
    """Tell whether a script asks."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


def page(status: int, message: Text = "") -> Response:
    """Return the page of a status; what the request had read is not in it."""
    g.nothing_shown = True
    title, text = TOLD.get(status, TOLD[500])
    if wants_json():
        return make_response(jsonify(feil=str(message or title)), status)
    told = {"title": title, "text": message or text, "status": status, "reference": request_id()}
    return make_response(render_template("side/feil.html", **told), status)


def ask_to_log_in() -> ResponseReturnValue:
    """Send a reader to the login; keep what a writer typed on a page that sends it again."""
    if wants_json():
        return jsonify(feil="innlogging"), 401
    if request.method == "POST":
        return choose_again(LOGGED_OUT) if carries_files() else resend(LOGGED_OUT)
    target = request.full_path.rstrip("?")
    return redirect(url_for("login.ask", neste=None if target == "/" else target))


def carries_files() -> bool:
    """Tell whether a request brings files: they cannot be kept on a page to be sent again."""
    return request.mimetype == "multipart/form-data"


def choose_again(status: int) -> ResponseReturnValue:
    """Go back to the page that the files were chosen on; to log in first, when that is what is lacking."""
    target = request.full_path.rstrip("?")
    if status == LOGGED_OUT:
        return redirect(url_for("login.ask", neste=target), 303)
    if not from_own_page():
        return page(status)
    tell(_("Siden var åpen for lenge. Velg filene på nytt."), "warning")
    return redirect(target, 303)


def resend(status: int) -> Response:
    """Return a page with all that was sent, to be sent again; only to someone who came from our own pages."""
    if request.endpoint in PASSWORDS:  # a password is typed anew
        return make_response(redirect(url_for("login.ask"), 303))
    if not from_own_page():
        return page(status)
    g.nothing_shown = True
    title, text = TOLD[status]
    typed = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    return make_response(render_template("side/send_igjen.html", title=title, text=text, typed=typed), status)


def install(app: Flask) -> None:
    """Give every failure its page."""
    app.register_error_handler(NotFoundError, missing)
    app.register_error_handler(ConflictError, conflict)
    app.register_error_handler(CSRFError, forged)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(OperationalError, away)
    app.register_error_handler(DataError, impossible)
    app.register_error_handler(Exception, broken)


def missing(_fault: NotFoundError) -> Response:
    """Say 404 for what is not there and for what is not theirs; 503 when the try cannot be logged."""
    logged = not actor().is_user or denied()
    return page(404 if logged else 503)


def impossible(fault: DataError) -> Response:
    """Say that there is none of what no database can hold: an id with a NUL in it, or far too long."""
    log.warning("impossible_value", request_id=request_id(), endpoint=request.endpoint, exc_info=fault)
    return missing(NotFoundError(request.endpoint))


def conflict(fault: ConflictError) -> Response:
    """Say why it cannot be done; the form of a document that was finished meanwhile leads to its page."""
    if request.method in {"GET", "HEAD"} and request.blueprint in {"draft", "attachment"}:
        return make_response(redirect(url_for("document.show", dokument_id=(request.view_args or {})["dokument_id"])))
    return page(409, str(fault))


def forged(_fault: CSRFError) -> ResponseReturnValue:
    """Do nothing; give back what was typed."""
    if carries_files():
        return choose_again(400)
    return page(400) if wants_json() else resend(400)


def refused(fault: HTTPException) -> Response:
    """Return the page of an HTTP status; «forbidden» is never said."""
    if fault.response is not None:  # a redirect, made by the router
        return make_response(fault.response)
    if fault.code == TOO_LARGE and carries_files():
        return page(TOO_LARGE, _("Filene er for store til å sendes samlet. Last opp færre om gangen."))
    return page(404 if fault.code == FORBIDDEN else fault.code or OURS)


def away(fault: OperationalError) -> Response:
    """Say that it will be back: the database does not answer, or cannot write."""
    log.error("database", request_id=request_id(), exc_info=fault)
    return page(503)


def broken(fault: Exception) -> Response:
    """Say that it was our fault."""
    log.error("fault", request_id=request_id(), endpoint=request.endpoint, exc_info=fault)
    return page(500)
