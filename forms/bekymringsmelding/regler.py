"""What the report demands across its fields; each rule names its source."""

from forms.bekymringsmelding.vilkaar import HELE_NAA
from samhandling.vocabulary.condition import When
from samhandling.vocabulary.kind import Rule
from samhandling.vocabulary.text import _

RULES = (
    Rule(
        "A17",
        _("Skriv fødselsnummer, fødselsdato, eller omtrent hvor gammelt barnet er."),
        at="/barn/barn/fnr",
        when=HELE_NAA,
        needs=When("fnr") | When("foedselsdato") | When("alder"),
    ),
    Rule(
        "§3",
        _(
            "Uten samtykke fra den gravide kan ikke barnevernet få melding om det ufødte barnet. Velg kommunens helse- "
            "og omsorgstjeneste som mottaker. Skriv en egen melding hvis dere også er bekymret for et barn som er født."
        ),
        at="/barn/barn/gravid_samtykke",
        when=When("gravid_samtykke", "nei"),
        needs=When("/mottaker/enhet", "helse_omsorg"),
    ),
    Rule(
        "§3",
        _("Helse- og omsorgstjenesten får bare melding om et ufødt barn uten samtykke. Velg barnevernet som mottaker."),
        at="/barn/barn/ufoedt",
        when=When("/mottaker/enhet", "helse_omsorg"),
        needs=When("gravid_samtykke", "nei"),
    ),
    Rule(
        "§3",
        _("Legg til en foresatt, eller kryss av for at dere ikke vet hvem de foresatte er."),
        at="/foresatte/ukjent",
        when=HELE_NAA,
        needs=When("/foresatte/foresatt") | When("ukjent", "ja"),
    ),
    Rule(
        "A17",
        _("Skriv datoen, eller omtrent når det var."),
        at="/bekymring/hendelse/dato",
        when=HELE_NAA,
        needs=When("dato") | When("omtrent"),
    ),
)
