"""How a user last had a list: search, filters, sort and columns, kept for the user alone and never in an address."""

from typing import Any

from sqlalchemy.orm import Session

from samhandling.model import Visning, now
from samhandling.store.actor import Actor
from samhandling.store.wall import actor_of
from samhandling.vocabulary.parse import UNUSABLE
from samhandling.work.house import House

LONGEST = 200


def read_view(session: Session, register: str) -> dict[str, Any]:
    """Return what the session's actor last chose for a list: {} when nothing."""
    found = session.get(Visning, (actor_of(session).id, register))
    return dict(found.innhold) if found is not None else {}


def save_view(house: House, actor: Actor, register: str, chosen: dict[str, Any]) -> None:
    """Keep what a user chose for a list."""
    with house.database.write(actor) as session:
        found = session.get(Visning, (actor.id, register))
        if found is None:
            found = Visning(bruker_id=actor.id, register=register)
            session.add(found)
        found.innhold, found.endret = _clean(chosen), now()


def _clean(chosen: Any) -> Any:
    if isinstance(chosen, dict):
        return {str(name)[:LONGEST]: _clean(value) for name, value in chosen.items()}
    if isinstance(chosen, list):
        return [_clean(value) for value in chosen]
    return UNUSABLE.sub("", chosen)[:LONGEST] if isinstance(chosen, str) else chosen
