"""Reading the log at the command line: who did what with which document; no values, nothing of a child."""

from typing import Any

from sqlalchemy import Table, select

from samhandling.model import Bruker, Logg
from samhandling.model.base import OSLO
from samhandling.store.wall import Trusted, trusted
from samhandling.work.house import House
from samhandling.work.people import command_actor

LOGG: Table = Logg.__table__  # type: ignore[assignment]


def newest(house: House, count: int) -> list[str]:
    """Return the newest events, oldest first, one line each."""
    with house.database.read(command_actor(house)) as session:
        chosen = select(LOGG).order_by(LOGG.c.id.desc()).limit(count)
        rows = session.execute(chosen, execution_options=trusted(Trusted.LOG)).mappings().all()
        users = {user.id: user.brukernavn for user in session.scalars(select(Bruker))}
    return [_line(row, users.get(row["bruker_id"], row["hvem"])) for row in reversed(rows)]


def _line(row: Any, who: str) -> str:
    when = f"{row['tid'].astimezone(OSLO):%d.%m.%Y %H.%M.%S}"
    return f"{when}  {row['hva']:<26} {who:<18}  {row['rolle'] or '-'}  {row['dokument_id'] or '-'}"
