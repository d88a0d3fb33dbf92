"""Looks: one event per request, linked to every child that was shown, before the first byte leaves (§6.8)."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from samhandling.rules import audit
from samhandling.store.actor import Actor
from samhandling.work.house import House

CHILD, DOCUMENT = "Barn", "Dokument"
SOME = 500
"""As many ids as one statement is given."""


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


def record_export(house: House, actor: Actor, register: str, session: Session, count: int, request: str = "") -> None:
    """Log, before its first byte, that a register was taken out as a file: how many rows, and each child in it."""
    shown = seen_in(session)
    documents = sorted(row for name, row in shown if name == DOCUMENT)
    children = {row for name, row in shown if name == CHILD}
    with house.database.write(actor) as writing:
        for start in range(0, len(documents), SOME):
            children |= audit.children_of(writing, documents[start : start + SOME])
        audit.record(writing, f"eksport.{register}"[:40], barn=children, change={"rader": count}, request=request)
