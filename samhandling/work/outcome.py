"""What the end of one deadline means for the others of its report (F1-F4, A18, A35; domain.md §3 end, §4)."""

from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import Dokument, Frist, Oppgave, now
from samhandling.model.base import OSLO
from samhandling.model.oppfoelging import NO_DATE, OPEN
from samhandling.rules.deadline import due
from samhandling.store.wall import actor_of
from samhandling.vocabulary.frist import FRIST
from samhandling.vocabulary.oppgave import BORTFALT
from samhandling.vocabulary.text import _
from samhandling.work.due import add_deadline_task, start_received
from samhandling.work.errors import ConflictError

LAPSES = {"henlagt": ("F3", "F4"), "feilsendt": ("F2", "F3", "F4")}
"""What an outcome of the review (F1) makes away with; any other outcome lets all of it run."""


def end(session: Session, frist: Frist, task: Oppgave) -> None:
    """End a deadline as its task was done, and let the next ones run or lapse."""
    frist.gjort, frist.gjort_av_id, frist.utfall = task.gjort, task.gjort_av_id, task.utfall
    frist.merknad = "\n".join(filter(None, (frist.merknad, task.merknad)))
    if frist.kode in AFTER:
        AFTER[frist.kode](session, frist)


def _reviewed(session: Session, review: Frist) -> None:
    """F1: an investigation is opened (F3 runs, F4 waits), or it is henlagt; the reporter gets an answer (F2)."""
    gone = LAPSES.get(review.utfall, ())
    if not gone and "F3" not in _others(session, review):
        start_received(session, session.get_one(Dokument, review.dokument_id), review.fra)
    others = _others(session, review)
    for code in gone:
        if code in others:
            _lapse(session, others[code])
    _lay_tasks(session, (others[code] for code in ("F2", "F3") if code in others))


def _investigated(session: Session, investigation: Frist) -> None:
    """F3: the feedback runs from the day it is done."""
    feedback = _others(session, investigation).get("F4")
    if feedback is None or feedback.gjort is not None:
        return
    feedback.fra = now().astimezone(OSLO).date()
    feedback.dato, feedback.venter_paa = due(FRIST["F4"].length, feedback.fra), ""
    _lay_tasks(session, [feedback])


AFTER: dict[str, Callable[[Session, Frist], None]] = {"F1": _reviewed, "F3": _investigated}


def undo(session: Session, frist: Frist, note: str) -> None:
    """Let the deadlines stand as before one was ended with ``note``.

    Raises ConflictError when a later one has been ended.
    """
    later = [row for code, row in _others(session, frist).items() if code in LATER.get(frist.kode, ())]
    if any(row.gjort is not None and row.utfall != BORTFALT for row in later):
        raise ConflictError(_("Det er gjort mer i saken siden. Da kan dette ikke angres."))
    frist.merknad = frist.merknad.removesuffix(note).rstrip("\n")
    for row in (frist, *later):
        row.gjort, row.gjort_av_id, row.utfall = None, None, ""
    for row in later:
        _end_tasks(session, row)
        if FRIST[row.kode].follows == "done":
            row.fra, row.dato, row.venter_paa = NO_DATE, NO_DATE, FRIST[row.kode].after


LATER: dict[str, Iterable[str]] = {"F1": ("F2", "F3", "F4"), "F3": ("F4",)}
"""What follows from the end of each."""


def _others(session: Session, frist: Frist) -> dict[str, Frist]:
    session.flush()
    chosen = select(Frist).where(Frist.dokument_id == frist.dokument_id, Frist.id != frist.id)
    return {row.kode: row for row in session.scalars(chosen.order_by(Frist.kode))}


def _lapse(session: Session, frist: Frist) -> None:
    frist.gjort, frist.gjort_av_id, frist.utfall = now(), actor_of(session).id, BORTFALT
    _end_tasks(session, frist)


def _end_tasks(session: Session, frist: Frist) -> None:
    for task in session.scalars(select(Oppgave).where(Oppgave.frist_id == frist.id, Oppgave.gjort == OPEN)):
        task.gjort, task.gjort_av_id, task.utfall = now(), actor_of(session).id, BORTFALT


def _lay_tasks(session: Session, rows: Iterable[Frist]) -> None:
    for row in rows:
        if row.gjort is None:
            add_deadline_task(session, row)
