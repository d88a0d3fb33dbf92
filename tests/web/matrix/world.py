"""Two municipalities in which every kind of record holds a text that stands nowhere else: its secret.

Built once for each kind of database, by the program's own functions where a person would have used a screen.
"""

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event

from forms import CATALOGUE
from samhandling.model import Enhet, Kommune, Lov
from samhandling.rules import law
from samhandling.store.actor import command_service
from samhandling.store.settings import Settings
from samhandling.work import demo, login, people, worker
from samhandling.work.archiving import archive_document
from samhandling.work.house import House, open_house
from samhandling.work.sealing import seal_document
from tests.rules.place import CHEAP
from tests.web.matrix import records
from tests.web.matrix.people import BLOCKED, KOMMUNER, UNITS, USERS, role_of, unit_of
from tests.work.scene import Scene


@dataclass
class World:
    """The house, the ids of what is tried, and the secrets by name (sees.py says whose they are)."""

    house: House
    scene: Scene
    ids: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)

    def secret(self, name: str, text: str = "") -> str:
        """Return a secret's text, made where it is new: letters that no word of ours holds."""
        made = text or f"Zq{len(self.secrets):02}{name.replace('.', '').replace('_', '')}"
        return self.secrets.setdefault(name, made)

    def sql(self, statement: str, **values: Any) -> list[Any]:
        return self.scene.sql(statement, **values)

    def id_of(self, statement: str, **values: Any) -> str:
        (row,) = self.sql(statement, **values)
        return str(row[0])


def build(url: str, folder: Path) -> World:
    """Lay the world in an empty, migrated database."""
    login.HASHER = CHEAP
    settings = replace(Settings.from_environment(folder / "instance", {}), database_url=url, demo=True, synthetic=True)
    (folder / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>')
    house = open_house(replace(settings, colour="#1e2b5c", logo=folder / "logo.svg"), CATALOGUE)
    unsafe(house)
    world = World(house, Scene(house))
    _places(world)
    _people(world)
    records.children(world)
    records.documents(world)
    worker.drain(house, {"forsegl": partial(seal_document, printer=printed), "arkiver": archive_document})
    records.what_follows(world)
    _block(world)
    records.events(world)
    world.scene.access_is_right()
    return world


def unsafe(house: House) -> None:
    """Wait for no disk: what these tests write may be lost."""
    if house.database.kind == "sqlite":
        event.listen(house.database._engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))


def printed(view: Any, _template: str) -> tuple[bytes, bytes]:
    """A printer without a PDF library, whose bytes hold all that the document says."""
    rendered = b"%PDF-1.7 " + repr(view).encode()
    return rendered, rendered + b" sealed"


def _places(world: World) -> None:
    with world.house.database.write(command_service(())) as session:
        law.seed(session)
        for key, (nummer, navn) in KOMMUNER.items():
            session.add(kommune := Kommune(nummer=nummer, navn=navn))
            session.flush()
            world.ids[key] = kommune.id
        for place, (key, (kommune_key, tjeneste, navn)) in enumerate(UNITS.items()):
            unit = Enhet(kommune_id=world.ids[kommune_key], tjeneste=tjeneste, navn=navn, telefon=f"550011{place:02}")
            unit.arkivdel = world.secret("enhet.arkivdel") if key == "b1" else "BARN"
            unit.adresse, unit.postnummer, unit.poststed = "Havnegata 2", "0001", "Lyngvær"
            world.ids[key] = people.add_unit_in(session, unit).id
        wording = Lov(noekkel="zq-lov", kortnavn="zql", paragraf="§ 1", tekst=world.secret("lov.tekst"))
        wording.fra = records.day("01.01.2020")
        session.add(wording)
        session.flush()
        world.ids["lov"] = wording.id


def _people(world: World) -> None:
    hashed = CHEAP.hash(demo.PASSWORD)
    for name in USERS:
        epost = f"{world.secret('bruker.epost').lower()}@x.example" if name.endswith("kollega") else f"{name}@x.example"
        with world.house.database.write(people.command_actor(world.house)) as session:
            unit = session.get_one(Enhet, world.ids[unit_of(name)])
            new = people.NewUser(name, f"Person {name}", "", "tittel", epost, "90000000")
            world.ids[name] = people.add_user_in(session, new, hashed, unit, role_of(name))
    world.secrets["bruker.epost"] = world.secrets["bruker.epost"].lower()
    for unit in UNITS:
        for column, role in (("leder_id", "leder"), ("stedfortreder_id", "stedfortreder")):
            if user := world.ids.get(f"{unit}.{role}"):
                world.sql(f"UPDATE enhet SET {column} = :user WHERE id = :unit", user=user, unit=world.ids[unit])
    world.ids["rolle"] = world.id_of("SELECT id FROM rolle WHERE bruker_id = :b", b=world.ids["b1.ansatt.kollega"])


def _block(world: World) -> None:
    """Blocked last: what they had written and who they worked with was theirs before."""
    for name in BLOCKED:
        for child in ("c1", "c2", "c3"):
            world.sql(
                "INSERT INTO sperring (id, bruker_id, barn_id, satt_av_id, grunn, fra, til) VALUES "
                "(:id, :bruker, :barn, :av, :grunn, '2020-01-01 00:00:00', '9999-12-31 00:00:00')",
                id=f"sperring-{child}-{name}"[:36],
                bruker=world.ids[name],
                barn=world.ids[child],
                av=world.ids[f"{unit_of(name)}.leder"],
                grunn=world.secret("sperring.grunn"),
            )
