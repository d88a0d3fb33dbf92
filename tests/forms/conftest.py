"""A whole report by a kindergarten, to change a little in each test. All persons are made up."""

from datetime import date

import pytest

from forms import CATALOGUE
from samhandling.vocabulary.check import check
from samhandling.vocabulary.form import FormContext, build

KIND = CATALOGUE["bekymringsmelding"]
CONTEXT = FormContext(date(2026, 11, 22), {"mottaker": [("bv", "Fjordvik barnevern")], "barn": []}, synthetic=True)
WHOLE = {
    "mottaker-haster": "nei",
    "mottaker-enhet": "bv",
    "melder-navn": "Kari Prøve",
    "melder-rolle": "Styrer",
    "melder-tjeneste": "barnehage",
    "melder-virksomhet": "Bjørka barnehage",
    "melder-adresse": "Skogveien 1",
    "melder-telefon": "99 99 99 99",
    "melder-epost": "kari@fjordvik.no",
    "melder-gjelder_ansatt": "nei",
    "grunn-grunn": "a",
    "grunn-mistanke": "ingen",
    "barn-barn-1-id": "1",
    "barn-barn-1-ufoedt": "nei",
    "barn-barn-1-navn": "Nora Prøve",
    "barn-barn-1-foedselsdato": "1.2.2022",
    "barn-barn-1-adressegradering": "ugradert",
    "barn-barn-1-adresse": "Fjellveien 2",
    "barn-barn-1-tolk": "nei",
    "barn-barn-1-orientert": "nei",
    "barn-barn-1-orientert_grunn": "Hun er for liten.",
    "barn-barn-1-hoert": "ja",
    "barn-barn-1-hoert_hvordan": "I lek.",
    "foresatte-foresatt-1-id": "1",
    "foresatte-foresatt-1-navn": "Ola Prøve",
    "foresatte-foresatt-1-adressegradering": "ugradert",
    "foresatte-foresatt-1-adresse": "samme som barnet",
    "foresatte-foresatt-1-tolk": "vet_ikke",
    "foresatte-foresatt-1-orientert": "ja",
    "bekymring-kjent_lenge": "Siden august 2024",
    "bekymring-bekymret_lenge": "To måneder",
    "bekymring-forhold": "Hun er sulten og sover lite.",
    "bekymring-hendelse-1-id": "1",
    "bekymring-hendelse-1-dato": "20.11.2026",
    "bekymring-hendelse-1-hva": "Hun ba om mat tre ganger før frokost.",
    "bekymring-vurdering": "Uvanlig for alderen.",
    "dialog-dialog": "Vi snakket med far 18. november.",
    "dialog-tiltak": "Ekstra frokost. Det hjalp litt.",
    "dialog-andre_tjenester": "nei",
    "dialog-andre_i_familien": "nei",
    "dialog-raadfoert": "ingen",
}


@pytest.fixture
def kind():
    return KIND


@pytest.fixture
def melding():
    """Build the whole report with some answers changed (None takes one away)."""

    def made(changes=None):
        answers = WHOLE | (changes or {})
        raw = {
            name: value if isinstance(value, list) else [value] for name, value in answers.items() if value is not None
        }
        return build(KIND, raw, CONTEXT)

    return made


@pytest.fixture
def found(melding):
    """Names of the inputs with findings, and their messages, for the report with some answers changed."""
    return lambda changes=None: {finding.name: finding.message for finding in check(melding(changes))}


@pytest.fixture
def context():
    return CONTEXT
