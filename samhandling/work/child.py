"""The one row of a child: found by its full identity number, or made; nothing is shown that was not typed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from samhandling.model import Barn, BarnEnhet, Dokument, DokumentBarn, Enhet, now, ny_id
from samhandling.rules import audit, derivation
from samhandling.store.wall import Trusted, actor_of, trusted
from samhandling.vocabulary.codelist import ADRESSEGRADERING
from samhandling.vocabulary.identity import parse_identity
from samhandling.vocabulary.sorting import words
from samhandling.work.errors import NotFoundError
from samhandling.work.throttle import note_wrong, tried_often

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
    return link_many(session, unit, [facts])[0]


def link_many(session: Session, unit: Enhet, many: Sequence[Mapping[str, Any]]) -> list[str]:
    """As ``link_child`` for each of many, in as few statements as they need."""
    told = _with_their_own_numbers(session, unit, many)
    numbered = _numbered(session, unit, [facts for facts in told if facts.get("fnr")])
    barn_ids = [numbered.get(str(facts.get("fnr"))) or _found_or_made(session, unit, facts)[0] for facts in told]
    grades: dict[str, str] = {}
    ties: dict[str, dict[str, Any]] = {}
    for barn_id, facts in zip(barn_ids, told, strict=True):
        grades[barn_id] = stricter(grades.get(barn_id, ""), str(facts.get("adressegradering") or ""))
        ties.setdefault(barn_id, {name: facts[name] for name in OWN if facts.get(name)})
    grade(session, grades, unit.id)
    _tie_all(session, unit, ties)
    return barn_ids


def _with_their_own_numbers(
    session: Session, unit: Enhet, many: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Take away a number whose child goes by another name: it stands as it was given."""
    numbers = [facts["fnr"] for facts in many if facts.get("fnr")]
    found = select(BARN.c.fnr, BARN.c.navn).where(BARN.c.kommune_id == unit.kommune_id, BARN.c.fnr.in_(numbers))
    names = {str(fnr): str(navn) for fnr, navn in _execute(session, found)} if numbers else {}
    told: list[Mapping[str, Any]] = []
    for facts in many:
        name, number = str(facts.get("navn") or ""), facts.get("fnr")
        if number and number in names and not is_named(session, str(number), names[number], name):
            told.append({**facts, "fnr": None, "fnr_oppgitt": number})
        else:
            told.append(facts)
            names.setdefault(str(number), name)
    return told


