"""Lists of documents and children: what one may see, sorted, filtered and searched, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import Barn, Dokument, Enhet, Varsel
from samhandling.model.dokument import MOTTATT, UTKAST
from samhandling.vocabulary.search import read_search
from samhandling.work.arms import BARN, DOKUMENT, Register
from samhandling.work.finding import Asked, find_count, find_page
from samhandling.work.keyset import Counted, Page, Place

PAGE = 50
DRAFTS, RECEIVED = {"status": UTKAST}, {"status": MOTTATT}


@dataclass(frozen=True)
class Wish:
    """What of a list is asked for: search, filters (type, status, enhet), sort (work/arms.py), place."""

    search: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    place: Place = field(default_factory=Place)


@dataclass(frozen=True)
class Row:
    """A document in a list."""

    dokument: Dokument
    enhet: str
    mottatt: bool


@dataclass(frozen=True)
class Home:
    """What meets one at login: drafts, notices that are not read, the newest documents."""

    drafts: Sequence[Row]
    notices: Sequence[tuple[Varsel, Dokument]]
    recent: Page[Row]


def home(session: Session) -> Home:
    """Return what meets the actor at login."""
    unread = select(Varsel, Dokument).join(Dokument, Dokument.id == Varsel.dokument_id)
    unread = unread.where(Varsel.lest.is_(None)).order_by(Varsel.opprettet.desc()).limit(50)
    return Home(
        drafts=dokument_list(session, Wish(filters=DRAFTS), limit=100).rows,
        notices=[(told, dokument) for told, dokument in session.execute(unread)],
        recent=dokument_list(session, Wish(), limit=10),
    )


def dokument_list(session: Session, wish: Wish, limit: int = PAGE) -> Page[Row]:
    """Return a page of documents; drafts only where that status is asked for.

    Raises NotFoundError for a place that is not there or may not be seen.
    """
    page = find_page(session, _asked(DOKUMENT, wish), wish.place, limit)
    chosen: Any = select(Dokument, Enhet.navn).join(Enhet, Enhet.id == Dokument.enhet_id)
    found = session.execute(chosen.where(Dokument.id.in_(_padded(page.rows, limit))))
    rows = {dokument.id: Row(dokument, unit, _is_received(dokument)) for dokument, unit in found}
    return _with_rows(page, rows)


def barn_list(session: Session, wish: Wish, limit: int = PAGE) -> Page[Barn]:
    """Return a page of children. Raises NotFoundError for a place that is not there or may not be seen."""
    page = find_page(session, _asked(BARN, wish), wish.place, limit)
    found = session.scalars(select(Barn).where(Barn.id.in_(_padded(page.rows, limit))))
    return _with_rows(page, {barn.id: barn for barn in found})


def count_dokument(session: Session, wish: Wish) -> Counted:
    """Return how many documents there are in a list, as far as a thousand."""
    return find_count(session, _asked(DOKUMENT, wish))


def count_barn(session: Session, wish: Wish) -> Counted:
    """Return how many children there are in a list, as far as a thousand."""
    return find_count(session, _asked(BARN, wish))


def suggest(session: Session, text: str, limit: int = 8) -> list[str]:
    """Return names and titles to go on with, of what the actor may see; [] for nothing typed."""
    if not read_search(text):
        return []
    children = barn_list(session, Wish(search=text), limit).rows
    documents = dokument_list(session, Wish(search=text), limit).rows
    titles = [row.dokument.gjelder or row.dokument.tittel for row in documents]
    return list(dict.fromkeys([*(barn.navn for barn in children), *titles]))[:limit]


def _asked(register: Register, wish: Wish) -> Asked:
    chosen = {name: value for name, value in wish.filters.items() if value}
    return Asked(register, wish.sort, chosen, read_search(wish.search))


def _is_received(dokument: Dokument) -> bool:
    return dokument.mottaker_enhet_id == dokument.enhet_id


def _padded(ids: Sequence[str], limit: int) -> list[str]:
    """Return ids, always as many: the wall proves each statement's text once."""
    return [*ids, *[""] * (limit - len(ids))]


def _with_rows(page: Page[str], rows: Mapping[str, Any]) -> Page[Any]:
    shown = [rows[each] for each in page.rows if each in rows]
    return Page(shown, page.previous, page.next, page.at_start, page.at_end)
