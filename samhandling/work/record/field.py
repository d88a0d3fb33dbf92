"""One field of a register: how a stored value is shown as text, and how typed text becomes a value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from samhandling.model import now
from samhandling.vocabulary.codelist import CodeList
from samhandling.vocabulary.identity import parse_identity
from samhandling.vocabulary.parse import (
    normalised,
    parse_date,
    parse_email,
    parse_organisation_number,
    parse_phone,
    parse_postal_code,
    parse_text,
)
from samhandling.vocabulary.text import Text, _

Kind = Literal["text", "long", "select", "date", "yesno", "phone", "email", "postal", "organisation", "identity"]
YES, NO = "ja", "nei"


@dataclass(frozen=True)
class Field:
    """A column that people see and may change; ``part`` names the row of the record that holds it."""

    name: str
    label: Text
    kind: Kind = "text"
    part: str = ""
    options: CodeList = ()
    required: bool = False
    hint: Text = ""
    limit: int = 200
    given: str = ""
    """A column that is shown before this one when something stands there."""
    address: bool = False
    """Masked and kept out of the log where the address is graded (§6.7)."""

    def text_of(self, row: object) -> str:
        """Return what a row holds of this field, as the text of an input."""
        return self.show((getattr(row, self.given) if self.given else "") or getattr(row, self.name))

    def show(self, value: object) -> str:
        """Return a stored value as the text of an input."""
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, date):
            return f"{value:%d.%m.%Y}"
        return "" if value is None else str(value)

    def read(self, text: str) -> object:
        """Return the value of typed text. Raises ValueError with a message for the user."""
        clean = parse_text(normalised(text), limit=self.limit, lines=self.kind == "long")
        if not clean:
            if self.required:
                raise ValueError(_("Skriv et svar.") if self.kind != "select" else _("Velg et svar."))
            return None if self.kind == "date" else False if self.kind == "yesno" else ""
        return READERS[self.kind](clean)


def _as_typed(text: str) -> object:
    return text


def _number(text: str) -> object:
    """Eleven digits that hold; whether a synthetic one is taken, the register says."""
    return parse_identity(text, synthetic=True).number


def _date(text: str) -> object:
    return parse_date(text, now().date())


def _yes(text: str) -> object:
    if text not in {YES, NO}:
        raise ValueError(_("Velg et svar."))
    return text == YES


READERS: Mapping[Kind, Callable[[str], object]] = {
    "text": _as_typed,
    "long": _as_typed,
    "select": _as_typed,
    "identity": _number,
    "date": _date,
    "yesno": _yes,
    "phone": parse_phone,
    "email": parse_email,
    "postal": parse_postal_code,
    "organisation": parse_organisation_number,
}
