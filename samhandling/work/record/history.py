"""The history of a record as differences: who changed what, when; another unit is never named (§6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import Bruker
from samhandling.rules import audit
from samhandling.store.wall import actor_of
from samhandling.vocabulary.text import _
from samhandling.work.record.change import Record, Register
from samhandling.work.record.field import Field


@dataclass(frozen=True)
class Difference:
    """One field of an event; ``hidden`` where the values may not be shown."""

    field: Field
    before: str
    after: str
    hidden: bool = False


@dataclass(frozen=True)
class HistoryEvent:
    """One change of a record."""

    tid: datetime
    hvem: str
    rolle: str
    hva: str
    differences: list[Difference]


def history(session: Session, register: Register, record: Record, most: int = 100) -> list[HistoryEvent]:
    """Return the newest changes of a record that was read through the wall, newest first."""
    rows = {str(getattr(row, "id", "")): part for part, row in record.parts.items() if getattr(row, "id", None)}
    logged = audit.history(session, rows, most)
    names = _names(session, {each["bruker_id"] for each in logged if each["bruker_id"]})
    return [_event(session, register, record, each, rows[each["rad_id"]], names) for each in logged]


def _names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    return {user.id: user.navn for user in session.scalars(select(Bruker).where(Bruker.id.in_(list(ids))))}


def _event(
    session: Session, register: Register, record: Record, logged: Any, part: str, names: dict[str, str]
) -> HistoryEvent:
    own = part not in register.shared or logged["enhet_id"] in actor_of(session).units()
    who = names.get(logged["bruker_id"], str(_("Systemet"))) if own else str(_("En annen enhet"))
    fields = {each.name: each for each in register.fields}
    shown = [
        _difference(fields[name], difference, hidden=name in record.hidden)
        for name, difference in (logged["innhold"] or {}).items()
        if name in fields
    ]
    return HistoryEvent(logged["tid"], who, logged["rolle"] if own else "", logged["hva"], shown)


def _difference(chosen: Field, difference: Any, *, hidden: bool) -> Difference:
    masked = hidden or not isinstance(difference, dict) or bool(difference.get("skjult"))
    if masked:
        return Difference(chosen, "", "", hidden=True)
    return Difference(chosen, str(difference.get("fra", "")), str(difference.get("til", "")))
