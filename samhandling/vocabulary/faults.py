"""Whether a declaration is whole: every path that a kind names leads to a field. Used by tests."""

from collections.abc import Iterable, Iterator
from datetime import date

from samhandling.vocabulary.answer import Facts
from samhandling.vocabulary.choice import Choice
from samhandling.vocabulary.condition import Condition
from samhandling.vocabulary.form import DocumentForm, FormContext, build
from samhandling.vocabulary.kind import DocumentType, HideFromGuardians, NotifyLeader, Receive
from samhandling.vocabulary.repeated import Repeated
from samhandling.vocabulary.vedlegg import STEP

ANY_DAY = FormContext(today=date(2026, 1, 1))


def declaration_faults(kind: DocumentType) -> list[str]:
    """Return the paths that lead nowhere, with where they are named."""
    form = build(kind, {}, ANY_DAY)
    groups = [field.name for field in form.walk() if isinstance(field, Repeated)]
    form = build(kind, {f"{name}-1-id": ["1"] for name in groups}, ANY_DAY)
    dead = [f"{field.name}: {path}" for field in form.walk() for path in _dead(field, _conditions(field))]
    dead += [f"{kind.key}: {path}" for path in _dead(form.sections[0], _kind_conditions(kind))]
    dead += [f"{kind.key}: {path}" for path in _kind_paths(kind) if not form.at(path)]
    dead += [
        f"{kind.key}: {part.topics_from}"
        for part in form.sections
        if part.topics_from and not form.at(part.topics_from)
    ]
    dead += [f"{kind.key}: the step {STEP} is the attachments'" for part in form.sections if part.short_name == STEP]
    rules = ((rule.id, _dead_in_rule(form, rule.at, rule.when, rule.needs)) for rule in kind.rules)
    return dead + [f"{name}: {path}" for name, paths in rules for path in paths]


def _dead(field: Facts, conditions: Iterable[Condition | None]) -> Iterator[str]:
    paths = (path for condition in conditions if condition for path in condition.paths())
    return (path for path in paths if not field.at(path))


def _dead_in_rule(form: DocumentForm, at: str, *conditions: Condition | None) -> Iterator[str]:
    return (path for field in form.at(at) for path in _dead(field, conditions))


def _conditions(field: Facts) -> Iterator[Condition | None]:
    yield field.when
    yield field.demand if isinstance(field.demand, Condition) else None
    yield field.demanded if isinstance(field, Repeated) else None
    yield from (option.when for option in field.options) if isinstance(field, Choice) else ()


def _kind_conditions(kind: DocumentType) -> Iterator[Condition | None]:
    yield from (choice.when for choice in kind.law)
    yield from (deadline.when for deadline in kind.deadlines)
    yield from (effect.when for effect in kind.effects if isinstance(effect, HideFromGuardians))
    yield from (effect.unless for effect in kind.effects if isinstance(effect, NotifyLeader))
    yield from (condition for condition, _code in kind.archive.otherwise)
    yield from (effect.investigation for effect in kind.effects if isinstance(effect, Receive))


def _kind_paths(kind: DocumentType) -> Iterator[str]:
    yield from (rule.at for rule in kind.rules)
    yield from kind.start_entries
    yield from [kind.receiver.field] if kind.receiver else []
    yield from filter(None, (kind.title_from, kind.archive.dated, kind.archive.sender, kind.archive.addressee))
    yield from kind.portal.paths() if kind.portal else ()
    if coming := kind.receives:
        who = coming.reporter
        yield from (coming.day, who.kind, who.name, who.title, who.workplace)
    if there := kind.children:
        names = [there.navn, there.fnr, there.foedselsdato, there.ufoedt, there.termin]
        names += [there.register, there.adressegradering]
        yield from (f"{there.group}/{name}" for name in names if name)
