"""Invented people and words, the same each time: a seed decides, nothing is real.

Names are put together from parts; identity numbers are synthetic (month + 80) with right check digits; words are
invented too, and as unevenly common as words are.
"""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from samhandling.vocabulary.identity import SYNTHETIC_MONTH, WEIGHTS_FIRST, WEIGHTS_SECOND

FIRST = (
    *("Nora", "Emma", "Ella", "Sofie", "Maja", "Ingrid", "Frida", "Leah", "Astrid", "Selma", "Åse", "Sigrid", "Tiril"),
    *("Jakob", "Noah", "Oskar", "Aksel", "Filip", "Emil", "Henrik", "Magnus", "Øyvind", "Jørgen", "Håkon", "Elias"),
    *("Ludvig", "Amina", "Yusuf", "Omar", "Fatima", "Marte", "Ánne", "Niillas", "Bjørn", "Solveig", "Ærlend", "Zofia"),
)
BEGIN = ("Test", "Prøve", "Øst", "Vest", "Dal", "Berg", "Sol", "Ås", "Haug", "Lund", "Myr", "Sand", "Lang", "Skog")
MIDDLE = ("", "e", "a", "er", "en", "el", "in", "or", "um", "av")
END = ("dalsen", "bråten", "haugli", "lunden", "heimen", "rudvik", "neset", "tveita", "øyen", "åsen", "voll", "moen")
LAST = tuple(f"{begin}{middle}{end}" for begin in BEGIN for middle in MIDDLE for end in END)
ONSET = ("b", "d", "f", "fj", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "sk", "sl", "st", "t", "tr")
VOWEL = ("a", "e", "i", "o", "u", "y", "æ", "ø", "å", "ei", "øy")
CODA = ("", "n", "r", "l", "t", "k", "s", "ng", "nd", "rt", "st")
SUFFIX = ("", "en", "er", "ene", "ing", "het", "lig", "else")
VOCABULARY = 20_000
YOUNGEST, OLDEST = date(2025, 6, 30), date(2008, 1, 1)


@dataclass(frozen=True)
class Person:
    """A child that never was."""

    navn: str
    foedselsdato: date
    fnr: str


class Words:
    """Invented words; the first are common and the last are rare, as in any language (Zipf)."""

    def __init__(self) -> None:
        """Make them; the same each time."""
        dice = random.Random("ord")  # noqa: S311 - invented words, no secrets
        made: dict[str, None] = {}
        while len(made) < VOCABULARY:
            made[_word(dice)] = None
        self.all = list(made)
        self._weights = list(accumulate(1 / place for place in range(1, VOCABULARY + 1)))

    @property
    def rare(self) -> str:
        """A word that stands in few of a thousand titles."""
        return self.all[2_000]

    def some(self, dice: random.Random, count: int) -> list[str]:
        """Pick words, common ones often."""
        return dice.choices(self.all, cum_weights=self._weights, k=count)


def _word(dice: random.Random) -> str:
    parts = (dice.choice(ONSET) + dice.choice(VOWEL) + dice.choice(CODA) for _ in range(dice.randint(1, 3)))
    return "".join(parts) + dice.choice(SUFFIX)


def name(dice: random.Random) -> str:
    """Return a name of a first name and a surname put together."""
    return f"{dice.choice(FIRST)} {dice.choice(LAST)}"


def id_from(dice: random.Random) -> str:
    """Return an id shaped as ours are (a random UUID), the same each time."""
    return str(uuid.UUID(int=dice.getrandbits(128), version=4))


def people() -> Iterator[Person]:
    """Yield invented people, no two with one number; the first hundred are the same however many are taken."""
    dice = random.Random("folk")  # noqa: S311 - as above
    days = [OLDEST + timedelta(days=day) for day in range((YOUNGEST - OLDEST).days)]
    dice.shuffle(days)
    for individual in range(501, 1000):  # the demo's child has 500
        for day in days:
            number = synthetic_number(day, individual)
            if number:
                yield Person(name(dice), day, number)


def synthetic_number(born: date, individual: int) -> str | None:
    """Return a synthetic fødselsnummer of somebody born from 2000 on; None where its check digits would have two."""
    nine = f"{born:%d}{born.month + SYNTHETIC_MONTH:02}{born:%y}{individual:03}"
    first = _check_digit(nine, WEIGHTS_FIRST)
    second = _check_digit(f"{nine}{first}", WEIGHTS_SECOND)
    return f"{nine}{first}{second}" if first < 10 and second < 10 else None  # noqa: PLR2004 - a digit


def _check_digit(digits: str, weights: tuple[int, ...]) -> int:
    return -sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False)) % 11
