"""How the received report stands in the national format, one to one."""

from samhandling.vocabulary.portal import Many, Portal
from samhandling.vocabulary.text import _

ADRESSE = {
    "adresselinje1": "adresse",
    "adresselinje2": "adresselinje2",
    "adresselinje3": "adresselinje3",
    "postnummer": "postnummer",
    "poststed": "poststed",
}
ORIENTERT = {"/orientert": "orientert", "/orientertGrunn": "orientert_grunn"}

NASJONALT = Portal(
    values={
        "/kommunenummer": "/nasjonal/kommunenummer",
        "/kommunenavn": "/nasjonal/kommunenavn",
        "/bydelsnummer": "/nasjonal/bydelsnummer",
        "/bydelsnavn": "/nasjonal/bydelsnavn",
        "/offentligMelder/personnavn": "/melder/navn",
        "/offentligMelder/rolle": "/melder/rolle",
        "/offentligMelder/telefonnummer": "/melder/telefon",
        "/offentligMelder/epost": "/melder/epost",
        "/offentligMelder/virksomhet/navn": "/melder/virksomhet",
        "/offentligMelder/virksomhet/orgnr": "/melder/orgnr",
        **{f"/offentligMelder/virksomhet/adresse/{line}": f"/melder/{name}" for line, name in ADRESSE.items()},
        "/behovForTolk": "/foresatte/tolk",
        "/andreHjelpeinstanser": "/melding/andre_hjelpeinstanser",
        "/melding/melding": "/melding/melding",
        "/melding/historie": "/melding/historie",
        "/melding/andreSynspunkter": "/melding/andre_synspunkter",
        "/sendingstidspunkt": "/nasjonal/sendingstidspunkt",
        "/leveringskanal": "/nasjonal/leveringskanal",
    },
    many=(
        Many(
            "/offentligBarn",
            "/barn/barn",
            {
                "/fnr": "fnr",
                "/ufoedt": "ufoedt",
                "/personnavn": "navn",
                "/telefonnummer": "telefon",
                **{f"/adresse/{line}": name for line, name in ADRESSE.items()},
                **ORIENTERT,
            },
        ),
        Many("/foresatte", "/foresatte/foresatt", {"/personnavn": "navn", "/telefonnummer": "telefon", **ORIENTERT}),
    ),
    rest="nasjonal",
    sent=("/mottak/dato", "/mottak/kl"),
    only=("/melder/type", "offentlig", _("formatet har bare plass til meldinger fra offentlige meldere")),
)
