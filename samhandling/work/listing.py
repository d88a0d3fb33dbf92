"""Lists that begin at what one may see: one ordered arm per key, doubles removed, a cursor each way, no counting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from samhandling.model import Dokument, Enhet, Tilgang, Varsel
from samhandling.model.dokument import UTKAST
from samhandling.store.wall import actor_of

PAGE = 25


class Which(Enum):
    """Which documents a list holds."""

    DRAFTS = "drafts"
    FINISHED = "finished"
    RECEIVED = "received"


CHOSEN: dict[Which, ColumnElement[bool]] = {
    Which.DRAFTS: Dokument.status == UTKAST,
    Which.FINISHED: Dokument.status != UTKAST,
    Which.RECEIVED: Dokument.kilde_id.is_not(None),
}


@dataclass(frozen=True)
class Cursor:
    """A place between two rows of a list."""

    dato: datetime
    dokument_id: str

    def __str__(self) -> str:
        """Write it as it stands in an address: no personal data."""
        return f"{self.dato.isoformat()}~{self.dokument_id}"

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """Read it back; None for what is no cursor."""
        moment, _, dokument_id = text.partition("~")
        try:
            dato = datetime.fromisoformat(moment).astimezone(UTC)
        except (ValueError, OverflowError):
            return None
        return cls(dato, dokument_id) if "\0" not in text and dokument_id else None


@dataclass(frozen=True)
class Row:
    """A document in a list."""

    dokument: Dokument
    enhet: str
    mottatt: bool


@dataclass(frozen=True)
class Page:
    """Some rows, newest first, with the cursors of the pages on either side, None where there is none."""

    rows: Sequence[Row]
    older: Cursor | None
    newer: Cursor | None


@dataclass(frozen=True)
class Home:
    """What meets one at login: drafts, notices that are not read, the newest documents."""

    drafts: Sequence[Row]
    notices: Sequence[tuple[Varsel, Dokument]]
    recent: Page


def home(session: Session) -> Home:
    """Return what meets the actor at login."""
    unread = select(Varsel, Dokument).join(Dokument, Dokument.id == Varsel.dokument_id)
    unread = unread.where(Varsel.lest.is_(None)).order_by(Varsel.opprettet.desc()).limit(50)
    return Home(
        drafts=page(session, Which.DRAFTS, limit=100).rows,
        notices=[(told, dokument) for told, dokument in session.execute(unread)],
        recent=page(session, Which.FINISHED, limit=10),
    )


def page(
    session: Session, which: Which, older: Cursor | None = None, newer: Cursor | None = None, limit: int = PAGE
) -> Page:
    """Return the documents older than a cursor, or newer than one, or the newest; newest first."""
    upward = newer is not None
    beyond = _beyond(older, newer)
    order = [Tilgang.dato, Dokument.id] if upward else [Tilgang.dato.desc(), Dokument.id.desc()]
    found: set[tuple[datetime, str]] = set()
    for key in actor_of(session).keys:
        arm = select(Tilgang.dato, Dokument.id).join(Dokument, Dokument.id == Tilgang.dokument_id)
        arm = arm.where(Tilgang.hvem == key, CHOSEN[which], *beyond).order_by(*order).limit(limit + 1)
        found.update((dato, dokument_id) for dato, dokument_id in session.execute(arm))
    nearest = sorted(found, reverse=not upward)
    shown = sorted(nearest[:limit], reverse=True)
    more = len(nearest) > limit
    return Page(
        _rows(session, [dokument_id for _dato, dokument_id in shown]),
        older=Cursor(*shown[-1]) if shown and (more or upward) else None,
        newer=Cursor(*shown[0]) if shown and (more if upward else older is not None) else None,
    )


def _beyond(older: Cursor | None, newer: Cursor | None) -> list[ColumnElement[bool]]:
    if newer is not None:
        same = and_(Tilgang.dato == newer.dato, Dokument.id > newer.dokument_id)
        return [or_(Tilgang.dato > newer.dato, same)]
    if older is not None:
        same = and_(Tilgang.dato == older.dato, Dokument.id < older.dokument_id)
        return [or_(Tilgang.dato < older.dato, same)]
    return []


def _rows(session: Session, ids: list[str]) -> list[Row]:
    chosen: Any = select(Dokument, Enhet.navn).join(Enhet, Enhet.id == Dokument.enhet_id).where(Dokument.id.in_(ids))
    found = session.execute(chosen)
    by_id = {dokument.id: Row(dokument, unit, dokument.kilde_id is not None) for dokument, unit in found}
    return [by_id[each] for each in ids if each in by_id]
