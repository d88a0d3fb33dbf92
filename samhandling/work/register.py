"""The unit's children and guardians, checked as they are entered; and who works with whom (domain.md §1, §6)."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import Barn, Enhet, Foresatt, ForesattEnhet, now, ny_id
from samhandling.rules import audit
from samhandling.store.actor import Actor
from samhandling.vocabulary.codelist import ADRESSEGRADERING, JA_NEI_VET_IKKE, KAPASITET
from samhandling.vocabulary.identity import parse_identity
from samhandling.vocabulary.parse import UNUSABLE, parse_email, parse_phone, parse_postal_code
from samhandling.vocabulary.text import _
from samhandling.work.child import link_child, stricter
from samhandling.work.errors import InvalidError, NotFoundError
from samhandling.work.house import House

LEADERS = ("leder", "stedfortreder")
CLERKS = (*LEADERS, "merkantil")


@dataclass(frozen=True)
class ChildFacts:
    """A child as typed: a number, or only a birth date, or unborn with *termin*."""

    navn: str
    fnr: str = ""
    foedselsdato: date | None = None
    ufoedt: bool = False
    termin: date | None = None
    adressegradering: str = "ugradert"
    adresse: str = ""
    postnummer: str = ""
    poststed: str = ""
    telefon: str = ""
    spraak: str = ""
    tolk: str = ""
    tolk_spraak: str = ""
    barnehage_skole: str = ""


@dataclass(frozen=True)
class GuardianFacts:
    """A guardian as typed; ``ukjent`` when nobody knows who it is."""

    navn: str = ""
    ukjent: bool = False
    relasjon: str = ""
    kapasitet: str = "ukjent"
    adressegradering: str = "ugradert"
    adresse: str = ""
    postnummer: str = ""
    poststed: str = ""
    telefon: str = ""
    samvaer_nektet_dato: date | None = None
    beholder_innsyn: bool = True
    fnr: str = ""
    epost: str = ""
    spraak: str = ""
    tolk: str = ""
    daglig_omsorg: str = ""
    partsrettigheter: str = ""
    kapasitet_vedtak: str = ""
    kapasitet_dato: date | None = None


AS_TYPED = (*("navn", "adressegradering", "adresse", "poststed", "spraak", "tolk", "tolk_spraak", "barnehage_skole"),)
COMMON = (
    *("navn", "ukjent", "kapasitet", "kapasitet_vedtak", "kapasitet_dato", "samvaer_nektet_dato", "beholder_innsyn"),
    "adressegradering",
)
OWN_OF_GUARDIAN = (
    *("relasjon", "adresse", "postnummer", "poststed", "telefon", "fnr", "epost", "spraak", "tolk"),
    *("daglig_omsorg", "partsrettigheter"),
)
Facts = TypeVar("Facts", ChildFacts, GuardianFacts)


def attach_child(house: House, actor: Actor, enhet_id: str, facts: ChildFacts) -> str:
    """Tie a child to the unit; the same answer whether it was known or new, with nothing not typed.

    Raises NotFoundError without the right; InvalidError by field. *Strengt fortrolig* waits for the leader.
    """
    must_hold(actor, enhet_id, CLERKS)
    facts = clean(facts)
    if errors := child_faults(house, facts):
        raise InvalidError(errors)
    known = child_row(house, facts)
    with house.database.write(actor) as session:
        return link_child(session, session.get_one(Enhet, enhet_id), known)


def clean(facts: Facts) -> Facts:
    """Take out of the texts what no database keeps."""
    texts: dict[str, Any] = {
        name: UNUSABLE.sub("", value).strip() for name, value in asdict(facts).items() if isinstance(value, str)
    }
    return replace(facts, **texts)


def child_row(house: House, facts: ChildFacts) -> dict[str, object]:
    """Return facts without faults as ``link_child`` takes them."""
    number = parse_identity(facts.fnr, synthetic=house.settings.synthetic) if facts.fnr.strip() else None
    born = number.birth_date if number else facts.foedselsdato
    return {
        **{name: getattr(facts, name) for name in AS_TYPED},
        "fnr": number.number if number else None,
        "foedselsdato": born.isoformat() if born else None,
        "ufoedt": "ja" if facts.ufoedt else "nei",
        "termin": facts.termin.isoformat() if facts.termin else None,
        "postnummer": parse_postal_code(facts.postnummer) if facts.postnummer else "",
        "telefon": parse_phone(facts.telefon) if facts.telefon else "",
    }


def child_faults(house: House, facts: ChildFacts) -> dict[str, str]:
    """Return what is wrong with a child's facts, by field."""
    return _person_errors(asdict(facts)) | _child_errors(house, facts)


def _child_errors(house: House, facts: ChildFacts) -> dict[str, str]:
    errors = {} if facts.navn.strip() or facts.ufoedt else {"navn": str(_("Skriv barnets navn."))}
    if facts.ufoedt:
        if facts.fnr or facts.foedselsdato:
            errors["ufoedt"] = str(_("Et ufødt barn har ikke fødselsnummer eller fødselsdato."))
        if facts.termin is None:
            errors["termin"] = str(_("Skriv termin."))
    elif facts.fnr.strip():
        errors |= _try("fnr", lambda: parse_identity(facts.fnr, synthetic=house.settings.synthetic))
    elif facts.foedselsdato is None:
        errors["fnr"] = str(_("Skriv fødselsnummer, eller bare fødselsdato."))
    return errors


