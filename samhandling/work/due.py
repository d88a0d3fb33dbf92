"""Deadlines that a sent document starts, at the one who owes them and as expected by the sender (domain.md §4)."""

from datetime import date

from sqlalchemy.orm import Session

from samhandling.model import Dokument, Frist, now
from samhandling.rules.deadline import due
from samhandling.vocabulary.kind import Deadline, form_holds
from samhandling.work.context import OSLO
from samhandling.work.copy import copies_of
from samhandling.work.draft import Draft


def start_deadlines(session: Session, draft: Draft) -> None:
    """Start the kind's deadlines that begin when it is sent; delivery elsewhere starts them later."""
    session.flush()
    for deadline in draft.kind.deadlines:
        if deadline.starts == "sendt" and form_holds(draft.form, deadline.when):
            _start(session, draft.dokument, deadline)


def _start(session: Session, dokument: Dokument, deadline: Deadline) -> None:
    today = now().astimezone(OSLO).date()
    session.add(_row(dokument.id, dokument.enhet_id, deadline, today))
    if deadline.owner == "mottaker":
        session.add_all(_row(copy, unit, deadline, today) for copy, unit in copies_of(session, dokument.id))


def _row(dokument_id: str, enhet_id: str, deadline: Deadline, start: date) -> Frist:
    return Frist(
        dokument_id=dokument_id,
        enhet_id=enhet_id,
        kode=deadline.id,
        tittel=str(deadline.title),
        kilde=deadline.source,
        fra=start,
        dato=due(deadline, start),
    )
