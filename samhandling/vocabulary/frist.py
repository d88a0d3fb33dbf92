"""The deadlines of law and routine (domain.md §4): what each is called, where it comes from, how long it is.

A kind declares the ones it starts by their code; rows in ``frist`` hold the code and the dates; every
screen, list and PDF takes the words from here, in its reader's language. rules/deadline.py counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from samhandling.vocabulary.text import Text, _


@dataclass(frozen=True)
class Length:
    """A calendar length: weeks, months and days, never working days."""

    weeks: int = 0
    months: int = 0
    days: int = 0


@dataclass(frozen=True)
class FristFacts:
    """One deadline of the table."""

    title: Text
    """What must be done."""
    source: str
    """Rule ID and law, as shown: «A18, bvl § 2-1»."""
    owes: Text
    """Who must do it."""
    starts: Text
    """The event it runs from; empty for what belongs to a season alone."""
    length: Length = Length()
    """Empty where only ``repeats`` says how often."""
    after: str = ""
    """The code of the deadline that this one follows."""
    follows: Literal["", "end", "done"] = ""
    """Whether it runs from the other's unmoved date, or from the day the other is done."""
    longest: Length | None = None
    """The length in all when it is extended, once, with a written reason."""
    repeats: Text = ""
    """How often, where it comes again."""
    remind: Length = Length()
    """How long before its date one is reminded, where that is a calendar length."""
    check: bool = False
    """The source is to be confirmed by the municipality's lawyer."""


BARNEVERN, PARTER = _("Barnevernet"), _("Partene i samarbeidet")

FRIST: Mapping[str, FristFacts] = MappingProxyType(
    {
        "F1": FristFacts(
            _("Barnevernet går gjennom meldingen"),
            "A18, bvl § 2-1",
            BARNEVERN,
            _("Meldingen er mottatt"),
            Length(weeks=1),
        ),
        "F2": FristFacts(
            _("Barnevernet bekrefter meldingen og sier om det åpnes undersøkelse"),
            "A18, bvl kap. 13",
            BARNEVERN,
            _("Meldingen er mottatt"),
            Length(weeks=3),
            check=True,
        ),
        "F3": FristFacts(
            _("Undersøkelsen er avsluttet"),
            "A18, bvl § 2-2",
            BARNEVERN,
            _("Uken for å gå gjennom meldingen er ute"),
            Length(months=3),
            after="F1",
            follows="end",
            longest=Length(months=6),
        ),
        "F4": FristFacts(
            _("Tilbakemelding til melderen om familien blir fulgt opp, og hvordan"),
            "A18, A35, bvl kap. 13",
            BARNEVERN,
            _("Undersøkelsen er avsluttet"),
            Length(weeks=3),
            after="F3",
            follows="done",
            check=True,
        ),
        "F5": FristFacts(
            _("Evaluering av tiltaket"),
            "A21",
            _("Den som er ansvarlig for tiltaket"),
            _("Tiltaket er satt i gang"),
            Length(months=3),
            repeats=_("Hver tredje måned"),
        ),
        "F6": FristFacts(
            _("Møte i arbeidsutvalget"), "K2, P1", PARTER, "", repeats=_("Minst én gang hvert halvår, i hvert utvalg")
        ),
        "F7": FristFacts(_("Foreldresamtale"), "L4", _("Barnehagen"), "", repeats=_("To ganger i året for hvert barn")),
        "F8": FristFacts(_("Fagdag"), "P6", _("Helsestasjonen"), "", repeats=_("Tre ganger i året")),
        "F9": FristFacts(_("Tverrfaglig samling"), "A31", PARTER, "", repeats=_("To ganger i året")),
        "F10": FristFacts(
            _("Evaluering av samarbeidsavtalen"),
            "A32, K1",
            PARTER,
            _("Avtalens dato"),
            Length(months=12),
            repeats=_("Hvert år"),
        ),
        "F11": FristFacts(_("Styrersamling"), "K6, P3", PARTER, "", repeats=_("Hver høst")),
        "F12": FristFacts(
            _("Dialog mellom barnevern og PPT, og gjennomgang av samarbeidsavtalen"),
            "P4, A31",
            PARTER,
            "",
            repeats=_("Hvert år"),
        ),
        "F13": FristFacts(
            _("Samtykket fornyes, eller delingen stanses"),
            "A4",
            _("Enheten som innhentet samtykket"),
            _("Samtykket går ut"),
            remind=Length(days=30),
        ),
    }
)
