"""Item 3: the guardians, each informed or not and why (A13). Unknown ones never stop a report."""

from forms.bekymringsmelding.vilkaar import HELE_NAA, MISTANKE
from samhandling.vocabulary.codelist import ADRESSEGRADERING, JA_NEI_VET_IKKE, KAPASITET, SKJULT_ADRESSE
from samhandling.vocabulary.condition import When
from samhandling.vocabulary.field import Choice, LongText, Note, Phone, PostalCode, Repeated, ShortText, Tick, YesNo
from samhandling.vocabulary.form import EntryForm, SectionForm
from samhandling.vocabulary.text import _

SKJULT = When("adressegradering", *SKJULT_ADRESSE)
KJENT = ~When("ukjent", "ja")


class ForesattEntry(EntryForm):
    navn = ShortText(_("Navn"), required=HELE_NAA, source="A17", guidance=_("Skriv «ukjent» hvis du ikke vet navnet."))
    relasjon = ShortText(_("Hvem er dette for barnet?"), guidance=_("For eksempel mor, far, stefar eller fostermor."))
    kapasitet = Choice(_("Foreldreansvar"), options=KAPASITET)
    adressegradering = Choice(
        _("Adressegradering"),
        options=ADRESSEGRADERING,
        start="ugradert",
        guidance=_("Den ene forelderen skal aldri få vite en gradert adresse gjennom meldingen."),
    )
    skjult_adresse = Note(
        _("Adressen skal ikke stå i meldingen. Barnevernet finner den i Folkeregisteret."), when=SKJULT, tone="warning"
    )
    adresse = ShortText(
        _("Adresse"),
        when=~SKJULT,
        required=HELE_NAA,
        source="A17",
        guidance=_("Skriv «samme som barnet» eller «ukjent» når det er slik."),
    )
    postnummer = PostalCode(_("Postnummer"), when=~SKJULT)
    poststed = ShortText(_("Poststed"), when=~SKJULT)
    telefon = Phone(_("Telefon"), source="A17")
    spraak = ShortText(_("Språk"))
    tolk = Choice(_("Trengs tolk?"), options=JA_NEI_VET_IKKE, required=HELE_NAA, source="A17")
    tolk_spraak = ShortText(_("Tolk i hvilket språk?"), when=When("tolk", "ja"), required=True)
    ikke_orienter = Note(
        _("Dere har skrevet at dere mistenker noe alvorlig. Da skal denne personen ikke få vite om meldingen ennå."),
        when=MISTANKE,
        tone="danger",
        source="A13",
    )
    orientert = YesNo(
        _("Vet denne personen at dere sender meldingen?"),
        required=HELE_NAA,
        source="A13",
        guidance=_(
            "Som hovedregel snakker dere med de foresatte først, men aldri ved mistanke om vold eller overgrep."
        ),
    )
    orientert_hvordan = LongText(
        _("Når og hvordan fikk de vite det?"), when=When("orientert", "ja") & ~MISTANKE, rows=2, source="P7"
    )
    orientert_forklaring = LongText(
        _("Hvordan fikk de vite det, og hva vet de om mistanken?"),
        when=When("orientert", "ja") & MISTANKE,
        required=True,
        rows=4,
        source="A13",
        guidance=_("Barnevernet må vite dette for å kunne beskytte barnet."),
    )
    orientert_grunn = ShortText(_("Hvorfor ikke?"), when=When("orientert", "nei"), required=True, source="A13")


class ForesatteSection(SectionForm):
    ukjent = Tick(
        _("Vi vet ikke hvem de foresatte er"),
        source="§3",
        guidance=_("Meldingen kan sendes likevel."),
    )
    foresatt = Repeated(
        ForesattEntry,
        _("Foresatte"),
        entry_title=_("Foresatt"),
        add_label=_("Legg til en foresatt"),
        when=KJENT,
        source="A17",
    )
