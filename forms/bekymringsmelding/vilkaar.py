"""The conditions that several sections of the report share."""

from samhandling.vocabulary.codelist import ALVORLIG_MISTANKE, HELSETJENESTE
from samhandling.vocabulary.condition import When

HASTER = When("/mottaker/haster", "ja")
RESTEN_ETTERPAA = When("/mottaker/resten", "etterpaa")
# What is demanded when the whole report is written now; acute reports are completed in a new version.
HELE_NAA = ~RESTEN_ETTERPAA

BARNEHAGE = When("/melder/tjeneste", "barnehage")
SKOLE = When("/melder/tjeneste", "skole", "ppt")
HELSE = When("/melder/tjeneste", *HELSETJENESTE)
GJELDER_LEDER = When("/melder/gjelder_ansatt", "leder")

# domain.md A13: the source joins the three by «og»; any of them counts here, the safe reading.
MISTANKE = When("/grunn/mistanke", *ALVORLIG_MISTANKE)

FOEDT = When("/barn/barn/ufoedt", "nei")
UFOEDT_MED_SAMTYKKE = When("/barn/barn/gravid_samtykke", "ja")
UFOEDT_UTEN_SAMTYKKE = When("/barn/barn/gravid_samtykke", "nei")
TIL_BARNEVERN = ~When("/mottaker/enhet", "helse_omsorg")
# domain.md §3: an unborn child without the pregnant woman's consent is not investigated (check).
UNDERSOEKES = TIL_BARNEVERN & (FOEDT | ~UFOEDT_UTEN_SAMTYKKE)
