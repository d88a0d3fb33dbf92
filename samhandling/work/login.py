"""Local login: slowed by account and by address, one session row per login, ended all at once."""

import hashlib
import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, select

from samhandling.model import Bruker, Enhet, Kommune, Oekt, Rolle, now
from samhandling.rules import audit
from samhandling.store.actor import NOBODY, Actor, RoleIn, login_service
from samhandling.vocabulary.text import _
from samhandling.work.errors import LoginRefusedError, PasswordRefusedError
from samhandling.work.house import House
from samhandling.work.throttle import count_try, take_back

HASHER = PasswordHasher()
NO_ACCOUNT = HASHER.hash(secrets.token_hex(16))
"""Checked when there is no such account, so that the answer takes as long."""
SEEN_EVERY = timedelta(minutes=1)
SHORTEST, LONGEST = 12, 200


def log_in(house: House, brukernavn: str, passord: str, adresse: str) -> str:
    """Return the token of a new session. Raises LoginRefusedError, the same for a wrong name and a wrong password."""
    name = brukernavn.replace("\0", "").strip().lower()  # PostgreSQL takes no NUL
    service = _service(house)
    with house.database.write(service) as session:
        counted = count_try(session, name, adresse)
    with house.database.read(service) as session:
        user = session.scalar(select(Bruker).where(Bruker.brukernavn == name))
    if not _matches(user, passord) or user is None:
        with house.database.write(service) as session:
            audit.record(session, "innlogging.avvist")
        raise LoginRefusedError(_("Brukernavnet eller passordet er feil."))
    return _begin(house, user.id, counted)


def _service(house: House) -> Actor:
    with house.database.read(NOBODY) as session:
        return login_service(tuple(session.scalars(select(Kommune.id))))


def _matches(user: Bruker | None, passord: str) -> bool:
    stored = user.passord if user is not None and user.aktiv and user.passord else NO_ACCOUNT
    try:
        HASHER.verify(stored, passord[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return stored is not NO_ACCOUNT


def _begin(house: House, bruker_id: str, counted: str) -> str:
    token = secrets.token_urlsafe(32)
    actor = _actor(house, bruker_id)
    if actor is None:
        raise LoginRefusedError(_("Brukernavnet eller passordet er feil."))
    with house.database.write(actor) as session:
        take_back(session, counted)
        session.add(Oekt(bruker_id=bruker_id, token_sha256=_hashed(token)))
        audit.record(session, "innlogging")
    return token


def resume(house: House, token: str) -> Actor | None:
    """Return who a token belongs to, or None when the session has ended (idle, too old, logged out)."""
    with house.database.read(NOBODY) as session:
        row = session.scalar(select(Oekt).where(Oekt.token_sha256 == _hashed(token)))
    if row is None or _is_over(house, row.startet, row.sist_sett):
        return None
    if now() - row.sist_sett > SEEN_EVERY:
        with house.database.write(NOBODY) as session:
            found = session.get(Oekt, row.id)
            if found is not None:
                found.sist_sett = now()
    return _actor(house, row.bruker_id)


def _is_over(house: House, started: datetime, seen: datetime) -> bool:
    idle, absolute = house.settings.idle_minutes, house.settings.absolute_hours
    return now() - seen > timedelta(minutes=idle) or now() - started > timedelta(hours=absolute)


def _actor(house: House, bruker_id: str) -> Actor | None:
    """Return the actor with the roles held now; None when the user is closed."""
    with house.database.read(_service(house)) as session:
        user = session.get(Bruker, bruker_id)
        if user is None or not user.aktiv:
            return None
        moment = now()
        held = select(Rolle.rolle, Enhet).join(Enhet, Enhet.id == Rolle.enhet_id)
        held = held.where(Rolle.bruker_id == bruker_id, Rolle.fra <= moment, Rolle.til > moment)
        roles = session.execute(held.order_by(Enhet.navn, Rolle.rolle)).all()
        kommune = session.get_one(Kommune, user.kommune_id)
    return Actor(
        "bruker",
        user.id,
        user.navn,
        user.tittel,
        kommune.id,
        kommune.navn,
        tuple(RoleIn(unit.id, unit.navn, unit.tjeneste, role) for role, unit in roles),
        (kommune.id,),
    )


def log_out(house: House, token: str) -> None:
    """End one session; a token that is none does nothing."""
    with house.database.write(NOBODY) as session:
        session.execute(delete(Oekt).where(Oekt.token_sha256 == _hashed(token)))


def change_password(house: House, actor: Actor, old: str, new: str) -> None:
    """Change one's own password and end all one's sessions.

    Raises PasswordRefusedError; LoginRefusedError after too many wrong ones.
    """
    with house.database.write(actor) as session:
        counted = count_try(session, f"{actor.id}:passord", "")
        user = session.get(Bruker, actor.id)
    if not _matches(user, old):
        raise PasswordRefusedError(_("Det gamle passordet er feil."))
    hashed = hashed_password(new)
    with house.database.write(actor) as session:
        take_back(session, counted)
        session.get_one(Bruker, actor.id).passord = hashed
        session.execute(delete(Oekt).where(Oekt.bruker_id == actor.id))
        audit.record(session, "passord.endret")


def hashed_password(passord: str) -> str:
    """Return the argon2id hash. Raises PasswordRefusedError when it is too short or too long."""
    if not SHORTEST <= len(passord) <= LONGEST:
        raise PasswordRefusedError(_("Passordet må ha minst 12 tegn."))
    return HASHER.hash(passord)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
