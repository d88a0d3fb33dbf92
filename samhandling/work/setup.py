"""What an instance needs beside its tables: the law table's first rows and the index; a check of what is derived."""

from samhandling.rules import derivation, law, search
from samhandling.store.actor import NOBODY
from samhandling.work.house import House
from samhandling.work.people import command_actor


def seed(house: House) -> int:
    """Put the law table's first rows where they are missing; return how many."""
    with house.database.write(NOBODY) as session:
        return law.seed(session)


def fill_index(house: House, *, anew: bool = False) -> int:
    """Write the search index where there is none yet (after an upgrade), or ``anew``; return how many rows."""
    with house.database.write(command_actor(house)) as session:
        return search.rebuild(session) if anew or search.is_missing(session) else 0


def access_differences(house: House) -> list[str]:
    """Recompute all derived access; return what stands otherwise."""
    with house.database.read(command_actor(house)) as session:
        return derivation.differences(session)
