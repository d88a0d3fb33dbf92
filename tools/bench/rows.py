"""Invented children and documents, and the rows that they are in every table, the derived ones too.

Who may see what comes from rules/access.py itself, for each row, so that it is right whatever those rules come to say.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, time, timedelta
from itertools import islice

from samhandling.model.dokument import ERSTATTET, FEILREGISTRERT, FERDIG
from samhandling.rules.access import BarnGrounds, DokumentGrounds, Grant, Span, derive_barn, derive_dokument
from samhandling.vocabulary.search import index_text
from samhandling.vocabulary.sorting import sort_key
from tools.bench.invented import Person, Words, id_from, people
from tools.bench.load import Row, moment
from tools.bench.town import KIND, Unit

BEGAN = datetime(2021, 1, 4, 8, tzinfo=UTC)
SPAN = timedelta(days=5 * 365)
RECEIVER = "Lyngvær barneverntjeneste"
RENEWED, MISFILED = 25, 40
"""Every so manieth document is a new version of the one before, or feilregistrert."""
GRANT = tuple("del" if field.name == "del_" else field.name for field in fields(Grant))
COLUMNS: dict[str, tuple[str, ...]] = {
    "barn": ("id", "kommune_id", "fnr", "foedselsdato", "navn"),
    "barn_enhet": ("id", "barn_id", "enhet_id", "fra"),
    "foresatt": ("id", "barn_id", "navn", "kapasitet", "fra"),
    "foresatt_enhet": ("id", "foresatt_id", "barn_id", "enhet_id", "relasjon", "telefon"),
    "dokument": (
        *("id", "type", "skjemaversjon", "enhet_id", "forfatter_id", "status", "versjon", "erstatter_id", "opprettet"),
        *(
            "endret",
            "ferdig",
            "nummer",
            "tittel",
            "gjelder",
            "avsender",
            "mottaker",
            "kolleger",
            "forfatter",
            "klasser",
        ),
    ),
    "dokument_del": ("id", "dokument_id", "noekkel", "plass", "svar", "tre"),
    "dokument_barn": ("dokument_id", "barn_id"),
    "dokument_forfatter": ("dokument_id", "bruker_id"),
    "tilgang": GRANT,
    "soek": ("dokument_id", "barn_id", "tekst"),
}
Rows = dict[str, list[Row]]


@dataclass(frozen=True)
class Child:
    """A child of one unit."""

    id: str
    person: Person
    enhet: Unit


@dataclass(frozen=True)
class Document:
    """One finished version."""

    id: str
    enhet: Unit
    barn: Child
    writer: tuple[str, str]
    status: str
    versjon: int
    erstatter_id: str | None
    nummer: str
    tittel: str
    ferdig: datetime
    text: str


class Archive:
    """What one unit has: its children, and its documents one after another; the same each time for the same unit."""

    def __init__(self, unit: Unit, words: Words, persons: Iterator[Person], children: int, documents: int) -> None:
        """Take the unit's children from *persons*; it will have so many documents."""
        self.unit, self.words, self.documents = unit, words, documents
        self.dice = random.Random(unit.brukernavn)  # noqa: S311 - invented data
        self.children = [Child(id_from(self.dice), person, unit) for person in islice(persons, children)]
        self._before: Document | None = None

    def document(self, number: int) -> Document:
        """Write the next document, the *number*-th of all that there will be."""
        renews = self._before if number % RENEWED == RENEWED - 1 else None
        child = renews.barn if renews else self.dice.choice(self.children)
        finished = BEGAN + SPAN * (number / self.documents) + timedelta(microseconds=self.dice.randrange(10**9))
        told = self.words.some(self.dice, 14)
        made = Document(
            id_from(self.dice),
            self.unit,
            child,
            self.dice.choice(self.unit.writers),
            self._status(number),
            2 if renews else 1,
            renews.id if renews else None,
            renews.nummer if renews else f"4699-{finished.year}-{self._series()}{number:06d}",
            renews.tittel if renews else f"Bekymringsmelding om {told[0]} {told[1]}",
            finished,
            " ".join(told[2:]).capitalize() + ".",
        )
        self._before = made
        return made

    def _series(self) -> str:
        return "9" if self.unit.brukernavn == "sma" else ""

    def _status(self, number: int) -> str:
        if number % RENEWED == RENEWED - 2 and number + 1 < self.documents:
            return ERSTATTET
        misfiled = number % MISFILED == MISFILED // 2 and self.unit.brukernavn != "sma"
        return FEILREGISTRERT if misfiled else FERDIG


