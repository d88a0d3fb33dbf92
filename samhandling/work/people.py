"""Municipalities, units and users: made by commands; nobody registers themselves."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from stdnum.exceptions import ValidationError
from stdnum.no import orgnr

from samhandling.model import Bruker, Enhet, Kommune, Rolle
from samhandling.rules import audit
from samhandling.store.actor import NOBODY, Actor, command_service
from samhandling.vocabulary.codelist import ROLLE, TJENESTE
from samhandling.vocabulary.parse import parse_postal_code
from samhandling.vocabulary.sorting import sort_key
from samhandling.vocabulary.text import _
from samhandling.work.errors import NotFoundError, UserRefusedError
from samhandling.work.house import House
from samhandling.work.login import hashed_password


@dataclass(frozen=True)
class NewUser:
    """What a user is made from; the login name is kept in lower case."""

    brukernavn: str
    navn: str
    passord: str
    tittel: str = ""
    epost: str = ""
    telefon: str = ""


def command_actor(house: House) -> Actor:
    """Return the service that commands run as."""
    with house.database.read(NOBODY) as session:
        return command_service(tuple(session.scalars(select(Kommune.id))))


def add_user(house: House, new: NewUser, enhet: str, rolle: str) -> str:
    """Add a user with a role in a unit (its name or id); return the user's id.

    Raises UserRefusedError (name taken, unknown role, weak password), NotFoundError (no such unit).
    """
    if rolle not in dict(ROLLE):
        raise UserRefusedError(_("Rollen finnes ikke."))
    hashed = hashed_password(new.passord)
    with house.database.write(command_actor(house)) as session:
        unit = find_unit(session, enhet)
        return add_user_in(session, new, hashed, unit, rolle)


def add_user_in(session: Session, new: NewUser, hashed: str, unit: Enhet, rolle: str) -> str:
    """Add a user inside a transaction that is open; ``hashed`` is the password's hash."""
    name = new.brukernavn.strip().lower()
    if not name or session.scalar(select(Bruker.id).where(Bruker.brukernavn == name)):
        raise UserRefusedError(_("Brukernavnet er tomt eller tatt."))
    user = Bruker(kommune_id=unit.kommune_id, brukernavn=name, navn=new.navn, tittel=new.tittel, passord=hashed)
    user.epost, user.telefon, user.sortering = new.epost, new.telefon, sort_key(new.navn)
    session.add(user)
    try:
        session.flush()
    except IntegrityError as error:  # a user of another municipality has it: login names are the whole instance's
        raise UserRefusedError(_("Brukernavnet er tomt eller tatt.")) from error
    session.add(Rolle(bruker_id=user.id, enhet_id=unit.id, rolle=rolle))
    audit.record(session, "bruker.opprettet", enhet_id=unit.id, change={"bruker_id": user.id, "rolle": rolle})
    return user.id


def find_unit(session: Session, name_or_id: str) -> Enhet:
    """Return a unit by its id or its exact name. Raises NotFoundError when none or several have it."""
    found = session.scalars(select(Enhet).where((Enhet.id == name_or_id) | (Enhet.navn == name_or_id))).all()
    if len(found) != 1:
        raise NotFoundError(name_or_id)
    return found[0]


def add_unit_in(session: Session, unit: Enhet) -> Enhet:
    """Add a unit with its facts checked: service, organisation number (mod 11), postal code as text (ValueError)."""
    if unit.tjeneste not in dict(TJENESTE):
        raise UserRefusedError(_("Tjenesten finnes ikke."))
    if unit.orgnr:
        try:
            unit.orgnr = orgnr.validate(unit.orgnr)
        except ValidationError as error:
            raise UserRefusedError(_("Organisasjonsnummeret er ikke gyldig.")) from error
    if unit.postnummer:
        unit.postnummer = parse_postal_code(unit.postnummer)
    unit.sortering = sort_key(unit.navn)
    session.add(unit)
    session.flush()
    return unit
