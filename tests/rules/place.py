"""A municipality to test access in: the demo's, with reports filled in through the real draft and finish."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from argon2 import PasswordHasher
from sqlalchemy import Connection, Engine, create_engine, select, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from forms import CATALOGUE
from samhandling.model import Bruker, Dokument, Enhet, now
from samhandling.rules import derivation
from samhandling.store.actor import Actor, login_service
from samhandling.store.settings import Settings
from samhandling.vocabulary.raw import entry_ids
from samhandling.work import demo, login, people
from samhandling.work.archiving import archive_document
from samhandling.work.draft import Change, read_draft, save_draft
from samhandling.work.house import House, open_house
from samhandling.work.sealing import seal_document

KARI, SIV, PER, NILS = "kari.styrer", "siv.stedfortreder", "per.pedagog", "nils.styrer"
HANNE, BERIT, ANNE, PETRA, SIGVE = "hanne.helse", "berit.barnevern", "anne.arkiv", "petra.ombud", "sigve.system"
EVERYBODY = (KARI, SIV, PER, NILS, HANNE, BERIT, ANNE, PETRA, SIGVE)
MIO, MIO_FNR = "Mio Testbråten", "14832250075"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""argon2 is slow on purpose; these tests ask what follows from right and wrong, not how long it takes."""


@dataclass(frozen=True)
class Place:
    """The house, with shortcuts that act as one person."""

    house: House

    def actor(self, name: str) -> Actor:
        """The person with the roles held now."""
        with self.house.database.read(login._service(self.house)) as session:
            found = session.scalars(select(Bruker.id).where(Bruker.brukernavn == name)).one()
        actor = login._actor(self.house, found)
        assert actor is not None
        return actor

    @contextmanager
    def reading(self, who: str) -> Iterator[Session]:
        with self.house.database.read(self.actor(who)) as session:
            yield session

    @contextmanager
    def raw(self) -> Iterator[Connection]:
        """A connection of the tests' own, outside the wall, committed at the end."""
        engine = plain_engine(self.house.settings.database_url)
        with engine.begin() as connection:
            yield connection
        engine.dispose()

    def value(self, sql: str, **values: object) -> object:
        with self.raw() as connection:
            return connection.execute(text(sql), values).scalar()

    def unit(self, name: str) -> Enhet:
        with self.house.database.read(login_service(())) as session:
            return session.scalars(select(Enhet).where(Enhet.navn == name)).one()

    def report(self, who: str = PER, **answers: str) -> str:
        """A finished report by somebody, with some answers changed («melder-gjelder_ansatt» as melder__gjelder…)."""
        dokument_id = self.draft(who, **answers)
        assert demo_finish(self.house, self.actor(who), dokument_id) == []
        return dokument_id

    def draft(self, who: str = PER, **answers: str) -> str:
        from samhandling.work.demo_document import fill_in  # noqa: PLC0415 — tests of it alone need the catalogue

        actor = self.actor(who)
        dokument_id = fill_in(self.house, actor, "bekymringsmelding", actor.roller[0].enhet_id)
        changes = {}
        with self.house.database.read(actor) as session:
            raw = read_draft(self.house, session, dokument_id).raw
        for key, value in answers.items():
            name = key.replace("__", "-")
            if name.startswith("BARN-"):  # a field of the first child
                name = name.replace("BARN-", f"barn-barn-{entry_ids(raw, 'barn-barn')[0]}-")
            changes[name] = Change(raw.get(name, []), [value])
        save_draft(self.house, actor, dokument_id, changes)
        return dokument_id

    def plain_document(self, who: str = PER, *, children: tuple[str, ...] = (), **facts: object) -> str:
        """A finished document of the unit, read by colleagues: put there by hand, its access derived."""
        actor = self.actor(who)
        with self.house.database.write(actor) as session:
            dokument = Dokument(
                type="notat", skjemaversjon=1, enhet_id=actor.roller[0].enhet_id, forfatter_id=actor.id,
                **{"status": "ferdig", "tittel": "Notat", **facts},
            )  # fmt: skip
            session.add(dokument)
            session.flush()
        with self.raw() as connection:
            add = text("INSERT INTO dokument_forfatter (dokument_id, bruker_id) VALUES (:d, :b)")
            connection.execute(add, {"d": dokument.id, "b": actor.id})
            for barn in children:
                add = text("INSERT INTO dokument_barn (dokument_id, barn_id) VALUES (:d, :b)")
                connection.execute(add, {"d": dokument.id, "b": barn})
        self.derive(lambda session: derivation.rewrite_dokument(session, dokument.id))
        return dokument.id

    def derive(self, rewrite: Callable[[Session], None]) -> None:
        with self.house.database.write(login_service(())) as session:
            rewrite(session)

    def differences(self) -> list[str]:
        with self.house.database.read(login_service(())) as session:
            return derivation.differences(session)

    def jobs(self) -> dict:
        """What the worker does, with a printer that needs no PDF library."""
        printed = (b"%PDF-1.7 rendered", b"%PDF-1.7 rendered, sealed")
        return {
            "forsegl": lambda house, job: seal_document(house, job, lambda _view, _template: printed),
            "arkiver": archive_document,
        }

    def mio(self) -> str:
        return str(self.value("SELECT id FROM barn WHERE navn = :navn", navn=MIO))

    def id_of(self, who: str) -> str:
        return self.actor(who).id

    def block(self, who: str, barn_id: str, *, hours: int = -1) -> None:
        """Habilitet: somebody sees nothing of a child, from some hours away on."""
        with self.house.database.write(self.actor(KARI)) as session:
            from samhandling.model import Sperring  # noqa: PLC0415 — used here only

            session.add(
                Sperring(
                    bruker_id=self.id_of(who), barn_id=barn_id, satt_av_id=self.id_of(KARI), grunn="nabo",
                    fra=now() + timedelta(hours=hours),
                )
            )  # fmt: skip


def demo_finish(house: House, actor: Actor, dokument_id: str) -> list:
    from samhandling.work.finish import finish_document  # noqa: PLC0415 — one place

    return finish_document(house, actor, dokument_id)


def plain_engine(url: str) -> Engine:
    """An engine without any wall, as an attacker with the password would have it."""
    return create_engine(url.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)


def open_place(url: str, folder: Path) -> Place:
    """The demo municipality in a fresh database."""
    login.HASHER = CHEAP
    settings = replace(Settings.from_environment(folder / "instance", {}), database_url=url, demo=True, synthetic=True)
    house = open_house(settings, CATALOGUE)
    demo.fill(house)
    return Place(house)


def add_person(place: Place, name: str, unit: Enhet, role: str) -> None:
    with place.house.database.write(people.command_actor(place.house)) as session:
        people.add_user_in(session, people.NewUser(name, name, ""), CHEAP.hash(demo.PASSWORD), unit, role)
