"""When a field, a section or an effect applies: declared once, read by the check and by the screen.

``When("orientert", "nei")`` looks at a sibling (same section or same entry of a group);
``When("/melder/tjeneste", "skole")`` from the top of the document. Without values any answer
counts. A path into a repeated group from outside holds when any entry answers so. An answer in a
field that does not itself apply counts as no answer.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samhandling.vocabulary.text import _

if TYPE_CHECKING:
    from samhandling.vocabulary.answer import Facts


class Condition(ABC):
    """Something that holds or not for a field's place in a document."""

    @abstractmethod
    def holds(self, field: "Facts") -> bool:
        """Tell whether it holds, seen from ``field`` (or from a document's section)."""

    @abstractmethod
    def as_data(self, field: "Facts") -> dict[str, Any]:
        """Return JSON for the screen's script: op is|any|all|not with input names and values.

        A name with ``*`` stands for every entry's id.
        """

    @abstractmethod
    def in_words(self, field: "Facts") -> str:
        """Return the condition as a user reads it, in the language in force."""

    @abstractmethod
    def paths(self) -> Iterator[str]:
        """Yield the paths it looks at, as declared."""

    def __and__(self, other: "Condition") -> "Condition":
        """Both hold."""
        return AllOf((self, other))

    def __or__(self, other: "Condition") -> "Condition":
        """At least one holds."""
        return AnyOf((self, other))

    def __invert__(self) -> "Condition":
        """It does not hold."""
        return Not(self)


@dataclass(frozen=True, init=False)
class When(Condition):
    """An answer at ``path`` is one of ``values``; any answer when there are none."""

    path: str
    values: tuple[str, ...]

    def __init__(self, path: str, *values: str) -> None:
        """Take the path and the codes that count."""
        object.__setattr__(self, "path", path)
        object.__setattr__(self, "values", values)

    def holds(self, field: "Facts") -> bool:
        """Tell whether any field at the path applies and is answered so."""
        return any(self._answered(target) for target in field.at(self.path))

    def _answered(self, target: "Facts") -> bool:
        answers = target.given()
        hit = bool(answers) if not self.values else any(value in answers for value in self.values)
        return hit and target.applies

    def as_data(self, field: "Facts") -> dict[str, Any]:
        """Return ``{"op": "is", "name": …, "values": […]}``."""
        return {"op": "is", "name": field.name_at(self.path), "values": list(self.values)}

    def in_words(self, field: "Facts") -> str:
        """Say «label» er «value» (or is answered)."""
        target = field.declared_at(self.path)
        label = str(target.label.text) if target is not None else self.path
        if not self.values:
            return str(_("«{label}» er besvart")).format(label=label)
        shown = [target.value_label(value) if target is not None else value for value in self.values]
        return str(_("«{label}» er «{value}»")).format(label=label, value=str(_("» eller «")).join(shown))

    def paths(self) -> Iterator[str]:
        """Yield the one path."""
        yield self.path


@dataclass(frozen=True)
class Count(Condition):
    """A repeated group at ``path`` has at least ``least`` entries."""

    path: str
    least: int

    def holds(self, field: "Facts") -> bool:
        """Tell whether the group applies and has so many."""
        return any(group.applies and len(group.given()) >= self.least for group in field.at(self.path))

    def as_data(self, field: "Facts") -> dict[str, Any]:
        """Return ``{"op": "count", "name": "…-*-id", "least": n}``."""
        return {"op": "count", "name": field.name_at(self.path), "least": self.least}

    def in_words(self, field: "Facts") -> str:
        """Say how many there must be."""
        group = field.declared_at(self.path)
        label = str(group.label.text) if group is not None else self.path
        return str(_("«{label}» har minst {least}")).format(label=label, least=self.least)

    def paths(self) -> Iterator[str]:
        """Yield the one path."""
        yield self.path


@dataclass(frozen=True)
class Joined(Condition):
    """What conditions of several parts share."""

    parts: tuple[Condition, ...]

    def paths(self) -> Iterator[str]:
        """Yield the paths of all parts."""
        for part in self.parts:
            yield from part.paths()

    def _data(self, op: str, field: "Facts") -> dict[str, Any]:
        return {"op": op, "of": [part.as_data(field) for part in self.parts]}

    def _words(self, joint: object, field: "Facts") -> str:
        return f" {joint} ".join(part.in_words(field) for part in self.parts)


class AllOf(Joined):
    """Every part holds."""

    def holds(self, field: "Facts") -> bool:
        """Tell whether all hold."""
        return all(part.holds(field) for part in self.parts)

    def as_data(self, field: "Facts") -> dict[str, Any]:
        """Return ``{"op": "all", "of": […]}``."""
        return self._data("all", field)

    def in_words(self, field: "Facts") -> str:
        """Join the parts by «og»."""
        return self._words(_("og"), field)


class AnyOf(Joined):
    """At least one part holds."""

    def holds(self, field: "Facts") -> bool:
        """Tell whether any holds."""
        return any(part.holds(field) for part in self.parts)

    def as_data(self, field: "Facts") -> dict[str, Any]:
        """Return ``{"op": "any", "of": […]}``."""
        return self._data("any", field)

    def in_words(self, field: "Facts") -> str:
        """Join the parts by «eller»."""
        return self._words(_("eller"), field)


@dataclass(frozen=True)
class Not(Condition):
    """The part does not hold."""

    part: Condition

    def holds(self, field: "Facts") -> bool:
        """Tell whether the part fails."""
        return not self.part.holds(field)

    def as_data(self, field: "Facts") -> dict[str, Any]:
        """Return ``{"op": "not", "of": [part]}``."""
        return {"op": "not", "of": [self.part.as_data(field)]}

    def in_words(self, field: "Facts") -> str:
        """Say that the part is not so."""
        return str(_("det ikke er slik at {condition}")).format(condition=self.part.in_words(field))

    def paths(self) -> Iterator[str]:
        """Yield the part's paths."""
        return self.part.paths()
