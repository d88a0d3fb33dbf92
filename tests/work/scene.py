"""What people do in the demo municipality, in few words, and a look at the tables behind the wall."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from samhandling.model import Base
from samhandling.store.actor import Actor
from samhandling.vocabulary.check import Finding
from samhandling.vocabulary.kind import Catalogue
from samhandling.work import login, sealing, worker
from samhandling.work.demo_document import _named, fill_in
from samhandling.work.document import DocumentPage, read_document
from samhandling.work.draft import Change, Draft, read_draft, save_draft
from samhandling.work.finish import finish_document
from samhandling.work.house import House
from samhandling.work.setup import access_differences

KIND = "bekymringsmelding"
OTHER_BARNEVERN = {
    "mottaker-enhet": "annet",
    "mottaker-annet_navn": "Nordvik barneverntjeneste",
    "mottaker-kommunenummer": "4698",
    "mottaker-kommunenavn": "Nordvik",
}


@dataclass
class Scene:
    """A house with the demo municipality in it."""

    house: House

    # ---- who and where

    def actor(self, brukernavn: str) -> Actor:
        (row,) = self.sql("SELECT id FROM bruker WHERE brukernavn = :name", name=brukernavn)
        actor = login._actor(self.house, row.id)
        assert actor is not None
        return actor

    def unit(self, navn: str) -> str:
        (row,) = self.sql("SELECT id FROM enhet WHERE navn = :navn", navn=navn)
        return str(row.id)

    def with_catalogue(self, catalogue: Catalogue) -> "Scene":
        other = Scene(replace(self.house, catalogue=catalogue))
        other._engine = self._engine
        return other

    # ---- what they do

    def fill(self, who: Actor, answers: dict[str, str | list[str]] | None = None, kind: str = KIND) -> str:
        """Start a draft with the kind's example in it and type more over it; entries are written as number 1."""
        dokument_id = fill_in(self.house, who, kind, who.roller[0].enhet_id)
        self.type(who, dokument_id, answers or {})
        return dokument_id

    def type(self, who: Actor, dokument_id: str, answers: dict[str, str | list[str]]) -> None:
        raw = self.draft(who, dokument_id).raw
        values = {_named(name, raw): [v] if isinstance(v, str) else v for name, v in answers.items()}
        saved = save_draft(
            self.house, who, dokument_id, {n: Change(raw.get(n, []), value) for n, value in values.items()}
        )
        assert not saved.refused
        assert not saved.conflicts

    def draft(self, who: Actor, dokument_id: str) -> Draft:
        with self.house.database.read(who) as session:
            return read_draft(self.house, session, dokument_id)

    def finish(self, who: Actor, dokument_id: str) -> list[Finding]:
        return finish_document(self.house, who, dokument_id)

    def finished(self, who: Actor, answers: dict[str, str | list[str]] | None = None, kind: str = KIND) -> str:
        dokument_id = self.fill(who, answers, kind)
        assert self.finish(who, dokument_id) == []
        return dokument_id

    def page(self, who: Actor, dokument_id: str) -> DocumentPage:
        with self.house.database.read(who) as session:
            return read_document(session, dokument_id)

    def drain(self, printer: sealing.Printer) -> None:
        worker.drain(self.house, worker.jobs(printer))

    # ---- behind the wall

    def sql(self, statement: str, **values: object) -> list[Any]:
        """Run one statement straight on the database; rows of a SELECT, else nothing."""
        with self._engine.begin() as connection:
            result = connection.execute(sa.text(statement), values)
            return list(result) if result.returns_rows else []

    @cached_property
    def _engine(self) -> sa.Engine:
        return sa.create_engine(self.house.database.url.replace("postgresql://", "postgresql+psycopg://"))

    def close(self) -> None:
        self._engine.dispose()
        self.house.database.dispose()

    def count(self, table: str) -> int:
        return int(self.sql(f"SELECT count(*) AS n FROM {table}")[0].n)

    def everything(self) -> dict[str, list[str]]:
        """Every row of every table."""
        return {name: sorted(map(str, self.sql(f"SELECT * FROM {name}"))) for name in Base.metadata.tables}

    def copy_of(self, dokument_id: str) -> str:
        (row,) = self.sql("SELECT id FROM dokument WHERE kilde_id = :id", id=dokument_id)
        return str(row.id)

    def jobs(self, dokument_id: str) -> dict[str, Any]:
        rows = self.sql("SELECT * FROM utboks WHERE dokument_id = :id", id=dokument_id)
        return {row.jobb: row for row in rows}

    def lease_ends(self) -> None:
        """Let every waiting or leased job be ready now."""
        self.sql("UPDATE utboks SET klar = '2026-01-01 00:00:00.000000' WHERE status <> 'gjort'")

    def access_is_right(self) -> None:
        """Derived access is as recomputed, each grant once."""
        assert (found := access_differences(self.house)) == [], found
        doubled = self.sql(
            "SELECT hvem, dokument_id, barn_id, grunn FROM tilgang GROUP BY hvem, dokument_id, barn_id, grunn, fra "
            "HAVING count(*) > 1"
        )
        assert doubled == [], doubled


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Do several things at the same moment, each in its thread: what each returned, or its exception."""
    results: list[Any] = [None] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(place: int, act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            results[place] = act()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            results[place] = error

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
