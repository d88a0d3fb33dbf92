"""The national format for reports of concern (offentlig bekymringsmelding, version 2): everything it demands.

Patterns are the published ones, searched as published. Readings of them differ (a line feed at the end, other
scripts' digits): the widest counts, because a report must arrive. ``format`` is a note in this version of JSON
schema and asserts nothing: a time without a zone, or none at all, is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from samhandling.vocabulary.portal import escaped
from samhandling.vocabulary.text import Text, _

LONGEST = 300
"""Characters of what is said of one fault: keys of a message may be of any length."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: a JSON pointer, or a line and a column, or nothing."""

    place: str
    message: Text

    def __str__(self) -> str:
        """Say both on one line that can be printed whatever the message's keys hold."""
        line = " ".join(f"{self.place or '/'}: {self.message}".split())
        return line.encode("utf-8", "backslashreplace").decode()[:LONGEST]


@dataclass(frozen=True)
class Words:
    """Text, in the shape of a pattern where there is one; ``shape`` says it in words."""

    pattern: str = ""
    shape: Text = ""

    def faults(self, value: Any, place: str) -> Iterator[Fault]:
        """Yield what is wrong with a value."""
        if not isinstance(value, str):
            yield Fault(place, _("skal være tekst"))
        elif self.pattern and not re.search(self.pattern, value):
            yield Fault(place, str(_("har feil form, skal være {form}")).format(form=self.shape))


@dataclass(frozen=True)
class Truth:
    """True or false."""

    def faults(self, value: Any, place: str) -> Iterator[Fault]:
        """Yield what is wrong with a value."""
        if not isinstance(value, bool):
            yield Fault(place, _("skal være true eller false"))


@dataclass(frozen=True)
class Thing:
    """An object; ``must`` names the properties that may not be missing. Unknown ones are welcome."""

    known: Mapping[str, Rule]
    must: tuple[str, ...] = ()

    def faults(self, value: Any, place: str) -> Iterator[Fault]:
        """Yield what is wrong with a value."""
        if not isinstance(value, dict):
            yield Fault(place, _("skal være et objekt"))
            return
        for name in self.must:
            if name not in value:
                yield Fault(place, str(_("{navn} mangler")).format(navn=name))
        for name, rule in self.known.items():
            if name in value:
                yield from rule.faults(value[name], f"{place}/{escaped(name)}")


@dataclass(frozen=True)
class Row:
    """A list of things of one kind."""

    each: Thing
    least: int
    most: int | None = None

    def faults(self, value: Any, place: str) -> Iterator[Fault]:
        """Yield what is wrong with a value."""
        if not isinstance(value, list):
            yield Fault(place, _("skal være en liste"))
            return
        if len(value) < self.least:
            yield Fault(place, str(_("skal ha minst {antall}")).format(antall=self.least))
        if self.most is not None and len(value) > self.most:
            yield Fault(
                place, str(_("kan ha høyst {antall}, her er det {her}")).format(antall=self.most, her=len(value))
            )
        for number, entry in enumerate(value):
            yield from self.each.faults(entry, f"{place}/{number}")


Rule = Words | Truth | Thing | Row

TEXT, LINE = Words(), Words(r"^(.*)$", _("én linje"))
PHONE = Words(
    r"^[+]?[0-9]+([- ][0-9]+)*$",
    _("et telefonnummer: sifre, med mellomrom eller bindestrek mellom, og pluss foran landkode"),
)
MAIL = Words(
    r"^[A-Za-zæøåÆØÅ0-9-_]+(\.[A-Za-zæøåÆØÅ0-9-_]+)*@[A-Za-zæøåÆØÅ0-9-]+(\.[A-Za-zæøåÆØÅ0-9-]+)*(\.[A-Za-z]{2,})$",
    _("en e-postadresse"),
)
ADDRESS = Thing(
    dict.fromkeys(("adresselinje1", "adresselinje2", "adresselinje3", "postnummer", "poststed"), TEXT),
    must=("adresselinje1",),
)
INFORMED: dict[str, Rule] = {"orientert": Truth(), "orientertGrunn": LINE}
REPORTER = Thing(
    {
        "personnavn": LINE,
        "rolle": LINE,
        "telefonnummer": PHONE,
        "epost": MAIL,
        "virksomhet": Thing({"navn": LINE, "orgnr": LINE, "adresse": ADDRESS}, must=("navn", "adresse")),
    },
    must=("personnavn", "rolle", "telefonnummer", "epost", "virksomhet"),
)
CHILD = Thing(
    {"fnr": TEXT, "ufoedt": Truth(), "personnavn": LINE, "telefonnummer": TEXT, "adresse": ADDRESS, **INFORMED},
    must=("fnr", "ufoedt", "personnavn", "adresse", "orientert"),
)
GUARDIAN = Thing({"personnavn": LINE, "telefonnummer": LINE, **INFORMED}, must=("personnavn", "orientert"))
CONCERN = Thing(dict.fromkeys(("melding", "historie", "andreSynspunkter"), TEXT), must=("melding", "historie"))
MESSAGE = Thing(
    {
        "kommunenummer": Words(r"^\d{4}$", _("fire sifre")),
        "kommunenavn": LINE,
        "bydelsnummer": Words(r"^[0-9]{2}$", _("to sifre")),
        "bydelsnavn": LINE,
        "offentligMelder": REPORTER,
        "offentligBarn": Row(CHILD, least=1),
        "foresatte": Row(GUARDIAN, least=1, most=2),
        "behovForTolk": TEXT,
        "andreHjelpeinstanser": TEXT,
        "melding": CONCERN,
        "sendingstidspunkt": TEXT,
        "leveringskanal": TEXT,
    },
    must=(
        *("kommunenummer", "kommunenavn", "bydelsnummer", "bydelsnavn", "offentligMelder", "offentligBarn"),
        *("foresatte", "melding", "sendingstidspunkt", "leveringskanal"),
    ),
)
