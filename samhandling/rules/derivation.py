"""Access and search kept in step: rewrites ``tilgang`` and ``soek`` in the transaction that changed their grounds."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session

from samhandling.model import (
    Arkivpakke,
    Barn,
    BarnAnsatt,
    BarnEnhet,
    Dokument,
    DokumentBarn,
    DokumentForfatter,
    Sperring,
    Tilgang,
    Utboks,
    now,
)
from samhandling.model.utboks import GJORT
from samhandling.rules import search
from samhandling.rules.access import BarnGrounds, DokumentGrounds, Grant, Span, derive_barn, derive_dokument
from samhandling.store.actor import person_key
from samhandling.store.wall import Trusted, trusted
from samhandling.vocabulary.sorting import sort_key


def _table(model: Any) -> Table:
    table: Table = model.__table__
    return table


DOKUMENT, BARN, FORFATTER = _table(Dokument), _table(DokumentBarn), _table(DokumentForfatter)
ENHET, ANSATT, TILGANG = _table(BarnEnhet), _table(BarnAnsatt), _table(Tilgang)
CHILD = _table(Barn)
UTBOKS, PAKKE, SPERRING = _table(Utboks), _table(Arkivpakke), _table(Sperring)
COLUMNS = (
    *("hvem", "dokument_id", "barn_id", "enhet_id", "nivaa", "grunn", "fra", "til", "dato"),
    *("slag", "status", "sortering"),
)


def rewrite_dokument(session: Session, dokument_id: str) -> None:
    """Derive a document's access anew from what stands in this transaction; two at once wait for each other."""
    session.flush()
    _execute(session, select(DOKUMENT.c.id).where(DOKUMENT.c.id == dokument_id).with_for_update(key_share=True))
    granted = derive_dokument(dokument_grounds(session, dokument_id))
    _replace(session, TILGANG.c.dokument_id == dokument_id, granted)
    search.index_dokument(session, dokument_id)


def rewrite_barn(session: Session, barn_id: str) -> None:
    """Derive access to a child, and to the documents that its colleagues read, anew; two at once wait."""
    rewrite_children(session, [barn_id])


def rewrite_children(session: Session, barn_ids: Iterable[str]) -> None:
    """As ``rewrite_barn`` for many children, in as few statements as they need."""
    session.flush()
    ids = sorted(set(barn_ids))
    chosen = select(CHILD.c.id).where(CHILD.c.id.in_(ids)).order_by(CHILD.c.id)
    _execute(session, chosen.with_for_update(key_share=True))
    granted = {grant for grounds in grounds_of_children(session, ids) for grant in derive_barn(grounds)}
    _replace(session, TILGANG.c.barn_id.in_(ids), granted)
    for barn_id in ids:
        search.index_barn(session, barn_id)
    about = select(BARN.c.dokument_id).where(BARN.c.barn_id.in_(ids)).distinct().order_by(BARN.c.dokument_id)
    for dokument_id in _column(session, about):
        rewrite_dokument(session, dokument_id)


def dokument_grounds(session: Session, dokument_id: str) -> DokumentGrounds:
    """Read what access to a document rests on. Raises LookupError when there is no such document."""
    row = _execute(session, select(DOKUMENT).where(DOKUMENT.c.id == dokument_id)).mappings().one_or_none()
    if row is None:
        raise LookupError(dokument_id)
    grounds = DokumentGrounds(
        id=row["id"],
        enhet_id=row["enhet_id"],
        status=row["status"],
        opprettet=row["opprettet"],
        dato=row["ferdig"] or row["endret"],
        slag=row["type"],
        mottatt=row["mottaker_enhet_id"] == row["enhet_id"],
        kolleger=row["kolleger"],
        gjelder_leder=row["gjelder_leder"],
    )
    return replace(
        grounds,
        i_koe=_in_queue(session, dokument_id),
        forfattere=_authors(session, dokument_id),
        arbeider_med=_colleagues(session, grounds) if grounds.kolleger else frozenset(),
    )


def _authors(session: Session, dokument_id: str) -> frozenset[str]:
    return frozenset(_column(session, select(FORFATTER.c.bruker_id).where(FORFATTER.c.dokument_id == dokument_id)))


def _in_queue(session: Session, dokument_id: str) -> bool:
    waiting = select(UTBOKS.c.id).where(UTBOKS.c.dokument_id == dokument_id, UTBOKS.c.status != GJORT)
    unreceipted = select(PAKKE.c.id).where(PAKKE.c.dokument_id == dokument_id, PAKKE.c.arkivert.is_(None))
    return bool(_column(session, waiting.limit(1)) or _column(session, unreceipted))


