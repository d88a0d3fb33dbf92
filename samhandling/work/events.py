"""Reading the log at the command line: events without values, names or addresses."""

from sqlalchemy import Table, select

from samhandling.model import Logg
from samhandling.store.wall import Trusted, trusted
from samhandling.work.context import OSLO
from samhandling.work.house import House
from samhandling.work.people import command_actor

LOGG: Table = Logg.__table__  # type: ignore[assignment]


def newest(house: House, count: int) -> list[str]:
    """Return the newest events, oldest first, one line each."""
    with house.database.read(command_actor(house)) as session:
        chosen = select(LOGG).order_by(LOGG.c.id.desc()).limit(count)
        rows = session.execute(chosen, execution_options=trusted(Trusted.LOG)).mappings().all()
    return [
        f"{row['tid'].astimezone(OSLO):%d.%m.%Y %H.%M.%S}  {row['hva']:<26} {row['hvem']}"
        f"  {row['rolle'] or '-'}  {row['dokument_id'] or '-'}"
        for row in reversed(rows)
    ]
