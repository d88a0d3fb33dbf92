"""The people who log in: a clerk of a small unit, a leader of one that owns nearly everything, and their colleagues.

Laid by the house's own functions, on top of the demo municipality; so are the drafts that saving is measured on.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from samhandling.model import Bruker, Enhet, Rolle
from samhandling.store.actor import Actor
from samhandling.work import demo, people
from samhandling.work.draft import start_document
from samhandling.work.house import House
from samhandling.work.login import hashed_password, log_in, resume

KIND = "bekymringsmelding"
SMA, STOR = "sma", "stor"
WRITERS = 8
"""Colleagues in each unit, who have written what there is."""
DRAFTS = 4


@dataclass(frozen=True)
class Unit:
    """A unit with the ids and names of those who write there, and the one who is measured."""

    id: str
    navn: str
    kommune_id: str
    brukernavn: str
    writers: tuple[tuple[str, str], ...]


def lay(house: House) -> tuple[Unit, Unit]:
    """Lay the small unit and the large one; return them in this order."""
    demo.fill(house)
    hashed = hashed_password(demo.PASSWORD)
    small = _unit(house, "Knøtteredet barnehage", SMA, ("merkantil", "ansatt"), hashed)
    return small, _unit(house, "Storvollen barnehage", STOR, ("leder", "merkantil"), hashed)


def _unit(house: House, name: str, brukernavn: str, roles: tuple[str, str], hashed: str) -> Unit:
    with house.database.write(people.command_actor(house)) as session:
        beside = people.find_unit(session, "Solstua barnehage")
        facts = {column: getattr(beside, column) for column in ("tjeneste", "adresse", "postnummer", "poststed")}
        unit = people.add_unit_in(session, Enhet(navn=name, kommune_id=beside.kommune_id, arkivdel="BARN", **facts))
        new = people.NewUser(brukernavn, f"{brukernavn.capitalize()} Prøvesen", "")
        measured = people.add_user_in(session, new, hashed, unit, roles[0])
        session.add(Rolle(bruker_id=measured, enhet_id=unit.id, rolle=roles[1]))
        writers = tuple(_writer(session, unit, hashed, number) for number in range(WRITERS))
        return Unit(unit.id, unit.navn, unit.kommune_id, brukernavn, writers)


def _writer(session: Session, unit: Enhet, hashed: str, number: int) -> tuple[str, str]:
    new = people.NewUser(f"{unit.navn.split()[0].lower()}.{number}", f"Testa Skriver {number}", "", "pedagogisk leder")
    bruker_id = people.add_user_in(session, new, hashed, unit, "ansatt")
    return bruker_id, f"{session.get_one(Bruker, bruker_id).navn}, pedagogisk leder"


def drafts(house: House, unit: Unit) -> list[str]:
    """Begin the drafts of the one who is measured; return their ids."""
    actor = _actor(house, unit.brukernavn)
    return [start_document(house, actor, KIND, unit.id) for _number in range(DRAFTS)]


def _actor(house: House, brukernavn: str) -> Actor:
    actor = resume(house, log_in(house, brukernavn, demo.PASSWORD, "127.0.0.1"))
    if actor is None:
        raise LookupError(brukernavn)
    return actor
