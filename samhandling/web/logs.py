"""Structured logs to standard error: one JSON line per request and fault, never what people wrote or who they are.

An exception is told by its type and where it happened; its message may hold data and is left out.
"""

import logging
import sys
import time
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, Response, g, request

from samhandling.web.current import request_id

HOUSE = Path(__file__).parents[2]
log = structlog.get_logger("samhandling.web")


def configure(level: int = logging.INFO) -> None:
    """Make the whole process log so, libraries' warnings too; our own lines from ``level`` on."""
    chain: list[Any] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_message,
    ]
    last = structlog.processors.JSONRenderer(sort_keys=True)
    structlog.configure(
        processors=[*chain, last],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(processors=[meta, last], foreign_pre_chain=[only_the_text, *chain])
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def without_message(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Tell an exception by its type and place alone."""
    fault = event.pop("exc_info", None)
    if isinstance(fault, tuple):
        fault = fault[1]
    if isinstance(fault, BaseException):
        event["fault"] = type(fault).__qualname__
        event["where"] = [_place(frame) for frame in traceback.extract_tb(fault.__traceback__)[-8:]]
    return event


def only_the_text(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep a library's own text without what it was filled with; that may be anything."""
    record: logging.LogRecord = event["_record"]
    event["event"], event["logger"] = str(record.msg), record.name
    return event


def _place(frame: traceback.FrameSummary) -> str:
    file = Path(frame.filename)
    name = file.relative_to(HOUSE) if file.is_relative_to(HOUSE) else Path(*file.parts[-2:])
    return f"{name}:{frame.lineno} {frame.name}"


def install(app: Flask) -> None:
    """Log each request when it is answered; health checks and static files only when they fail."""

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def answered(response: Response) -> Response:
        response.headers["X-Request-Id"] = request_id()
        quiet = request.endpoint in {"static", "health.alive", "health.ready"}
        if not quiet or response.status_code >= 500:  # noqa: PLR2004 - HTTP's own number for our faults
            log.info("request", **_facts(response))
        return response


def _facts(response: Response) -> dict[str, Any]:
    """Say which address by its rule, never by what was sent."""
    spent = time.perf_counter() - g.get("began", time.perf_counter())
    return {
        "request_id": request_id(),
        "method": request.method,
        "endpoint": request.endpoint or "",
        "status": response.status_code,
        "ms": round(spent * 1000, 1),
    }
