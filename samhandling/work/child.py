"""The one row of a child: found by its full identity number, or made; nothing is shown that was not typed."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from samhandling.model import Barn, BarnEnhet, Dokument, DokumentBarn, Enhet, now, ny_id
from samhandling.rules import audit, derivation
from samhandling.store.wall import Trusted, trusted
from samhandling.vocabulary.codelist import ADRESSEGRADERING
from samhandling.vocabulary.sorting import words
from samhandling.work.errors import NotFoundError

BARN: Table = Barn.__table__  # type: ignore[assignment]
ENHET: Table = BarnEnhet.__table__  # type: ignore[assignment]
NEEDS_APPROVAL = "strengt_fortrolig"
OWN = (
    *("adresse", "postnummer", "poststed", "telefon", "spraak", "barnehage_skole", "hovedansvarlig_tjeneste"),
    *("barnekoordinator", "merknad"),
)
"""What the unit knows of a child for itself (§6)."""


def link_children(session: Session, dokument: Dokument, unit: Enhet, children: Iterable[Mapping[str, Any]]) -> None:
    """Tie a document that is being frozen to its children; it is filed under them as they are named in it."""
    known = {child["navn"]: child["barn_id"] for child in _former_children(session, dokument) if not child.get("fnr")}
    linked = {}
    for child in children:
        chosen = child.get("register") or known.get(child.get("navn"))
        linked[_filed_child(session, dokument, unit, {**child, "barn_id": chosen})] = dict(child)
    dokument.klasser = [{**child, "barn_id": barn_id} for barn_id, child in linked.items()]
    session.add_all(DokumentBarn(dokument_id=dokument.id, barn_id=barn_id) for barn_id in linked)
    session.flush()


def _former_children(session: Session, dokument: Dokument) -> list[dict[str, Any]]:
    """Return the children of the version that this one replaces: a child without a number stays the same row."""
    former = session.get(Dokument, dokument.erstatter_id) if dokument.erstatter_id else None
    return list(former.klasser) if former is not None else []


def _filed_child(session: Session, dokument: Dokument, unit: Enhet, facts: Mapping[str, Any]) -> str:
    """Return the child that a document is filed under.

    Only a row that the document makes is the unit's to see: a number typed into a report opens no
    register, and a report that names the leader leaves no trace in it.
    """
    barn_id, is_new = _found_or_made(session, unit, facts)
    if is_new and not dokument.gjelder_leder:
        _tie(session, unit, barn_id)
    return barn_id


def link_child(session: Session, unit: Enhet, facts: Mapping[str, Any]) -> str:
    """Return the id of the child in the unit's municipality, made where it is new, tied to the unit.

    ``facts``: navn, fnr, foedselsdato (ISO), ufoedt («ja»), termin, adressegradering, each may be missing, and
    what the unit knows (``OWN``). A number whose child has another name opens nothing: the unit gets a row of its
    own with what it typed, so that the answer is the same as for a new child. A stricter grading is kept.
    """
    if facts.get("fnr") and not _known_by(session, unit, facts):
        facts = {**facts, "fnr": None, "fnr_oppgitt": facts["fnr"]}
    barn_id, _is_new = _found_or_made(session, unit, facts)
    _grade(session, barn_id, str(facts.get("adressegradering") or ""))
    _tie(session, unit, barn_id, {name: facts[name] for name in OWN if facts.get(name)})
    return barn_id


def _known_by(session: Session, unit: Enhet, facts: Mapping[str, Any]) -> bool:
    """Tell whether the number is new, or its child goes by the name that was typed."""
    found = select(BARN.c.navn).where(BARN.c.kommune_id == unit.kommune_id, BARN.c.fnr == facts["fnr"])
    known = _execute(session, found).scalar()
    return known is None or goes_by(str(known), str(facts.get("navn") or ""))


def goes_by(known: str, typed: str) -> bool:
    """Tell whether two names may be one child's: all words of the shorter stand in the longer."""
    fewer, more = sorted((set(words(known)), set(words(typed))), key=len)
    return bool(fewer) and fewer <= more


def _grade(session: Session, barn_id: str, typed: str) -> None:
    """Keep the stricter grading: it is never lowered by typing a child anew."""
    grades = [code for code, _label in ADRESSEGRADERING]
    standing = str(_execute(session, select(BARN.c.adressegradering).where(BARN.c.id == barn_id)).scalar_one())
    if typed in grades and grades.index(typed) > grades.index(standing):
        _execute(session, update(BARN).where(BARN.c.id == barn_id).values(adressegradering=typed))


def _found_or_made(session: Session, unit: Enhet, facts: Mapping[str, Any]) -> tuple[str, bool]:
    """Return the child's row, and whether it was made now."""
    if facts.get("fnr"):
        return _by_number(session, unit, facts)
    chosen = _chosen(session, unit, facts)
    return (chosen, False) if chosen else _without_number(session, unit, facts)


def _by_number(session: Session, unit: Enhet, facts: Mapping[str, Any]) -> tuple[str, bool]:
    """One row per municipality and number, also when two enter it at once."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = {**_row(unit, facts), "fnr": facts["fnr"]}
    _execute(session, dialect.insert(BARN).values(row).on_conflict_do_nothing())
    found = select(BARN.c.id).where(BARN.c.kommune_id == unit.kommune_id, BARN.c.fnr == facts["fnr"])
    barn_id = str(_execute(session, found).scalar_one())
    return barn_id, barn_id == row["id"]


def _chosen(session: Session, unit: Enhet, facts: Mapping[str, Any]) -> str | None:
    own = select(BARN.c.id).where(BARN.c.id == facts.get("barn_id"), BARN.c.kommune_id == unit.kommune_id)
    found: str | None = _execute(session, own).scalar() if facts.get("barn_id") else None
    return found


def _without_number(session: Session, unit: Enhet, facts: Mapping[str, Any]) -> tuple[str, bool]:
    """Without a number only the unit's own children are compared for doubles."""
    row = _row(unit, facts)
    own = select(BARN.c.id).join(ENHET, ENHET.c.barn_id == BARN.c.id).where(ENHET.c.enhet_id == unit.id)
    same = own.where(BARN.c.navn == row["navn"], BARN.c.foedselsdato == row["foedselsdato"], BARN.c.fnr.is_(None))
    same = same.where(BARN.c.fnr_oppgitt == row["fnr_oppgitt"])
    found = _execute(session, same.limit(1)).scalar() if row["foedselsdato"] else None
    if found is None:
        _execute(session, insert(BARN).values(row))
        return str(row["id"]), True
    return str(found), False


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
        **{name: facts.get(name) or "" for name in ("fnr_oppgitt", "tolk", "tolk_spraak")},
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _tie(session: Session, unit: Enhet, barn_id: str, own: Mapping[str, Any] = MappingProxyType({})) -> None:
    """Tie the child to the unit once: the child's row is locked first, so that two who do it wait for each other."""
    moment = now()
    locked = select(BARN.c.adressegradering).where(BARN.c.id == barn_id).with_for_update(key_share=True)
    graded = _execute(session, locked).scalar()
    there = select(ENHET.c.id).where(ENHET.c.barn_id == barn_id, ENHET.c.enhet_id == unit.id, ENHET.c.til > moment)
    if _execute(session, there).scalar() is not None:
        return
    empty = {name: "" for name, column in ENHET.c.items() if column.type.python_type is str}
    row = {**empty, **own, "id": ny_id(), "barn_id": barn_id, "enhet_id": unit.id, "godkjent": graded != NEEDS_APPROVAL}
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