def _numbered(session: Session, unit: Enhet, many: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Find or make the rows of numbers, in the numbers' order, so that two who do it never wait for each other."""
    if not many:
        return {}
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    rows = {facts["fnr"]: {**_row(unit, facts), "fnr": facts["fnr"]} for facts in reversed(many)}
    _execute(session, dialect.insert(BARN).on_conflict_do_nothing(), [rows[fnr] for fnr in sorted(rows)])
    found = select(BARN.c.fnr, BARN.c.id).where(BARN.c.kommune_id == unit.kommune_id, BARN.c.fnr.in_(sorted(rows)))
    return {str(fnr): str(barn_id) for fnr, barn_id in _execute(session, found)}


def is_named(session: Session, number: str, known: str, typed: str) -> bool:
    """Tell whether the actor has typed the name of the child with a number; guessing is slowed, and nobody is told."""
    account = f"{actor_of(session).id}:barn:{number}"
    if tried_often(session, account):
        return False
    if goes_by(known, typed):
        return True
    note_wrong(session, account)
    return False


def goes_by(known: str, typed: str) -> bool:
    """Tell whether a typed name is a child's: its first and last word stand there, and one strange word at the most."""
    parts, said = words(known), set(words(typed))
    if not parts or not {parts[0], parts[-1]} <= said:
        return False
    return len(said - set(parts)) <= 1


def grade(session: Session, typed: Mapping[str, str], enhet_id: str | None) -> None:
    """Keep the stricter grading, and which unit set it: it is never lowered by typing a child anew."""
    standing = select(BARN.c.id, BARN.c.adressegradering).where(BARN.c.id.in_(sorted(typed))).order_by(BARN.c.id)
    for barn_id, before in _execute(session, standing).all():
        if (graded := stricter(before, typed[barn_id])) != before:
            changed = update(BARN).where(BARN.c.id == barn_id)
            _execute(session, changed.values(adressegradering=graded, gradert_av_id=enhet_id))


def stricter(standing: str, typed: str) -> str:
    """Return the stricter of two gradings; what is no grading counts as none."""
    grades = [code for code, _label in ADRESSEGRADERING]
    return max((grade for grade in (standing, typed) if grade in grades), key=grades.index, default="ugradert")


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
        "gradert_av_id": unit.id if (facts.get("adressegradering") or "ugradert") != "ugradert" else None,
        **{name: facts.get(name) or "" for name in ("fnr_oppgitt", "tolk", "tolk_spraak")},
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _tie(session: Session, unit: Enhet, barn_id: str) -> None:
    _tie_all(session, unit, {barn_id: {}})


def _tie_all(session: Session, unit: Enhet, ties: Mapping[str, Mapping[str, Any]]) -> None:
    """Tie each child to the unit once, with what the unit knows of it.

    The children's rows are locked first, in one order, so that two who do it wait for each other.
    """
    locked = select(BARN.c.id, BARN.c.adressegradering).where(BARN.c.id.in_(sorted(ties))).order_by(BARN.c.id)
    graded = dict(_execute(session, locked.with_for_update(key_share=True)).all())
    there = select(ENHET.c.barn_id).where(ENHET.c.enhet_id == unit.id, ENHET.c.til > now())
    tied = set(_execute(session, there.where(ENHET.c.barn_id.in_(sorted(ties)))).scalars())
    new = [barn_id for barn_id in ties if barn_id not in tied]
    empty = {name: "" for name, column in ENHET.c.items() if column.type.python_type is str}
    rows = [
        {**empty, **{name: ties[barn_id].get(name, "") for name in OWN}, "id": ny_id(), "barn_id": barn_id,
         "enhet_id": unit.id, "godkjent": graded[barn_id] != NEEDS_APPROVAL}
        for barn_id in new
    ]  # fmt: skip
    if rows:
        _execute(session, insert(ENHET), rows)
        derivation.rewrite_children(session, new)
        audit.record_rows(session, "barn.tilknyttet", [(None, barn_id) for barn_id in new], unit.id)


def set_number(session: Session, barn: Barn, number: str) -> None:
    """Set, correct or take away a child's number; one that another row has stands as it was given.

    What is shown is the same in both cases: whether another unit knows the number is not said.
    """
    holder = select(BARN.c.id).where(BARN.c.kommune_id == barn.kommune_id, BARN.c.fnr == number, BARN.c.id != barn.id)
    if number and _execute(session, holder).scalar() is not None:
        barn.fnr_oppgitt = number
    else:
        barn.fnr, barn.fnr_oppgitt = number or None, ""
    if number:
        barn.foedselsdato = parse_identity(number, synthetic=True).birth_date


def approve(session: Session, barn_id: str, enhet_id: str) -> None:
    """Approve what waits for the unit's leader. Raises NotFoundError when nothing does."""
    waits = (ENHET.c.barn_id == barn_id, ENHET.c.enhet_id == enhet_id, ENHET.c.godkjent.is_(False))
    if _execute(session, update(ENHET).where(*waits).values(godkjent=True)).rowcount == 0:
        raise NotFoundError(barn_id)


def _execute(session: Session, statement: Any, rows: Any = None) -> Any:
    return session.execute(statement, rows, execution_options=trusted(Trusted.REGISTER))


def waiting_ties(session: Session, units: Iterable[str]) -> list[dict[str, Any]]:
    """Return the children that wait for the leader of one of the units, as they were typed there."""
    unit = Enhet.__table__
    chosen = select(ENHET.c.barn_id, ENHET.c.enhet_id, unit.c.navn.label("enhet"), BARN.c.navn, BARN.c.foedselsdato)
    chosen = chosen.join(BARN, BARN.c.id == ENHET.c.barn_id).join(unit, unit.c.id == ENHET.c.enhet_id)
    chosen = chosen.where(ENHET.c.enhet_id.in_(list(units)), ENHET.c.godkjent.is_(False), ENHET.c.til > now())
    return [dict(row) for row in _execute(session, chosen.order_by(ENHET.c.fra)).mappings()]
