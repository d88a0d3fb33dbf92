"""Fields answered by choosing. The code is stored, the label is shown and frozen.

A code that is no longer among the options is kept and shown as typed; the check at finish says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from samhandling.vocabulary.answer import Answer
from samhandling.vocabulary.condition import Condition
from samhandling.vocabulary.text import Text, _


class Option(NamedTuple):
    """A code, its label, and when it may be chosen."""

    code: str
    label: Text
    when: Condition | None = None


class Choice(Answer):
    """One of several. ``options_from`` names a list in the form's context, shown before ``options``."""

    kind: ClassVar[str] = "choice"

    def __init__(
        self, *args: Any, options: Iterable[Option | tuple[str, Text]] = (), options_from: str = "", **facts: Any
    ) -> None:
        """Take the options, given here, from the context, or both."""
        self.options = tuple(Option(*option) for option in options)
        self.options_from = options_from
        super().__init__(*args, **facts)

    def _all_options(self) -> list[Option]:
        listed = self.meta.run.context.options.get(self.options_from, ()) if self.options_from else ()
        return [*(Option(code, label) for code, label in listed), *self.options]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Codes and labels that may be chosen as the document stands now."""
        return [(o.code, str(o.label)) for o in self._all_options() if o.when is None or o.when.holds(self)]

    @property
    def all_choices(self) -> list[tuple[str, str, dict[str, Any] | None]]:
        """Every code, label and condition (JSON), for a screen whose script shows and hides them."""
        return [(o.code, str(o.label), o.when.as_data(self) if o.when else None) for o in self._all_options()]

    @property
    def selected(self) -> list[str]:
        """The codes chosen."""
        return self.given()

    @property
    def unknown(self) -> list[str]:
        """Codes chosen that are not among the options: shown, and refused at finish."""
        known = {option.code for option in self._all_options()}
        return [code for code in self.given() if code not in known]

    @property
    def not_now(self) -> list[str]:
        """Labels of what is chosen although its condition does not hold."""
        possible = {code for code, _label in self.choices}
        return [self.value_label(code) for code in self.given() if code not in possible and code not in self.unknown]

    def value_label(self, value: str) -> str:
        """Return the label of a code; the code itself when unknown."""
        return next((str(option.label) for option in self._all_options() if option.code == value), value)

    def parse(self, text: str) -> str:
        """Return the code."""
        if self.unknown:
            raise ValueError(_("Velg et av svarene i listen."))
        return text

    def shown(self) -> str:
        """Return the label."""
        return ", ".join(self.value_label(code) for code in self.given())


YES_NO = (Option("ja", _("Ja")), Option("nei", _("Nei")))


class YesNo(Choice):
    """Ja or nei, as two radio buttons."""

    kind: ClassVar[str] = "yesno"

    def __init__(self, *args: Any, **facts: Any) -> None:
        """Take the facts; the options are given."""
        super().__init__(*args, options=YES_NO, **facts)


class Tick(Choice):
    """One box to tick: answered ``ja`` or not at all; its label is the statement itself."""

    kind: ClassVar[str] = "tick"

    def __init__(self, *args: Any, **facts: Any) -> None:
        """Take the facts; the option is given."""
        super().__init__(*args, options=YES_NO[:1], **facts)


class Several(Choice):
    """Any number of several. ``alone`` is the code that cannot stand beside others («ingen av disse»)."""

    kind: ClassVar[str] = "several"
    data: list[str] | None

    def __init__(self, *args: Any, alone: str = "", **facts: Any) -> None:
        """Take the options and the one that stands alone."""
        self.alone = alone
        super().__init__(*args, **facts)

    def process_formdata(self, valuelist: Sequence[str]) -> None:  # noqa: ARG002 - raw_data holds the same
        """Read all codes, in the options' order, each once."""
        given = set(self.given())
        self.data = [option.code for option in self._all_options() if option.code in given] or None
        if self.unknown:
            raise ValueError(_("Velg blant svarene i listen."))
        if self.alone in given and len(given) > 1:
            message = _("«{label}» kan ikke velges sammen med andre svar.")
            raise ValueError(message.format(label=self.value_label(self.alone)))

    def shown(self) -> str:
        """Return the labels in the options' order, one a line."""
        ordered = self.data or self.given()
        return "\n".join(self.value_label(code) for code in ordered)


class RegisterChoice(Choice):
    """A row of a register on this instance that fills other fields of the same entry.

    ``fills`` maps a field here to a key of the row. Its answer is an internal id: kept in the typed
    answers, never in what a reader sees.
    """

    kind: ClassVar[str] = "register"

    def __init__(self, *args: Any, fills: Mapping[str, str] | None = None, **facts: Any) -> None:
        """Take what the chosen row fills."""
        self.fills = dict(fills or {})
        super().__init__(*args, **facts)
