"""Code lists in their order: what is stored, and what is shown (domain.md §1, §7, A9)."""

from collections.abc import Sequence

from samhandling.vocabulary.text import Text, _

CodeList = tuple[tuple[str, Text], ...]

TJENESTE: CodeList = (
    ("barnehage", _("Barnehage")),
    ("skole", _("Skole og SFO")),
    ("helsestasjon", _("Helsestasjon")),
    ("skolehelsetjeneste", _("Skolehelsetjeneste")),
    ("ppt", _("PPT")),
    ("barnevern", _("Barnevern")),
    ("bup", _("BUP")),
    ("fastlege", _("Fastlege")),
    ("fysioterapeut", _("Fysioterapeut")),
    ("nav", _("NAV")),
    ("familievern", _("Familievern")),
    ("annen", _("Annen tjeneste")),
)
HELSETJENESTE = ("helsestasjon", "skolehelsetjeneste", "bup", "fastlege", "fysioterapeut")

ROLLE: CodeList = (
    ("ansatt", _("Ansatt")),
    ("leder", _("Leder")),
    ("stedfortreder", _("Stedfortreder")),
    ("merkantil", _("Merkantil")),
    ("mottak", _("Mottak i barnevernet")),
    ("saksbehandler", _("Saksbehandler i barnevernet")),
    ("fagansvarlig", _("Fagansvarlig")),
    ("arkivar", _("Arkivar")),
    ("personvernombud", _("Personvernombud")),
    ("systemadministrator", _("Systemadministrator")),
)

SPRAAK: CodeList = (
    ("nb", _("norsk bokmål")),
    ("nn", _("norsk nynorsk")),
    ("se", _("nordsamisk")),
    ("en", _("engelsk")),
    ("sq", _("albansk")),
    ("ar", _("arabisk")),
    ("pl", _("polsk")),
    ("ur", _("urdu")),
    ("vi", _("vietnamesisk")),
)

TEMA: CodeList = (
    ("spraak", _("språk og kommunikasjon")),
    ("motorikk", _("motorikk")),
    ("kognitiv", _("kognitiv utvikling")),
    ("atferd", _("atferd")),
    ("samspill", _("sosialt samspill")),
    ("foelelser", _("følelsesmessig utvikling")),
    ("fysisk_helse", _("fysisk helse")),
    ("psykisk_helse", _("psykisk helse")),
    ("syn_hoersel", _("syn og hørsel")),
    ("soevn_mat", _("søvn og mat")),
    ("hverdag", _("barnehage- og skolehverdag")),
    ("omsorg", _("omsorgssituasjon")),
    ("familie", _("familieforhold")),
    ("foreldres_helse", _("foreldres helse")),
    ("rus", _("rus")),
    ("vold", _("vold")),
    ("oekonomi", _("økonomi og bolig")),
    ("kartlegging", _("kartleggingsresultater")),
    ("tiltak", _("tiltak og evaluering")),
)

ADRESSEGRADERING: CodeList = (
    ("ugradert", _("Ugradert")),
    ("klientadresse", _("Klientadresse")),
    ("fortrolig", _("Fortrolig")),
    ("strengt_fortrolig", _("Strengt fortrolig")),
)
SKJULT_ADRESSE = ("fortrolig", "strengt_fortrolig")

KAPASITET: CodeList = (
    ("foreldreansvar_felles", _("Felles foreldreansvar")),
    ("foreldreansvar_alene", _("Foreldreansvar alene")),
    ("verge", _("Verge")),
    ("fosterforelder", _("Fosterforelder")),
    ("barnevernet", _("Barnevernet etter omsorgsovertakelse")),
    ("annen", _("Annen")),
    ("ukjent", _("Vet ikke")),
)

JA_NEI_VET_IKKE: CodeList = (("ja", _("Ja")), ("nei", _("Nei")), ("vet_ikke", _("Vet ikke")))

# The letters are A9's; «e» is serious behaviour of the child itself, where the reporter's law has it.
MELDEGRUNN: CodeList = (
    ("a", _("Mishandling, alvorlige mangler ved den daglige omsorgen eller annen alvorlig omsorgssvikt")),
    ("b", _("Livstruende eller alvorlig sykdom eller skade, uten at barnet kommer til undersøkelse eller behandling")),
    ("c", _("Nedsatt funksjonsevne eller særlig hjelpebehov, uten å få dekket behovet for behandling eller opplæring")),
    ("d", _("Fare for å bli utnyttet til menneskehandel")),
    ("e", _("Barnet viser selv alvorlige atferdsvansker: lovbrudd, rusmidler eller annen normløs atferd")),
)

MISTANKE: CodeList = (
    ("overgrep", _("Seksuelle overgrep")),
    ("vold", _("Vold mot barnet eller noen som står barnet nær")),
    ("fare", _("Fare for noens liv eller helse hvis de foresatte får vite om meldingen")),
    ("ingen", _("Ingen av disse")),
)
ALVORLIG_MISTANKE = ("overgrep", "vold", "fare")


def label(codes: Sequence[tuple[str, Text]], code: str) -> str:
    """Return the label of a code in the language in force; the code itself when unknown."""
    return next((str(text) for known, text in codes if known == code), code)
