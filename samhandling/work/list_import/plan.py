"""What a list would do in the register, row by row; nothing is stored (issue 3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from sqlalchemy.orm import Session

from samhandling.model import now
from samhandling.model.base import OSLO
from samhandling.output.table import Table
from samhandling.store.actor import Actor
from samhandling.store.wall import actor_of
from samhandling.vocabulary.codelist import SKJULT_ADRESSE
from samhandling.vocabulary.text import Text, _
from samhandling.work.child import NEEDS_APPROVAL, stricter
from samhandling.work.errors import NotFoundError
from samhandling.work.house import House
from samhandling.work.list_import.column import CHILD, LABELS, Columns, read_columns
from samhandling.work.list_import.entry import ADDRESS, Entry, Remark, read_entries
from samhandling.work.list_import.known import Known, Matches, find_known
from samhandling.work.register import CLERKS, OWN_OF_GUARDIAN, GuardianFacts

What = Literal["ny", "endres", "uendret", "feil"]
GRADING = "adressegradering"
COMMON_FACTS = ("tolk", "tolk_spraak")
OWN_FACTS = ("telefon", "spraak", "barnehage_skole")


@dataclass(frozen=True)
class RowPlan:
    """What one row does. ``fills`` are the child's empty fields that it fills, ``guardians`` those it adds to."""

    entry: Entry
    what: What
    known: Known | None = None
    fills: tuple[tuple[str, str], ...] = ()
    guardians: tuple[GuardianFacts, ...] = ()
    remarks: tuple[Remark, ...] = ()
    adds: tuple[str, ...] = ()

    def remarks_at(self, place: int) -> list[Remark]:
        """Return what is said of a cell."""
        return [remark for remark in self.remarks if remark.place == place]


@dataclass(frozen=True)
class Preview:
    """A list as it would be taken in by a unit."""

    enhet_id: str
    table: Table
    columns: Columns
    rows: tuple[RowPlan, ...]
    notes: tuple[Text, ...]

    def count(self, *what: What) -> int:
        """Count rows by what they do."""
        return sum(row.what in what for row in self.rows)

    @property
    def guardians(self) -> int:
        """How many guardians are added or filled in."""
        return sum(len(row.guardians) for row in self.rows if row.what != "feil")

    @property
    def wrong(self) -> tuple[RowPlan, ...]:
        """The rows that are not taken in."""
        return tuple(row for row in self.rows if row.what == "feil")

    @property
    def does_something(self) -> bool:
        """Tell whether anything would be stored."""
        return self.count("ny", "endres") > 0


def may_import(actor: Actor) -> list[tuple[str, str]]:
    """Return the units that the actor may import lists for, as (id, name)."""
    return list({role.enhet_id: role.enhet_navn for role in actor.roller if role.rolle in CLERKS}.items())


def preview(house: House, session: Session, enhet_id: str, table: Table) -> Preview:
    """Say what a list would do for the session's actor in a unit; a known child that it shows is a look.

    Raises NotFoundError without the right; TableError when the columns do not say who the children are.
    """
    must_keep_register(actor_of(session), enhet_id)
    columns, entries = entries_of(house, table)
    rows = plan_rows(session, enhet_id, entries, columns)
    return Preview(enhet_id, table, columns, tuple(rows), tuple(_notes(table, columns, entries)))


def must_keep_register(actor: Actor, enhet_id: str) -> None:
    """Raise NotFoundError for whoever does not keep the unit's register: leader, deputy or clerk."""
    if enhet_id not in dict(may_import(actor)):
        raise NotFoundError(enhet_id)


def entries_of(house: House, table: Table) -> tuple[Columns, list[Entry]]:
    """Read columns and rows; no database is asked."""
    columns = read_columns(table)
    return columns, read_entries(house, table, columns, now().astimezone(OSLO).date())


def _notes(table: Table, columns: Columns, entries: Sequence[Entry]) -> Iterator[Text]:
    yield from table.notes
    if columns.unknown:
        names = ", ".join(f"«{heading[:60]}»" for heading in columns.unknown)
        yield str(_("Disse kolonnene kjenner vi ikke, og de tas ikke inn: {names}.")).format(names=names)
    grades = {entry.child.adressegradering for entry in entries}
    grades |= {guardian.adressegradering for entry in entries for guardian in entry.guardians}
    if grades & set(SKJULT_ADRESSE):
        yield _("Listen har graderte adresser. Slett filen når listen er tatt inn.")
    if any(entry.child.adressegradering == NEEDS_APPROVAL for entry in entries):
        yield _("Barn med strengt fortrolig adresse vises når lederen har godkjent dem. Legg inn foresatte etterpå.")


