"""A deadline as a reader sees it: its words and source, the unmoved date, what a day off means, how it stands."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from samhandling.model import Frist, Oppgave
from samhandling.model.oppfoelging import NO_DATE, OPEN
from samhandling.rules.deadline import State, do_by, is_working_day, next_working_day, state, working_days_left
from samhandling.vocabulary.frist import FRIST
from samhandling.vocabulary.oppgave import BORTFALT, facts_of
from samhandling.vocabulary.text import Text, _
from samhandling.web.language import HERE

TONES = {State.IN_TIME: "success", State.SOON: "warning", State.TODAY: "danger", State.LATE: "danger"}
WORDS: dict[State, Text] = {
    State.IN_TIME: _("I god tid"),
    State.TODAY: _("Siste dag"),
    State.LATE: _("Over fristen"),
}


@dataclass(frozen=True)
class Shown:
    """What templates are told of a deadline; they work nothing out."""

    title: Text = ""
    source: str = ""
    check: bool = False
    dato: date | None = None
    """Unmoved; None when there is none yet."""
    do_by: date | None = None
    """The last working day before, where the date is a day off."""
    next_day: date | None = None
    waits_for: Text = ""
    word: Text = ""
    tone: str = "neutral"


def today() -> date:
    """Return the day here."""
    return datetime.now(HERE).date()


def of_frist(frist: Frist, *, owed: bool = True) -> Shown:
    """Return a deadline of a document; how it stands only for the one who owes it."""
    facts = FRIST[frist.kode]
    word, tone = _stands(frist) if owed else ("", "neutral")
    waits = FRIST[frist.venter_paa].title if frist.venter_paa else ""
    told: dict[str, Any] = {"title": facts.title, "source": facts.source, "check": facts.check, "waits_for": waits}
    return replace(_dated(frist.dato, done=frist.gjort is not None), **told, word=word, tone=tone)


def of_task(task: Oppgave, frist: Frist | None) -> Shown:
    """Return the deadline of a task, with how the task stands."""
    facts = FRIST[frist.kode] if frist else None
    word, tone = _done(task) if task.gjort < OPEN else _running(task.forfall)
    shown = replace(_dated(task.forfall, done=task.gjort < OPEN), word=word, tone=tone)
    return replace(shown, title=facts.title, source=facts.source, check=facts.check) if facts else shown


def _dated(day: date, *, done: bool) -> Shown:
    """Return the unmoved date, and what a day off means for what is not done yet."""
    if day == NO_DATE:
        return Shown()
    return (
        Shown(dato=day)
        if done or is_working_day(day)
        else Shown(dato=day, do_by=do_by(day), next_day=next_working_day(day))
    )


def _stands(frist: Frist) -> tuple[Text, str]:
    if frist.utfall == BORTFALT:
        return _("Falt bort"), "neutral"
    if frist.gjort is not None:
        return _("Gjort"), "success"
    return _running(frist.dato)


def _running(day: date) -> tuple[Text, str]:
    if day == NO_DATE:
        return "", "neutral"
    how = state(day, today())
    if how is not State.SOON:
        return WORDS[how], TONES[how]
    left = working_days_left(day, today())
    text = _("1 arbeidsdag igjen") if left == 1 else str(_("{number} arbeidsdager igjen")).format(number=left)
    return text, TONES[how]


def _done(task: Oppgave) -> tuple[Text, str]:
    if task.utfall == BORTFALT:
        return _("Falt bort"), "neutral"
    outcome = facts_of(task.slag).outcomes.get(task.utfall)
    return (outcome.label if outcome else _("Gjort")), "success"