def _colleagues(session: Session, grounds: DokumentGrounds) -> frozenset[Span]:
    children = select(BARN.c.barn_id).where(BARN.c.dokument_id == grounds.id)
    chosen = select(ANSATT).where(ANSATT.c.barn_id.in_(children), ANSATT.c.enhet_id == grounds.enhet_id)
    return _spans(_execute(session, chosen).mappings())


def barn_grounds(session: Session, barn_id: str) -> BarnGrounds:
    """Read what access to a child's row rests on."""
    return grounds_of_children(session, [barn_id])[0]


def grounds_of_children(session: Session, barn_ids: list[str]) -> list[BarnGrounds]:
    """Read what access to children rests on."""
    approved = select(ENHET).where(ENHET.c.barn_id.in_(barn_ids), ENHET.c.godkjent.is_(True))
    units, workers = defaultdict(set), defaultdict(list)
    for row in _execute(session, approved).mappings():
        units[row["barn_id"]].add(Span("", row["enhet_id"], row["fra"], row["til"]))
    for row in _execute(session, select(ANSATT).where(ANSATT.c.barn_id.in_(barn_ids))).mappings():
        workers[row["barn_id"]].append(row)
    children = _execute(session, select(CHILD).where(CHILD.c.id.in_(barn_ids))).mappings()
    return [_grounds(row, frozenset(units[row["id"]]), _spans(workers[row["id"]])) for row in children]


def _grounds(child: Any, units: frozenset[Span], workers: frozenset[Span]) -> BarnGrounds:
    born = child["foedselsdato"] or child["termin"] or date.min.replace(year=1900)
    return BarnGrounds(child["id"], datetime.combine(born, time(), UTC), sort_key(child["navn"])[:100], units, workers)


def _spans(rows: Iterable[Any]) -> frozenset[Span]:
    return frozenset(Span(person_key(row["bruker_id"]), row["enhet_id"], row["fra"], row["til"]) for row in rows)


def is_blocked(session: Session, bruker_id: str, barn_ids: Iterable[str]) -> bool:
    """Tell whether somebody is blocked now from any of the children (habilitet, §6.9)."""
    moment = now()
    chosen = select(SPERRING.c.id).where(SPERRING.c.bruker_id == bruker_id, SPERRING.c.barn_id.in_(list(barn_ids)))
    return bool(_column(session, chosen.where(SPERRING.c.fra <= moment, SPERRING.c.til > moment).limit(1)))


def _replace(session: Session, which: Any, granted: set[Grant]) -> None:
    _execute(session, delete(TILGANG).where(which))
    if granted:
        rows = [{**{name: getattr(grant, name) for name in COLUMNS}, "del": grant.del_} for grant in granted]
        session.execute(insert(TILGANG), rows, execution_options=trusted(Trusted.DERIVE))


def _execute(session: Session, statement: Any) -> Any:
    return session.execute(statement, execution_options=trusted(Trusted.DERIVE))


def _column(session: Session, statement: Any) -> list[str]:
    return list(_execute(session, statement).scalars())


def forget_dokument(session: Session, dokument_id: str) -> None:
    """Delete a discarded draft and its access; the sections must be gone already."""
    session.flush()
    search.forget_dokument(session, dokument_id)
    _execute(session, delete(TILGANG).where(TILGANG.c.dokument_id == dokument_id))
    _execute(session, delete(DOKUMENT).where(DOKUMENT.c.id == dokument_id))


def differences(session: Session) -> list[str]:
    """Recompute all access and name what stands otherwise in ``tilgang``: [] when derived data is right."""
    stored = {_key(row) for row in _execute(session, select(TILGANG)).mappings()}
    right = set()
    for dokument_id in _column(session, select(DOKUMENT.c.id)):
        right |= {_grant_key(grant) for grant in derive_dokument(dokument_grounds(session, dokument_id))}
    children = select(ENHET.c.barn_id).distinct()
    for barn_id in _column(session, children):
        right |= {_grant_key(grant) for grant in derive_barn(barn_grounds(session, barn_id))}
    return sorted(f"{'missing' if row in right else 'extra'}: {row}" for row in stored ^ right)


def _key(row: Any) -> tuple[object, ...]:
    return (*(row[name] for name in COLUMNS), row["del"])


def _grant_key(grant: Grant) -> tuple[object, ...]:
    return (*(getattr(grant, name) for name in COLUMNS), grant.del_)
