"""A record read and changed: what stood there when it was typed over is compared field by field, nothing is lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from samhandling.model import Base
from samhandling.rules import audit
from samhandling.store.actor import Actor
from samhandling.store.wall import actor_of
from samhandling.vocabulary.codelist import CodeList
from samhandling.vocabulary.text import _
from samhandling.work.errors import ConflictError, InvalidError, NotFoundError
from samhandling.work.house import House
from samhandling.work.record.field import Field

Parts = Mapping[str, Base]
"""The rows that a record is made of, by name: a child's common row and what the unit knows."""
Values = Mapping[str, Any]
Texts = dict[str, str]


@dataclass(frozen=True)
class Typed:
    """One field: the text that stood there when it was typed over, and what was typed."""

    base: str
    value: str


def _every(_actor: Actor, _parts: Parts) -> frozenset[str]:
    return frozenset()


def _no_choices(_session: Session, _parts: Parts) -> dict[str, CodeList]:
    return {}


def _no_faults(_house: House, _session: Session, _parts: Parts, _values: Values) -> dict[str, str]:
    return {}


def _set(_session: Session, parts: Parts, chosen: Field, value: Any) -> None:
    setattr(parts[chosen.part], chosen.name, value)


def _nothing(_session: Session, _parts: Parts) -> None:
    return


@dataclass(frozen=True)
class Register:
    """What the work floor knows of a register: its fields, who may change which, what a change demands and causes."""

    key: str
    fields: tuple[Field, ...]
    load: Callable[[Session, str, str, bool], Parts]
    """(session, row's id, unit's id or "", for update) → parts. Raises NotFoundError."""
    may: Callable[[Actor, Parts], frozenset[str]]
    """The names of the fields that the actor may change; none: the record may only be read."""
    hides: Callable[[Actor, Parts], frozenset[str]] = _every
    """The names of the fields that the actor may not even see."""
    choices: Callable[[Session, Parts], dict[str, CodeList]] = _no_choices
    check: Callable[[House, Session, Parts, Values], dict[str, str]] = _no_faults
    apply: Callable[[Session, Parts, Field, Any], None] = _set
    after: Callable[[Session, Parts], None] = _nothing
    about: Callable[[Parts], list[str]] = lambda _parts: []
    """The children that an event is about."""
    unit: Callable[[Parts], str | None] = lambda _parts: None
    shared: frozenset[str] = frozenset()
    """Parts that several units see: another unit's name never shows in their history."""


@dataclass(frozen=True)
class Record:
    """A record as one actor sees it."""

    id: str
    parts: Parts
    texts: Texts
    may: frozenset[str]
    hidden: frozenset[str]
    choices: dict[str, CodeList] = field(default_factory=dict)


@dataclass(frozen=True)
class Clash:
    """A field that somebody else changed meanwhile: what stood there, what stands there now, what was typed."""

    field: Field
    base: str
    theirs: str
    mine: str


class RecordChangedError(ConflictError):
    """Somebody else has changed the same fields; nothing was stored, nothing that was typed is lost."""

    def __init__(self, clashes: list[Clash]) -> None:
        """Take the fields that clash."""
        super().__init__(_("Noen andre har endret de samme feltene."))
        self.clashes = clashes


def read_record(session: Session, register: Register, rad_id: str, enhet_id: str = "", *, lock: bool = False) -> Record:
    """Return a record for the session's actor. Raises NotFoundError."""
    if "\0" in rad_id + enhet_id:
        raise NotFoundError(rad_id)
    parts, actor = register.load(session, rad_id, enhet_id, lock), actor_of(session)
    hidden = register.hides(actor, parts)
    shown = {each.name: each.text_of(parts[each.part]) for each in register.fields}
    return Record(
        rad_id,
        parts,
        {name: "" if name in hidden else text for name, text in shown.items()},
        register.may(actor, parts) - hidden,
        hidden,
        register.choices(session, parts),
    )


def change(
    house: House, actor: Actor, register: Register, rad_id: str, typed: Mapping[str, Typed], enhet_id: str = ""
) -> frozenset[str]:
    """Change a record in one transaction; return the names of the fields that were changed.

    Raises NotFoundError; InvalidError by field; RecordChangedError where another changed the same field.
    """
    with house.database.write(actor) as session:
        record = read_record(session, register, rad_id, enhet_id, lock=True)
        if not record.may:
            raise NotFoundError(rad_id)
        wanted = {name: each for name, each in typed.items() if name in record.may and each.value != each.base}
        _refuse_clashes(register, record, wanted)
        values = read_values(register, record, {n: each.value for n, each in wanted.items()})
        changed = {name: value for name, value in values.items() if wanted[name].value != record.texts[name]}
        if faults := register.check(house, session, record.parts, changed):
            raise InvalidError(faults)
        store(session, register, record, changed)
        return frozenset(changed)


def _refuse_clashes(register: Register, record: Record, wanted: Mapping[str, Typed]) -> None:
    clashes = [
        Clash(each, wanted[each.name].base, record.texts[each.name], wanted[each.name].value)
        for each in register.fields
        if each.name in wanted and record.texts[each.name] not in {wanted[each.name].base, wanted[each.name].value}
    ]
    if clashes:
        raise RecordChangedError(clashes)


def read_values(register: Register, record: Record, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return typed texts as values. Raises InvalidError by field."""
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for each in register.fields:
        if each.name in texts:
            try:
                values[each.name] = _one_of(each, record, each.read(texts[each.name]))
            except ValueError as error:
                faults[each.name] = str(error)
    if faults:
        raise InvalidError(faults)
    return values


def _one_of(chosen: Field, record: Record, value: Any) -> Any:
    if chosen.kind != "select" or value == "":
        return value
    codes = dict(record.choices.get(chosen.name, chosen.options))
    if value not in codes:
        raise ValueError(_("Velg et svar."))
    return value


def store(session: Session, register: Register, record: Record, changed: Values, event: str = "endret") -> None:
    """Set the values, let what follows follow, and log the difference: once for each row of the record."""
    if not changed:
        return
    before = _address_is_graded(record.parts)
    for each in register.fields:
        if each.name in changed:
            register.apply(session, record.parts, each, changed[each.name])
    session.flush()
    register.after(session, record.parts)
    graded = before or _address_is_graded(record.parts)
    for part, row in record.parts.items():
        own = [each for each in register.fields if each.part == part and each.name in changed]
        if own:
            difference = {each.name: _logged(each, record, row, graded=graded) for each in own}
            audit.record(
                session,
                f"{register.key}.{event}",
                barn=register.about(record.parts),
                enhet_id=register.unit(record.parts),
                change=difference,
                row=row,
            )


def _logged(chosen: Field, record: Record, row: object, *, graded: bool) -> dict[str, Any]:
    """Return one field's difference; a graded address never stands in the log."""
    if chosen.address and graded:
        return {"skjult": True}
    return {"fra": record.texts[chosen.name], "til": chosen.text_of(row)}


def _address_is_graded(parts: Parts) -> bool:
    return any(getattr(row, "adressegradering", "ugradert") != "ugradert" for row in parts.values())
