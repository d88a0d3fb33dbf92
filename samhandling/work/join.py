"""Rows found to be one child are joined: the unit's own row, made when the number did not go with the name.

Everything that the unit has about the child moves to the one row of its number; the empty row stays, seen by nobody.
Who joins learns nothing that they did not type: the right name beside the right number.
"""

from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from samhandling.model import (
    Barn,
    BarnAnsatt,
    BarnEnhet,
    DokumentBarn,
    Foresatt,
    ForesattEnhet,
    Oppgave,
    Sperring,
    now,
)
from samhandling.rules import audit, derivation
from samhandling.store.wall import Trusted, actor_of, trusted
from samhandling.work.child import grade, is_named

BARN: Table = Barn.__table__  # type: ignore[assignment]
TIE: Table = BarnEnhet.__table__  # type: ignore[assignment]
OF_CHILD = (BarnEnhet, BarnAnsatt, DokumentBarn, Foresatt, ForesattEnhet, Oppgave, Sperring)


def join_by_number(session: Session, barn: Barn) -> str | None:
    """Join a row to the one that has its number, where the names now agree; return that row's id, None otherwise."""
    if not barn.fnr_oppgitt or barn.fnr:
        return None
    chosen = select(BARN.c.id, BARN.c.navn).where(BARN.c.kommune_id == barn.kommune_id, BARN.c.fnr == barn.fnr_oppgitt)
    found = _execute(session, chosen).one_or_none()
    if found is None or _is_blocked(session, found.id):
        return None
    if not is_named(session, barn.fnr_oppgitt, found.navn, barn.navn):
        return None
    grade(session, {found.id: barn.adressegradering}, barn.gradert_av_id)
    _end_doubled_ties(session, barn.id, found.id)
    for model in OF_CHILD:
        table: Any = model.__table__
        _execute(session, update(table).where(table.c.barn_id == barn.id).values(barn_id=found.id))
    for barn_id in sorted({barn.id, found.id}):
        derivation.rewrite_barn(session, barn_id)
    audit.record(session, "barn.slaatt_sammen", barn=[barn.id, found.id])
    return str(found.id)


def _is_blocked(session: Session, barn_id: str) -> bool:
    """Who is kept from a child (habilitet, §6.9) reaches it by no second row either."""
    actor = actor_of(session)
    return actor.is_user and derivation.is_blocked(session, actor.id, [barn_id])


def _end_doubled_ties(session: Session, own: str, one: str) -> None:
    """A unit that has both rows keeps the tie to the one; its own ends today."""
    moment = now()
    both = select(TIE.c.enhet_id).where(TIE.c.barn_id == one, TIE.c.til > moment)
    doubled = update(TIE).where(TIE.c.barn_id == own, TIE.c.til > moment, TIE.c.enhet_id.in_(both))
    _execute(session, doubled.values(til=moment))


def _execute(session: Session, statement: Any) -> Any:
    return session.execute(statement, execution_options=trusted(Trusted.REGISTER))
