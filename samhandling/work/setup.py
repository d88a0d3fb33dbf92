"""What an instance needs beside its tables: the law table's first rows; and a check of what is derived."""

from samhandling.rules import derivation, law
from samhandling.store.actor import NOBODY
from samhandling.work.house import House
from samhandling.work.people import command_actor


def seed(house: House) -> int:
    """Put the law table's first rows where they are missing; return how many."""
    with house.database.write(NOBODY) as session:
        return law.seed(session)


def access_differences(house: House) -> list[str]:
    """Recompute all derived access; return what stands otherwise."""
    with house.database.read(command_actor(house)) as session:
        return derivation.differences(session)
