"""Derived access is right after any history: random ones by a fixed seed, and two changes at the same time."""

import contextlib
import random
import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, text

from samhandling.model import BarnAnsatt, BarnEnhet, Dokument, now
from samhandling.rules import derivation
from samhandling.store.actor import WORKER
from samhandling.work import outbox, worker
from samhandling.work.correct import misfile, new_version
from samhandling.work.draft import discard_draft
from samhandling.work.errors import ConflictError, NotFoundError
from tests.rules.place import HANNE, KARI, PER, SIV, Place, demo_finish

SEEDS = range(3)
STEPS = 12
OWN = Dokument.__table__.c.kilde_id.is_(None)


class History:
    """Random actions of the people of one kindergarten and the worker."""

    def __init__(self, place: Place, seed: int) -> None:
        self.place, self.chance, self.does = place, random.Random(seed), place.jobs()
        self.actions = [self.start, self.finish, self.misfile, self.new_version, self.discard, self.assign]
        self.actions += [self.unassign, self.leave, self.work, self.work, self.block]

    def step(self) -> str:
        action = self.chance.choice(self.actions)
        with contextlib.suppress(NotFoundError, ConflictError, IndexError):
            action()
        return action.__name__

    def _one_of(self, status: str) -> tuple[str, str]:
        rows = select(Dokument.__table__.c.id, Dokument.__table__.c.forfatter_id)
        with self.place.raw() as connection:
            chosen = connection.execute(rows.where(OWN, Dokument.__table__.c.status == status)).all()
        row = self.chance.choice(chosen)
        return row.id, next(name for name in (PER, KARI, SIV) if self.place.id_of(name) == row.forfatter_id)

    def start(self) -> None:
        self.place.draft(self.chance.choice([PER, KARI, SIV]))

    def finish(self) -> None:
        dokument_id, author = self._one_of("utkast")
        demo_finish(self.place.house, self.place.actor(author), dokument_id)

    def misfile(self) -> None:
        misfile(self.place.house, self.place.actor(SIV), self._one_of("ferdig")[0], "feil barn")

    def new_version(self) -> None:
        dokument_id, author = self._one_of("ferdig")
        new_version(self.place.house, self.place.actor(author), dokument_id)

    def discard(self) -> None:
        dokument_id, author = self._one_of("utkast")
        discard_draft(self.place.house, self.place.actor(author), dokument_id)

    def assign(self) -> None:
        unit = self.place.unit("Solstua barnehage").id
        who, end = (
            self.place.id_of(self.chance.choice([PER, HANNE])),
            now() + timedelta(days=self.chance.randint(-1, 9)),
        )
        with self.place.house.database.write(self.place.actor(KARI)) as session:
            session.add(BarnAnsatt(barn_id=self.place.mio(), enhet_id=unit, bruker_id=who, til=end))
            derivation.rewrite_barn(session, self.place.mio())

    def unassign(self) -> None:
        with self.place.house.database.write(self.place.actor(KARI)) as session:
            session.execute(delete(BarnAnsatt).where(BarnAnsatt.barn_id == self.place.mio()))
            derivation.rewrite_barn(session, self.place.mio())

    def leave(self) -> None:
        with self.place.house.database.write(self.place.actor(KARI)) as session:
            for tie in session.scalars(select(BarnEnhet).where(BarnEnhet.barn_id == self.place.mio())):
                tie.til = now()
            derivation.rewrite_barn(session, self.place.mio())

    def work(self) -> None:
        with self.place.raw() as connection:
            connection.execute(text("UPDATE utboks SET klar = opprettet WHERE status = 'venter'"))
        worker.work_once(self.place.house, self.does)

    def block(self) -> None:
        self.place.block(self.chance.choice([PER, HANNE]), self.place.mio())


@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_history_access_is_what_it_should_be(place: Place, seed: int):
    """Each action rewrites access in its own transaction: a recomputation never finds a difference."""
    history = History(place, seed)
    done = []
    for action in (history.start, history.finish):
        action()
    for _ in range(STEPS):
        done.append(history.step())
        assert place.differences() == [], done


def test_an_action_that_forgot_to_derive_is_found(place: Place):
    """The check of the histories can fail: work that nobody derived from is a difference."""
    unit = place.unit("Solstua barnehage").id
    with place.house.database.write(place.actor(KARI)) as session:
        session.add(BarnAnsatt(barn_id=place.mio(), enhet_id=unit, bruker_id=place.id_of(HANNE)))
    assert place.differences()


def test_feilregistrering_blocks_at_once_while_the_worker_works_on_it(postgresql_url: str, tmp_path):
    """Two transactions that derive the same document wait for each other, and the last one sees what the first did."""
    from tests.rules.place import open_place  # noqa: PLC0415 — PostgreSQL alone has two writers

    place = open_place(postgresql_url, tmp_path)
    report = place.report()
    with place.raw() as connection:
        connection.execute(
            text("UPDATE utboks SET klar = now() + interval '1 day' WHERE dokument_id <> :d"), {"d": report}
        )
    job = outbox.claim(place.house)
    assert job.dokument_id == report

    def finish_job():
        with place.house.database.write(WORKER) as session:
            outbox.finish(session, job)

    thread = threading.Thread(target=finish_job)
    with place.house.database.write(place.actor(PER)) as session:
        session.get(Dokument, report).status = "feilregistrert"
        derivation.rewrite_dokument(session, report)
        thread.start()
        time.sleep(0.3)
    thread.join()
    assert place.differences() == []
    assert place.value("SELECT count(*) FROM tilgang WHERE dokument_id = :d AND grunn = 'merkantil'", d=report) == 0
    place.house.database.dispose()


def test_a_version_that_another_has_begun_is_no_fault(place: Place):
    """The leader cannot see the author's draft of a newer version: the answer is a conflict, not a broken page."""
    report = place.report(PER)
    begun = new_version(place.house, place.actor(PER), report)
    assert new_version(place.house, place.actor(PER), report) == begun
    with pytest.raises(ConflictError):
        new_version(place.house, place.actor(KARI), report)
    assert place.differences() == []
