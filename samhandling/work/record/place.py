"""Municipalities and units: kept by the systemadministrator; a leader keeps the own unit's contact facts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import Bruker, Enhet, Kommune, Rolle, now
from samhandling.rules import audit
from samhandling.store.actor import Actor
from samhandling.store.wall import actor_of
from samhandling.vocabulary.codelist import TJENESTE, CodeList
from samhandling.vocabulary.sorting import sort_key
from samhandling.vocabulary.text import _
from samhandling.work.errors import InvalidError, NotFoundError, UserRefusedError
from samhandling.work.house import House
from samhandling.work.people import add_unit_in
from samhandling.work.record.change import Parts, Register
from samhandling.work.record.field import Field

ADMIN = "systemadministrator"
MAALFORM: CodeList = (("nb", _("Bokmål")), ("nn", _("Nynorsk")))
MAPPETYPE: CodeList = (("saksmappe", _("Saksmappe")), ("mappe", _("Mappe")))
FIELDS = (
    Field("navn", _("Navn"), required=True, part="enhet"),
    Field("tjeneste", _("Tjeneste"), "select", "enhet", TJENESTE, required=True),
    Field("orgnr", _("Organisasjonsnummer"), "organisation", "enhet"),
    Field("adresse", _("Adresse"), part="enhet"),
    Field("postnummer", _("Postnummer"), "postal", "enhet"),
    Field("poststed", _("Poststed"), part="enhet"),
    Field("telefon", _("Telefon"), "phone", "enhet"),
    Field("vakttelefon", _("Telefon utenom kontortid"), "phone", "enhet", hint=_("Barnevernvakta, for barnevernet.")),
    Field("leder_id", _("Leder"), "select", "enhet"),
    Field("stedfortreder_id", _("Stedfortreder"), "select", "enhet"),
    Field(
        "bydelsnummer",
        _("Bydelsnummer"),
        part="enhet",
        limit=2,
        hint=_("To sifre. La 00 stå når kommunen ikke har bydeler."),
    ),
    Field("bydelsnavn", _("Bydel"), part="enhet"),
    Field("privat", _("Privat"), "yesno", "enhet"),
    Field("behandlingsansvarlig", _("Behandlingsansvarlig"), part="enhet"),
    Field("arkivdel", _("Arkivdel"), part="enhet", hint=_("Der dokumentene arkiveres (Noark).")),
    Field("mappetype", _("Mappetype"), "select", "enhet", MAPPETYPE),
    Field("klassifikasjonssystem", _("Klassifikasjonssystem"), part="enhet"),
    Field("tilgangsrestriksjon", _("Tilgangsrestriksjon"), part="enhet"),
    Field("skjermingshjemmel", _("Skjermingshjemmel"), part="enhet"),
    Field("aktiv", _("I bruk"), "yesno", "enhet"),
)
CONTACT = frozenset({"adresse", "postnummer", "poststed", "telefon", "vakttelefon"})


def _enhet(session: Session, rad_id: str, _enhet_id: str, lock: bool) -> Parts:  # noqa: FBT001 - as Register.load says
    unit = session.get(Enhet, rad_id, with_for_update=lock)
    if unit is None or unit.kommune_id != actor_of(session).kommune_id:
        raise NotFoundError(rad_id)
    return {"enhet": unit}


def _kommune(session: Session, rad_id: str, _enhet_id: str, lock: bool) -> Parts:  # noqa: FBT001 - as Register.load says
    kommune = session.get(Kommune, rad_id, with_for_update=lock)
    if kommune is None or kommune.id != actor_of(session).kommune_id:
        raise NotFoundError(rad_id)
    return {"kommune": kommune}


def _may_enhet(actor: Actor, parts: Parts) -> frozenset[str]:
    if actor.holds(ADMIN):
        return frozenset(each.name for each in FIELDS)
    return CONTACT if actor.holds("leder", "stedfortreder", enhet_id=_id(parts)) else frozenset()


def _may_kommune(actor: Actor, _parts: Parts) -> frozenset[str]:
    return frozenset({"navn", "maalform"}) if actor.holds(ADMIN) else frozenset()


def _people(session: Session, parts: Parts) -> dict[str, CodeList]:
    """Those who have a role in the unit now may lead it."""
    moment = now()
    here = select(Bruker).join(Rolle, Rolle.bruker_id == Bruker.id).where(Rolle.enhet_id == _id(parts), Bruker.aktiv)
    here = here.where(Rolle.fra <= moment, Rolle.til > moment).order_by(Bruker.sortering)
    found: CodeList = tuple((user.id, user.navn) for user in session.scalars(here).unique())
    return {"leder_id": found, "stedfortreder_id": found}


def _after(_session: Session, parts: Parts) -> None:
    """Keep the sort key, and nobody where nobody is chosen."""
    unit = parts["enhet"]
    if isinstance(unit, Enhet):
        unit.sortering = sort_key(unit.navn)
        unit.leder_id, unit.stedfortreder_id = unit.leder_id or None, unit.stedfortreder_id or None


def _id(parts: Parts) -> str:
    return str(getattr(parts["enhet"], "id", ""))


def add_unit(house: House, actor: Actor, facts: dict[str, object]) -> str:
    """Add a unit to the actor's municipality; return its id. Raises NotFoundError, InvalidError by field."""
    if not actor.holds(ADMIN):
        raise NotFoundError(ADMIN)
    with house.database.write(actor) as session:
        try:
            unit = add_unit_in(session, Enhet(kommune_id=actor.kommune_id, **facts))
        except UserRefusedError as error:
            raise InvalidError({"tjeneste": str(error.message)}) from error
        audit.record(session, "enhet.opprettet", row=unit)
        return unit.id


def _nobody(_session: Session, parts: Parts, chosen: Field, value: object) -> None:
    setattr(parts[chosen.part], chosen.name, (value or None) if chosen.name.endswith("_id") else value)


ENHET = Register("enhet", FIELDS, load=_enhet, may=_may_enhet, choices=_people, apply=_nobody, after=_after, unit=_id)
KOMMUNE = Register(
    "kommune",
    (
        Field("nummer", _("Kommunenummer"), part="kommune"),
        Field("navn", _("Navn"), part="kommune", required=True),
        Field("maalform", _("Målform"), "select", "kommune", MAALFORM, required=True),
    ),
    load=_kommune,
    may=_may_kommune,
)
