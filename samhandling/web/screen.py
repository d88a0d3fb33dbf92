"""How a section of a draft is shown: what is asked now, what is wrong, what stands elsewhere, how far one has come."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from samhandling.vocabulary.answer import Answer, Facts
from samhandling.vocabulary.check import Finding
from samhandling.vocabulary.choice import Choice
from samhandling.vocabulary.form import DocumentForm, Section
from samhandling.vocabulary.repeated import Repeated
from samhandling.vocabulary.text import Text, _
from samhandling.vocabulary.vedlegg import STEP
from samhandling.work.draft import Draft

MOST_RADIOS = 6
WIDTHS = {"date": "kort", "time": "kort", "postal": "kort", "number": "kort", "phone": "middels", "identity": "middels"}
WIDTHS |= {"organisation": "middels"}
TYPES = {"phone": "tel"}
MODES = {"identity": "numeric", "organisation": "numeric", "postal": "numeric", "number": "numeric", "email": "email"}


def visible(asked: Facts) -> bool:
    """Tell whether a field is shown: it applies, or an answer stands there that must be taken away."""
    if isinstance(asked, Repeated):
        return asked.applies or any(not entry.blank for entry in asked.entries)
    return asked.applies or (isinstance(asked, Answer) and asked.is_answer and asked.touched)


def answers_in(section: Facts) -> Iterator[Answer]:
    """Yield the inputs of a section in screen order, those of entries and their ids too."""
    for found in section.fields():
        if isinstance(found, Repeated):
            for entry in found.entries:
                yield from answers_in(entry)
        elif isinstance(found, Answer) and found.kind != "note":
            yield found


def rendered(section: Facts) -> dict[str, list[str]]:
    """Return what the screen shows in each input: the base that a save is typed over."""
    return {found.name: [value for value in found.raw_data or [] if value] for found in answers_in(section)}


def visible_names(section: Facts) -> set[str]:
    """Return the inputs that are shown."""
    return {found.name for found in answers_in(section) if visible(found) and found.kind != "id"}


@dataclass(frozen=True)
class Step:
    """A section in the list of steps."""

    key: str
    title: str
    state: str
    """ikke-begynt, mangler, ferdig, or fritt: nothing is demanded and nothing stands there."""
    text: str


def steps(form: DocumentForm, findings: Sequence[Finding]) -> list[Step]:
    """Return the sections that are shown, with how far each has come."""
    return [_step(section, findings) for section in form.sections if visible_section(section)]


def all_steps(draft: Draft, findings: Sequence[Finding]) -> list[Step]:
    """Return the sections that are shown, and the attachments' step where the kind takes any."""
    listed = steps(draft.form, findings)
    return [*listed, _attachments(draft, findings)] if draft.kind.attachments is not None else listed


def _attachments(draft: Draft, findings: Sequence[Finding]) -> Step:
    missing, there = sum(finding.section == STEP for finding in findings), bool(draft.attachments)
    state = ("mangler" if there else "ikke-begynt") if missing else ("ferdig" if there else "fritt")
    waiting = sum(each.waits for each in draft.attachments)
    text = _("Vi ser på filene") if missing and missing == waiting else _state_text(state, missing)
    return Step(STEP, str(_("Vedlegg")), state, str(text))


def visible_section(section: Section) -> bool:
    """Tell whether a section is asked, or holds answers that must be taken away."""
    return section.applies or any(found.touched for found in answers_in(section) if found.is_answer)


def _step(section: Section, findings: Sequence[Finding]) -> Step:
    missing = sum(finding.section == section.short_name for finding in findings)
    begun = any(_typed(found) for found in answers_in(section) if found.is_answer)
    state = ("mangler" if begun else "ikke-begynt") if missing else ("ferdig" if begun or _filled(section) else "fritt")
    return Step(section.short_name, str(section.title), state, str(_state_text(state, missing)))


def _filled(section: Section) -> bool:
    """Tell whether what is demanded was filled in by us, as the writer's own name is."""
    return any(found.required for found in answers_in(section) if found.is_answer)


def _typed(found: Answer) -> bool:
    """Tell whether more stands there than what we filled in."""
    return found.touched and found.given() != [found.meta.run.context.prefill.get(found.prefill, "")]


