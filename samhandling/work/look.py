"""Looks: one event per request, linked to every child that was shown, before the first byte leaves (§6.8)."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from samhandling.rules import audit
from samhandling.store.actor import Actor
from samhandling.work.house import House

CHILD, DOCUMENT = "Barn", "Dokument"


def seen_in(session: Session) -> set[tuple[str, str]]:
    """Return what a session has loaded: (model, id) of children and documents."""
    return {(name, row) for name, row in session.info.get("seen", ()) if name in {CHILD, DOCUMENT} and row}


def record_look(house: House, actor: Actor, what: str, seen: Iterable[tuple[str, str]], request: str = "") -> None:
    """Log one look: ``what`` names the page, ``seen`` what it showed. Nothing shown, nothing logged."""
    shown = set(seen)
    if not shown:
        return
    documents = sorted(row for name, row in shown if name == DOCUMENT)
    with house.database.write(actor) as session:
        children = {row for name, row in shown if name == CHILD} | audit.children_of(session, documents)
        one = documents[0] if len(documents) == 1 else None
        audit.record(session, f"sett.{what}"[:40], dokument_id=one, barn=children, request=request)


def record_denied(house: House, actor: Actor, what: str, dokument_id: str | None = None, request: str = "") -> None:
    """Log a try that was answered «missing»; whether it was there is not said."""
    named = dokument_id[:36].replace("\0", "") if dokument_id else None
    with house.database.write(actor) as session:
        audit.record(session, f"avvist.{what}"[:40], dokument_id=named, request=request)
