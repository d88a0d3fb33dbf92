"""Why they report: the ground by the reporter's law (A9), and suspicion that silences (A13)."""

from forms.bekymringsmelding.vilkaar import BARNEHAGE, FOEDT, HELE_NAA, MISTANKE
from samhandling.vocabulary.codelist import MELDEGRUNN
from samhandling.vocabulary.codelist import MISTANKE as MISTANKE_LISTE
from samhandling.vocabulary.field import LongText, Note, Option, Several
from samhandling.vocabulary.form import SectionForm
from samhandling.vocabulary.text import _

# Serious behaviour of the child itself is no ground in barnehageloven § 46.
GRUNN = tuple(Option(code, label, ~BARNEHAGE if code == "e" else None) for code, label in MELDEGRUNN)


class GrunnSection(SectionForm):
    ikke_samtykke = Note(
        _(
            "Du trenger ikke samtykke for å melde om et barn som er født, og taushetsplikten hindrer deg ikke. "
            "Du trenger heller ikke bevis."
        ),
        source="A5",
    )
    grunn = Several(
        _("Hva er det grunn til å tro?"),
        options=GRUNN,
        required=HELE_NAA & FOEDT,
        source="A9",
        guidance=_("Velg det som passer best. Du kan velge flere."),
    )
    mistanke = Several(
        _("Mistenker dere noe av dette?"),
        options=MISTANKE_LISTE,
        alone="ingen",
        required=HELE_NAA,
        source="A13",
        guidance=_("Svaret avgjør om de foresatte kan få vite om meldingen på forhånd."),
    )
    ikke_orienter = Note(
        _(
            "De foresatte skal ikke få vite om meldingen før barnevernet har tatt stilling til det. "
            "Snakk ikke med dem om mistanken. Meldingen holdes skjult for dem til den blir frigitt."
        ),
        when=MISTANKE,
        tone="danger",
        source="A13",
    )
    mistanke_grunn = LongText(
        _("Hva bygger mistanken på?"),
        when=MISTANKE,
        required=True,
        rows=4,
        source="A13",
        guidance=_("Skriv det som gjør at de foresatte ikke skal få vite om meldingen nå."),
    )
