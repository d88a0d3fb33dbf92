"""The clock of a report, which belongs to the report and not to one version of it (docs/decisions/0007-deadlines.md).

Whoever replaces or misfiles a document may not see the tasks and the receiver's deadlines that this touches:
a door of their own.
"""

from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from samhandling.model import Frist, Oppgave, now
from samhandling.model.oppfoelging import OPEN
from samhandling.rules import audit
from samhandling.store.wall import Trusted, actor_of, trusted
from samhandling.vocabulary.oppgave import BORTFALT

FRIST: Table = Frist.__table__  # type: ignore[assignment]
OPPGAVE: Table = Oppgave.__table__  # type: ignore[assignment]


def rows_of(session: Session, dokument_id: str) -> dict[str, Any]:
    """Return a document's deadlines (id, dato, gjort) by code, also those that the actor may not see."""
    session.flush()
    chosen = select(FRIST.c.kode, FRIST.c.id, FRIST.c.dato, FRIST.c.gjort).where(FRIST.c.dokument_id == dokument_id)
    return {row.kode: row for row in _execute(session, chosen)}


def move(session: Session, from_id: str, to_id: str) -> None:
    """Let a new version of a document have the deadlines and tasks of the former, dates and outcomes unchanged."""
    session.flush()
    for table in (FRIST, OPPGAVE):
        _execute(session, update(table).where(table.c.dokument_id == from_id).values(dokument_id=to_id))


def lapse(session: Session, dokument_id: str, enhet_id: str) -> None:
    """End the open deadlines and tasks of a document: they lapse. Logged when there were any."""
    session.flush()
    ended = {"gjort": now(), "utfall": BORTFALT, "gjort_av_id": actor_of(session).id or None}
    frist = update(FRIST).where(FRIST.c.dokument_id == dokument_id, FRIST.c.gjort.is_(None))
    oppgave = update(OPPGAVE).where(OPPGAVE.c.dokument_id == dokument_id, OPPGAVE.c.gjort == OPEN)
    if sum(_execute(session, each.values(**ended)).rowcount for each in (frist, oppgave)):
        audit.record(session, "dokument.frist.bortfalt", dokument_id=dokument_id, enhet_id=enhet_id)


def _execute(session: Session, statement: Any) -> Any:
    return session.execute(statement, execution_options=trusted(Trusted.CLOCK))
