"""One row of a list: the child, its guardians, and what is to be said of each cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from samhandling.output.table import Table
from samhandling.vocabulary.codelist import SKJULT_ADRESSE
from samhandling.vocabulary.identity import parse_identity
from samhandling.vocabulary.parse import parse_phone
from samhandling.vocabulary.text import Text, _
from samhandling.work.child import NEEDS_APPROVAL
from samhandling.work.house import House
from samhandling.work.list_import import value
from samhandling.work.list_import.column import CHILD, EMPTY_MEANS, Columns
from samhandling.work.register import ChildFacts, GuardianFacts, child_faults, guardian_faults

ADDRESS = ("adresse", "postnummer", "poststed")
UNKNOWN = {"ukjent", "ukjend"}
TEXTS_OF_CHILD = ("adresse", "poststed", "spraak", "tolk_spraak", "barnehage_skole")
TEXTS_OF_GUARDIAN = ("adresse", "poststed", "spraak", "relasjon", "epost")


@dataclass(frozen=True)
class Remark:
    """What is said of a cell (``place``: its column, or -1 for the row); what is wrong keeps the row out."""

    place: int
    text: str
    wrong: bool = True


@dataclass(frozen=True)
class Entry:
    """A row as the register takes it. ``child.navn`` is empty where a list of guardians names the number alone."""

    number: int
    cells: tuple[str, ...]
    child: ChildFacts
    guardians: tuple[GuardianFacts, ...]
    remarks: tuple[Remark, ...]
    hidden: frozenset[int] = frozenset()
    """Columns with a graded address: not shown."""
    taken_out: frozenset[int] = frozenset()
    """Columns whose text is not taken in, nor carried on."""

    @property
    def is_wrong(self) -> bool:
        """Tell whether anything keeps the row out."""
        return any(remark.wrong for remark in self.remarks)

    @property
    def key(self) -> tuple[str, date | None]:
        """What ties rows about one child together."""
        return (self.child.fnr, None) if self.child.fnr else (self.child.navn, self.child.foedselsdato)

    def with_remarks(self, *remarks: Remark) -> "Entry":
        """Return the entry with more said of it."""
        return replace(self, remarks=(*self.remarks, *remarks))


@dataclass
class _Row:
    """The cells of one row while they are read."""

    house: House
    today: date
    columns: Columns
    number: int
    cells: tuple[str, ...]
    remarks: list[Remark] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    taken_out: set[int] = field(default_factory=set)

    def text(self, who: int, name: str) -> str:
        place = self.columns.places.get((who, name))
        return " ".join(self.cells[place].split()) if place is not None else ""

    def say(self, who: int, name: str, text: Text, *, wrong: bool = True) -> None:
        places = self.columns.places
        first = next((place for (number, _field), place in places.items() if number == who), -1)
        remark = Remark(places.get((who, name), first), str(text), wrong)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def read(self, who: int, name: str, parse: Callable[[str], Any], empty: Any = "") -> Any:
        """Return a cell's value; what is wrong is said of the cell."""
        text = self.text(who, name)
        if not text:
            return empty
        try:
            found = parse(text)
        except ValueError as fault:
            self.say(who, name, str(fault))
            return empty
        if isinstance(found, tuple):
            found, remark = found
            if remark:
                self.say(who, name, remark, wrong=False)
        return found

    def identity(self, who: int) -> str:
        synthetic = self.house.settings.synthetic
        return str(self.read(who, "fnr", partial(value.identity, synthetic=synthetic, today=self.today)))

    def coded(self, who: int, name: str, empty: str = "") -> str:
        return str(self.read(who, name, partial(value.code, name), empty))

    def whole_name(self, who: int) -> str:
        parts = [str(self.read(who, name, value.words)) for name in ("navn", "fornavn", "etternavn")]
        return parts[0] or " ".join(part for part in parts[1:] if part)

    def texts(self, who: int, names: Sequence[str]) -> dict[str, str]:
        return {name: str(self.read(who, name, value.words)) for name in names}

    def reached(self, who: int) -> dict[str, str]:
        """Return telephone and postal code."""
        phone = self.read(who, "telefon", lambda text: parse_phone(text.replace("(", "").replace(")", "")))
        return {"telefon": str(phone), "postnummer": str(self.read(who, "postnummer", value.postal_code))}

    def drop(self, who: int, names: Sequence[str], reason: Text) -> None:
        """Leave a secret address out: it is not taken in, not shown and not carried on."""
        for name in names:
            if self.text(who, name):
                self.say(who, name, reason, wrong=False)
                self.taken_out.add(self.columns.places[who, name])


