"""What the log's codes say in plain words."""

from samhandling.vocabulary.text import Text, _

EVENTS: dict[str, Text] = {
    "arkiv.avvist": _("Arkivet avviste et dokument"),
    "arkiv.pakket": _("La et dokument klart for arkivet"),
    "barn.avsluttet": _("Avsluttet et barn i enheten"),
    "barn.endret": _("Endret opplysninger om et barn"),
    "barn.fratatt": _("Sa at en ansatt ikke lenger arbeider med et barn"),
    "barn.godkjent": _("Godkjente at enheten ser et barn"),
    "barn.sperret": _("Sperret et barn for en ansatt"),
    "barn.tildelt": _("Sa at en ansatt arbeider med et barn"),
    "barn.tilknyttet": _("Knyttet et barn til enheten"),
    "bruker.endret": _("Endret en bruker"),
    "bruker.gjenaapnet": _("Åpnet en bruker igjen"),
    "bruker.opprettet": _("La til en bruker"),
    "bruker.passord": _("Ga en bruker nytt passord"),
    "bruker.rolle": _("Endret rollene til en bruker"),
    "bruker.stengt": _("Stengte en bruker"),
    "dokument.arkivert": _("Arkivet tok imot et dokument"),
    "dokument.feilregistrert": _("Feilregistrerte et dokument"),
    "dokument.ferdig": _("Fullførte et dokument"),
    "dokument.forkastet": _("Forkastet et utkast"),
    "dokument.forseglet": _("Forseglet et dokument"),
    "dokument.frigitt": _("Frigjorde et dokument for de foresatte"),
    "dokument.levert": _("Noterte at et dokument er levert"),
    "dokument.mottatt": _("Mottok et dokument"),
    "dokument.opprettet": _("Begynte på et dokument"),
    "dokument.redigert": _("Skrev i et utkast"),
    "enhet.endret": _("Endret en enhet"),
    "enhet.opprettet": _("La til en enhet"),
    "foresatt.avsluttet": _("Avsluttet en foresatt"),
    "foresatt.endret": _("Endret opplysninger om en foresatt"),
    "foresatt.opprettet": _("La til en foresatt"),
    "innlogging": _("Logget inn"),
    "innlogging.avvist": _("Mislykket innlogging"),
    "kommune.endret": _("Endret kommunen"),
    "lov.endret": _("Endret en lovtekst"),
    "lov.opprettet": _("La til en lovtekst"),
    "passord.endret": _("Byttet passord"),
}
FAMILIES: tuple[tuple[str, Text], ...] = (
    ("sett.home", _("Så en liste")),
    ("sett.document", _("Åpnet et dokument")),
    ("sett.draft", _("Åpnet et utkast")),
    ("sett.barn.index", _("Så registeret over barn")),
    ("sett.barn", _("Åpnet et barn")),
    ("sett.foresatt.index", _("Så registeret over foresatte")),
    ("sett.foresatt", _("Åpnet en foresatt")),
    ("sett.dokument.index", _("Så en liste over dokumenter")),
    ("sett.", _("Så opplysninger")),
    ("avvist.", _("Forsøkte noe uten tilgang")),
    ("eksport.", _("Lastet ned et register")),
    ("dokument.frist", _("Endret en frist")),
    ("oppgave", _("Endret en oppgave")),
    ("vedlegg", _("Endret et vedlegg")),
    ("import", _("Leste inn en liste")),
    ("portal", _("Leste inn eller ut en melding")),
)


def told_event(code: str) -> str:
    """Return what an event's code says; the code itself when it is of no known kind."""
    if code in EVENTS:
        return str(EVENTS[code])
    return next((str(text) for start, text in FAMILIES if code.startswith(start)), code)
