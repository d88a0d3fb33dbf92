"""Deadlines that a sent document starts, at the one who owes them and as expected by the sender (domain.md §4).

One report has one clock at its receiver, however many versions it comes in: docs/decisions/0007-deadlines.md.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import Dokument, Forsendelse, Frist, ny_id
from samhandling.model.oppfoelging import NO_DATE
from samhandling.rules.deadline import due
from samhandling.store.actor import role_key
from samhandling.vocabulary.form import DocumentForm
from samhandling.vocabulary.frist import FRIST
from samhandling.vocabulary.kind import Deadline, DocumentType, form_holds
from samhandling.vocabulary.oppgave import TASK_OF
from samhandling.work import clock
from samhandling.work.copy import copies_of
from samhandling.work.task import add_task

RECEIVED = ("F1", "F2", "F3", "F4")
"""What a received report of concern starts at barnevern."""
REVIEW, NEW_VERSION = TASK_OF["F1"], "melding.ny_versjon"


def start_received(session: Session, dokument: Dokument, day: date, codes: Iterable[str] = RECEIVED) -> None:
    """Start the deadlines of a report received on ``day`` at the unit that owns it, and the task of its mottak.

    ``codes`` leaves out F3 and F4 where they do not run: an unborn child without the pregnant woman's consent
    (domain.md §3). What the document has already is not started again.
    """
    _receive(session, dokument.id, dokument.enhet_id, day, codes)


def start_deadlines(session: Session, dokument: Dokument, kind: DocumentType, form: DocumentForm, day: date) -> None:
    """Start the kind's deadlines that run from the day it was delivered; none while a delivery is owed.

    What the former version started goes on, unchanged, at the same receiver.
    """
    session.flush()
    copies = {unit: copy for copy, unit in copies_of(session, dokument.id)}
    _carry_over(session, dokument, copies)
    owed = select(Forsendelse.id).where(Forsendelse.dokument_id == dokument.id, Forsendelse.levert.is_(None))
    if session.scalar(owed.limit(1)) is not None:
        return
    running = [each for each in kind.deadlines if each.starts == "sendt" and form_holds(form, each.when)]
    theirs = [each.code for each in running if each.owner == "mottaker"]
    if dokument.mottaker_enhet_id == dokument.enhet_id:  # what a unit writes to itself has no copy
        _receive(session, dokument.id, dokument.enhet_id, day, theirs)
    _start(session, dokument.id, dokument.enhet_id, day, [each.code for each in running if _expected(each)])
    for unit, copy in copies.items():
        _receive(session, copy, unit, day, theirs)


def _expected(deadline: Deadline) -> bool:
    """Tell whether the sender has the deadline: its own, or what runs from the sending and not from others' work."""
    return deadline.owner == "avsender" or not FRIST[deadline.code].after


def _carry_over(session: Session, dokument: Dokument, copies: Mapping[str, str]) -> None:
    """Let the new version have the former's clock where the receiver is the same; else the sender's own lapses.

    A unit that is no longer the receiver keeps its copy and its clock: mottak there ends it.
    """
    former = session.get(Dokument, dokument.erstatter_id) if dokument.erstatter_id else None
    if former is None:
        return
    if (former.mottaker_enhet_id, former.mottaker) == (dokument.mottaker_enhet_id, dokument.mottaker):
        clock.move(session, former.id, dokument.id)
    else:
        clock.lapse(session, former.id, former.enhet_id)
    for old_copy, unit in copies_of(session, former.id):
        if unit in copies:
            clock.move(session, old_copy, copies[unit])
            _tell_of_version(session, copies[unit], unit)


def _tell_of_version(session: Session, dokument_id: str, enhet_id: str) -> None:
    """A new version of a report that is reviewed already is a task of its own; before that the review covers it."""
    reviewed = clock.rows_of(session, dokument_id).get("F1")
    if reviewed is not None and reviewed.gjort is not None:
        add_task(session, NEW_VERSION, hvem=role_key(enhet_id, "mottak"), enhet_id=enhet_id, dokument_id=dokument_id)


def _receive(session: Session, dokument_id: str, enhet_id: str, day: date, codes: Iterable[str]) -> None:
    review = _start(session, dokument_id, enhet_id, day, codes).get("F1")
    if review is not None:
        add_deadline_task(session, review)


def add_deadline_task(session: Session, frist: Frist) -> None:
    """Lay the task that ends a deadline before the unit's mottak."""
    session.flush()
    add_task(
        session,
        TASK_OF[frist.kode],
        hvem=role_key(frist.enhet_id, "mottak"),
        enhet_id=frist.enhet_id,
        dokument_id=frist.dokument_id,
        frist_id=frist.id,
        forfall=frist.dato,
    )


def _start(session: Session, dokument_id: str, enhet_id: str, day: date, codes: Iterable[str]) -> dict[str, Frist]:
    """Make the rows that are not there, in the table's order; return those that were made."""
    there: dict[str, Any] = clock.rows_of(session, dokument_id)
    made: dict[str, Frist] = {}
    for code in codes:
        if code not in there:
            there[code] = made[code] = _row(dokument_id, enhet_id, code, day, there)
    session.add_all(made.values())
    session.flush()
    return made


def _row(dokument_id: str, enhet_id: str, code: str, day: date, there: Mapping[str, Any]) -> Frist:
    facts = FRIST[code]
    row = Frist(id=ny_id(), dokument_id=dokument_id, enhet_id=enhet_id, kode=code, fra=day)
    if facts.follows == "done":
        row.fra, row.dato, row.venter_paa = NO_DATE, NO_DATE, facts.after
        return row
    if facts.follows == "end":
        row.fra = there[facts.after].dato
    row.dato = due(facts.length, row.fra)
    return row
