"""Notices: read, and then out of the way."""

from samhandling.model import Varsel, now
from samhandling.store.actor import Actor
from samhandling.work.errors import NotFoundError
from samhandling.work.house import House


def mark_read(house: House, actor: Actor, varsel_id: str) -> None:
    """Mark one's own notice as read. Raises NotFoundError."""
    with house.database.write(actor) as session:
        found = session.get(Varsel, varsel_id)
        if found is None:
            raise NotFoundError(varsel_id)
        found.lest = found.lest or now()
