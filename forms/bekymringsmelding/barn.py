"""Item 2: the child, or each child of the family (A16); an unborn child; how it was heard (A8)."""

from forms.bekymringsmelding.vilkaar import HELE_NAA, HELSE
from samhandling.vocabulary.codelist import ADRESSEGRADERING, JA_NEI_VET_IKKE, SKJULT_ADRESSE
from samhandling.vocabulary.condition import Count, When
from samhandling.vocabulary.field import (
    Choice,
    Date,
    LongText,
    NationalId,
    Note,
    Phone,
    PostalCode,
    RegisterChoice,
    Repeated,
    ShortText,
    YesNo,
)
from samhandling.vocabulary.form import EntryForm, SectionForm
from samhandling.vocabulary.text import _

UFOEDT = When("ufoedt", "ja")
ER_FOEDT = ~UFOEDT
SKJULT = When("adressegradering", *SKJULT_ADRESSE)
UTEN_SAMTYKKE = When("gravid_samtykke", "nei")


class BarnEntry(EntryForm):
    register = RegisterChoice(
        _("Hent fra registeret"),
        options_from="barn",
        fills={
            "navn": "navn",
            "fnr": "fnr",
            "foedselsdato": "foedselsdato",
            "adressegradering": "adressegradering",
            "adresse": "adresse",
            "postnummer": "postnummer",
            "poststed": "poststed",
            "tolk": "tolk",
            "tolk_spraak": "tolk_spraak",
        },
        guidance=_("Velg barnet her, eller skriv selv nedenfor."),
    )
    ufoedt = YesNo(_("Er barnet ufødt?"), required=True, start="nei", source="§3")
    navn = ShortText(
        _("Barnets navn"),
        required=ER_FOEDT,
        source="A17",
        guidance=_("Vet du ikke navnet, skriver du det du vet, for eksempel «gutt på avdeling Bjørka»."),
    )
    fnr = NationalId(_("Fødselsnummer eller D-nummer"), when=ER_FOEDT, source="A17", guidance=_("11 sifre."))
    foedselsdato = Date(
        _("Fødselsdato"),
        when=ER_FOEDT & ~When("fnr"),
        past=True,
        guidance=_("Når du ikke har fødselsnummeret. Skriv dag.måned.år."),
    )
    alder = ShortText(
        _("Omtrent hvor gammelt er barnet?"),
        when=ER_FOEDT & ~When("fnr") & ~When("foedselsdato"),
        guidance=_("Bare når du ikke vet fødselsdatoen."),
    )
    termin = Date(_("Termin"), when=UFOEDT, required=HELE_NAA, guidance=_("Omtrentlig dato er nok."))
    om_samtykke = Note(
        _(
            "Meldeplikten gjelder ikke ufødte barn. Barnevernet kan få meldingen når den gravide samtykker. "
            "Ellers går den til kommunens helse- og omsorgstjeneste, etter helsepersonelloven § 32."
        ),
        when=UFOEDT,
        source="§3",
    )
    gravid_samtykke = YesNo(
        _("Samtykker den gravide i at barnevernet får meldingen?"), when=UFOEDT, required=True, source="§3"
    )
    hpl_32 = LongText(
        _("Hvorfor trenger helse- og omsorgstjenesten opplysningene?"),
        when=UFOEDT & UTEN_SAMTYKKE,
        required=HELE_NAA,
        rows=4,
        source="§3",
        guidance=_("Tjenesten vurderer saken, også etter helse- og omsorgstjenesteloven § 10-3."),
    )
    ikke_helse = Note(
        _("Helsepersonelloven § 32 gjelder helsepersonell. Drøft saken med helsestasjonen uten å si navn."),
        when=UFOEDT & UTEN_SAMTYKKE & ~HELSE,
        tone="warning",
    )
    adressegradering = Choice(
        _("Adressegradering"),
        options=ADRESSEGRADERING,
        start="ugradert",
        guidance=_("Er adressen fortrolig eller strengt fortrolig, skal den ikke skrives her."),
    )
    skjult_adresse = Note(
        _("Adressen skal ikke stå i meldingen. Barnevernet finner den i Folkeregisteret."), when=SKJULT, tone="warning"
    )
    adresse = ShortText(
        _("Adresse"),
        when=ER_FOEDT & ~SKJULT,
        required=HELE_NAA,
        source="A17",
        guidance=_("Skriv «ukjent» hvis du ikke vet den."),
    )
    postnummer = PostalCode(_("Postnummer"), when=ER_FOEDT & ~SKJULT)
    poststed = ShortText(_("Poststed"), when=ER_FOEDT & ~SKJULT)
    opphold = ShortText(
        _("Hvor bor eller er barnet nå?"),
        when=ER_FOEDT & ~SKJULT,
        guidance=_("Bare hvis det er et annet sted enn adressen."),
    )
    telefon = Phone(_("Barnets telefon"), when=ER_FOEDT)
    spraak = ShortText(_("Språk barnet bruker"), when=ER_FOEDT)
    tolk = Choice(_("Trenger barnet tolk?"), options=JA_NEI_VET_IKKE, when=ER_FOEDT, required=HELE_NAA)
    tolk_spraak = ShortText(_("Tolk i hvilket språk?"), when=ER_FOEDT & When("tolk", "ja"), required=True)
    situasjon = LongText(
        _("Situasjonen til dette barnet"),
        when=Count("/barn/barn", 2),
        required=HELE_NAA,
        source="A16",
        guidance=_("Meldingen gjelder flere barn. Beskriv hvert barn for seg."),
    )
    orientert = YesNo(
        _("Er barnet fortalt at dere sender meldingen?"),
        when=ER_FOEDT,
        required=HELE_NAA,
        source="A8",
        guidance=_("Barn skal få vite det på en måte de forstår, når det er trygt for dem."),
    )
    orientert_grunn = ShortText(
        _("Hvorfor ikke?"), when=ER_FOEDT & When("orientert", "nei"), required=True, source="A8"
    )
    hoert = YesNo(_("Har barnet fått si hva det selv tenker?"), when=ER_FOEDT, required=HELE_NAA, source="A8")
    hoert_hvordan = LongText(
        _("Hvordan, og hva sa barnet?"),
        when=ER_FOEDT & When("hoert", "ja"),
        required=True,
        rows=4,
        source="A8",
        guidance=_("Bruk barnets egne ord når du kan."),
    )
    hoert_grunn = ShortText(_("Hvorfor ikke?"), when=ER_FOEDT & When("hoert", "nei"), required=True, source="A8")
    skjermes = YesNo(
        _("Er det noe barnet har sagt som de foresatte ikke skal få se?"),
        when=ER_FOEDT & When("hoert", "ja"),
        source="A8",
    )


class BarnSection(SectionForm):
    flere = Note(
        _(
            "Er dere bekymret for flere barn i familien, legger du til hvert barn. "
            "Har dere meldt før, skal nye bekymringer meldes på nytt."
        ),
        source="A16",
    )
    barn = Repeated(
        BarnEntry, _("Barn"), entry_title=_("Barn"), add_label=_("Legg til et barn til"), min_entries=1, source="A17"
    )