def read_entries(house: House, table: Table, columns: Columns, today: date) -> list[Entry]:
    """Read every row that holds anything; rows about one child are told from doubles."""
    rows = enumerate(table.rows, table.first)
    entries = [_entry(_Row(house, today, columns, number, cells)) for number, cells in rows if any(cells)]
    return _without_doubles(entries, columns)


def _entry(row: _Row) -> Entry:
    child = _child(row)
    guardians = [_guardian(row, who, child) for who in row.columns.guardians if _is_filled(row, who)]
    return Entry(
        row.number,
        row.cells,
        child,
        tuple(guardians),
        tuple(row.remarks),
        frozenset(row.hidden | row.taken_out),
        frozenset(row.taken_out),
    )


def _is_filled(row: _Row, who: int) -> bool:
    return any(row.text(who, name) for number, name in row.columns.places if number == who)


def _child(row: _Row) -> ChildFacts:
    grade = row.coded(CHILD, "adressegradering", "ugradert")
    number = row.identity(CHILD)
    born = row.read(CHILD, "foedselsdato", partial(value.day, today=row.today), None)
    told: dict[str, Any] = row.texts(CHILD, TEXTS_OF_CHILD) | row.reached(CHILD)
    facts = ChildFacts(
        navn=row.whole_name(CHILD),
        fnr=number,
        foedselsdato=born,
        adressegradering=grade,
        tolk=row.coded(CHILD, "tolk"),
        **told,
    )
    _check_birth(row, facts)
    if grade == NEEDS_APPROVAL:
        row.drop(CHILD, (*ADDRESS, "barnehage_skole"), _("Strengt fortrolig adresse tas ikke inn fra en liste."))
        facts = replace(facts, adresse="", postnummer="", poststed="", barnehage_skole="")
    _hide(row, CHILD, grade, (*ADDRESS, "barnehage_skole"))
    faults = child_faults(row.house, facts)
    if facts.fnr and row.columns.guardians:
        faults.pop("navn", None)  # a list of guardians may name the child by its number alone
    if _is_said(row, CHILD, "foedselsdato"):
        faults.pop("fnr", None)
    for name, fault in faults.items():
        if not _is_said(row, CHILD, name):
            row.say(CHILD, name, fault)
    return facts


def _is_said(row: _Row, who: int, name: str) -> bool:
    place = row.columns.places.get((who, name))
    return place is not None and any(remark.place == place and remark.wrong for remark in row.remarks)


def _check_birth(row: _Row, facts: ChildFacts) -> None:
    if not facts.fnr or facts.foedselsdato is None:
        return
    born = parse_identity(facts.fnr, synthetic=True, today=row.today).birth_date
    if born != facts.foedselsdato:
        row.say(CHILD, "foedselsdato", _("Fødselsdatoen stemmer ikke med fødselsnummeret."))


def _guardian(row: _Row, who: int, child: ChildFacts) -> GuardianFacts:
    name = row.whole_name(who)
    told: dict[str, Any] = row.texts(who, TEXTS_OF_GUARDIAN) | row.reached(who)
    told |= {each: row.coded(who, each, empty) for each, empty in EMPTY_MEANS.items()}
    facts = GuardianFacts(
        **told,
        navn="" if name.casefold() in UNKNOWN else name,
        ukjent=name.casefold() in UNKNOWN,
        adressegradering=row.coded(who, "adressegradering", "ugradert"),
        fnr=row.identity(who),
    )
    if NEEDS_APPROVAL in {facts.adressegradering, child.adressegradering}:
        row.drop(who, ADDRESS, _("Strengt fortrolig adresse tas ikke inn fra en liste."))
        facts = replace(facts, adresse="", postnummer="", poststed="")
    _hide(row, who, facts.adressegradering, ADDRESS)
    for field_name, fault in guardian_faults(row.house, facts).items():
        if not _is_said(row, who, field_name):
            row.say(who, field_name, fault)
    return facts


def _hide(row: _Row, who: int, grade: str, names: Sequence[str]) -> None:
    if grade in SKJULT_ADRESSE:
        row.hidden |= {row.columns.places[who, name] for name in names if (who, name) in row.columns.places}


def _without_doubles(entries: list[Entry], columns: Columns) -> list[Entry]:
    """In a list of children each stands once; in a list of guardians the first row names the child."""
    first: dict[tuple[str, date | None], Entry] = {}
    found = []
    for entry in entries:
        before = first.setdefault(entry.key, entry)
        if before is entry or not any(entry.key):
            found.append(entry)
        elif columns.per_guardian:
            same = replace(entry.child, navn=entry.child.navn or before.child.navn)
            found.append(replace(entry, child=same))
        else:
            told = str(_("Samme barn står på rad {row}.")).format(row=before.number)
            found.append(entry.with_remarks(Remark(-1, told)))
    return found
