"""When something is not as it should be: one calm page each, in the reader's language, with nothing lost.

«Missing» and «not yours» are one page with one wording: 404.
"""

from flask import Flask, Response, g, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from samhandling.vocabulary.text import Text, _
from samhandling.web.current import actor, request_id
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
FROM_HERE = 500


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
        return resend(401)
    target = request.full_path.rstrip("?")
    return redirect(url_for("login.ask", neste=None if target == "/" else target))


def resend(status: int) -> Response:
    """Return a page with all that was sent, to be sent again; only to someone who came from our own pages."""
    if not from_own_page() or request.endpoint == "login.enter":
        return redirect(url_for("login.ask"), 303) if request.endpoint == "login.enter" else page(status)  # type: ignore[return-value]
    g.nothing_shown = True
    title, text = TOLD[status]
    typed = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    return make_response(render_template("side/send_igjen.html", title=title, text=text, typed=typed), status)


def install(app: Flask) -> None:
    """Give every failure its page."""

    @app.errorhandler(NotFoundError)
    def missing(_fault: NotFoundError) -> Response:
        logged = not actor().is_user or denied()
        return page(404 if logged else 503)

    @app.errorhandler(ConflictError)
    def conflict(fault: ConflictError) -> ResponseReturnValue:
        if request.method == "GET" and request.blueprint == "draft":  # finished meanwhile: it has a page of its own
            return redirect(url_for("document.show", **(request.view_args or {}) | {"key": None}))
        return page(409, str(fault))

    @app.errorhandler(CSRFError)
    def forged(_fault: CSRFError) -> Response:
        return page(400) if wants_json() else resend(400)

    @app.errorhandler(HTTPException)
    def refused(fault: HTTPException) -> Response:
        if fault.response is not None:  # a redirect, made by the router
            return make_response(fault.response)
        return page(404 if fault.code == 403 else fault.code or FROM_HERE)  # noqa: PLR2004 - never say «forbidden»

    @app.errorhandler(DBAPIError)
    def away(fault: DBAPIError) -> Response:
        log.error("database", request_id=request_id(), exc_info=fault)
        return page(503)

    @app.errorhandler(Exception)
    def broken(fault: Exception) -> Response:
        log.error("fault", request_id=request_id(), endpoint=request.endpoint, exc_info=fault)
        return page(500)