def _state_text(state: str, missing: int) -> Text:
    if state == "ferdig":
        return _("Ferdig")
    if state == "ikke-begynt":
        return _("Ikke begynt")
    if state == "fritt":
        return _("Ikke nødvendig nå")
    return _("1 ting mangler") if missing == 1 else str(_("{number} ting mangler")).format(number=missing)


@dataclass(frozen=True)
class Screen:
    """One section as its page shows it; the templates ask it, and work nothing out themselves."""

    form: DocumentForm
    section: Section
    findings: Sequence[Finding]
    show_missing: bool = False
    theirs: Mapping[str, list[str]] = field(default_factory=dict)
    removing: str = ""
    """The entry that one has asked to remove, to be confirmed."""

    @property
    def base(self) -> str:
        """What each input shows, as JSON; where another's text stands, that is what the next save is over."""
        return json.dumps(rendered(self.section) | dict(self.theirs), ensure_ascii=False)

    def errors(self, asked: Facts) -> list[str]:
        """Return what is said beside a field: wrong answers always, missing ones when one has asked for them."""
        if isinstance(asked, Answer) and self.outside(asked):
            return []  # said with the button that takes it away
        told = [finding.message for finding in self.findings if finding.name == asked.name]
        return told if self.show_missing or asked.given() else []

    @property
    def summary(self) -> list[Finding]:
        """What is wrong on this page, for the list at its top."""
        return [found for found in self.findings if found.section == self.section.short_name and self.show_missing]

    def visible(self, asked: Facts) -> bool:
        """Tell whether a field is shown as the answers stand."""
        return visible(asked)

    def outside(self, asked: Answer) -> bool:
        """Tell whether an answer stands where none is asked for."""
        return asked.touched and not asked.applies

    def when(self, asked: Facts) -> str:
        """Return a field's condition as JSON, or nothing."""
        return json.dumps(asked.when_data) if asked.when is not None else ""

    def demand(self, asked: Answer) -> str:
        """Return when an answer is demanded, as JSON."""
        return json.dumps(asked.required_data)

    def ruled(self, asked: Answer) -> bool:
        """Tell whether a rule across fields may demand the answer: then it is not called optional."""
        return asked.path in {rule.at for rule in self.form.rules}

    def as_radios(self, asked: Choice) -> bool:
        """Tell whether the options are few enough to be seen at once."""
        return asked.kind == "yesno" or len(asked.all_choices) <= MOST_RADIOS

    def width(self, asked: Answer) -> str:
        """Return how wide an input is."""
        return WIDTHS.get(asked.kind, "full")

    def type(self, asked: Answer) -> str:
        """Return an input's type."""
        return TYPES.get(asked.kind, "text")

    def mode(self, asked: Answer) -> str:
        """Return which keys a touch screen shows."""
        return MODES.get(asked.kind, "text")

    def described_by(self, asked: Facts) -> str:
        """Return the ids of what describes a field."""
        names = [f"{asked.name}--hjelp"] if asked.guidance else []
        return " ".join([*names, f"{asked.name}--feil"])

    def elsewhere(self) -> dict[str, list[str]]:
        """Return the answers of other sections that this one's conditions look at."""
        here = set(rendered(self.section))
        looked_at = set(_names(self._conditions()))
        answers = (found for section in self.form.sections for found in answers_in(section) if found.name not in here)
        asked = (found for found in answers if _without_ids(found.name) in looked_at)
        return {found.name: found.given() if _in_force(found) else [] for found in asked}

    def _conditions(self) -> Iterator[Any]:
        for found in self.form.walk():
            if found.name.partition("-")[0] == self.section.short_name:
                yield from (found.when_data, found.required_data)
                yield from (when for _code, _label, when in (found.all_choices if isinstance(found, Choice) else ()))


def _in_force(found: Answer) -> bool:
    return found.parent.applies if found.kind == "id" and found.parent else found.applies


def _without_ids(name: str) -> str:
    return "-".join("*" if part.isdigit() else part for part in name.split("-"))


def _names(conditions: Iterator[Any]) -> Iterator[str]:
    for condition in conditions:
        if isinstance(condition, dict):
            yield from [condition["name"]] if "name" in condition else _names(iter(condition["of"]))
