"""Our number of a document: kommune–year–running number, given at *ferdig*; gaps are allowed (domain.md §2)."""

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from samhandling.model import Kommune, Nummerserie


def next_number(session: Session, kommune: Kommune, year: int) -> str:
    """Return the next number; two at the same time wait for each other."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    first = dialect.insert(Nummerserie).values(kommune_id=kommune.id, aar=year, siste=0)
    session.execute(first.on_conflict_do_nothing())
    chosen = select(Nummerserie).where(Nummerserie.kommune_id == kommune.id, Nummerserie.aar == year)
    series = session.scalars(chosen.with_for_update()).one()
    series.siste += 1
    session.flush()
    return f"{kommune.nummer}-{year}-{series.siste:06d}"
