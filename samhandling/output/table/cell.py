"""One cell: what is written for a value, and the apostrophe that keeps text from becoming a formula.

A spreadsheet takes CSV text for a formula by its first character. Such text gets an apostrophe before it; the
reader takes off that one apostrophe and no other, so that what was written is read again.
"""

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from samhandling.vocabulary.parse import UNUSABLE, normalised
from samhandling.vocabulary.text import _

OSLO = ZoneInfo("Europe/Oslo")
SIGNS = (
    "=+\\-@" + "\uff1d\uff0b\uff0d\uff20" + "\ufe66\ufe62\ufe63\ufe6b" + "\u2212\u207a\u207b\u207c\u208a\u208b\u208c"
)
"""What begins a formula, its full-width, small, raised and lowered forms, and the minus sign."""
UNSEEN = "\\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
FORMULA = re.compile(f"'*(?:[\t\r\n]|[{UNSEEN}]*[{SIGNS}])")


def plain(text: str) -> str:
    """Return text as a cell holds it: line feeds alone, composed, nothing that XML or UTF-8 cannot hold."""
    return UNUSABLE.sub("", normalised(text))


def guarded(text: str) -> str:
    """Return text that no spreadsheet calculates: an apostrophe before what looks like a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Take off the apostrophe of ``guarded``; all other text is left as it is."""
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text


def shown(value: Any) -> str:
    """Return a value as CSV shows it: dd.mm.yyyy, 24-hour time in Norway, decimal comma, Ja and Nei."""
    if isinstance(value, (date, time)):
        return _clock_and_calendar(value)
    if value is None or isinstance(value, bool):
        return {None: "", True: str(_("Ja")), False: str(_("Nei"))}[value]
    if isinstance(value, (float, Decimal)):
        return str(value).replace(".", ",")
    return str(value) if isinstance(value, int) else guarded(plain(str(value)))


def _clock_and_calendar(value: date | time) -> str:
    if isinstance(value, datetime):
        return f"{local(value):%d.%m.%Y %H:%M}"
    return f"{value:%H:%M}" if isinstance(value, time) else f"{value:%d.%m.%Y}"


def local(value: datetime) -> datetime:
    """Return a moment as clocks in Norway show it, without its zone, which no spreadsheet knows."""
    return value.astimezone(OSLO).replace(tzinfo=None) if value.tzinfo else value
