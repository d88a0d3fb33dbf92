"""What is searched for, and by which words a text is found: the same reading for the index and for what is typed.

Every word that is typed must begin some word of the text. A full identity number is kept apart: it is never in the
index, and found as a whole only. Whole dates and document numbers are one word each in the index.
"""

import re
from dataclasses import dataclass
from datetime import date

from samhandling.vocabulary.sorting import words

IDENTITY = re.compile(r"(?<!\d)(\d{6})[ -]?(\d{5})(?!\d)")
DATE = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
NUMBER = re.compile(r"(?<!\d)(\d{4})\s?[-/]\s?(\d{4})\s?[-/]\s?(\d{1,9})(?!\d)")
LONGEST_WORD = 60
MOST_WORDS = 12


@dataclass(frozen=True)
class Sought:
    """Words (lower case, each the beginning of one) and full identity numbers; all of them must match."""

    words: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is searched for."""
        return bool(self.words or self.numbers)


def read_search(text: str) -> Sought:
    """Read what was typed in a search box."""
    numbers = tuple(dict.fromkeys(first + last for first, last in IDENTITY.findall(text)))
    rest = IDENTITY.sub(" ", text)
    whole: list[str] = []
    for pattern, one_word in ((NUMBER, _number), (DATE, _date), (ISO_DATE, _iso)):
        whole += [one_word(*found) for found in pattern.findall(rest)]
        rest = pattern.sub(" ", rest)
    return Sought(tuple(dict.fromkeys([*whole, *_cut(rest)]))[:MOST_WORDS], numbers)


def index_text(*texts: str, number: str = "", born: tuple[date, ...] = ()) -> str:
    """Return the words by which something is found, each with a space before it; never an identity number."""
    found = [word for text in texts for word in _cut(IDENTITY.sub(" ", text))]
    if parts := NUMBER.fullmatch(number):
        found += [*words(number), str(int(parts[3])), _number(*parts.groups())]
    for day in born:
        found += [f"{day:%d}", f"{day:%m}", f"{day:%Y}", f"{day:%d%m%Y}"]
    return "".join(f" {word}" for word in dict.fromkeys(found))


def _cut(text: str) -> list[str]:
    return [word[:LONGEST_WORD] for word in words(text)]


def _number(kommune: str, year: str, running: str) -> str:
    return f"{kommune}{year}{int(running):06}"


def _date(day: str, month: str, year: str) -> str:
    return f"{int(day):02}{int(month):02}{year}"


def _iso(year: str, month: str, day: str) -> str:
    return f"{day}{month}{year}"
