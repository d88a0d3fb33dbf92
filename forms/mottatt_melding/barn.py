"""The children as far as they are known, and the guardians: nothing is demanded that a caller may not know."""

from forms.mottatt_melding.vilkaar import NASJONAL
from samhandling.vocabulary.codelist import JA_NEI_VET_IKKE
from samhandling.vocabulary.condition import When
from samhandling.vocabulary.field import Choice, Date, Note, Repeated, YesNo
from samhandling.vocabulary.form import EntryForm, SectionForm
from samhandling.vocabulary.text import _
from samhandling.vocabulary.told import ToldLongText, ToldText

UFOEDT = When("ufoedt", "ja")
FOEDT = ~UFOEDT
# What came by the national format is shown whatever else stands there.
IKKE_ORIENTERT = When("orientert", "nei") | NASJONAL


class BarnEntry(EntryForm):
    ufoedt = YesNo(_("Er barnet ufødt?"), start="nei", source="§3")
    navn = ToldText(
        _("Barnets navn"),
        required=FOEDT,
        source="A17",
        guidance=_("Vet dere ikke navnet, skriver du det dere vet, for eksempel «jente i femårsalderen»."),
    )
    fnr = ToldText(
        _("Fødselsnummer eller D-nummer"),
        when=FOEDT | NASJONAL,
        source="A17",
        guidance=_("Skriv det som ble oppgitt, også når du tror at det er feil. Det blir merket."),
    )
    foedselsdato = Date(_("Fødselsdato"), when=FOEDT, past=True, guidance=_("Når dere ikke har fødselsnummeret."))
    alder = ToldText(_("Omtrent hvor gammelt er barnet?"), when=FOEDT)
    termin = Date(_("Termin"), when=UFOEDT)
    om_samtykke = Note(
        _(
            "Undersøkelse av et ufødt barns situasjon krever at den gravide samtykker. Uten samtykke løper bare "
            "fristene for å gå gjennom meldingen og bekrefte den."
        ),
        when=UFOEDT,
        source="§3",
    )
    gravid_samtykke = Choice(_("Samtykker den gravide?"), options=JA_NEI_VET_IKKE, when=UFOEDT, source="§3")
    telefon = ToldText(_("Barnets telefon"))
    adresse = ToldText(_("Adresse"), source="A17", guidance=_("Eller der barnet er nå."))
    adresselinje2 = ToldText(_("Adresse, linje 2"))
    adresselinje3 = ToldText(_("Adresse, linje 3"))
    postnummer = ToldText(_("Postnummer"))
    poststed = ToldText(_("Poststed"))
    orientert = YesNo(_("Vet barnet om meldingen?"), source="A8")
    orientert_grunn = ToldText(_("Hvorfor ikke?"), when=IKKE_ORIENTERT, source="A8")


class BarnSection(SectionForm):
    barn = Repeated(
        BarnEntry, _("Barn"), entry_title=_("Barn"), add_label=_("Legg til et barn til"), min_entries=1, source="A16"
    )


class ForesattEntry(EntryForm):
    navn = ToldText(_("Navn"), source="A17", guidance=_("Tomt når dere ikke vet navnet."))
    relasjon = ToldText(_("Hvem er dette for barnet?"), guidance=_("For eksempel mor, far, stefar eller fostermor."))
    telefon = ToldText(_("Telefon"), source="A17")
    orientert = YesNo(_("Vet denne personen om meldingen?"), source="A13")
    orientert_grunn = ToldText(_("Hvorfor ikke?"), when=IKKE_ORIENTERT, source="A13")


class ForesatteSection(SectionForm):
    foresatt = Repeated(
        ForesattEntry, _("Foresatte"), entry_title=_("Foresatt"), add_label=_("Legg til en foresatt"), source="A17"
    )
    tolk = ToldLongText(_("Trengs tolk? I hvilket språk?"), rows=2, source="A17")
