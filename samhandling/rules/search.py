"""The search index: kept in the transaction that changes what it says, and asked for ids alone.

It holds what lists show of a document or child (title, children's names, number, sender, receiver, birth date): no
address, no identity number, no answer. What it finds are candidates; work/finding.py reads each through the wall.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Table, delete, insert, select, text, update
from sqlalchemy.orm import Session

from samhandling.model import Barn, BarnEnhet, Dokument, DokumentBarn, Soek
from samhandling.store.wall import Trusted, trusted
from samhandling.vocabulary.identity import parse_identity
from samhandling.vocabulary.search import Sought, index_text


def _table(model: Any) -> Table:
    table: Table = model.__table__
    return table


DOKUMENT, BARN, ENHET = _table(Dokument), _table(Barn), _table(BarnEnhet)
OM, SOEK = _table(DokumentBarn), _table(Soek)
SAID = (DOKUMENT.c.tittel, DOKUMENT.c.gjelder, DOKUMENT.c.avsender, DOKUMENT.c.mottaker)
OF_DOKUMENT = (DOKUMENT.c.id, *SAID, DOKUMENT.c.nummer, DOKUMENT.c.klasser)
OF_BARN = (BARN.c.id, BARN.c.navn, BARN.c.foedselsdato, BARN.c.termin)
AT_ONCE = 2000
INDEXED = 6
"""Beginnings of up to so many letters are indexed by themselves: a longer one is read by that, and then tested."""
MATCHING = {
    "sqlite": "SELECT s.{kind}_id FROM soek_{kind}_fts f CROSS JOIN soek s ON s.id = f.rowid"
    " WHERE soek_{kind}_fts MATCH :words LIMIT :most",
    "postgresql": "SELECT {kind}_id FROM soek WHERE {kind}_id IS NOT NULL"
    " AND array_to_tsvector(string_to_array(ltrim(tekst), ' ')) @@ CAST(:words AS tsquery) LIMIT :most",
}


def index_dokument(session: Session, dokument_id: str) -> None:
    """Keep the words of a document right."""
    row = _execute(session, select(*OF_DOKUMENT).where(DOKUMENT.c.id == dokument_id)).mappings().one()
    _keep(session, SOEK.c.dokument_id, dokument_id, _of_dokument(row))


def index_barn(session: Session, barn_id: str) -> None:
    """Keep the words of a child right."""
    row = _execute(session, select(*OF_BARN).where(BARN.c.id == barn_id)).mappings().one()
    _keep(session, SOEK.c.barn_id, barn_id, _of_barn(row))


def forget_dokument(session: Session, dokument_id: str) -> None:
    """Take a discarded draft out of the index."""
    _execute(session, delete(SOEK).where(SOEK.c.dokument_id == dokument_id))


def _keep(session: Session, column: Any, row_id: str, words: str) -> None:
    stored = _execute(session, select(SOEK.c.tekst).where(column == row_id)).scalar()
    if stored is None:
        _execute(session, insert(SOEK).values({column.name: row_id, "tekst": words}))
    elif stored != words:
        _execute(session, update(SOEK).where(column == row_id).values(tekst=words))


def _of_dokument(row: Mapping[Any, Any]) -> str:
    """What the document itself says: a register that its readers may not see must not find it."""
    born = tuple(day for child in row["klasser"] or () if (day := _born(child)))
    return index_text(*(row[column.name] or "" for column in SAID), number=row["nummer"] or "", born=born)


def _born(child: Mapping[str, Any]) -> date | None:
    if day := child.get("foedselsdato") or child.get("termin"):
        return date.fromisoformat(day)
    try:
        return parse_identity(child.get("fnr") or "", synthetic=True).birth_date
    except ValueError:
        return None


def _of_barn(row: Mapping[Any, Any]) -> str:
    born = row["foedselsdato"] or row["termin"]
    return index_text(row["navn"], born=(born,) if born else ())


# ---- the whole index


def rebuild(session: Session) -> int:
    """Write the index anew; return how many rows."""
    _execute(session, delete(SOEK))
    return sum(_add(session, rows) for rows in _every(session))


def is_missing(session: Session) -> bool:
    """Tell whether there is no index though there is something to find (after an upgrade)."""
    indexed = _execute(session, select(SOEK.c.id).limit(1)).scalar()
    there = (_execute(session, select(column).limit(1)).scalar() for column in (DOKUMENT.c.id, ENHET.c.barn_id))
    return indexed is None and any(there)


def differences(session: Session) -> list[str]:
    """Recompute the index and name the rows that stand otherwise: [] when it is right."""
    stored = _execute(session, select(SOEK.c.dokument_id, SOEK.c.barn_id, SOEK.c.tekst))
    kept = {(row.dokument_id, row.barn_id, row.tekst) for row in stored}
    right = {(row.get("dokument_id"), row.get("barn_id"), row["tekst"]) for rows in _every(session) for row in rows}
    return sorted(f"{'missing' if row in right else 'extra'}: {row[0] or row[1]}" for row in kept ^ right)


def _every(session: Session) -> Iterator[list[dict[str, str]]]:
    """Yield the rows of documents, oldest first so that ids follow time, then of children, some at a time."""
    found = _execute(session, select(*OF_DOKUMENT).order_by(DOKUMENT.c.opprettet), stream=True).mappings()
    for rows in found.partitions(AT_ONCE):
        yield [{"dokument_id": row["id"], "tekst": _of_dokument(row)} for row in rows]
    tied = select(*OF_BARN).where(BARN.c.id.in_(select(ENHET.c.barn_id)))  # the others are nobody's to see
    for rows in _execute(session, tied, stream=True).mappings().partitions(AT_ONCE):
        yield [{"barn_id": row["id"], "tekst": _of_barn(row)} for row in rows]


def _add(session: Session, rows: list[dict[str, str]]) -> int:
    session.execute(insert(SOEK), rows, execution_options=trusted(Trusted.SEARCH))
    return len(rows)


# ---- asking it


def candidates(session: Session, kind: str, sought: Sought, most: int) -> list[str] | None:
    """Return ids of the rows of a table (``kind``) that may match; None when over ``most``, or the index cannot tell.

    They say nothing of what the actor may see: read each through the wall.
    """
    engine = session.get_bind().dialect.name
    query = _query(engine, sought.words)
    if not query:
        return None
    chosen = text(MATCHING[engine].format(kind=kind))
    found = _execute(session, chosen, {"words": query, "most": most + 1}).scalars().all()
    return None if len(found) > most else list(found)


def _query(engine: str, words: Iterable[str]) -> str:
    """Write words in the index's own language; letters that its tokenizer may not know are left to the wall's test."""
    plain = [word for word in words if all(ord(letter) < 0x0250 for letter in word)]  # noqa: PLR2004 - Latin
    if engine == "sqlite":
        return " ".join(f'"{word[:INDEXED] if word.isalpha() else word}" *' for word in plain)
    return " & ".join(f"'{word}':*" for word in plain)


def by_number(session: Session, kommune_id: str, kind: str, numbers: Iterable[str]) -> list[str]:
    """Return ids of the children who have one of the full identity numbers, or of the documents about them."""
    same = (BARN.c.kommune_id == kommune_id, BARN.c.fnr.in_(list(numbers)))
    if kind == "barn":
        return list(_execute(session, select(BARN.c.id).where(*same)).scalars())
    about = select(OM.c.dokument_id).join(BARN, BARN.c.id == OM.c.barn_id).where(*same)
    return list(_execute(session, about.distinct()).scalars())


def _execute(session: Session, statement: Any, values: Any = None, *, stream: bool = False) -> Any:
    options = trusted(Trusted.SEARCH) | ({"yield_per": AT_ONCE} if stream else {})
    return session.execute(statement, values, execution_options=options)
