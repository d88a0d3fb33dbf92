"""The dated law table (K24): what a document rests on, in the wording of its day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from samhandling.model import Lov
from samhandling.vocabulary.lov import LOV, NAVN


def citations(session: Session, keys: Iterable[str], day: date) -> list[list[str]]:
    """Return ``[citation, text]`` for each key valid on the day; a key that is missing or unconfirmed says so."""
    wanted = list(dict.fromkeys(keys))
    valid = select(Lov).where(Lov.noekkel.in_(wanted), Lov.fra <= day, or_(Lov.til.is_(None), Lov.til >= day))
    found = {row.noekkel: row for row in session.scalars(valid.order_by(Lov.fra))}
    return [_shown(found[key]) for key in wanted if key in found]


def _shown(row: Lov) -> list[str]:
    return [f"{NAVN.get(row.kortnavn, row.kortnavn)} {row.paragraf}", row.tekst]


def seed(session: Session) -> int:
    """Put the rows that the table starts with where they are missing; return how many."""
    had = set(session.execute(select(Lov.noekkel, Lov.fra)))
    new = [row for row in LOV if (row.noekkel, row.fra) not in had]
    session.add_all(
        Lov(
            noekkel=row.noekkel,
            kortnavn=row.kortnavn,
            paragraf=row.paragraf,
            tekst=str(row.tekst),
            fra=row.fra,
            til=row.til,
            kontrolleres=row.kontrolleres,
            gammel=row.gammel,
        )
        for row in new
    )
    return len(new)
