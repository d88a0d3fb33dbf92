"""The register of users: kept by the systemadministrator, who never gives themselves a role; closed, never deleted."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from samhandling.model import Bruker, Enhet, Oekt, Rolle, now
from samhandling.rules import audit
from samhandling.store.actor import Actor
from samhandling.store.wall import actor_of
from samhandling.vocabulary.codelist import ROLLE, CodeList
from samhandling.vocabulary.sorting import sort_key
from samhandling.vocabulary.text import _
from samhandling.work.errors import ConflictError, InvalidError, NotFoundError, UserRefusedError
from samhandling.work.house import House
from samhandling.work.login import hashed_password
from samhandling.work.people import NewUser, add_user_in
from samhandling.work.record.change import Parts, Register
from samhandling.work.record.field import Field

ADMIN = "systemadministrator"
FIELDS = (
    Field("brukernavn", _("Brukernavn"), part="bruker", required=True, limit=100),
    Field("navn", _("Navn"), part="bruker", required=True),
    Field("tittel", _("Stilling"), part="bruker"),
    Field("epost", _("E-post"), "email", "bruker"),
    Field("telefon", _("Telefon"), "phone", "bruker"),
    Field("overtas_av_id", _("Utkast og oppgaver overtas av"), "select", "bruker"),
)


@dataclass(frozen=True)
class RoleRow:
    """A role that a user has or had."""

    id: str
    enhet_id: str
    enhet: str
    rolle: str
    fra: datetime
    til: datetime


def _load(session: Session, rad_id: str, _enhet_id: str, lock: bool) -> Parts:  # noqa: FBT001 - as Register.load says
    user = session.get(Bruker, rad_id, with_for_update=lock)
    if user is None:
        raise NotFoundError(rad_id)
    return {"bruker": user}


def _may(actor: Actor, _parts: Parts) -> frozenset[str]:
    return frozenset(each.name for each in FIELDS) - {"brukernavn"} if actor.holds(ADMIN) else frozenset()


def _colleagues(session: Session, parts: Parts) -> dict[str, CodeList]:
    chosen = select(Bruker).where(Bruker.aktiv, Bruker.id != getattr(parts["bruker"], "id", ""))
    users = session.scalars(chosen.order_by(Bruker.sortering).limit(1000))
    return {"overtas_av_id": tuple((user.id, user.navn) for user in users)}


def _apply(_session: Session, parts: Parts, chosen: Field, value: object) -> None:
    setattr(parts["bruker"], chosen.name, (value or None) if chosen.name == "overtas_av_id" else value)


def _after(_session: Session, parts: Parts) -> None:
    user = parts["bruker"]
    if isinstance(user, Bruker):
        user.sortering = sort_key(user.navn)


BRUKER = Register("bruker", FIELDS, load=_load, may=_may, choices=_colleagues, apply=_apply, after=_after)


def roles_of(session: Session, bruker_id: str) -> list[RoleRow]:
    """Return a user's roles, those that are held now first."""
    chosen = select(Rolle, Enhet.navn).join(Enhet, Enhet.id == Rolle.enhet_id).where(Rolle.bruker_id == bruker_id)
    rows = session.execute(chosen.order_by(Rolle.til.desc(), Enhet.navn))
    return [RoleRow(role.id, role.enhet_id, name, role.rolle, role.fra, role.til) for role, name in rows]


def add_user(house: House, actor: Actor, new: NewUser, enhet_id: str, rolle: str) -> tuple[str, str]:
    """Add a user to the actor's municipality with a first role; return the id and a password, shown once.

    Raises NotFoundError; InvalidError by field.
    """
    password = secrets.token_urlsafe(12)
    hashed = hashed_password(password)
    with house.database.write(actor) as session:
        unit = _own_unit(session, enhet_id)
        if rolle not in dict(ROLLE):
            raise InvalidError({"rolle": str(_("Velg et svar."))})
        try:
            return add_user_in(session, new, hashed, unit, rolle), password
        except UserRefusedError as error:
            raise InvalidError({"brukernavn": str(error.message)}) from error


def new_password(house: House, actor: Actor, bruker_id: str) -> str:
    """Give a user a new password, shown once, and end all the user's sessions. Raises NotFoundError."""
    password = secrets.token_urlsafe(12)
    hashed = hashed_password(password)
    with house.database.write(actor) as session:
        user = _kept(session, bruker_id)
        user.passord = hashed
        _end_sessions(session, user)
        audit.record(session, "bruker.passord", row=user)
    return password


def set_active(house: House, actor: Actor, bruker_ids: list[str], *, active: bool) -> int:
    """Close users (their sessions end at once) or open them again; return how many were changed."""
    with house.database.write(actor) as session:
        users = [user for each in bruker_ids if (user := _kept(session, each)).aktiv is not active]
        for user in users:
            if user.id == actor.id:
                raise ConflictError(_("Du kan ikke stenge deg selv."))
            user.aktiv = active
            _end_sessions(session, user)
            audit.record(session, "bruker.gjenaapnet" if active else "bruker.stengt", row=user)
        return len(users)


def give_role(house: House, actor: Actor, bruker_id: str, enhet_id: str, rolle: str) -> None:
    """Give a user a role in a unit from now on. Raises NotFoundError; ConflictError for one's own."""
    with house.database.write(actor) as session:
        user, unit = _kept(session, bruker_id), _own_unit(session, enhet_id)
        if user.id == actor.id:
            raise ConflictError(_("Du kan ikke gi deg selv en rolle."))
        if rolle not in dict(ROLLE):
            raise InvalidError({"rolle": str(_("Velg et svar."))})
        held = select(Rolle.id).where(Rolle.bruker_id == user.id, Rolle.enhet_id == unit.id, Rolle.rolle == rolle)
        if session.scalar(held.where(Rolle.til > now()).limit(1)) is None:
            session.add(Rolle(bruker_id=user.id, enhet_id=unit.id, rolle=rolle))
            change = {"rolle": {"fra": "", "til": f"{unit.navn}: {rolle}"}}
            audit.record(session, "bruker.rolle", enhet_id=unit.id, row=user, change=change)


def end_role(house: House, actor: Actor, rolle_id: str) -> str:
    """End a role now; return the user's id. What the user wrote stays. Raises NotFoundError."""
    with house.database.write(actor) as session:
        role = session.get(Rolle, rolle_id)
        if role is None:
            raise NotFoundError(rolle_id)
        user, unit = _kept(session, role.bruker_id), _own_unit(session, role.enhet_id)
        role.til = min(role.til, now())
        change = {"rolle": {"fra": f"{unit.navn}: {role.rolle}", "til": ""}}
        audit.record(session, "bruker.rolle", enhet_id=unit.id, row=user, change=change)
        return user.id


def _kept(session: Session, bruker_id: str) -> Bruker:
    """Return a user whom the session's actor keeps."""
    user = session.get(Bruker, bruker_id, with_for_update=True)
    if user is None or not actor_of(session).holds(ADMIN):
        raise NotFoundError(bruker_id)
    return user


def _own_unit(session: Session, enhet_id: str) -> Enhet:
    unit = session.get(Enhet, enhet_id)
    if unit is None or unit.kommune_id != actor_of(session).kommune_id or not actor_of(session).holds(ADMIN):
        raise NotFoundError(enhet_id)
    return unit


def _end_sessions(session: Session, user: Bruker) -> None:
    session.execute(delete(Oekt).where(Oekt.bruker_id == user.id))