def plan_rows(session: Session, enhet_id: str, entries: Sequence[Entry], columns: Columns) -> list[RowPlan]:
    """Compare entries with the unit's own children; a child named in an earlier row is not new twice."""
    matches = find_known(session, enhet_id, [entry for entry in entries if not entry.is_wrong])
    seen: set[tuple[str, date | None]] = set()
    plans = []
    for entry in entries:
        planned = _plan(entry, matches, columns, repeated=entry.key in seen)
        if planned.what != "feil":
            seen.add(entry.key)
        plans.append(planned)
    return plans


def _plan(entry: Entry, matches: Matches, columns: Columns, *, repeated: bool) -> RowPlan:
    known = matches.known.get(entry.number)
    remarks = [*entry.remarks, *_remarks(entry, matches, known, repeated=repeated)]
    if any(remark.wrong for remark in remarks):
        return RowPlan(entry, "feil", remarks=tuple(remarks))
    if known is None:
        named = tuple(str(_("foresatt")) for _guardian in entry.guardians) if repeated else ()
        what: What = "ny" if not repeated else "endres" if entry.guardians else "uendret"
        return RowPlan(entry, what, None, (), entry.guardians, tuple(remarks), named)
    fills, differs = compare_child(entry, known)
    guardians = tuple(facts for facts in (_news(facts, known) for facts in entry.guardians) if facts)
    remarks += [Remark(_place(columns, name), _differs(), wrong=False) for name in differs]
    adds = [str(LABELS.get(name, name)) for name, _value in fills] + [str(_("foresatt")) for _facts in guardians]
    return RowPlan(entry, "endres" if adds else "uendret", known, tuple(fills), guardians, tuple(remarks), tuple(adds))


def _place(columns: Columns, name: str) -> int:
    return columns.places.get((CHILD, name), -1)


def _differs() -> str:
    return str(_("Noe annet står hos dere fra før. Det blir stående."))


def _remarks(entry: Entry, matches: Matches, known: Known | None, *, repeated: bool) -> Iterator[Remark]:
    if entry.number in matches.other_name:
        yield Remark(-1, str(_("Nummeret står hos dere på et barn med et annet navn. Rett navnet eller nummeret.")))
    elif entry.number in matches.without_number:
        told = _("Et barn med samme navn og fødselsdato står hos dere uten nummer. Skriv nummeret der først.")
        yield Remark(-1, str(told))
    elif not entry.child.navn and known is None and not repeated and not entry.is_wrong:
        yield Remark(-1, str(_("Barnet står ikke hos dere. Skriv barnets navn, så legges det inn.")))


def compare_child(entry: Entry, known: Known) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the empty fields that an entry fills, and the names of those where something else stands."""
    facts: Any = entry.child
    grade = stricter(known.barn.adressegradering, facts.adressegradering)
    fills = [("adressegradering", grade)] if grade != known.barn.adressegradering else []
    secret = grade == NEEDS_APPROVAL
    differs: list[str] = []
    address_stands = any(getattr(known.own, name) for name in ADDRESS)
    rows: list[tuple[str, Any]] = [(name, known.barn) for name in COMMON_FACTS]
    rows += [(name, known.own) for name in (*ADDRESS, *OWN_FACTS)]
    for name, row in rows:
        typed, standing = getattr(facts, name), getattr(row, name)
        if not typed or typed == standing or (secret and name in (*ADDRESS, "barnehage_skole")):
            continue
        if standing or (name in ADDRESS and address_stands):
            differs.append(name)
        else:
            fills.append((name, typed))
    return fills, differs


def _news(facts: GuardianFacts, known: Known) -> GuardianFacts | None:
    """Return a guardian that is new, or that fills what is empty; None where nothing would change."""
    found = [pair for pair in known.guardians if (pair[0].navn, pair[0].ukjent) == (facts.navn, facts.ukjent)]
    if NEEDS_APPROVAL in {known.barn.adressegradering, *(pair[0].adressegradering for pair in found)}:
        facts = replace(facts, adresse="", postnummer="", poststed="")
    if not found:
        return facts
    guardian, own = found[0]
    kept: dict[str, Any] = {name: getattr(own, name, "") or getattr(facts, name) for name in OWN_OF_GUARDIAN}
    graded = stricter(guardian.adressegradering, facts.adressegradering)
    changed = graded != guardian.adressegradering or any(kept[name] != getattr(own, name, "") for name in kept)
    return replace(facts, **kept) if changed or own is None else None
