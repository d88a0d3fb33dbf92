"""Who may see what (domain.md §6): pure functions from the grounds of access to rows of ``tilgang``.

They know no database: rules/derivation.py reads the grounds and writes what follows, and a test
recomputes all of it and compares. Consents and shares become further grounds here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from samhandling.model.base import ALWAYS
from samhandling.model.dokument import FEILREGISTRERT, FERDIG, MOTTATT, UTKAST
from samhandling.model.tilgang import READ, WHOLE, WRITE
from samhandling.store.actor import Actor, person_key, role_key, service_key

LEADERS = ("leder", "stedfortreder")
CASE_WORK = ("mottak", "saksbehandler", *LEADERS)
"""Roles that decide what comes of a received report in their unit (§6)."""


@dataclass(frozen=True)
class Span:
    """Who, in which unit, from–to."""

    hvem: str
    enhet_id: str
    fra: datetime
    til: datetime = ALWAYS


@dataclass(frozen=True)
class DokumentGrounds:
    """What access to one version of a document rests on."""

    id: str
    enhet_id: str
    status: str
    opprettet: datetime
    dato: datetime
    slag: str = ""
    mottatt: bool = False
    """It lies in the unit's mottak: a received copy, or what the unit wrote to itself."""
    kolleger: bool = True
    gjelder_leder: bool = False
    i_koe: bool = False
    """It stands in the outbox, or in the archive's queue without a receipt."""
    forfattere: frozenset[str] = frozenset()
    arbeider_med: frozenset[Span] = frozenset()
    """Employees who work with a child of it in the owning unit."""


@dataclass(frozen=True)
class BarnGrounds:
    """What access to a child's own row rests on: its units and who works with it there."""

    id: str
    foedt: datetime
    """What lists of children are ordered by, beside the name: the birth date, or the day it is awaited."""
    sortering: str = ""
    enheter: frozenset[Span] = frozenset()
    """``hvem`` is unused; approved relations only (strengt fortrolig waits for the leader)."""
    ansatte: frozenset[Span] = frozenset()


@dataclass(frozen=True)
class Grant:
    """One row of ``tilgang``."""

    hvem: str
    dokument_id: str | None
    barn_id: str | None
    enhet_id: str
    nivaa: int
    grunn: str
    fra: datetime
    til: datetime
    dato: datetime
    del_: str = WHOLE
    slag: str = ""
    status: str = ""
    sortering: str = ""


def task_keys(actor: Actor) -> tuple[str, ...]:
    """Return the keys whose tasks an actor may see: the own, and the mottak's for those who decide with it."""
    shared = (role_key(unit, "mottak") for unit in actor.units(*CASE_WORK))
    return tuple(dict.fromkeys((*actor.keys, *shared)))


def derive_dokument(grounds: DokumentGrounds) -> set[Grant]:
    """Return who may see a document: a draft its authors alone (and the judge of its files), the rest by role, work."""
    if grounds.status == UTKAST:
        drafted = {_on(grounds, person_key(author), WRITE, "forfatter") for author in grounds.forfattere}
        waits = {_on(grounds, service_key("arbeider"), READ, "arbeider")} if grounds.i_koe else set()
        return drafted | waits  # an attachment waits to be judged
    granted = {_on(grounds, person_key(author), READ, "forfatter") for author in grounds.forfattere}
    granted |= {_on(grounds, key, READ, ground) for key, ground in _by_role(grounds)}
    if grounds.kolleger and grounds.status != FEILREGISTRERT:
        granted |= {
            _on(grounds, work.hvem, READ, "arbeider_med", max(work.fra, grounds.opprettet), work.til)
            for work in grounds.arbeider_med
        }
    return granted


def _by_role(grounds: DokumentGrounds) -> Iterator[tuple[str, str]]:
    """Yield the keys of roles in the owning unit; the leader sees nothing of a report that names the leader (§6)."""
    for role in LEADERS:
        if not (role == "leder" and grounds.gjelder_leder):
            yield role_key(grounds.enhet_id, role), role
    if grounds.i_koe:
        yield service_key("arbeider"), "arbeider"
    if grounds.status == FEILREGISTRERT:
        return
    if not grounds.gjelder_leder:  # in a small unit the leader may be its clerk too
        yield role_key(grounds.enhet_id, "merkantil"), "merkantil"
    if grounds.mottatt:
        yield role_key(grounds.enhet_id, "mottak"), "mottak"
    if grounds.i_koe:
        yield role_key(grounds.enhet_id, "arkivar"), "arkiv"


def _on(
    grounds: DokumentGrounds, hvem: str, nivaa: int, grunn: str, fra: datetime | None = None, til: datetime = ALWAYS
) -> Grant:
    start = grounds.opprettet if fra is None else fra
    status = MOTTATT if grounds.mottatt and grounds.status == FERDIG else grounds.status
    kind = {"slag": grounds.slag, "status": status}
    return Grant(hvem, grounds.id, None, grounds.enhet_id, nivaa, grunn, start, til, grounds.dato, **kind)


def derive_barn(grounds: BarnGrounds) -> set[Grant]:
    """Return who may see a child's own row: the unit's leaders and clerks, mottak, and those who work with it."""
    granted = {
        _to(grounds, role_key(unit.enhet_id, role), unit.enhet_id, role, unit.fra, unit.til)
        for unit in grounds.enheter
        for role in (*LEADERS, "merkantil", "mottak")
    }
    return granted | {
        _to(grounds, work.hvem, work.enhet_id, "arbeider_med", fra, til)
        for work in grounds.ansatte
        for unit in grounds.enheter
        for fra, til in [(max(work.fra, unit.fra), min(work.til, unit.til))]
        if unit.enhet_id == work.enhet_id and fra < til
    }


def _to(grounds: BarnGrounds, hvem: str, enhet_id: str, grunn: str, fra: datetime, til: datetime) -> Grant:
    return Grant(hvem, None, grounds.id, enhet_id, WRITE, grunn, fra, til, grounds.foedt, sortering=grounds.sortering)
