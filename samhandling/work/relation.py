"""Who works with a child, who is kept from it, and when it leaves a unit (domain.md §6)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import BarnAnsatt, BarnEnhet, Rolle, Sperring, now
from samhandling.rules import audit, derivation
from samhandling.store.actor import Actor
from samhandling.vocabulary.parse import UNUSABLE
from samhandling.work.child import approve
from samhandling.work.errors import NotFoundError
from samhandling.work.house import House
from samhandling.work.register import CLERKS, LEADERS, must_hold, seen_child


def approve_child(house: House, actor: Actor, barn_id: str, enhet_id: str) -> None:
    """Let the unit see a *strengt fortrolig* child; an unblocked leader decides. Raises NotFoundError."""
    must_hold(actor, enhet_id, LEADERS)
    with house.database.write(actor) as session:
        if derivation.is_blocked(session, actor.id, [barn_id]):
            raise NotFoundError(barn_id)
        approve(session, barn_id, enhet_id)
        derivation.rewrite_barn(session, barn_id)
        audit.record(session, "barn.godkjent", barn=[barn_id], enhet_id=enhet_id)


def assign(house: House, actor: Actor, barn_id: str, enhet_id: str, bruker_id: str) -> None:
    """Say that an employee of the unit works with the child. Raises NotFoundError."""
    must_hold(actor, enhet_id, CLERKS)
    with house.database.write(actor) as session:
        seen_child(session, barn_id)
        _must_work_in(session, bruker_id, enhet_id)
        session.add(BarnAnsatt(barn_id=barn_id, enhet_id=enhet_id, bruker_id=bruker_id))
        derivation.rewrite_barn(session, barn_id)
        audit.record(session, "barn.tildelt", barn=[barn_id], enhet_id=enhet_id, change={"bruker_id": bruker_id})


def unassign(house: House, actor: Actor, barn_id: str, enhet_id: str, bruker_id: str) -> None:
    """Say that an employee works with the child no longer. Raises NotFoundError."""
    must_hold(actor, enhet_id, CLERKS)
    with house.database.write(actor) as session:
        seen_child(session, barn_id)
        own = select(BarnAnsatt).where(BarnAnsatt.barn_id == barn_id, BarnAnsatt.enhet_id == enhet_id)
        working = session.scalars(own.where(BarnAnsatt.bruker_id == bruker_id, BarnAnsatt.til > now())).all()
        if not working:  # ended already, or never begun: nothing happens, nothing is logged
            return
        for row in working:
            row.til = now()
        derivation.rewrite_barn(session, barn_id)
        audit.record(session, "barn.fratatt", barn=[barn_id], enhet_id=enhet_id, change={"bruker_id": bruker_id})


def block(house: House, actor: Actor, barn_id: str, enhet_id: str, bruker_id: str, reason: str) -> None:
    """Keep a colleague from a child and all about it (habilitet, §6.9); the leader's or the deputy's decision."""
    must_hold(actor, enhet_id, LEADERS)
    with house.database.write(actor) as session:
        seen_child(session, barn_id)
        _must_work_in(session, bruker_id, enhet_id)
        session.add(
            Sperring(
                bruker_id=bruker_id, barn_id=barn_id, satt_av_id=actor.id, grunn=UNUSABLE.sub("", reason).strip()[:2000]
            )
        )
        audit.record(session, "barn.sperret", barn=[barn_id], enhet_id=enhet_id, change={"bruker_id": bruker_id})


def _must_work_in(session: Session, bruker_id: str, enhet_id: str) -> None:
    moment = now()
    held = select(Rolle.id).where(Rolle.bruker_id == bruker_id, Rolle.enhet_id == enhet_id)
    if session.scalar(held.where(Rolle.fra <= moment, Rolle.til > moment).limit(1)) is None:
        raise NotFoundError(bruker_id)


def assign_many(house: House, actor: Actor, barn_ids: list[str], enhet_id: str, bruker_id: str) -> int:
    """Say that an employee of the unit works with several children; return how many of them were new to them."""
    must_hold(actor, enhet_id, CLERKS)
    with house.database.write(actor) as session:
        _must_work_in(session, bruker_id, enhet_id)
        own = [each for each in barn_ids if _own_tie(session, each, enhet_id) is not None]
        had = select(BarnAnsatt.barn_id).where(BarnAnsatt.bruker_id == bruker_id, BarnAnsatt.enhet_id == enhet_id)
        working = set(session.scalars(had.where(BarnAnsatt.til > now(), BarnAnsatt.barn_id.in_(own or ["-"]))))
        for barn_id in sorted(set(own) - working):
            session.add(BarnAnsatt(barn_id=barn_id, enhet_id=enhet_id, bruker_id=bruker_id))
            derivation.rewrite_barn(session, barn_id)
            audit.record(session, "barn.tildelt", barn=[barn_id], enhet_id=enhet_id, change={"bruker_id": bruker_id})
        return len(set(own) - working)


def end_ties(house: House, actor: Actor, barn_ids: list[str], enhet_id: str) -> int:
    """Say that children have left the unit; what was written stays. Returns how many had been there."""
    must_hold(actor, enhet_id, CLERKS)
    with house.database.write(actor) as session:
        ties = [tie for each in sorted(set(barn_ids)) if (tie := _own_tie(session, each, enhet_id)) is not None]
        for tie in ties:
            tie.til = now()
            working = select(BarnAnsatt).where(BarnAnsatt.barn_id == tie.barn_id, BarnAnsatt.enhet_id == enhet_id)
            for row in session.scalars(working.where(BarnAnsatt.til > now())):
                row.til = tie.til
            audit.record(session, "barn.avsluttet", barn=[tie.barn_id], enhet_id=enhet_id, row=tie)
            derivation.rewrite_barn(session, tie.barn_id)
        return len(ties)


def _own_tie(session: Session, barn_id: str, enhet_id: str) -> BarnEnhet | None:
    """Return the unit's tie to a child that the actor may see, or None."""
    moment = now()
    own = select(BarnEnhet).where(BarnEnhet.barn_id == barn_id, BarnEnhet.enhet_id == enhet_id)
    return session.scalars(own.where(BarnEnhet.fra <= moment, BarnEnhet.til > moment).limit(1)).first()
