"""What the columns of a list are, known by their headings: bokmål and nynorsk, in any case and spacing.

Two shapes: one row per child with its guardians in numbered columns («Foresatt 1 navn»), or one row per guardian,
tied to the child by the child's number («Foresatt navn»).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from samhandling.output.table import Table, TableError
from samhandling.vocabulary.sorting import words
from samhandling.vocabulary.text import Text, _

MOST_GUARDIANS = 4
CHILD, UNNUMBERED = 0, -1
"""In place of a guardian's number: the child's own column, and a guardian without a number."""
GUARDIAN = re.compile(
    "(?:foresatt|foresatte|foresattes|føresett|føresette|føresatt|føresatte|forelder|forsørger)([1-9]?)"
)
OF_CHILD = frozenset({"barn", "barnet", "barnets", "eleven", "elevens", "elev"})
SMALL = frozenset({"på", "til", "for", "av", "11", "siffer", "sifre", "eventuell", "evt"})
PERSON = {
    "navn": "navn namn fulltnavn fulltnamn",
    "fornavn": "fornavn fornamn førenamn fornavnmellomnavn fornavnogmellomnavn",
    "etternavn": "etternavn etternamn",
    "fnr": "fødselsnummer fødselsnr fnr personnummer personnr fødselsnummerdnummer fødselsnummerellerdnummer dnummer",
    "adresse": "adresse gateadresse bostedsadresse bustadadresse",
    "postnummer": "postnummer postnr postnrogsted",
    "poststed": "poststed poststad",
    "telefon": "telefon tlf telefonnummer telefonnr mobil mobiltelefon mobilnummer",
    "spraak": "språk morsmål språkmorsmål",
    "tolk": "tolk behovtolk behovtolktjeneste trengertolk trengtolk trengstolk",
    "adressegradering": "adressegradering gradering adressesperre adressebeskyttelse adressevern",
}
OF_CHILD_ONLY = {
    "foedselsdato": "fødselsdato født fødd fødselsdag fdato",
    "tolk_spraak": "tolkespråk tolkspråk språktolk",
    "barnehage_skole": "barnehageskole barnehageskule barnehage skole skule barnehageellerskole",
}
OF_GUARDIAN_ONLY = {
    "relasjon": "relasjon rolle slektskap tilknytning",
    "kapasitet": "kapasitet foreldreansvar",
    "epost": "epost epostadresse email mail",
    "daglig_omsorg": "dagligomsorg",
}
EMPTY_MEANS = {"tolk": "", "daglig_omsorg": "", "kapasitet": "ukjent"}
"""What an empty cell means, of the fields of a guardian that are told by a word."""
LABELS: dict[str, Text] = {
    "navn": _("navn"),
    "fornavn": _("fornavn"),
    "etternavn": _("etternavn"),
    "fnr": _("fødselsnummer"),
    "adresse": _("adresse"),
    "postnummer": _("postnummer"),
    "poststed": _("poststed"),
    "telefon": _("telefon"),
    "spraak": _("språk"),
    "tolk": _("tolk"),
    "adressegradering": _("adressegradering"),
    "foedselsdato": _("fødselsdato"),
    "tolk_spraak": _("tolkespråk"),
    "barnehage_skole": _("barnehage/skole"),
    "relasjon": _("relasjon"),
    "kapasitet": _("foreldreansvar"),
    "epost": _("e-post"),
    "daglig_omsorg": _("daglig omsorg"),
}


def _names(*groups: dict[str, str]) -> dict[str, str]:
    return {name: field for group in groups for field, names in group.items() for name in names.split()}


CHILD_NAMES, GUARDIAN_NAMES = _names(PERSON, OF_CHILD_ONLY), _names(PERSON, OF_GUARDIAN_ONLY)
CHILD_HEADINGS = (
    *("Fødselsnummer", "Fødselsdato", "Fornavn", "Etternavn", "Adresse", "Postnummer", "Poststed", "Telefon", "Språk"),
    *("Tolk", "Tolkespråk", "Adressegradering", "Barnehage/skole"),
)
GUARDIAN_HEADINGS = (
    *("navn", "relasjon", "foreldreansvar", "telefon", "e-post", "adresse", "postnummer", "poststed", "språk", "tolk"),
    "adressegradering",
)
TEMPLATE = (*CHILD_HEADINGS, *(f"Foresatt {number} {heading}" for number in (1, 2) for heading in GUARDIAN_HEADINGS))
"""The headings of the file that one may begin with."""


@dataclass(frozen=True)
class Columns:
    """Where each field stands: (0 or the guardian's number, field) to its place; and which headings say nothing."""

    places: dict[tuple[int, str], int]
    unknown: tuple[str, ...]
    per_guardian: bool
    """One row per guardian: a child's number may stand in several rows."""

    @property
    def guardians(self) -> list[int]:
        """Which guardians have columns."""
        return sorted({number for number, _field in self.places} - {CHILD})


def read_columns(table: Table) -> Columns:
    """Know the columns. Raises TableError when one is doubled, or a child cannot be told from the list."""
    found = [known(heading) for heading in table.headings]
    numbered = any(each is not None and each[0] > 0 for each in found)
    places: dict[tuple[int, str], int] = {}
    for place, each in enumerate(found):
        if each is None:
            continue
        key = (1, each[1]) if each[0] == UNNUMBERED else each
        if key in places:
            message = str(_("Kolonnene «{one}» og «{other}» sier det samme. Ta bort den ene."))
            raise TableError(message.format(one=table.headings[places[key]][:60], other=table.headings[place][:60]))
        places[key] = place
    _must_name_children(places)
    unknown = tuple(table.headings[place] for place, each in enumerate(found) if each is None)
    return Columns(places, unknown, any(key[0] == 1 for key in places) and not numbered)


def known(heading: str) -> tuple[int, str] | None:
    """Return whose field a heading names: (0, a guardian's number or -1; the field), or None."""
    parts = [word for word in words(heading) if word not in SMALL]
    number, rest = _guardian(parts)
    name = "".join(word for word in rest if word not in OF_CHILD)
    if number == CHILD:
        if name in CHILD_NAMES:
            return CHILD, CHILD_NAMES[name]
        return (UNNUMBERED, GUARDIAN_NAMES[name]) if name in GUARDIAN_NAMES else None
    field = GUARDIAN_NAMES.get(name) if name else "navn"
    return (number, field) if field else None


def _guardian(parts: Sequence[str]) -> tuple[int, list[str]]:
    """Take «Foresatt 1» out of a heading, wherever it stands: its number, and the other words."""
    for place, word in enumerate(parts):
        if not (named := GUARDIAN.fullmatch(word)):
            continue
        after = parts[place + 1] if place + 1 < len(parts) else ""
        digit = named[1] or (after if after.isdecimal() else "")
        rest = [*parts[:place], *parts[place + 1 + (digit == after and not named[1] and bool(digit)) :]]
        if digit and not 1 <= int(digit) <= MOST_GUARDIANS:
            return CHILD, list(parts)
        return int(digit) if digit else UNNUMBERED, rest
    return CHILD, list(parts)


def _must_name_children(places: dict[tuple[int, str], int]) -> None:
    has = {field for number, field in places if number == CHILD}
    if not has & {"fnr", "foedselsdato"}:
        raise TableError(_("Listen mangler en kolonne for fødselsnummer eller fødselsdato. Se overskriftene i malen."))
    if not has & {"navn", "fornavn", "etternavn"} and not ("fnr" in has and any(number > 0 for number, _f in places)):
        raise TableError(_("Listen mangler en kolonne for barnets navn. Se overskriftene i malen."))
