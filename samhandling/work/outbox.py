"""The outbox is the queue: claimed with a lease, retried with growing pauses, finished by id."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from samhandling.model import Utboks, now, ny_id
from samhandling.model.utboks import GJORT, PAAGAAR, VENTER
from samhandling.rules import audit, derivation
from samhandling.store.actor import WORKER, Actor
from samhandling.work.house import House

LEASE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True)
class Job:
    """A job that this worker holds until its lease ends."""

    id: str
    jobb: str
    dokument_id: str
    leie: str
    forsoek: int
    plass: str = ""


def claim(house: House) -> Job | None:
    """Take the next job that is ready, or whose holder's lease has ended; None when there is none."""
    with house.database.write(WORKER) as session:
        ready = or_(Utboks.status == VENTER, Utboks.status == PAAGAAR)
        chosen = select(Utboks).where(ready, Utboks.klar <= now()).order_by(Utboks.klar).limit(1)
        row = session.scalar(chosen.with_for_update(skip_locked=True))
        if row is None:
            return None
        row.status, row.leie, row.klar = PAAGAAR, ny_id(), now() + LEASE
        row.forsoek += 1
        return Job(row.id, row.jobb, row.dokument_id, row.leie, row.forsoek, row.plass)


def finish(session: Session, job: Job) -> bool:
    """Mark a job done in the transaction that holds what it did; False when the lease went to another."""
    chosen = select(Utboks).where(Utboks.id == job.id, Utboks.leie == job.leie, Utboks.status == PAAGAAR)
    row = session.scalar(chosen.with_for_update())
    if row is None:
        return False
    row.status, row.gjort, row.feil = GJORT, now(), ""
    derivation.rewrite_dokument(session, job.dokument_id)
    return True


def give_back(house: House, job: Job, fault: str, *, pause: timedelta | None = None) -> None:
    """Put a job back for later; ``fault`` names what went wrong, without personal data."""
    wait = pause or min(timedelta(seconds=2 ** min(job.forsoek, 12)), LONGEST_PAUSE)
    with house.database.write(WORKER) as session:
        row = session.scalar(select(Utboks).where(Utboks.id == job.id, Utboks.leie == job.leie))
        if row is not None and row.status == PAAGAAR:
            row.status, row.klar, row.feil = VENTER, now() + wait, fault[:200]


def wake(session: Session, dokument_id: str) -> None:
    """Let what waits for a document's files be tried at once."""
    waiting = select(Utboks).where(Utboks.dokument_id == dokument_id, Utboks.status == VENTER)
    for row in session.scalars(waiting):
        row.klar = now()


def retry(house: House, actor: Actor, ids: list[str]) -> int:
    """Let the worker try jobs at once that wait after a failure; return how many of them the actor may see."""
    with house.database.write(actor) as session:
        waiting = select(Utboks).where(Utboks.id.in_(ids or ["-"]), Utboks.status == VENTER)
        rows = session.scalars(waiting.with_for_update()).all()
        for row in rows:
            row.klar = now()
            audit.record(session, "dokument.paanytt", dokument_id=row.dokument_id)
        return len(rows)
