"""How the report is written in the national format, which has fewer fields (domain.md §3, last paragraph).

``melding`` is grounds and items 5, 6, 7, with what is said of each child and guardian that has no field there;
``historie`` items 4 and 8; ``andreSynspunkter`` item 10; ``andreHjelpeinstanser`` item 9.
"""

from samhandling.vocabulary.codelist import SKJULT_ADRESSE
from samhandling.vocabulary.portal import Instead, Many, Portal
from samhandling.vocabulary.text import _

UFOEDT = ("ufoedt", ("ja",))
GRADERT = ("adressegradering", SKJULT_ADRESSE)

BARN = Many(
    "/offentligBarn",
    "/barn/barn",
    {
        "/fnr": "fnr",
        "/ufoedt": "ufoedt",
        "/personnavn": "navn",
        "/telefonnummer": "telefon",
        "/adresse/adresselinje1": "adresse",
        "/adresse/postnummer": "postnummer",
        "/adresse/poststed": "poststed",
        "/orientert": "orientert",
        "/orientertGrunn": "orientert_grunn",
    },
    instead=(
        Instead("/fnr", ""),
        Instead("/personnavn", _("Ufødt barn"), UFOEDT),
        Instead("/adresse/adresselinje1", _("Barnet er ikke født"), UFOEDT),
        Instead("/adresse/adresselinje1", _("Adressen er gradert og står i Folkeregisteret"), GRADERT),
        Instead("/orientert", "nei", UFOEDT),
        Instead("/orientertGrunn", _("Barnet er ikke født"), UFOEDT),
    ),
)
FORESATTE = Many(
    "/foresatte",
    "/foresatte/foresatt",
    {
        "/personnavn": "navn",
        "/telefonnummer": "telefon",
        "/orientert": "orientert",
        "/orientertGrunn": "orientert_grunn",
    },
)


def _in(group: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{group}/{name}" for name in names)


NASJONALT = Portal(
    values={
        "/kommunenummer": "/mottaker/kommunenummer",
        "/kommunenavn": "/mottaker/kommunenavn",
        "/bydelsnummer": "/mottaker/bydelsnummer",
        "/bydelsnavn": "/mottaker/bydelsnavn",
        "/offentligMelder/personnavn": "/melder/navn",
        "/offentligMelder/rolle": "/melder/rolle",
        "/offentligMelder/telefonnummer": "/melder/telefon",
        "/offentligMelder/epost": "/melder/epost",
        "/offentligMelder/virksomhet/navn": "/melder/virksomhet",
        "/offentligMelder/virksomhet/orgnr": "/melder/orgnr",
        "/offentligMelder/virksomhet/adresse/adresselinje1": "/melder/adresse",
        "/offentligMelder/virksomhet/adresse/postnummer": "/melder/postnummer",
        "/offentligMelder/virksomhet/adresse/poststed": "/melder/poststed",
    },
    many=(BARN, FORESATTE),
    texts={
        "/behovForTolk": (
            *_in("/barn/barn", "spraak", "tolk", "tolk_spraak"),
            *_in("/foresatte/foresatt", "spraak", "tolk", "tolk_spraak"),
        ),
        "/andreHjelpeinstanser": _in("/dialog", "andre_tjenester", "hvilke_tjenester"),
        "/melding/melding": (
            *_in("/mottaker", "haster", "akutt_hvem", "akutt_hva", "akutt_naar", "akutt_hvor", "akutt_gjort"),
            *_in("/mottaker", "ringt", "ringt_hvem", "ringt_dato", "ringt_kl", "ringt_snakket_med"),
            *_in("/grunn", "grunn", "mistanke", "mistanke_grunn"),
            *_in("/bekymring", "forhold"),
            *_in("/bekymring/hendelse", "dato", "kl", "omtrent", "hva", "barnets_ord", "hvem"),
            *_in("/bekymring", "vurdering"),
            *_in("/barn/barn", "foedselsdato", "alder", "termin", "gravid_samtykke", "hpl_32", "opphold"),
            *_in("/barn/barn", "adressegradering", "situasjon", "hoert", "hoert_hvordan", "hoert_grunn", "skjermes"),
            *_in("/foresatte/foresatt", "relasjon", "kapasitet", "adressegradering", "adresse", "postnummer"),
            *_in("/foresatte/foresatt", "poststed", "orientert_hvordan", "orientert_forklaring"),
            *_in("/melder", "gjelder_ansatt"),
        ),
        "/melding/historie": (
            *_in("/bekymring", "kjent_lenge", "bekymret_lenge", "bakgrunn"),
            *_in("/dialog", "dialog", "tiltak", "raadfoert", "raadfoert_hvem", "raadfoert_dato"),
        ),
        "/melding/andreSynspunkter": _in("/dialog", "andre_i_familien", "andre_bekymring", "andre_kilder"),
    },
)
