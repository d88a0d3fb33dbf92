"""Tasks: what each asks for, and what may come of it. Rows in ``oppgave`` hold the code and the outcome's code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from samhandling.vocabulary.text import Text, _

BORTFALT, UTFOERT = "bortfalt", "utfoert"
"""Outcomes that any task or deadline may have: it lapsed, or it was done and nothing more is to be said."""


@dataclass(frozen=True)
class Outcome:
    """One thing that may come of a task."""

    label: Text
    guidance: Text = ""
    reason: bool = False
    """A written professional reason is demanded."""


@dataclass(frozen=True)
class TaskFacts:
    """What a task asks for."""

    title: Text
    guidance: Text = ""
    outcomes: Mapping[str, Outcome] = field(default_factory=lambda: MappingProxyType({}))
    """By code; empty: it is done or not done."""


REVIEW = TaskFacts(
    _("Gå gjennom meldingen"),
    _("Barnevernet skal gå gjennom meldingen og avgjøre hva som skjer videre."),
    MappingProxyType(
        {
            "undersoekelse": Outcome(_("Åpne undersøkelse"), _("Fristen for undersøkelsen løper.")),
            "akutt": Outcome(_("Akutt: tiltak straks, og åpne undersøkelse"), _("Fristen for undersøkelsen løper.")),
            "henlagt": Outcome(
                _("Henlegge uten undersøkelse"),
                _("Krever en skriftlig faglig begrunnelse. Melderen skal likevel ha svar."),
                reason=True,
            ),
            "feilsendt": Outcome(
                _("Avslutte: avsenderen har trukket eller erstattet meldingen"),
                _("Alle fristene for meldingen faller bort."),
            ),
        }
    ),
)
RECEIPT = TaskFacts(
    _("Bekreft meldingen til melderen"),
    _(
        "En offentlig melder skal også få vite om det er åpnet undersøkelse. En privat melder får bare en"
        " bekreftelse. En anonym melder kan ikke få svar: skriv det i merknaden."
    ),
)
INVESTIGATION = TaskFacts(
    _("Avslutt undersøkelsen"),
    outcomes=MappingProxyType(
        {
            "foelges_opp": Outcome(_("Familien følges opp videre")),
            "henlagt": Outcome(_("Saken henlegges etter undersøkelsen")),
        }
    ),
)
FEEDBACK = TaskFacts(
    _("Gi tilbakemelding til melderen"), _("Si om familien blir fulgt opp videre, og hvordan. Bare det nødvendige.")
)
NEW_VERSION = TaskFacts(_("Les den nye versjonen av meldingen"), _("Fristene løper som før."))
OTHER = TaskFacts(_("Oppgave"))

OPPGAVE: Mapping[str, TaskFacts] = MappingProxyType(
    {
        "melding.gjennomgaa": REVIEW,
        "melding.bekreft": RECEIPT,
        "undersoekelse.avslutt": INVESTIGATION,
        "melding.tilbakemelding": FEEDBACK,
        "melding.ny_versjon": NEW_VERSION,
    }
)
TASK_OF: Mapping[str, str] = MappingProxyType(
    {
        "F1": "melding.gjennomgaa",
        "F2": "melding.bekreft",
        "F3": "undersoekelse.avslutt",
        "F4": "melding.tilbakemelding",
    }
)
"""The task that ends a deadline, by the deadline's code."""


def facts_of(slag: str) -> TaskFacts:
    """Return what a task asks for; a plain task for a code that this version does not know."""
    return OPPGAVE.get(slag, OTHER)
