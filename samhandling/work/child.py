"""The one row of a child: found by its full identity number, or made; nothing is shown that was not typed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from samhandling.model import Barn, BarnEnhet, Dokument, DokumentBarn, Enhet, now, ny_id
from samhandling.rules import audit, derivation
from samhandling.store.wall import Trusted, trusted
from samhandling.work.errors import NotFoundError

BARN: Table = Barn.__table__  # type: ignore[assignment]
ENHET: Table = BarnEnhet.__table__  # type: ignore[assignment]
NEEDS_APPROVAL = "strengt_fortrolig"


def link_children(session: Session, dokument: Dokument, unit: Enhet, children: Iterable[Mapping[str, Any]]) -> None:
    """Tie a document that is being frozen to its children; it is filed under them as they are named in it."""
    linked = {link_child(session, unit, child): dict(child) for child in children}
    dokument.klasser = [{**child, "barn_id": barn_id} for barn_id, child in linked.items()]
    session.add_all(DokumentBarn(dokument_id=dokument.id, barn_id=barn_id) for barn_id in linked)
    session.flush()


def link_child(session: Session, unit: Enhet, facts: Mapping[str, Any]) -> str:
    """Return the id of the child in the unit's municipality, made where it is new, tied to the unit.

    ``facts``: navn, fnr, foedselsdato (ISO), ufoedt («ja»), termin, adressegradering, each may be missing.
    """
    barn_id = _by_number(session, unit, facts) if facts.get("fnr") else _without_number(session, unit, facts)
    _tie(session, unit, barn_id)
    return barn_id


def _by_number(session: Session, unit: Enhet, facts: Mapping[str, Any]) -> str:
    """One row per municipality and number, also when two enter it at once."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = {**_row(unit, facts), "fnr": facts["fnr"]}
    _execute(session, dialect.insert(BARN).values(row).on_conflict_do_nothing())
    found = select(BARN.c.id).where(BARN.c.kommune_id == unit.kommune_id, BARN.c.fnr == facts["fnr"])
    return str(_execute(session, found).scalar_one())


def _without_number(session: Session, unit: Enhet, facts: Mapping[str, Any]) -> str:
    """Without a number only the unit's own children are compared for doubles."""
    row = _row(unit, facts)
    own = select(BARN.c.id).join(ENHET, ENHET.c.barn_id == BARN.c.id).where(ENHET.c.enhet_id == unit.id)
    same = own.where(BARN.c.navn == row["navn"], BARN.c.foedselsdato == row["foedselsdato"], BARN.c.fnr.is_(None))
    found = _execute(session, same.limit(1)).scalar() if row["foedselsdato"] else None
    if found is None:
        _execute(session, insert(BARN).values(row))
        return str(row["id"])
    return str(found)


def _row(unit: Enhet, facts: Mapping[str, Any]) -> dict[str, Any]:
    empty = {name: "" for name, column in BARN.c.items() if column.type.python_type is str}
    return empty | {
        "id": ny_id(),
        "kommune_id": unit.kommune_id,
        "fnr": None,
        "navn": facts.get("navn") or "Ukjent",
        "foedselsdato": _day(facts.get("foedselsdato")),
        "ufoedt": facts.get("ufoedt") == "ja",
        "termin": _day(facts.get("termin")),
        "adressegradering": facts.get("adressegradering") or "ugradert",
        **{name: facts.get(name) or "" for name in ("adresse", "postnummer", "poststed", "telefon")},
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _tie(session: Session, unit: Enhet, barn_id: str) -> None:
    """Tie the child to the unit once: the child's row is locked first, so that two who do it wait for each other."""
    moment = now()
    locked = select(BARN.c.adressegradering).where(BARN.c.id == barn_id).with_for_update(key_share=True)
    graded = _execute(session, locked).scalar()
    there = select(ENHET.c.id).where(ENHET.c.barn_id == barn_id, ENHET.c.enhet_id == unit.id, ENHET.c.til > moment)
    if _execute(session, there).scalar() is not None:
        return
    row = {"id": ny_id(), "barn_id": barn_id, "enhet_id": unit.id, "godkjent": graded != NEEDS_APPROVAL}
    _execute(session, insert(ENHET).values(row))
    derivation.rewrite_barn(session, barn_id)
    audit.record(session, "barn.tilknyttet", barn=[barn_id], enhet_id=unit.id)


def approve(session: Session, barn_id: str, enhet_id: str) -> None:
    """Approve what waits for the unit's leader. Raises NotFoundError when nothing does."""
    waits = (ENHET.c.barn_id == barn_id, ENHET.c.enhet_id == enhet_id, ENHET.c.godkjent.is_(False))
    if _execute(session, update(ENHET).where(*waits).values(godkjent=True)).rowcount == 0:
        raise NotFoundError(barn_id)


def _execute(session: Session, statement: Any) -> Any:
    return session.execute(statement, execution_options=trusted(Trusted.REGISTER))
