"""What a request knows: the house, who acts, and one reading session, opened when it is first needed."""

import uuid
from contextlib import ExitStack

from flask import Flask, current_app, g
from flask_login import current_user
from sqlalchemy.orm import Session

from samhandling.store.actor import NOBODY, Actor
from samhandling.work.house import House


def house() -> House:
    """Return the house that this application stands in."""
    found: House = current_app.extensions["samhandling"]
    return found


def actor() -> Actor:
    """Return who is logged in, or nobody."""
    found: Actor = getattr(current_user, "actor", NOBODY)
    return found


def reading() -> Session:
    """Return the request's session: one snapshot for one actor, closed when the response is built."""
    if "reading" not in g:
        g.reading = kept().enter_context(house().database.read(actor()))
    found: Session = g.reading
    return found


def kept() -> ExitStack:
    """Return what is closed at the end of the request."""
    if "kept" not in g:
        g.kept = ExitStack()
    found: ExitStack = g.kept
    return found


def request_id() -> str:
    """Return the request's own id, the same in log, access log and error page."""
    if "request_id" not in g:
        g.request_id = str(uuid.uuid4())
    found: str = g.request_id
    return found


def install(app: Flask) -> None:
    """Close what the request opened."""

    @app.teardown_request
    def close(_error: BaseException | None) -> None:
        if "kept" in g:
            g.pop("kept").close()
