"""Fødselsnummer and D-number by Skatteetaten's rules, the change of 2032 included.

Written here because the common library refuses synthetic numbers (month + 80) and does not know
2032: the first check digit then leaves remainder 0-3 instead of 0 only; the second is unchanged.
Numbers issued from 2032 no longer tell the century, so ``birth_date`` is the likeliest date.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Literal

from samhandling.vocabulary.text import _

WEIGHTS_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
WEIGHTS_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
REMAINDERS_FIRST = frozenset({0, 1, 2, 3})
D_NUMBER_DAY = 40
SYNTHETIC_MONTH = 80
CENTURIES = ((1900, 0, 99, 0, 499), (2000, 0, 39, 500, 999), (1800, 54, 99, 500, 749), (1900, 40, 99, 900, 999))
CENTURIES_D_NUMBER = ((1900, 40, 99, 0, 499), (1900, 40, 99, 600, 999), (1800, 58, 99, 500, 599))
LAST_YEAR_TOLD = 40

_synthetic: ContextVar[bool] = ContextVar("samhandling_synthetic", default=False)


@dataclass(frozen=True)
class Identity:
    """A checked number: eleven digits, what kind it is, and the birth date it points at."""

    number: str
    kind: Literal["foedselsnummer", "d_nummer"]
    birth_date: date
    synthetic: bool


def synthetic_allowed() -> bool:
    """Tell whether synthetic numbers are taken now (demo and test only)."""
    return _synthetic.get()


def allow_synthetic(allowed: bool) -> None:  # noqa: FBT001 - one switch, named by the function
    """Take synthetic numbers from now on in this thread's context; production never says True.

    Web requests rather pass ``FormContext(synthetic=…)``: a new thread begins with False.
    """
    _synthetic.set(allowed)


@contextmanager
def synthetic_numbers() -> Iterator[None]:
    """Take synthetic numbers inside the block."""
    token = _synthetic.set(True)
    try:
        yield
    finally:
        _synthetic.reset(token)


def parse_identity(text: str, *, synthetic: bool | None = None, today: date | None = None) -> Identity:
    """Check a fødselsnummer or D-number; spaces are ignored.

    ``synthetic`` None takes what the context says; a birth date after ``today`` is not believed when
    another century gives one before it. Raises ValueError with a message for the user.
    """
    number = re.sub(r"\s", "", text)
    if not re.fullmatch(r"[0-9]{11}", number):
        raise ValueError(_("Skriv fødselsnummer eller D-nummer med 11 sifre."))
    day, month = int(number[:2]), int(number[2:4])
    is_synthetic, is_d_number = month > SYNTHETIC_MONTH, day > D_NUMBER_DAY
    if is_synthetic and not (synthetic_allowed() if synthetic is None else synthetic):
        raise ValueError(_("Dette er et syntetisk nummer. Det kan bare brukes i demo og test."))
    born = list(_birth_dates(number, day - D_NUMBER_DAY * is_d_number, month - SYNTHETIC_MONTH * is_synthetic))
    if not born or not _check_digits_hold(number):
        raise ValueError(_("Nummeret er ikke gyldig. Se etter om et siffer er feil."))
    likeliest = next((each for each in born if today is None or each <= today), born[0])
    return Identity(number, "d_nummer" if is_d_number else "foedselsnummer", likeliest, is_synthetic)


def _check_digits_hold(number: str) -> bool:
    digits = [int(digit) for digit in number]
    first = sum(w * d for w, d in zip(WEIGHTS_FIRST, digits, strict=False)) % 11
    second = sum(w * d for w, d in zip(WEIGHTS_SECOND, digits, strict=True)) % 11
    return first in REMAINDERS_FIRST and second == 0


def _birth_dates(number: str, day: int, month: int) -> Iterator[date]:
    """Yield the dates that the number can mean, the likeliest first."""
    year = int(number[4:6])
    for century in _centuries(number, year):
        with suppress(ValueError):
            yield date(century + year, month, day)


def _centuries(number: str, year: int) -> list[int]:
    """Return centuries to try: those the series tell first, then any (numbers from 2032)."""
    individual, is_d_number = int(number[6:9]), int(number[0]) > 3  # noqa: PLR2004 - the last day's first digit
    table = CENTURIES_D_NUMBER + CENTURIES if is_d_number else CENTURIES
    told = [c for c, low, high, first, last in table if low <= year <= high and first <= individual <= last]
    return [*told, 2000, 1900] if year < LAST_YEAR_TOLD else [*told, 1900, 2000]
