"""Items 8-10: dialogue and what was tried, other services, others to worry about; who was asked (A3, A12)."""

from forms.bekymringsmelding.vilkaar import HELE_NAA, MISTANKE
from samhandling.vocabulary.codelist import JA_NEI_VET_IKKE
from samhandling.vocabulary.condition import When
from samhandling.vocabulary.field import Choice, Date, LongText, Note, Several, ShortText, YesNo
from samhandling.vocabulary.form import SectionForm
from samhandling.vocabulary.text import _

RAADFOERT = When("raadfoert", "leder", "anonymt", "ppt", "droefting", "annen")


class DialogSection(SectionForm):
    dialog = LongText(
        _("Hva har dere snakket med de foresatte om?"),
        required=HELE_NAA,
        source="A17",
        guidance=_("Hva har dere sagt, hva svarte de, og når? Har dere ikke snakket med dem, skriver du det."),
    )
    mistanke = Note(
        _("Du skal ikke snakke med de foresatte nå for å kunne fylle ut dette. Skriv det dere har snakket om før."),
        when=MISTANKE,
        tone="danger",
        source="A13",
    )
    tiltak = LongText(
        _("Hva har dere prøvd, og hvordan gikk det?"),
        required=HELE_NAA,
        source="A17",
        guidance=_("Har dere ikke prøvd noe ennå, skriver du det."),
    )
    andre_tjenester = Choice(
        _("Er andre tjenester inne i familien?"),
        options=JA_NEI_VET_IKKE,
        required=HELE_NAA,
        source="A17",
    )
    hvilke_tjenester = LongText(
        _("Hvilke, og hva vet dere om det?"),
        when=When("andre_tjenester", "ja"),
        required=True,
        rows=3,
        source="A17",
        guidance=_("For eksempel PPT, helsestasjon, BUP eller fastlege."),
    )
    andre_i_familien = YesNo(
        _("Er dere bekymret for andre i familien?"),
        required=HELE_NAA,
        source="A17",
        guidance=_("Et barn dere er bekymret for, legger du til under «Barnet»."),
    )
    andre_bekymring = LongText(
        _("Hvem, og hvorfor?"), when=When("andre_i_familien", "ja"), required=True, rows=4, source="A17"
    )
    andre_kilder = LongText(
        _("Hva har dere fått vite fra andre?"),
        rows=4,
        source="A17",
        guidance=_("Skriv hvem det kommer fra, og hva dere vet selv."),
    )
    raadfoert = Several(
        _("Hvem har dere rådført dere med?"),
        options=(
            ("leder", _("Styrer, rektor eller annen leder")),
            ("anonymt", _("Barnevernet, uten å si hvem det gjaldt")),
            ("ppt", _("PPT")),
            ("droefting", _("Tverrfaglig drøftingsgruppe")),
            ("annen", _("Andre")),
            ("ingen", _("Ingen")),
        ),
        alone="ingen",
        required=HELE_NAA,
        source="A12",
        guidance=_("Du kan sende meldingen også når du ikke har rådført deg med noen, eller noen er uenig."),
    )
    raadfoert_hvem = ShortText(_("Navn på dem dere snakket med"), when=RAADFOERT, source="A12")
    raadfoert_dato = Date(_("Når var det?"), when=RAADFOERT, past=True, source="A12")
