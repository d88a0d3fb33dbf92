"""A document's form: sections, each a page on screen, holding fields and repeated groups.

``build`` makes it from a draft and never raises for what the draft holds. Input names are
``section-field`` and ``section-group-id-field``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

import wtforms

from samhandling.vocabulary.answer import Answer, Facts
from samhandling.vocabulary.field import EntryId
from samhandling.vocabulary.raw import FormData, Raw
from samhandling.vocabulary.repeated import FormPart, Repeated
from samhandling.vocabulary.text import Text, _

if TYPE_CHECKING:
    from samhandling.vocabulary.kind import DocumentType, Rule


@dataclass(frozen=True)
class FormContext:
    """What a form must be told from outside: the day, lists to choose from, known values."""

    today: date
    options: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    locale: str = "nb"
    prefill: Mapping[str, str] = field(default_factory=dict)
    synthetic: bool = False


class Run:
    """What the fields of one built form share."""

    def __init__(self, context: FormContext, form: "DocumentForm") -> None:
        """Take the context and the form that is being made."""
        self.context, self.form = context, form
        self.known: dict[str, bool] = {}
        self._by_name: dict[str, Facts] | None = None
        self._by_path: dict[str, list[Facts]] = {}

    def by_name(self) -> dict[str, Facts]:
        """Return every field by its input name."""
        if self._by_name is None:
            self._by_name = {found.name: found for found in self.form.walk()}
        return self._by_name

    def by_path(self) -> dict[str, list[Facts]]:
        """Return the fields by their path: several for fields of a group."""
        if not self._by_path:
            for found in self.form.walk():
                if found.kind != "entry":
                    self._by_path.setdefault(found.path, []).append(found)
        return self._by_path


class PartForm(wtforms.Form):
    """What the forms inside a document share."""

    class Meta:
        """The run and the field that holds the form are given when it is made."""

        run: ClassVar[Any] = None
        owner: ClassVar[Any] = None


class SectionForm(PartForm):
    """The fields of one section."""


class EntryForm(PartForm):
    """The fields of one entry of a repeated group."""

    id = EntryId(_("Nummer"))


class Section(Facts, FormPart):
    """A section of a document: a page on screen, a part that can be shared on its own."""

    kind: ClassVar[str] = "section"
    form: Any = None

    def __init__(
        self,
        form_class: Any,
        *,
        title: Text,
        law: tuple[str, ...] = (),
        topics: tuple[str, ...] = (),
        topics_from: str = "",
        **facts: Any,
    ) -> None:
        """Take the fields, the title, the keys of its law and the topics it carries; ``topics_from``: a field's too."""
        self.title, self.law, self.topics, self.topics_from = title, law, topics, topics_from
        super().__init__(form_class, title, **facts)

    def process(self, formdata: Any, *_args: Any, **_facts: Any) -> None:
        """Make the section's form, which learns where it stands."""
        super().process(formdata, {"meta": {"run": self.meta.run, "owner": self}})

    def fields(self) -> list[Facts]:
        """Return the section's fields and groups."""
        return list(self.form)


class DocumentForm(PartForm):
    """A whole document; its fields are sections only."""

    rules: "tuple[Rule, ...]" = ()

    def __init__(self, formdata: FormData | None = None, context: FormContext | None = None, **facts: Any) -> None:
        """Make the form of a draft; use ``build``."""
        run = Run(context or FormContext(today=date.min), self)
        super().__init__(formdata, meta={"run": run, "owner": None}, **facts)

    @property
    def context(self) -> FormContext:
        """What the form was told from outside."""
        context: FormContext = self.meta.run.context
        return context

    @property
    def sections(self) -> list[Section]:
        """The sections in order."""
        return [section for section in self if isinstance(section, Section)]

    def walk(self) -> Iterator[Facts]:
        """Yield sections, fields, groups, entries and their fields in screen order."""
        for section in self.sections:
            yield section
            for found in section.fields():
                yield found
                if isinstance(found, Repeated):
                    yield from _walk_group(found)

    def at(self, path: str) -> list[Facts]:
        """Return the fields at an absolute path."""
        return list(self.meta.run.by_path().get(path, []))

    def answers(self) -> Iterator[Answer]:
        """Yield the fields that take answers, in screen order."""
        return (found for found in self.walk() if isinstance(found, Answer) and found.is_answer)


def _walk_group(group: Repeated) -> Iterator[Facts]:
    for entry in group.entries:
        yield entry
        yield from entry.fields()


def build(kind: "DocumentType", raw: Raw, context: FormContext) -> DocumentForm:
    """Return the form of a draft. Never raises for what the draft holds."""
    form = kind.form(FormData(raw), context)
    form.rules = kind.rules
    return form
