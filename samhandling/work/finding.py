"""Lists with what is searched for in them: few visible rows, rare words and common words are each found another way.

First the visible rows are read in the list's own order: whoever sees few, or seeks what is common, is done at once.
Otherwise the index names candidates, which are read through the wall. What is neither is read on to the end. The
three give the same rows: each is tested by the same words, and read through the same criterion.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from samhandling.model import Soek
from samhandling.rules import search
from samhandling.store.wall import actor_of
from samhandling.vocabulary.search import Sought
from samhandling.work.arms import Register, arm_among, arms
from samhandling.work.keyset import (
    Arm,
    Counted,
    Page,
    Place,
    Through,
    TooFarError,
    count_bounded,
    keyset_page,
)

FEW = 500
"""So many visible rows are read through before the index is asked."""
CANDIDATES = 5000
COMMON = 100
"""So many among the first thousand: the index need not be asked whether the word is rare."""
COUNTED = 20_000
STEP = 100


@dataclass(frozen=True)
class Asked:
    """A register, its sort, its filters, and what is searched for in it."""

    register: Register
    sort: str
    filters: Mapping[str, str]
    sought: Sought

    def through(self) -> Through:
        """Return the model to read rows through: the index row when words must match, else the row itself."""
        if not self.sought.words:
            return Through(self.register.model.id)
        key = Soek.dokument_id if self.register.table == "dokument" else Soek.barn_id
        return Through(key, tuple(Soek.tekst.contains(f" {word}", autoescape=True) for word in self.sought.words))


def find_page(session: Session, asked: Asked, place: Place, limit: int) -> Page[str]:
    """Return the ids of a page. Raises NotFoundError for a place that is not there."""
    order, seen = asked.register.order(asked.sort), asked.through()
    every = arms(session, asked.register, asked.sort, asked.filters)
    if asked.sought.numbers:
        return keyset_page(session, _numbered(session, asked), order, place, limit, through=seen)
    if not asked.sought.words:
        return keyset_page(session, every, order, place, limit, through=seen)
    try:
        return keyset_page(session, every, order, place, limit, through=seen, step=STEP, budget=FEW)
    except TooFarError:
        found = search.candidates(session, asked.register.table, asked.sought, CANDIDATES)
    if found is None:
        return keyset_page(session, every, order, place, limit, through=seen, step=4 * FEW)
    return keyset_page(session, _among(session, asked, found), order, place, limit, through=seen)


def find_count(session: Session, asked: Asked, most: int = 1000) -> Counted:
    """Return how many there are, as far as ``most``; of common words, at least how many."""
    seen = asked.through()
    every = arms(session, asked.register, asked.sort, asked.filters)
    if asked.sought.numbers:
        return count_bounded(session, _numbered(session, asked), most, through=seen)
    if not asked.sought.words:
        return count_bounded(session, every, most, through=seen)
    counted = count_bounded(session, every, most, through=seen, step=FEW, budget=FEW)
    if not counted.more or counted.number >= most:
        return counted
    common = counted.number >= COMMON
    found = None if common else search.candidates(session, asked.register.table, asked.sought, CANDIDATES)
    if found is None:
        return count_bounded(session, every, most, through=seen, step=4004, budget=COUNTED)
    return count_bounded(session, _among(session, asked, found), most, through=seen)


def _among(session: Session, asked: Asked, ids: Sequence[str]) -> list[Arm]:
    return [arm_among(session, asked.register, asked.sort, asked.filters, ids)] if ids else []


def _numbered(session: Session, asked: Asked) -> list[Arm]:
    actor = actor_of(session)
    found = [
        set(search.by_number(session, actor.kommune_id, asked.register.table, [number]))
        for number in asked.sought.numbers
    ]
    return _among(session, asked, sorted(set.intersection(*found)))
