"""Every look is logged before its first byte leaves, here alone: one event per request, for each child shown.

The reading session gathers what it loaded; when the event cannot be written, nothing is shown (domain.md §6.8).
"""

from flask import Flask, Response, g, request

from samhandling.web.current import actor, house, request_id
from samhandling.web.logs import log
from samhandling.work.look import record_denied, record_look, seen_in

LOGGED_AS_SHOWN = 500


def install(app: Flask) -> None:
    """Log what a request has shown, once its response is whole."""

    @app.after_request
    def look(response: Response) -> Response:
        seen = seen_in(g.reading) if "reading" in g else None
        if not seen or g.get("nothing_shown") or response.status_code >= LOGGED_AS_SHOWN:
            return response
        try:
            record_look(house(), actor(), request.endpoint or "", seen, request_id())
        except Exception as fault:  # noqa: BLE001 - whatever failed, an unlogged look is not shown
            log.error("look_not_logged", request_id=request_id(), exc_info=fault)
            return unavailable()
        return response


def denied() -> bool:
    """Log a try at what is not there or not theirs; False when it could not be logged."""
    try:
        record_denied(
            house(), actor(), request.endpoint or "", (request.view_args or {}).get("dokument_id"), request_id()
        )
    except Exception as fault:  # noqa: BLE001 - as above
        log.error("denial_not_logged", request_id=request_id(), exc_info=fault)
        return False
    return True


def unavailable() -> Response:
    """Return the page that says to try again, with nothing of what was asked for."""
    from samhandling.web.failures import page  # noqa: PLC0415 - the two need each other

    return page(503)
