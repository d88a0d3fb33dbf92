"""Tasks: what somebody must do. Made by what happens to documents, children and deadlines; listed by due date."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from samhandling.model import Dokument, Enhet, Frist, Oppgave
from samhandling.model.oppfoelging import NO_DATE, OPEN
from samhandling.rules.access import task_keys
from samhandling.store.wall import actor_of
from samhandling.work.errors import NotFoundError
from samhandling.work.keyset import Arm, Counted, Order, Page, Place, Through, count_bounded, keyset_page

START = Place()
TASK_ID: Any = Oppgave.id
EVERY = Through(Oppgave.id)
PAGE = 25
MOST = 99
"""The menu counts no further."""


@dataclass(frozen=True)
class TaskRow:
    """A task with what it is about: None where it is about none, or what may no longer be seen."""

    oppgave: Oppgave
    enhet: str
    dokument: Dokument | None
    frist: Frist | None


def add_task(
    session: Session,
    slag: str,
    *,
    hvem: str,
    enhet_id: str,
    dokument_id: str | None = None,
    barn_id: str | None = None,
    frist_id: str | None = None,
    forfall: date = NO_DATE,
) -> Oppgave:
    """Lay a task before the holders of an actor's key; ``slag`` is a code of vocabulary/oppgave.py.

    ``forfall`` is the unmoved date. It is seen only by those who also may see the document and the child.
    """
    task = Oppgave(slag=slag, hvem=hvem, enhet_id=enhet_id, forfall=forfall)
    task.dokument_id, task.barn_id, task.frist_id = dokument_id, barn_id, frist_id
    session.add(task)
    return task


def open_tasks(session: Session, place: Place = START, limit: int = PAGE) -> Page[TaskRow]:
    """Return what the actor has to do, the nearest date first. Raises NotFoundError for a place that is not there."""
    return _page(session, Oppgave.forfall, Oppgave.gjort == OPEN, place, limit, newest=False)


def done_tasks(session: Session, place: Place = START, limit: int = PAGE) -> Page[TaskRow]:
    """Return what was done or lapsed, the newest first. Raises NotFoundError for a place that is not there."""
    return _page(session, Oppgave.gjort, Oppgave.gjort < OPEN, place, limit, newest=True)


def count_open(session: Session) -> Counted:
    """Count what the actor has to do, as far as ``MOST``. No document or child is read for it."""
    arms = _arms(session, Oppgave.forfall, Oppgave.gjort == OPEN)
    return count_bounded(session, arms, MOST, through=EVERY)


def _page(
    session: Session, by: Any, holds: ColumnElement[bool], place: Place, limit: int, *, newest: bool
) -> Page[TaskRow]:
    order = Order(newest, lambda session, task_id: _value_of(session, by, task_id), _span)
    page = keyset_page(session, _arms(session, by, holds), order, place, limit, through=EVERY)
    return replace(page, rows=rows_of(session, page.rows))  # type: ignore[arg-type,return-value] # the same place


def _arms(session: Session, by: Any, holds: ColumnElement[bool]) -> list[Arm]:
    """One ordered arm per key: a task has one key, so that no row comes twice."""
    return [Arm(by, TASK_ID, (Oppgave.hvem == key, holds)) for key in task_keys(actor_of(session))]


def _value_of(session: Session, by: Any, task_id: str) -> Any:
    found = session.execute(select(by).where(Oppgave.id == task_id)).one_or_none()
    if found is None:
        raise NotFoundError(task_id)
    return found[0]


def _span(text: str) -> tuple[date, date]:
    """A page may begin at a date."""
    day = date.fromisoformat(text)
    return day, day + timedelta(days=1)


def rows_of(session: Session, ids: Sequence[str]) -> list[TaskRow]:
    """Return the tasks of some ids in that order, with what they are about."""
    tasks = _by_id(session, Oppgave, ids)
    documents = _by_id(session, Dokument, [task.dokument_id for task in tasks.values()])
    deadlines = _by_id(session, Frist, [task.frist_id for task in tasks.values()])
    units = _by_id(session, Enhet, [task.enhet_id for task in tasks.values()])
    return [
        TaskRow(task, units[task.enhet_id].navn, documents.get(task.dokument_id), deadlines.get(task.frist_id))
        for task in (tasks[each] for each in ids if each in tasks)
    ]


def _by_id(session: Session, model: Any, ids: Sequence[str | None]) -> dict[str | None, Any]:
    """Return rows by id; asked for in tens, since the wall proves each statement's text once."""
    wanted = sorted({each for each in ids if each})
    padded = [*wanted, *[""] * (-len(wanted) % 10)]
    return {row.id: row for row in session.scalars(select(model).where(model.id.in_(padded)))} if wanted else {}
