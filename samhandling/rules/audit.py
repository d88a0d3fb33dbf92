"""The log (domain.md §6.8): every look and change, in the transaction it belongs to; no name, no address in it.

Values stand apart in ``logg_innhold`` with a salt; the event holds only their digest, so that they
can be deleted when law demands it and the event still proves what it proved.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from samhandling.model import DokumentBarn, Logg, LoggBarn, LoggInnhold, now, ny_id
from samhandling.store.actor import Actor
from samhandling.store.wall import Trusted, actor_of, trusted


def record(
    session: Session,
    what: str,
    *,
    dokument_id: str | None = None,
    barn: Iterable[str] = (),
    enhet_id: str | None = None,
    change: dict[str, Any] | None = None,
    request: str = "",
    row: Any = None,
) -> None:
    """Write one event of the session's actor, linked to the children named and those of the document.

    ``what`` is a short code (``dokument.ferdig``); ``change`` JSON values without graded addresses; ``row`` the
    register row that was changed, which has its history here.
    """
    session.flush()
    salt = secrets.token_hex(16)
    event = {**_who(actor_of(session), enhet_id), "hva": what, "dokument_id": dokument_id, "foresporsel": request}
    event |= {"tid": now(), "digest": digest(salt, change) if change is not None else ""}
    if row is not None:
        event |= {"tabell": row.__tablename__, "rad_id": row.id}
    result: Any = session.execute(insert(_table(Logg)), event, execution_options=trusted(Trusted.LOG))
    logg_id = result.inserted_primary_key[0]
    children = {*barn, *(_children(session, [dokument_id]) if dokument_id else ())}
    if children:
        rows = [{"logg_id": logg_id, "barn_id": child} for child in sorted(children)]
        session.execute(insert(_table(LoggBarn)), rows, execution_options=trusted(Trusted.LOG))
    if change is not None:
        content = {"id": ny_id(), "logg_id": logg_id, "salt": salt, "innhold": change}
        session.execute(insert(_table(LoggInnhold)), content, execution_options=trusted(Trusted.LOG))


def record_rows(session: Session, what: str, rows: Sequence[tuple[Any, str]], enhet_id: str) -> None:
    """Write one event for each register row (or None) and its child: as ``record``, in two statements for all."""
    session.flush()
    who = _who(actor_of(session), enhet_id) | {"hva": what, "tid": now()}
    children = [barn_id for _row, barn_id in rows]
    events = [
        who | {"tabell": getattr(row, "__tablename__", ""), "rad_id": getattr(row, "id", None)} for row, _ in rows
    ]
    if not events:
        return
    logg = _table(Logg)
    written = insert(logg).returning(logg.c.id, sort_by_parameter_order=True)
    made = session.execute(written, events, execution_options=trusted(Trusted.LOG)).scalars().all()
    links = [{"logg_id": logg_id, "barn_id": barn_id} for logg_id, barn_id in zip(made, children, strict=True)]
    session.execute(insert(_table(LoggBarn)), links, execution_options=trusted(Trusted.LOG))


def digest(salt: str, change: dict[str, Any]) -> str:
    """Return the SHA-256 that binds an event to its values, as hex."""
    text = json.dumps(change, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()


def children_of(session: Session, dokument_ids: Iterable[str]) -> set[str]:
    """Return the children that documents are about, for linking an event to them."""
    return set(_children(session, list(dokument_ids)))


def _who(actor: Actor, enhet_id: str | None) -> dict[str, Any]:
    unit = enhet_id or (actor.roller[0].enhet_id if actor.roller else None)
    roles = sorted({role.rolle for role in actor.roller if role.enhet_id == unit})
    return {
        "hvem": f"{actor.kind}:{actor.id}",
        "bruker_id": actor.id if actor.is_user else None,
        "kommune_id": actor.kommune_id or None,
        "enhet_id": unit,
        "rolle": ",".join(roles),
    }


def _children(session: Session, dokument_ids: list[str]) -> Iterable[str]:
    table = _table(DokumentBarn)
    chosen = select(table.c.barn_id).where(table.c.dokument_id.in_(dokument_ids))
    return session.execute(chosen, execution_options=trusted(Trusted.LOG)).scalars()


def _table(model: Any) -> Table:
    table: Table = model.__table__
    return table


def history(session: Session, rad_ids: Iterable[str], most: int) -> list[dict[str, Any]]:
    """Return the newest events on register rows that the caller has read through the wall, with their values."""
    event, content = _table(Logg), _table(LoggInnhold)
    chosen = select(event, content.c.innhold).outerjoin(content, content.c.logg_id == event.c.id)
    chosen = chosen.where(event.c.rad_id.in_(list(rad_ids))).order_by(event.c.id.desc()).limit(most)
    return [dict(row) for row in session.execute(chosen, execution_options=trusted(Trusted.LOG)).mappings()]