def archives(small: Unit, large: Unit, documents: int, children: int) -> tuple[Archive, Archive]:
    """Return what the two units have. The small one's is the same in every database of 1,000 documents and more."""
    words, persons = Words(), people()
    few, few_children = min(300, documents * 3 // 10), min(60, children * 3 // 10)
    first = Archive(small, words, persons, few_children, few)
    return first, Archive(large, words, persons, children - few_children, documents - few)


def in_order(first: Archive, second: Archive) -> Iterator[Document]:
    """Yield all documents, the small unit's strewn among the large one's as time would have them."""
    written = 0
    for number in range(second.documents):
        yield second.document(number)
        while written < first.documents * (number + 1) // second.documents:
            yield first.document(written)
            written += 1


def child_rows(children: Sequence[Child]) -> Rows:
    """Return the rows of children, with a guardian each."""
    rows: Rows = {name: [] for name in COLUMNS}
    since, dice = moment(BEGAN), random.Random(children[0].id if children else 0)  # noqa: S311 - invented data
    for child in children:
        person, unit, guardian = child.person, child.enhet, id_from(dice)
        rows["barn"].append((child.id, unit.kommune_id, person.fnr, person.foedselsdato.isoformat(), person.navn))
        rows["barn_enhet"].append((id_from(dice), child.id, unit.id, since))
        name = f"Liv {person.navn.rpartition(' ')[2]}"
        rows["foresatt"].append((guardian, child.id, name, "foreldreansvar_felles", since))
        rows["foresatt_enhet"].append((id_from(dice), guardian, child.id, unit.id, "mor", "900 00 000"))
        rows["tilgang"] += map(_grant, derive_barn(barn_grounds(child)))
        rows["soek"].append((None, child.id, index_text(person.navn, born=(person.foedselsdato,))))
    return rows


def barn_grounds(child: Child) -> BarnGrounds:
    """Return what access to a child rests on."""
    born = datetime.combine(child.person.foedselsdato, time(), UTC)
    return BarnGrounds(child.id, born, sort_key(child.person.navn)[:100], frozenset({Span("", child.enhet.id, BEGAN)}))


def document_rows(documents: Sequence[Document]) -> Rows:
    """Return the rows of documents, with one section each."""
    rows: Rows = {name: [] for name in COLUMNS}
    dice = random.Random(documents[0].id if documents else 0)  # noqa: S311 - as above
    for each in documents:
        rows["dokument"].append(_dokument(each))
        rows["dokument_del"].append((id_from(dice), each.id, "bekymring", 5, *_section(each.text)))
        rows["dokument_barn"].append((each.id, each.barn.id))
        rows["dokument_forfatter"].append((each.id, each.writer[0]))
        rows["tilgang"] += map(_grant, derive_dokument(dokument_grounds(each)))
        rows["soek"].append((each.id, None, _search_text(each)))
    return rows


def _dokument(each: Document) -> Row:
    ended = moment(each.ferdig)
    return (
        *(each.id, KIND, 1, each.enhet.id, each.writer[0], each.status, each.versjon, each.erstatter_id),
        *(moment(_begun(each)), ended, ended, each.nummer, each.tittel, each.barn.person.navn, each.enhet.navn),
        *(RECEIVER, False, each.writer[1], _classes(each.barn)),
    )


def _classes(child: Child) -> str:
    """Return the children that a document is filed under, as finishing freezes them."""
    facts = {"navn": child.person.navn, "foedselsdato": child.person.foedselsdato.isoformat(), "barn_id": child.id}
    return json.dumps([facts], ensure_ascii=False)


def _begun(each: Document) -> datetime:
    return each.ferdig - timedelta(days=1)


def _section(text: str) -> tuple[str, str]:
    line = {"t": "line", "name": "bekymring-forhold", "label": "Bekymringsfulle forhold", "value": text, "long": True}
    tree = {"key": "bekymring", "title": "Bekymringen", "law": [], "items": [line]}
    return json.dumps({"forhold": text}, ensure_ascii=False), json.dumps(tree, ensure_ascii=False)


def dokument_grounds(each: Document) -> DokumentGrounds:
    """Return what access to a document rests on."""
    return DokumentGrounds(
        id=each.id,
        enhet_id=each.enhet.id,
        status=each.status,
        opprettet=_begun(each),
        dato=each.ferdig,
        slag=KIND,
        kolleger=False,
        forfattere=frozenset({each.writer[0]}),
    )


def _search_text(each: Document) -> str:
    person = each.barn.person
    said = (each.tittel, person.navn, each.enhet.navn, RECEIVER)
    return index_text(*said, number=each.nummer, born=(person.foedselsdato,))


def _grant(grant: Grant) -> Row:
    return tuple(moment(value) if isinstance(value, datetime) else value for value in vars(grant).values())
