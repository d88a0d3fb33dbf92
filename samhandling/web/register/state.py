"""How a reader has a list: what was chosen stands in the database, only place and order in the address."""

from dataclasses import dataclass, field
from typing import Any

from flask import request

from samhandling.web.current import actor, house, reading
from samhandling.work.keyset import Place
from samhandling.work.listing import Wish
from samhandling.work.visning import read_view, save_view


@dataclass(frozen=True)
class State:
    """What one reader wants of one list."""

    search: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    sort: str = ""

    def wish(self) -> Wish:
        """Return what the list is asked for."""
        return Wish(search=self.search, filters=self.filters, sort=self.sort, place=Place.read(request.args))

    def everything(self) -> Wish:
        """Return the same without a place: for counting, and for a file."""
        return Wish(search=self.search, filters=self.filters, sort=self.sort)


def read_state(register: str) -> State:
    """Return how the reader has a list now. What stands there may be of an older version: anything is taken."""
    kept = read_view(reading(), register)
    filters = kept.get("filtre")
    columns = kept.get("kolonner")
    return State(
        str(kept.get("sok", "")),
        {str(name): str(code) for name, code in filters.items() if code} if isinstance(filters, dict) else {},
        tuple(str(name) for name in columns) if isinstance(columns, list) else (),
        request.args.get("sorter", ""),
    )


def keep(register: str, **changes: Any) -> None:
    """Keep what the reader has chosen for a list."""
    save_view(house(), actor(), register, {**read_view(reading(), register), **changes})
