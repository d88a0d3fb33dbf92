"""What a child's page holds beside its facts: warnings, guardians, documents, who works with it (§6, A26)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import BarnAnsatt, Bruker, Dokument, DokumentBarn, Enhet, Foresatt, ForesattEnhet, Rolle, now
from samhandling.rules.derivation import is_blocked
from samhandling.store.actor import Actor
from samhandling.store.wall import actor_of
from samhandling.vocabulary.codelist import ADRESSEGRADERING, KAPASITET, CodeList, label
from samhandling.vocabulary.text import _
from samhandling.work.child import waiting_ties
from samhandling.work.record.change import Record
from samhandling.work.record.foresatt import guardians_of
from samhandling.work.register import CLERKS, LEADERS

NEWEST = 10


@dataclass(frozen=True)
class GuardianRow:
    """A guardian on the child's page; a graded one's telephone stands in the register alone."""

    id: str
    navn: str
    relasjon: str
    kapasitet: str
    telefon: str


@dataclass(frozen=True)
class About:
    """What stands around a child, for one unit of the reader's."""

    enhet_id: str
    guardians: list[GuardianRow]
    documents: Sequence[Dokument]
    workers: Sequence[Bruker]
    employees: CodeList
    can: frozenset[str]


@dataclass(frozen=True)
class Waiting:
    """A child that the leader must approve."""

    barn_id: str
    enhet_id: str
    enhet: str
    navn: str
    foedselsdato: date | None


def unit_name(session: Session, record: Record) -> str:
    """Return the name of the unit through which the reader sees the child."""
    return session.get_one(Enhet, _unit(record)).navn


def _unit(record: Record) -> str:
    return str(getattr(record.parts["enhet"], "enhet_id", ""))


def about(session: Session, record: Record) -> About:
    """Return what stands around a child that was read through the wall."""
    unit, actor = _unit(record), actor_of(session)
    return About(
        unit,
        _guardians(session, record.id, unit),
        _documents(session, record.id),
        _workers(session, record.id, unit),
        employees(session, [unit]),
        _can(actor, unit),
    )


def _can(actor: Actor, unit: str) -> frozenset[str]:
    clerk = {"tildel", "foresatt"} if actor.holds(*CLERKS, "mottak", enhet_id=unit) else set()
    return frozenset(clerk | ({"sperr"} if actor.holds(*LEADERS, enhet_id=unit) else set()))


def _guardians(session: Session, barn_id: str, unit: str) -> list[GuardianRow]:
    known = select(ForesattEnhet).where(ForesattEnhet.barn_id == barn_id, ForesattEnhet.enhet_id == unit)
    own = {row.foresatt_id: row for row in session.scalars(known)}
    return [_guardian(each, own.get(each.id)) for each in guardians_of(session, barn_id)]


def _guardian(each: Foresatt, own: ForesattEnhet | None) -> GuardianRow:
    name = str(_("Ukjent")) if each.ukjent and not each.navn else each.navn
    capacity = label(KAPASITET, each.kapasitet)
    return GuardianRow(each.id, name, own.relasjon if own else "", capacity, own.telefon if own else "")


def _documents(session: Session, barn_id: str) -> Sequence[Dokument]:
    chosen = select(Dokument).join(DokumentBarn, DokumentBarn.dokument_id == Dokument.id)
    return session.scalars(
        chosen.where(DokumentBarn.barn_id == barn_id).order_by(Dokument.endret.desc()).limit(NEWEST)
    ).all()


def _workers(session: Session, barn_id: str, unit: str) -> Sequence[Bruker]:
    moment = now()
    chosen = select(Bruker).join(BarnAnsatt, BarnAnsatt.bruker_id == Bruker.id)
    chosen = chosen.where(BarnAnsatt.barn_id == barn_id, BarnAnsatt.enhet_id == unit)
    return (
        session.scalars(chosen.where(BarnAnsatt.fra <= moment, BarnAnsatt.til > moment).order_by(Bruker.sortering))
        .unique()
        .all()
    )


def employees(session: Session, units: Sequence[str]) -> CodeList:
    """Return (id, name) of those who have a role in one of the units now."""
    moment = now()
    here = select(Bruker).join(Rolle, Rolle.bruker_id == Bruker.id).where(Rolle.enhet_id.in_(units), Bruker.aktiv)
    here = here.where(Rolle.fra <= moment, Rolle.til > moment).order_by(Bruker.sortering).limit(500)
    return tuple((user.id, user.navn) for user in session.scalars(here).unique())


def warnings(guardians: Sequence[Foresatt], record: Record) -> list[tuple[str, str]]:
    """Return what must be seen wherever the child is opened: A26, and a graded address (§6.7)."""
    found = no_contact(guardians)
    grading = record.texts["adressegradering"]
    if grading != "ugradert":
        text = str(_("Adressen er gradert: {grading}. Den skal ikke gis til noen.")).format(
            grading=label(ADRESSEGRADERING, grading)
        )
        found.append((text, "warning"))
    return found


def no_contact(guardians: Sequence[Foresatt]) -> list[tuple[str, str]]:
    """Return the warnings of those to whom a court has refused contact (A26)."""
    return [(_no_contact(each), "danger") for each in guardians if each.samvaer_nektet_dato]


def _no_contact(guardian: Foresatt) -> str:
    told = _("{name} er nektet samvær av retten {date}. Barnet skal ikke hentes, besøkes eller ringes av {name}.")
    keeps = _("{name} har likevel rett til opplysninger om barnet.")
    lost = _("{name} har ikke rett til opplysninger om barnet.")
    facts = {"name": guardian.navn, "date": f"{guardian.samvaer_nektet_dato:%d.%m.%Y}"}
    return f"{str(told).format(**facts)} {str(keeps if guardian.beholder_innsyn else lost).format(**facts)}"


def waiting(session: Session) -> list[Waiting]:
    """Return the children that the session's actor must approve as leader; none from whom the leader is blocked."""
    actor = actor_of(session)
    units = actor.units(*LEADERS)
    rows = [Waiting(**row) for row in waiting_ties(session, units)] if units else []
    return [each for each in rows if not is_blocked(session, actor.id, [each.barn_id])]
