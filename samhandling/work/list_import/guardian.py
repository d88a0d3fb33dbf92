"""Guardians of many children at once: as ``register.add_guardian_in``, in as few statements as they need."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import Barn, Foresatt, ForesattEnhet
from samhandling.rules import audit
from samhandling.work.list_import.known import guardians_of, padded
from samhandling.work.register import GuardianFacts, keep_stricter, new_guardian, tell_unit

Pair = tuple[Foresatt, ForesattEnhet | None]


def add_guardians(session: Session, enhet_id: str, wanted: Sequence[tuple[str, GuardianFacts]]) -> None:
    """Add guardians to children by id, or fill what is empty in those known by name.

    A child that one may not see (yet) gets none.
    """
    barn_ids = padded((barn_id for barn_id, _facts in wanted), "-")
    visible = set(session.scalars(select(Barn.id).where(Barn.id.in_(barn_ids))))
    known = guardians_of(session, enhet_id, barn_ids)
    told: dict[tuple[str, str], tuple[Pair, GuardianFacts]] = {}
    for barn_id, facts in wanted:
        if barn_id in visible:
            pair = _pair(known.setdefault(barn_id, []), barn_id, facts)
            keep_stricter(pair[0], facts.adressegradering, enhet_id)
            told[barn_id, pair[0].id] = pair, facts
    session.add_all(guardian for (guardian, _own), _facts in told.values())
    session.flush()
    for (guardian, own), facts in told.values():
        known_as = own or ForesattEnhet(foresatt_id=guardian.id, barn_id=guardian.barn_id, enhet_id=enhet_id)
        session.add(known_as)
        tell_unit(known_as, facts)
    rows = [(guardian, guardian.barn_id) for (guardian, _own), _facts in told.values()]
    audit.record_rows(session, "foresatt.opprettet", rows, enhet_id)


def _pair(known: list[Pair], barn_id: str, facts: GuardianFacts) -> Pair:
    """Return the guardian who is known by the name, or a new one."""
    for guardian, own in known:
        if (guardian.navn, guardian.ukjent) == (facts.navn, facts.ukjent):
            return guardian, own
    known.append((new_guardian(barn_id, facts), None))
    return known[-1]