def _person_errors(facts: Mapping[str, object]) -> dict[str, str]:
    errors: dict[str, str] = {}
    if facts["adressegradering"] not in dict(ADRESSEGRADERING):
        errors["adressegradering"] = str(_("Velg et svar."))
    if facts["postnummer"]:
        errors |= _try("postnummer", lambda: parse_postal_code(str(facts["postnummer"])))
    if facts["telefon"]:
        errors |= _try("telefon", lambda: parse_phone(str(facts["telefon"])))
    if facts["tolk"] and facts["tolk"] not in dict(JA_NEI_VET_IKKE):
        errors["tolk"] = str(_("Velg et svar."))
    return errors


def _try(name: str, parse: Callable[[], object]) -> dict[str, str]:
    try:
        parse()
    except ValueError as error:
        return {name: str(error)}
    return {}


def add_guardian(house: House, actor: Actor, barn_id: str, enhet_id: str, facts: GuardianFacts) -> str:
    """Add a guardian as the unit knows them; several are possible, an unknown one too. Returns its id.

    Raises NotFoundError; InvalidError by field.
    """
    facts = clean(facts)
    if errors := guardian_faults(house, facts):
        raise InvalidError(errors)
    with house.database.write(actor) as session:
        seen_child(session, barn_id)
        must_hold(actor, enhet_id, ())
        return add_guardian_in(session, barn_id, enhet_id, facts)


def guardian_faults(house: House, facts: GuardianFacts) -> dict[str, str]:
    """Return what is wrong with a guardian's facts, by field."""
    errors = _person_errors(asdict(facts))
    if facts.kapasitet not in dict(KAPASITET):
        errors["kapasitet"] = str(_("Velg et svar."))
    if not facts.navn.strip() and not facts.ukjent:
        errors["navn"] = str(_("Skriv navnet, eller si at den foresatte er ukjent."))
    if facts.fnr:
        errors |= _try("fnr", lambda: parse_identity(facts.fnr, synthetic=house.settings.synthetic))
    if facts.epost:
        errors |= _try("epost", lambda: parse_email(facts.epost))
    return errors


def add_guardian_in(session: Session, barn_id: str, enhet_id: str, facts: GuardianFacts) -> str:
    """Add a guardian inside a transaction that is open; one known by that very name gets the unit's facts."""
    known = select(Foresatt).where(Foresatt.barn_id == barn_id, Foresatt.navn == facts.navn, Foresatt.til > now())
    guardian = session.scalars(known.where(Foresatt.ukjent.is_(facts.ukjent)).limit(1)).first()
    if guardian is None:
        guardian = new_guardian(barn_id, facts)
        session.add(guardian)
        session.flush()
    keep_stricter(guardian, facts.adressegradering, enhet_id)
    unit = select(ForesattEnhet).where(ForesattEnhet.foresatt_id == guardian.id, ForesattEnhet.enhet_id == enhet_id)
    own = session.scalars(unit).first()
    if own is None:
        own = ForesattEnhet(foresatt_id=guardian.id, barn_id=barn_id, enhet_id=enhet_id)
        session.add(own)
    tell_unit(own, facts)
    session.flush()
    audit.record(session, "foresatt.opprettet", barn=[barn_id], enhet_id=enhet_id, row=guardian)
    return guardian.id


def keep_stricter(guardian: Foresatt, typed: str, enhet_id: str) -> None:
    """Raise a guardian's grading, and say which unit did; typing never lowers it."""
    graded = stricter(guardian.adressegradering, typed)
    if graded != guardian.adressegradering:
        guardian.adressegradering, guardian.gradert_av_id = graded, enhet_id


def new_guardian(barn_id: str, facts: GuardianFacts) -> Foresatt:
    """Return a new guardian with what is common to all of the child's units, not graded yet."""
    common = {name: getattr(facts, name) for name in COMMON}
    return Foresatt(id=ny_id(), barn_id=barn_id, **{**common, "adressegradering": "ugradert"})


def tell_unit(own: ForesattEnhet, facts: GuardianFacts) -> None:
    """Give a unit what was typed of a guardian; what was not typed stays."""
    for name in OWN_OF_GUARDIAN:
        setattr(own, name, getattr(facts, name) or getattr(own, name) or "")


def must_hold(actor: Actor, enhet_id: str, roles: tuple[str, ...]) -> None:
    """Raise NotFoundError unless the actor holds one of the roles in the unit; any role when none is named."""
    held = actor.holds(*roles, enhet_id=enhet_id) if roles else enhet_id in actor.units()
    if not held:
        raise NotFoundError(enhet_id)


def seen_child(session: Session, barn_id: str) -> None:
    """Raise NotFoundError unless the actor may see the child."""
    if session.get(Barn, barn_id) is None:
        raise NotFoundError(barn_id)
