"""The fields that forms are written with, each declared with its label and its facts.

``required`` (or a condition), ``when``, ``guidance``, ``source`` (rule ID), ``prefill`` (the key of a
known value such as ``bruker.navn``), ``start`` (what it begins with), ``validators`` (WTForms
callables that raise ValueError). ``touched`` tells whether more than the start stands there.
"""

from datetime import date, time
from typing import Any, ClassVar

from samhandling.vocabulary import parse
from samhandling.vocabulary.answer import Answer, Facts
from samhandling.vocabulary.choice import Choice, Option, RegisterChoice, Several, Tick, YesNo
from samhandling.vocabulary.identity import Identity, parse_identity, synthetic_allowed
from samhandling.vocabulary.repeated import Entry, Repeated
from samhandling.vocabulary.text import Text, _

__all__ = [
    "Answer",
    "Choice",
    "Date",
    "Email",
    "Entry",
    "EntryId",
    "Facts",
    "LongText",
    "NationalId",
    "Note",
    "Option",
    "OrganisationNumber",
    "Phone",
    "PostalCode",
    "RegisterChoice",
    "Repeated",
    "Several",
    "ShortText",
    "Tick",
    "Time",
    "WholeNumber",
    "YesNo",
]

DATE_SHOWN = "%d.%m.%Y"
LONGEST_SHORT, LONGEST_LONG = 300, 100_000


class ShortText(Answer):
    """One line of text."""

    limit = LONGEST_SHORT

    def parse(self, text: str) -> Any:
        """Return clean text on one line."""
        return parse.parse_text(text, limit=self.limit, lines=self.long)

    def shown(self) -> str:
        """Return the clean text, lines kept where there may be several."""
        return super().shown() if self.data is None else str(self.data)


class LongText(ShortText):
    """Free text over several lines."""

    kind: ClassVar[str] = "long"
    long = True
    limit = LONGEST_LONG

    def __init__(self, *args: Any, rows: int = 6, **facts: Any) -> None:
        """Take the height of the box in lines."""
        self.rows = rows
        super().__init__(*args, **facts)


class Date(Answer):
    """A date, typed dd.mm.åååå; ``past`` refuses dates after today."""

    kind: ClassVar[str] = "date"
    data: date | None

    def __init__(self, *args: Any, past: bool = False, **facts: Any) -> None:
        """Take whether the date must have been."""
        self.past = past
        super().__init__(*args, **facts)

    def parse(self, text: str) -> date:
        """Return the date."""
        today = self.meta.run.context.today
        read = parse.parse_date(text, today)
        if self.past and read > today:
            raise ValueError(_("Datoen kan ikke være etter i dag."))
        return read

    def value(self) -> str | None:
        """Return ISO 8601."""
        return None if self.data is None else self.data.isoformat()

    def shown(self) -> str:
        """Return dd.mm.åååå."""
        return super().shown() if self.data is None else self.data.strftime(DATE_SHOWN)


class Time(Answer):
    """A time of day, 24 hours."""

    kind: ClassVar[str] = "time"
    data: time | None

    def parse(self, text: str) -> time:
        """Return the time."""
        return parse.parse_time(text)

    def value(self) -> str | None:
        """Return HH:MM."""
        return None if self.data is None else self.data.strftime("%H:%M")

    def shown(self) -> str:
        """Return HH:MM."""
        return self.value() or super().shown()


class Phone(Answer):
    """A telephone number; ``short`` takes numbers like 112 as well."""

    kind: ClassVar[str] = "phone"

    def __init__(self, *args: Any, short: bool = False, **facts: Any) -> None:
        """Take whether short numbers count."""
        self.short = short
        super().__init__(*args, **facts)

    def parse(self, text: str) -> str:
        """Return digits with a plus before a country code."""
        return parse.parse_phone(text, short=self.short)


class Email(Answer):
    """An e-mail address."""

    kind: ClassVar[str] = "email"

    def parse(self, text: str) -> str:
        """Return the address."""
        return parse.parse_email(text)


class NationalId(Answer):
    """Fødselsnummer or D-number; ``data`` is an Identity."""

    kind: ClassVar[str] = "identity"
    data: Identity | None

    def parse(self, text: str) -> Identity:
        """Return the checked number."""
        context = self.meta.run.context
        return parse_identity(text, synthetic=context.synthetic or synthetic_allowed(), today=context.today)

    def value(self) -> str | None:
        """Return eleven digits."""
        return None if self.data is None else self.data.number

    def shown(self) -> str:
        """Return six digits, a space and five digits."""
        return super().shown() if self.data is None else f"{self.data.number[:6]} {self.data.number[6:]}"


class OrganisationNumber(Answer):
    """Nine digits that hold by modulus 11."""

    kind: ClassVar[str] = "organisation"

    def parse(self, text: str) -> str:
        """Return nine digits."""
        return parse.parse_organisation_number(text)


class PostalCode(Answer):
    """Four digits, kept as text."""

    kind: ClassVar[str] = "postal"

    def parse(self, text: str) -> str:
        """Return four digits."""
        return parse.parse_postal_code(text)


class WholeNumber(Answer):
    """A whole number inside limits."""

    kind: ClassVar[str] = "number"
    data: int | None

    def __init__(self, *args: Any, lowest: int = 0, highest: int = 10**9, **facts: Any) -> None:
        """Take the limits."""
        self.lowest, self.highest = lowest, highest
        super().__init__(*args, **facts)

    def parse(self, text: str) -> int:
        """Return the number."""
        return parse.parse_whole_number(text, lowest=self.lowest, highest=self.highest)


class EntryId(Answer):
    """The hidden input by which an entry of a group exists; never shown, never asked."""

    kind: ClassVar[str] = "id"
    is_answer: ClassVar[bool] = False


class Note(Answer):
    """Text shown among the questions; takes no answer. ``{names}`` are filled from known values."""

    kind: ClassVar[str] = "note"
    is_answer: ClassVar[bool] = False

    def __init__(self, text: Text, *, tone: str = "info", facts: dict[str, str] | None = None, **more: Any) -> None:
        """Take the text, its tone (info, warning, danger) and name → key of a known value."""
        self.tone, self.facts = tone, facts or {}
        super().__init__(text, **more)

    @property
    def text(self) -> str:
        """The text as shown, known values filled in."""
        known = self.meta.run.context.prefill
        told = {name: known.get(key) or str(_("(ikke registrert)")) for name, key in self.facts.items()}
        return str(self.label.text).format(**told)

    def process_formdata(self, valuelist: Any) -> None:
        """Take nothing."""
