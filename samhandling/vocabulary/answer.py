"""What every field of a document knows: its facts, its place, whether it applies, what was typed.

Built on WTForms fields. ``raw_text`` is what was typed, as typed; ``data`` is the typed value when
the text could be read; a text that could not be read leaves its message in ``process_errors`` and
never raises.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

import wtforms

from samhandling.vocabulary.condition import Condition
from samhandling.vocabulary.text import Text, _


class Facts:
    """A field's declared facts and its place in the document; mixed into WTForms fields."""

    kind: ClassVar[str] = ""
    is_answer: ClassVar[bool] = False
    name: str
    short_name: str
    label: Any
    meta: Any
    group: "Facts | None" = None
    guidance: Text = ""
    when: Condition | None = None

    def __init__(
        self,
        *args: Any,
        required: bool | Condition = False,
        when: Condition | None = None,
        guidance: Text = "",
        source: str = "",
        prefill: str = "",
        start: str = "",
        **wtforms_facts: Any,
    ) -> None:
        """Take the facts; ``required`` may itself be a condition, ``source`` is a rule ID."""
        self.demand, self.when, self.guidance = required, when, guidance
        self.source, self.prefill, self.start = source, prefill, start
        super().__init__(*args, **wtforms_facts)

    @property
    def parent(self) -> "Facts | None":
        """The entry, group or section that the field stands in."""
        return self.group if self.group is not None else self.meta.owner

    @property
    def path(self) -> str:
        """The place from the top, without entry ids: ``/section/group/field``."""
        above = self.parent.path if self.parent is not None else ""
        return above if self.group is not None else f"{above}/{self.short_name}"

    @property
    def applies(self) -> bool:
        """Whether the field's own condition and those around it hold."""
        known: dict[str, bool] = self.meta.run.known
        if self.name not in known:
            known[self.name] = False
            known[self.name] = self.blocked_by() is None
        return known[self.name]

    def blocked_by(self) -> "Facts | None":
        """Return the outermost of the field and its surroundings whose condition does not hold."""
        if self.parent is not None and not self.parent.applies:
            return self.parent.blocked_by()
        return None if self.when is None or self.when.holds(self) else self

    @property
    def required(self) -> bool:
        """Whether an answer is demanded as the document stands now."""
        if isinstance(self.demand, Condition):
            return self.applies and self.demand.holds(self)
        return self.demand and self.applies

    @property
    def when_data(self) -> dict[str, Any] | None:
        """The condition as JSON for the screen's script."""
        return None if self.when is None else self.when.as_data(self)

    @property
    def required_data(self) -> dict[str, Any] | bool:
        """The demand as JSON for the screen's script: yes, no, or a condition."""
        return self.demand.as_data(self) if isinstance(self.demand, Condition) else self.demand

    def given(self) -> list[str]:
        """Return the answers, stripped, empty ones left out."""
        return []

    def fields(self) -> list["Facts"]:
        """Return the fields inside, in order; none but for sections and entries."""
        return []

    def value_label(self, value: str) -> str:
        """Return an answer as a user reads it."""
        return value

    def at(self, path: str) -> list["Facts"]:
        """Return the fields at a condition's path: one, or one per entry."""
        if path.startswith("/"):
            return list(self.meta.run.by_path().get(path, []))
        sibling = self.meta.run.by_name().get(self.name[: -len(self.short_name)] + path)
        return [] if sibling is None else [sibling]

    def declared_at(self, path: str) -> "Facts | None":
        """Return any one field at the path, to name it."""
        found = self.at(path)
        return found[0] if found else None

    def name_at(self, path: str) -> str:
        """Return the input name at a condition's path; ``*`` for the ids of a group's entries."""
        target = self.declared_at(path)
        if target is not None and target.kind == "repeated":
            return f"{target.name}-*-id"
        if not path.startswith("/"):
            return self.name[: -len(self.short_name)] + path
        section, _slash, rest = path[1:].partition("/")
        return "-".join([section, *rest.replace("/", "/*/").split("/")])


class Answer(Facts, wtforms.Field):
    """A field that takes one answer as text; subclasses say how it is read and shown."""

    is_answer: ClassVar[bool] = True
    kind: ClassVar[str] = "short"
    long: bool = False
    data: Any
    _form: Any

    @property
    def raw_text(self) -> str:
        """What was typed, as typed."""
        return self.raw_data[0] if self.raw_data else ""

    @property
    def touched(self) -> bool:
        """Whether it holds something else than what it began with."""
        return self.given() not in ([], [self.start])

    @property
    def problem(self) -> str:
        """Why the text could not be read; empty when it could."""
        return str(self.process_errors[0]) if self.process_errors else ""

    def given(self) -> list[str]:
        """Return what was typed, stripped; nothing when empty."""
        return [text for value in self.raw_data or [] if (text := value.strip())]

    def process_formdata(self, valuelist: Sequence[str]) -> None:  # noqa: ARG002 - raw_data holds the same
        """Read the typed text; ValueError becomes ``process_errors``."""
        self.data = None
        given = self.given()
        if len(given) > 1:
            raise ValueError(_("Her kan det bare stå ett svar."))
        if given:
            self.data = self.parse(given[0])

    def parse(self, text: str) -> Any:
        """Return the typed value of a non-empty text, or raise ValueError for the user."""
        return text

    def value(self) -> Any:
        """Return the typed answer as JSON-able data; None when unanswered or unreadable."""
        return self.data

    def shown(self) -> str:
        """Return the answer as text for a reader; what was typed when it cannot be read."""
        return " ".join(" ".join(self.given()).split())
