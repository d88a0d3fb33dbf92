"""The register of children: what is common to a child's units, and what the own unit knows (domain.md §1, §6)."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import Barn, BarnEnhet, now
from samhandling.rules import derivation
from samhandling.store.actor import Actor
from samhandling.store.wall import actor_of
from samhandling.vocabulary.codelist import ADRESSEGRADERING, HELSETJENESTE, JA_NEI_VET_IKKE, SKJULT_ADRESSE, TJENESTE
from samhandling.vocabulary.identity import parse_identity
from samhandling.vocabulary.text import _
from samhandling.work.child import set_number
from samhandling.work.errors import NotFoundError
from samhandling.work.house import House
from samhandling.work.join import join_by_number
from samhandling.work.record.change import Parts, Register, Values
from samhandling.work.record.field import Field

KEEPERS = ("leder", "stedfortreder", "merkantil", "mottak")
"""Roles that keep the register whole, and need a graded address (§6.7)."""
LEADERS = ("leder", "stedfortreder")
COMMON = (
    Field("navn", _("Navn"), part="barn", required=True),
    Field("fnr", _("Fødselsnummer eller D-nummer"), "identity", "barn", hint=_("11 sifre."), given="fnr_oppgitt"),
    Field("foedselsdato", _("Fødselsdato"), "date", part="barn", hint=_("Følger av fødselsnummeret når det er kjent.")),
    Field("ufoedt", _("Ufødt"), "yesno", part="barn"),
    Field("termin", _("Termin"), "date", part="barn"),
    Field("adressegradering", _("Adressegradering"), "select", "barn", ADRESSEGRADERING, required=True),
    Field("tolk", _("Trengs tolk?"), "select", "barn", JA_NEI_VET_IKKE),
    Field("tolk_spraak", _("Tolk i hvilket språk?"), part="barn"),
)
OWN = (
    Field("adresse", _("Adresse"), part="enhet", address=True),
    Field("postnummer", _("Postnummer"), "postal", part="enhet", address=True),
    Field("poststed", _("Poststed"), part="enhet", address=True),
    Field("telefon", _("Telefon"), "phone", part="enhet"),
    Field("spraak", _("Språk"), part="enhet"),
    Field("barnehage_skole", _("Barnehage eller skole"), part="enhet", address=True),
    Field(
        "hovedansvarlig_tjeneste",
        _("Hovedansvarlig tjeneste"),
        "select",
        "enhet",
        TJENESTE,
        hint=_("Én tjeneste har hovedansvaret for samarbeidet om barnet."),
    ),
    Field(
        "barnekoordinator",
        _("Barnekoordinator"),
        part="enhet",
        hint=_("Oppnevnes av kommunens helse- og omsorgstjeneste (hol § 7-2 a)."),
    ),
    Field("merknad", _("Merknad"), "long", part="enhet", limit=2000),
)
IDENTITY = frozenset({"navn", "fnr", "foedselsdato", "ufoedt", "termin", "adressegradering"})
ADDRESS = frozenset(each.name for each in OWN if each.address)


def _load(session: Session, barn_id: str, enhet_id: str, lock: bool) -> Parts:  # noqa: FBT001 - as Register.load says
    barn = session.get(Barn, barn_id, with_for_update=lock)
    tied = tie(session, barn_id, enhet_id)
    if barn is None or tied is None:
        raise NotFoundError(barn_id)
    return {"barn": barn, "enhet": tied}


def tie(session: Session, barn_id: str, enhet_id: str = "") -> BarnEnhet | None:
    """Return what a unit of the actor's knows of a child now; of the named unit where one is named."""
    moment = now()
    own = select(BarnEnhet).where(BarnEnhet.barn_id == barn_id, BarnEnhet.fra <= moment, BarnEnhet.til > moment)
    own = own.where(BarnEnhet.enhet_id == enhet_id) if enhet_id else own
    return session.scalars(own.order_by(BarnEnhet.fra).limit(1)).first()


def _may(actor: Actor, parts: Parts) -> frozenset[str]:
    """Clerks and leaders keep all of it; who works with the child keeps what is not its identity."""
    unit = _unit(parts)
    every = frozenset(each.name for each in BARN.fields)
    if not any(role.enhet_id == unit and role.tjeneste in HELSETJENESTE for role in actor.roller):
        every -= {"barnekoordinator"}
    return every if actor.holds(*KEEPERS, enhet_id=unit) else every - IDENTITY


def _hides(actor: Actor, parts: Parts) -> frozenset[str]:
    graded = getattr(parts["barn"], "adressegradering", "") in SKJULT_ADRESSE
    return ADDRESS if graded and not actor.holds(*KEEPERS, enhet_id=_unit(parts)) else frozenset()


def _check(house: House, session: Session, parts: Parts, values: Values) -> dict[str, str]:
    now_is: Any = parts["barn"]
    faults = person_faults(house, session, now_is, _unit(parts), values)
    known = {name: values.get(name, getattr(now_is, name)) for name in ("fnr", "foedselsdato", "ufoedt", "termin")}
    if known["ufoedt"] and (known["fnr"] or known["foedselsdato"]):
        faults["ufoedt"] = str(_("Et ufødt barn har ikke fødselsnummer eller fødselsdato."))
    if known["ufoedt"] and known["termin"] is None:
        faults["termin"] = str(_("Skriv termin."))
    return faults


def person_faults(house: House, session: Session, now_is: Any, enhet_id: str, values: Values) -> dict[str, str]:
    """Return what is wrong with a person's number or grading: only the leader of the unit that set it lowers it."""
    faults: dict[str, str] = {}
    if values.get("fnr"):
        try:
            parse_identity(values["fnr"], synthetic=house.settings.synthetic)
        except ValueError as error:
            faults["fnr"] = str(error)
    grades = [code for code, _label in ADRESSEGRADERING]
    grade = now_is.adressegradering
    lowered = grades.index(values.get("adressegradering", grade)) < grades.index(grade)
    if lowered and not actor_of(session).holds(*LEADERS, enhet_id=now_is.gradert_av_id or enhet_id):
        faults["adressegradering"] = str(_("Bare lederen i enheten som satte graderingen, kan senke den."))
    return faults


def _apply(session: Session, parts: Parts, chosen: Field, value: Any) -> None:
    if chosen.name == "fnr":
        set_number(session, parts["barn"], str(value))  # type: ignore[arg-type] # the part «barn» is a Barn
    else:
        set_person(parts[chosen.part], chosen.name, value, _unit(parts))


def set_person(row: object, name: str, value: Any, enhet_id: str) -> None:
    """Set one fact of a person; with a grading stands which unit set it."""
    setattr(row, name, value)
    if name == "adressegradering":
        row.gradert_av_id = enhet_id  # type: ignore[attr-defined] # whoever is graded has it


def _after(session: Session, parts: Parts) -> None:
    barn = parts["barn"]
    if isinstance(barn, Barn) and join_by_number(session, barn) is None:
        derivation.rewrite_barn(session, barn.id)


def _unit(parts: Parts) -> str:
    return str(getattr(parts["enhet"], "enhet_id", ""))


BARN = Register(
    key="barn",
    fields=(*COMMON, *OWN),
    load=_load,
    may=_may,
    hides=_hides,
    check=_check,
    apply=_apply,
    after=_after,
    about=lambda parts: [str(getattr(parts["barn"], "id", ""))],
    unit=_unit,
    shared=frozenset({"barn"}),
)
