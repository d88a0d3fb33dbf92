"""Deadlines that a sent document starts, at the one who owes them and as expected by the sender (domain.md §4)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import Dokument, Forsendelse, Frist
from samhandling.rules.deadline import due
from samhandling.vocabulary.form import DocumentForm
from samhandling.vocabulary.kind import Deadline, DocumentType, form_holds
from samhandling.work.copy import copies_of


def start_deadlines(session: Session, dokument: Dokument, kind: DocumentType, form: DocumentForm, day: date) -> None:
    """Start the kind's deadlines that run from the day it was delivered; none while a delivery is owed."""
    session.flush()
    owed = select(Forsendelse.id).where(Forsendelse.dokument_id == dokument.id, Forsendelse.levert.is_(None))
    if session.scalar(owed.limit(1)) is not None:
        return
    for deadline in kind.deadlines:
        if deadline.starts == "sendt" and form_holds(form, deadline.when):
            _start(session, dokument, deadline, day)


def _start(session: Session, dokument: Dokument, deadline: Deadline, day: date) -> None:
    session.add(_row(dokument.id, dokument.enhet_id, deadline, day))
    if deadline.owner == "mottaker":
        session.add_all(_row(copy, unit, deadline, day) for copy, unit in copies_of(session, dokument.id))


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
