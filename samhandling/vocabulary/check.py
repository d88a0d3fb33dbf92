"""The one judgement at finish: every finding at once, each with the input it belongs to.

A draft may hold anything: this never raises for what was typed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from samhandling.vocabulary.answer import Answer, Facts
from samhandling.vocabulary.choice import Choice
from samhandling.vocabulary.form import DocumentForm
from samhandling.vocabulary.kind import Rule
from samhandling.vocabulary.repeated import Repeated
from samhandling.vocabulary.text import Text, _


@dataclass(frozen=True)
class Finding:
    """Something that keeps a document from being finished; ``name`` is the input to go to."""

    section: str
    name: str
    label: str
    message: str
    rule: str


def check(form: DocumentForm) -> list[Finding]:
    """Return all findings in screen order, those of the kind's declared rules among them."""
    order = {field.name: place for place, field in enumerate(form.walk())}
    found = [finding for field in form.walk() for finding in _judge(field)]
    found += [finding for rule in form.rules for finding in _judge_rule(form, rule)]
    return sorted(found, key=lambda finding: order[finding.name])


def _judge(field: Facts) -> Iterator[Finding]:
    if isinstance(field, Repeated):
        yield from _judge_group(field)
    elif isinstance(field, Answer) and field.is_answer:
        yield from _judge_answer(field)


def _judge_group(group: Repeated) -> Iterator[Finding]:
    count = len(group.entries)
    if group.least_now > count:
        yield _finding(group, _("Legg til minst {number}.").format(number=group.least_now))
    if count > group.most:
        yield _finding(group, _("Her kan det være høyst {number}.").format(number=group.most))


def _judge_answer(field: Answer) -> Iterator[Finding]:
    if not field.applies:
        if field.touched:
            yield _finding(field, _out_of_place(field))
    elif field.problem:
        yield _finding(field, field.problem)
    elif field.given():
        yield from (_finding(field, message) for message in _complaints(field))
    elif field.required:
        yield _finding(field, _missing(field))


def _out_of_place(field: Answer) -> str:
    """Say why an answer cannot stand: its condition does not hold."""
    blocker = field.blocked_by() or field
    condition = blocker.when.in_words(blocker) if blocker.when else ""
    message = _("Dette gjelder bare når {condition}. Slett svaret her, eller endre det andre svaret.")
    return str(message).format(condition=condition)


def _complaints(field: Answer) -> Iterator[str]:
    """Yield what a readable answer still does wrong: options out of place, the field's validators."""
    if isinstance(field, Choice) and field.not_now:
        between = str(_("», «"))
        yield _("«{label}» kan ikke velges sammen med de andre svarene dine.").format(label=between.join(field.not_now))
    for validator in field.validators:
        try:
            validator(field._form, field)  # noqa: SLF001 - WTForms hands validators the form so
        except ValueError as error:
            yield str(error.args[0] if error.args else error)


def _missing(field: Answer) -> str:
    return str(_("Velg et svar.") if isinstance(field, Choice) else _("Fyll ut dette."))


def _judge_rule(form: DocumentForm, rule: Rule) -> Iterator[Finding]:
    for field in form.at(rule.at):
        if field.applies and (rule.when is None or rule.when.holds(field)) and not rule.needs.holds(field):
            yield _finding(field, rule.message, rule.id)


def _finding(field: Facts, message: Text, rule: str = "") -> Finding:
    """Return a finding at a field, named with the entry that it stands in."""
    title = getattr(field.parent, "title", "") if field.parent and field.parent.kind == "entry" else ""
    label = f"{title}: {field.label.text}" if title else str(field.label.text)
    return Finding(field.name.partition("-")[0], field.name, label, str(message), rule or field.source)
