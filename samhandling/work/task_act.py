"""What one does with a task: finish it with what came of it, undo that the same day, extend its deadline once.

What an outcome means for the deadlines stands in work/outcome.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import Bruker, Frist, Oppgave, now
from samhandling.model.base import OSLO
from samhandling.model.dokument import FEILREGISTRERT
from samhandling.model.oppfoelging import OPEN
from samhandling.rules import audit
from samhandling.rules.access import CASE_WORK
from samhandling.rules.deadline import due
from samhandling.store.actor import Actor
from samhandling.store.wall import actor_of
from samhandling.vocabulary.frist import FRIST
from samhandling.vocabulary.oppgave import BORTFALT, UTFOERT, Outcome, facts_of
from samhandling.vocabulary.parse import UNUSABLE
from samhandling.vocabulary.text import _
from samhandling.work import outcome
from samhandling.work.errors import ConflictError, InvalidError, NotFoundError
from samhandling.work.house import House
from samhandling.work.task import TaskRow, rows_of

LONGEST_NOTE = 4000


@dataclass(frozen=True)
class TaskPage:
    """One task: what may come of it, and what the actor may do with it."""

    row: TaskRow
    outcomes: Mapping[str, Outcome]
    can: frozenset[str]
    """ferdig, utvid, gjenaapne."""
    longest: date | None
    """The date that its deadline would have if it were extended."""
    by: str
    """Who did it."""


def read_task(session: Session, oppgave_id: str) -> TaskPage:
    """Return a task. Raises NotFoundError when it is missing, or about what the actor may not see."""
    found = rows_of(session, [oppgave_id])
    if not found:
        raise NotFoundError(oppgave_id)
    (row,) = found
    did = session.get(Bruker, row.oppgave.gjort_av_id) if row.oppgave.gjort_av_id else None
    return TaskPage(row, _offered(row), _can(actor_of(session), row), _longest(row.frist), did.navn if did else "")


def _offered(row: TaskRow) -> dict[str, Outcome]:
    """The outcomes of the task; that a report was withdrawn is one only when its sender has done so."""
    gone = row.dokument is not None and bool(row.dokument.hos_avsender)
    return {code: each for code, each in facts_of(row.oppgave.slag).outcomes.items() if gone or code != "feilsendt"}


def _can(actor: Actor, row: TaskRow) -> frozenset[str]:
    task = row.oppgave
    theirs = task.hvem in actor.keys or actor.holds(*CASE_WORK, enhet_id=task.enhet_id)
    if not theirs or (row.dokument is not None and row.dokument.status == FEILREGISTRERT):
        return frozenset()
    if task.gjort == OPEN:
        return frozenset({"ferdig", "utvid"} if _longest(row.frist) else {"ferdig"})
    mine = task.gjort_av_id == actor.id and task.utfall != BORTFALT
    today = task.gjort.astimezone(OSLO).date() == now().astimezone(OSLO).date()
    return frozenset({"gjenaapne"} if mine and today else ())


def _longest(frist: Frist | None) -> date | None:
    """Return the date of a deadline in all, where it may still be extended."""
    longest = FRIST[frist.kode].longest if frist is not None else None
    if frist is None or longest is None or frist.dato >= due(longest, frist.fra):
        return None
    return due(longest, frist.fra)


def finish_task(house: House, actor: Actor, oppgave_id: str, utfall: str = "", merknad: str = "") -> None:
    """Mark a task as done with what came of it; its deadline follows (F1-F4, A18).

    ``utfall`` is one of the task's outcomes, nothing where it has none. Raises NotFoundError; InvalidError for
    ``utfall`` or ``merknad``; ConflictError when it is done already.
    """
    note = _text(merknad)
    with house.database.write(actor) as session:
        page = _locked(session, oppgave_id)
        task, frist = page.row.oppgave, page.row.frist
        if task.gjort != OPEN:
            raise ConflictError(_("Oppgaven er gjort allerede."))
        _demand(page, "ferdig")
        _judge(page, utfall, note)
        task.gjort, task.gjort_av_id, task.utfall, task.merknad = now(), actor.id, utfall or UTFOERT, note
        if frist is not None:
            outcome.end(session, frist, task)
        _log(session, "frist.utfall" if frist else "oppgave", page.row, utfall=task.utfall, merknad=note)


def _judge(page: TaskPage, utfall: str, note: str) -> None:
    if page.outcomes and utfall not in page.outcomes:
        raise InvalidError({"utfall": str(_("Velg hva som ble resultatet."))})
    if not page.outcomes and utfall:
        raise NotFoundError(utfall)
    if page.outcomes and page.outcomes[utfall].reason and not note:
        raise InvalidError({"merknad": str(_("Skriv en faglig begrunnelse."))})


def reopen_task(house: House, actor: Actor, oppgave_id: str) -> None:
    """Undo what one did by mistake, the same day: the deadlines stand as they stood before.

    Raises NotFoundError when it was another who did it, or another day; ConflictError when more was done since.
    """
    with house.database.write(actor) as session:
        page = _locked(session, oppgave_id)
        _demand(page, "gjenaapne")
        task, frist = page.row.oppgave, page.row.frist
        _log(session, "frist.gjenaapnet" if frist else "gjenaapnet", page.row, utfall=task.utfall, merknad=task.merknad)
        if frist is not None:
            outcome.undo(session, frist, task.merknad)
        task.gjort, task.gjort_av_id, task.utfall = OPEN, None, ""


def extend_deadline(house: House, actor: Actor, oppgave_id: str, reason: str) -> None:
    """Extend a task's deadline to its longest length, once, with a written reason (F3: six months in all).

    Raises NotFoundError; InvalidError without a reason.
    """
    why = _text(reason)
    with house.database.write(actor) as session:
        page = _locked(session, oppgave_id)
        _demand(page, "utvid")
        task, frist = page.row.oppgave, page.row.frist
        if not why:
            raise InvalidError({"grunn": str(_("Skriv hvorfor det trengs mer tid."))})
        if frist is None or page.longest is None:
            raise NotFoundError(oppgave_id)
        _log(session, "frist.utvidet", page.row, fra=frist.dato.isoformat(), til=page.longest.isoformat(), grunn=why)
        frist.dato = task.forfall = page.longest
        frist.merknad = why


def _text(typed: str) -> str:
    return UNUSABLE.sub("", typed).strip()[:LONGEST_NOTE]


def _locked(session: Session, oppgave_id: str) -> TaskPage:
    """Read a task so that two who do it wait for each other."""
    session.scalar(select(Oppgave.id).where(Oppgave.id == oppgave_id).with_for_update())
    return read_task(session, oppgave_id)


def _demand(page: TaskPage, what: str) -> None:
    if what not in page.can:
        raise NotFoundError(page.row.oppgave.id)


def _log(session: Session, what: str, row: TaskRow, **change: str) -> None:
    """Log under the document it is about: «dokument.frist.utfall»; without one under the child's or as a task."""
    task = row.oppgave
    said = {"slag": task.slag} | ({"frist": row.frist.kode} if row.frist else {}) | change
    children = [task.barn_id] if task.barn_id else []
    audit.record(
        session,
        f"dokument.{what}" if task.dokument_id else f"oppgave.{what}",
        dokument_id=task.dokument_id,
        barn=children,
        enhet_id=task.enhet_id,
        change=said,
    )
