"""The register of guardians: what is common to the child's units, and what the own unit knows (§6, A26)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import Barn, Foresatt, ForesattEnhet, now
from samhandling.rules import audit
from samhandling.store.actor import Actor
from samhandling.vocabulary.codelist import ADRESSEGRADERING, JA_NEI_VET_IKKE, KAPASITET, SKJULT_ADRESSE
from samhandling.vocabulary.text import _
from samhandling.work.errors import NotFoundError
from samhandling.work.house import House
from samhandling.work.keyset import Page
from samhandling.work.listing import Wish, barn_list
from samhandling.work.record.barn import KEEPERS, person_faults, set_person, tie
from samhandling.work.record.change import Parts, Register, Values
from samhandling.work.record.field import Field

COMMON = (
    Field("navn", _("Navn"), part="foresatt"),
    Field("ukjent", _("Vi vet ikke hvem dette er"), "yesno", "foresatt"),
    Field("kapasitet", _("Foreldreansvar"), "select", "foresatt", KAPASITET, required=True),
    Field("kapasitet_vedtak", _("Vedtak eller avtale"), part="foresatt"),
    Field("kapasitet_dato", _("Vedtakets dato"), "date", "foresatt"),
    Field(
        "samvaer_nektet_dato",
        _("Samvær er nektet av retten, dato"),
        "date",
        "foresatt",
        hint=_("Vises som en advarsel overalt der barnet åpnes (A26)."),
    ),
    Field("beholder_innsyn", _("Har likevel rett til opplysninger om barnet"), "yesno", "foresatt"),
    Field(
        "adressegradering",
        _("Adressegradering"),
        "select",
        "foresatt",
        ADRESSEGRADERING,
        required=True,
        hint=_("Den ene forelderen skal aldri få vite en gradert adresse."),
    ),
)
OWN = (
    Field("relasjon", _("Hvem er dette for barnet?"), part="enhet"),
    Field("daglig_omsorg", _("Daglig omsorg"), "select", "enhet", JA_NEI_VET_IKKE),
    Field("fnr", _("Fødselsnummer eller D-nummer"), "identity", "enhet"),
    Field("adresse", _("Adresse"), part="enhet", address=True),
    Field("postnummer", _("Postnummer"), "postal", "enhet", address=True),
    Field("poststed", _("Poststed"), part="enhet", address=True),
    Field("telefon", _("Telefon"), "phone", "enhet"),
    Field("epost", _("E-post"), "email", "enhet"),
    Field("spraak", _("Språk"), part="enhet"),
    Field("tolk", _("Trengs tolk?"), "select", "enhet", JA_NEI_VET_IKKE),
    Field("partsrettigheter", _("Partsrettigheter"), "long", "enhet", limit=1000),
)
ADDRESS = frozenset(each.name for each in OWN if each.address)


def _load(session: Session, foresatt_id: str, enhet_id: str, lock: bool) -> Parts:  # noqa: FBT001 - as Register.load says
    """The unit's own row is made when it first writes something there."""
    guardian = session.get(Foresatt, foresatt_id, with_for_update=lock)
    tied = tie(session, guardian.barn_id, enhet_id) if guardian else None
    if guardian is None or tied is None:
        raise NotFoundError(foresatt_id)
    own = select(ForesattEnhet).where(ForesattEnhet.foresatt_id == foresatt_id)
    found = session.scalars(own.where(ForesattEnhet.enhet_id == tied.enhet_id)).first()
    return {"foresatt": guardian, "enhet": found or _empty(guardian, tied.enhet_id)}


def _empty(guardian: Foresatt, enhet_id: str) -> ForesattEnhet:
    texts = {name: "" for name, column in ForesattEnhet.__table__.c.items() if column.type.python_type is str}
    return ForesattEnhet(
        **{**texts, "foresatt_id": guardian.id, "barn_id": guardian.barn_id, "enhet_id": enhet_id, "id": None}
    )


