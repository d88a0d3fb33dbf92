"""What is reported; and what only the national format has."""

from samhandling.vocabulary.field import Note
from samhandling.vocabulary.form import SectionForm
from samhandling.vocabulary.text import _
from samhandling.vocabulary.told import ToldLongText, ToldText


class MeldingSection(SectionForm):
    melding = ToldLongText(
        _("Hva gjelder bekymringen?"),
        required=True,
        rows=10,
        source="A17",
        guidance=_("Bruk melderens egne ord når du kan. Skriv hva som er sett, hørt og sagt, og når."),
    )
    historie = ToldLongText(_("Historikk, og det som er snakket om og prøvd før"), source="A17")
    andre_synspunkter = ToldLongText(_("Andre synspunkter, og bekymring for andre i familien"), rows=4, source="A17")
    andre_hjelpeinstanser = ToldLongText(_("Andre tjenester som er inne"), rows=3, source="A17")


class NasjonalSection(SectionForm):
    om = Note(_("Dette kom med meldingen fra den nasjonale portalen."))
    merknader = ToldLongText(_("Merknader da meldingen ble lest inn"), rows=4)
    sendingstidspunkt = ToldText(_("Sendt, slik det står i meldingen"))
    sendt = ToldText(_("Sendt, norsk tid"))
    leveringskanal = ToldText(_("Leveringskanal"))
    kommunenummer = ToldText(_("Kommunenummer"))
    kommunenavn = ToldText(_("Kommune"))
    bydelsnummer = ToldText(_("Bydelsnummer"))
    bydelsnavn = ToldText(_("Bydel"))
