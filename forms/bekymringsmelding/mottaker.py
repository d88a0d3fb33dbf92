"""Who gets the report; in acute mode the telephone call first, and the five lines (A14)."""

from forms.bekymringsmelding.vilkaar import HASTER, RESTEN_ETTERPAA, UFOEDT_UTEN_SAMTYKKE
from samhandling.vocabulary.condition import When
from samhandling.vocabulary.field import Choice, Date, LongText, Note, Option, Phone, ShortText, Time, YesNo
from samhandling.vocabulary.form import SectionForm
from samhandling.vocabulary.text import _
from samhandling.vocabulary.validate import digits

UTENFOR = When("enhet", "annet", "helse_omsorg")
ANNET = When("enhet", "annet")
RINGT = HASTER & When("ringt", "ja")


class MottakerSection(SectionForm):
    fare = Note(_("Er barnet i fare akkurat nå? Ring politiet på 112 først."), tone="danger")
    haster = YesNo(
        _("Må barnevernet få vite dette med en gang?"),
        required=True,
        source="A14",
        guidance=_(
            "Velg ja hvis barnet ikke kan vente til noen leser meldingen. Da ringer du først, "
            "og skriver fem korte linjer. Resten kan du fylle ut etterpå."
        ),
    )
    ring_foerst = Note(
        _("Ring barnevernet nå. Utenom kontortid ringer du barnevernvakta: {vakt}."),
        facts={"vakt": "kommune.barnevernvakt"},
        tone="danger",
        when=HASTER,
    )
    enhet = Choice(
        _("Hvilket barnevern skal ha meldingen?"),
        options_from="mottaker",
        options=(
            Option("annet", _("Et annet barnevern")),
            Option(
                "helse_omsorg",
                _("Kommunens helse- og omsorgstjeneste (ufødt barn uten samtykke fra den gravide)"),
                UFOEDT_UTEN_SAMTYKKE,
            ),
        ),
        required=True,
        source="§3",
        guidance=_("Meldingen skal dit barnet oppholder seg nå. Det er ikke alltid kommunen dere arbeider i."),
    )
    annet_navn = ShortText(_("Navn på mottakeren"), when=UTENFOR, required=True)
    kommunenummer = ShortText(
        _("Kommunenummer"), when=UTENFOR, required=ANNET, validators=[digits(4)], guidance=_("Fire sifre.")
    )
    kommunenavn = ShortText(_("Kommune"), when=UTENFOR, required=True)
    bydelsnummer = ShortText(
        _("Bydelsnummer"),
        when=ANNET,
        start="00",
        validators=[digits(2)],
        guidance=_("To sifre. La 00 stå når kommunen ikke har bydeler."),
    )
    bydelsnavn = ShortText(_("Bydel"), when=ANNET)
    annet_telefon = Phone(_("Mottakerens telefon"), when=UTENFOR, short=True)
    annet_adresse = LongText(_("Mottakerens postadresse"), when=UTENFOR, rows=3)

    ringt = YesNo(_("Har du ringt?"), when=HASTER, required=True, source="A14")
    ikke_ringt = ShortText(_("Hvorfor ikke ennå?"), when=HASTER & When("ringt", "nei"), required=True)
    ringt_hvem = Choice(
        _("Hvem ringte du til?"),
        options=(
            ("barnevern", _("Barnevernet")),
            ("vakt", _("Barnevernvakta")),
            ("politi", _("Politiet")),
        ),
        when=RINGT,
        required=True,
    )
    ringt_nummer = Phone(_("Nummeret du ringte"), when=RINGT, short=True)
    ringt_dato = Date(_("Dato for samtalen"), when=RINGT, required=True, past=True)
    ringt_kl = Time(_("Klokkeslett"), when=RINGT, required=True, guidance=_("For eksempel 14:30."))
    ringt_snakket_med = ShortText(_("Hvem snakket du med?"), when=RINGT, required=True)

    akutt_hvem = ShortText(_("Hvem gjelder det?"), when=HASTER, required=True)
    akutt_hva = LongText(_("Hva er sett, hørt eller fortalt?"), when=HASTER, required=True, rows=2)
    akutt_naar = ShortText(_("Når skjedde det?"), when=HASTER, required=True)
    akutt_hvor = ShortText(_("Hvor er barnet nå?"), when=HASTER, required=True)
    akutt_gjort = LongText(_("Hva er gjort eller avtalt?"), when=HASTER, required=True, rows=2)
    resten = Choice(
        _("Resten av meldingen"),
        options=(
            ("etterpaa", _("Jeg sender dette nå og fyller ut resten etterpå")),
            ("naa", _("Jeg fyller ut hele meldingen nå")),
        ),
        when=HASTER,
        required=True,
        source="A14",
    )
    resten_forklaring = Note(
        _(
            "Nå trengs bare denne siden, hvem du er, og navnet på barnet. "
            "Fullfør meldingen i en ny versjon så snart du kan."
        ),
        when=RESTEN_ETTERPAA,
    )