def _may(actor: Actor, parts: Parts) -> frozenset[str]:
    """Who keeps the register keeps all; who works with the child keeps what the own unit knows."""
    keeps = actor.holds(*KEEPERS, enhet_id=_unit(parts))
    return frozenset(each.name for each in (FORESATT.fields if keeps else OWN))


def _hides(actor: Actor, parts: Parts) -> frozenset[str]:
    graded = getattr(parts["foresatt"], "adressegradering", "") in SKJULT_ADRESSE
    return ADDRESS if graded and not actor.holds(*KEEPERS, enhet_id=_unit(parts)) else frozenset()


def _check(house: House, session: Session, parts: Parts, values: Values) -> dict[str, str]:
    known: Any = parts["foresatt"]
    faults = person_faults(house, session, known, _unit(parts), values)
    if not values.get("navn", known.navn) and not values.get("ukjent", known.ukjent):
        faults["navn"] = str(_("Skriv navnet, eller si at den foresatte er ukjent."))
    return faults


def _apply(session: Session, parts: Parts, chosen: Field, value: Any) -> None:
    row = parts[chosen.part]
    set_person(row, chosen.name, value, _unit(parts))
    if row not in session:
        session.add(row)


def _unit(parts: Parts) -> str:
    return str(getattr(parts["enhet"], "enhet_id", ""))


def end_guardian(house: House, actor: Actor, foresatt_id: str, enhet_id: str = "") -> None:
    """Say that somebody is the child's guardian no longer; the row stays. Raises NotFoundError."""
    with house.database.write(actor) as session:
        parts = _load(session, foresatt_id, enhet_id, True)  # noqa: FBT003 - as Register.load says
        guardian: Any = parts["foresatt"]
        if not actor.holds(*KEEPERS, enhet_id=_unit(parts)):
            raise NotFoundError(foresatt_id)
        guardian.til = now()
        session.flush()
        audit.record(session, "foresatt.avsluttet", barn=[guardian.barn_id], enhet_id=_unit(parts), row=guardian)


def guardians_of(session: Session, barn_id: str) -> list[Foresatt]:
    """Return a child's guardians now, those with a warning first (A26)."""
    chosen = select(Foresatt).where(Foresatt.barn_id == barn_id, Foresatt.til > now())
    return sorted(session.scalars(chosen.order_by(Foresatt.navn)), key=lambda each: each.samvaer_nektet_dato is None)


def child_of(session: Session, guardian: Foresatt) -> Barn:
    """Return the child whose guardian somebody is. Raises NotFoundError."""
    barn = session.get(Barn, guardian.barn_id)
    if barn is None:
        raise NotFoundError(guardian.id)
    return barn


FORESATT = Register(
    key="foresatt",
    fields=(*COMMON, *OWN),
    load=_load,
    may=_may,
    hides=_hides,
    check=_check,
    apply=_apply,
    about=lambda parts: [str(getattr(parts["foresatt"], "barn_id", ""))],
    unit=_unit,
    shared=frozenset({"foresatt"}),
)


@dataclass(frozen=True)
class GuardianLine:
    """A guardian in the list: with the child, and what the own unit knows."""

    foresatt: Foresatt
    barn: Barn
    own: ForesattEnhet | None

    @property
    def navn(self) -> str:
        """The name, or that nobody knows."""
        return self.foresatt.navn or str(_("Ukjent"))


def guardian_list(session: Session, wish: Wish) -> Page[GuardianLine]:
    """Return the guardians of one page of children, in the children's order."""
    children = barn_list(session, wish)
    ids = [barn.id for barn in children.rows]
    chosen = select(Foresatt).where(Foresatt.barn_id.in_(ids or ["-"]), Foresatt.til > now())
    found = session.scalars(chosen.order_by(Foresatt.navn)).all()
    known = select(ForesattEnhet).where(ForesattEnhet.foresatt_id.in_([each.id for each in found] or ["-"]))
    own = {row.foresatt_id: row for row in session.scalars(known)}
    lines = [
        GuardianLine(each, barn, own.get(each.id))
        for barn in children.rows
        for each in found
        if each.barn_id == barn.id
    ]
    return Page(lines, children.previous, children.next, children.at_start, children.at_end)
