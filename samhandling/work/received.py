"""What a report from outside does at barnevern (domain.md §3): children and guardians become the unit's, clocks start.

The same for what came by the national format and for what mottak wrote down of a call; once for all its versions.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import Dokument, DokumentBarn, Enhet, Frist, Varsel
from samhandling.rules import derivation
from samhandling.store.wall import actor_of
from samhandling.vocabulary.answers import Json, typed, values_at
from samhandling.vocabulary.identity import Identity, parse_identity, synthetic_allowed
from samhandling.vocabulary.kind import Receive, Reporter, form_holds
from samhandling.work import clock
from samhandling.work.child import link_child
from samhandling.work.copy import holders
from samhandling.work.draft import Draft
from samhandling.work.due import start_received
from samhandling.work.register import GuardianFacts, add_guardian_in

LONGEST_NAME = 300
"""Characters of a name in registers and lists; the document itself keeps what came."""
OWN = ("adresse", "postnummer", "poststed", "telefon")
GUARDIAN = ("navn", "relasjon", "telefon")
POSTAL_CODE = 4


def file_received(session: Session, draft: Draft, unit: Enhet) -> None:
    """Tie the report's children to the unit, with their guardians, and file the document under them."""
    dokument, known = draft.dokument, _former(session, draft.dokument)
    filed = {}
    for entry in entries(draft):
        child = as_child(draft, entry)
        own = {name: entry[name] for name in OWN if entry.get(name)}
        if len(own.get("postnummer", "")) != POSTAL_CODE:
            own.pop("postnummer", None)
        chosen = None if child["fnr"] else known.get(child["navn"])
        filed[link_child(session, unit, {**child, **own, "barn_id": chosen})] = child
    dokument.klasser = [{**child, "barn_id": barn_id} for barn_id, child in filed.items()]
    dokument.gjelder = ", ".join(child["navn"] for child in filed.values() if child["navn"])[:LONGEST_NAME]
    session.add_all(DokumentBarn(dokument_id=dokument.id, barn_id=barn_id) for barn_id in filed)
    session.flush()
    for barn_id in filed:
        _add_guardians(session, draft, barn_id, unit)


def entries(draft: Draft) -> list[Json]:
    """Return the answers about each child."""
    where = draft.kind.children
    return _group(draft, where.group) if where else []


def _group(draft: Draft, path: str) -> list[Json]:
    found: list[Json] = values_at(typed(draft.form), path)
    return found


def as_child(draft: Draft, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return a child as ``link_child`` takes it; a number that cannot be one stands as it was given."""
    number = identity(draft, entry)
    given = "" if number else str(entry.get("fnr") or "")
    born = number.birth_date.isoformat() if number else entry.get("foedselsdato")
    return {
        "navn": str(entry.get("navn") or "")[:LONGEST_NAME],
        "fnr": number.number if number else None,
        "fnr_oppgitt": given[:LONGEST_NAME],
        "foedselsdato": born,
        "ufoedt": entry.get("ufoedt"),
        "termin": entry.get("termin"),
    }


def identity(draft: Draft, entry: Mapping[str, Any]) -> Identity | None:
    """Return the number of a born child, or None where there is none or it cannot be right."""
    context = draft.form.context
    if not entry.get("fnr") or entry.get("ufoedt") == "ja":
        return None
    try:
        return parse_identity(entry["fnr"], synthetic=context.synthetic or synthetic_allowed(), today=context.today)
    except ValueError:
        return None


def _former(session: Session, dokument: Dokument) -> dict[str, str]:
    """Return the children without a number of the version that this one replaces: they stay the same rows."""
    former = session.get(Dokument, dokument.erstatter_id) if dokument.erstatter_id else None
    return {child["navn"]: child["barn_id"] for child in former.klasser if not child["fnr"]} if former else {}


def _add_guardians(session: Session, draft: Draft, barn_id: str, unit: Enhet) -> None:
    where = draft.kind.guardians
    for entry in _group(draft, where.group) if where else ():
        navn, relasjon, telefon = (str(entry.get(name) or "")[:LONGEST_NAME] for name in GUARDIAN)
        known = GuardianFacts(navn=navn, ukjent=not navn, relasjon=relasjon, telefon=telefon)
        add_guardian_in(session, barn_id, unit.id, known)


def receive(session: Session, draft: Draft, effect: Receive) -> None:
    """Let it lie in the unit's mottak: say whose it is, start its clocks, tell mottak."""
    dokument = draft.dokument
    unit, actor = session.get_one(Enhet, dokument.enhet_id), actor_of(session)
    dokument.mottaker, dokument.mottaker_enhet_id = unit.navn, unit.id
    dokument.forfatter_id, dokument.registrert_av_id = None, actor.id if actor.is_user else None
    dokument.avsender = _sender(draft, effect.reporter)
    dokument.hode = {**dokument.hode, "adresse": ""}
    if draft.as_came:
        dokument.forfatter = ", ".join(filter(None, _several(draft, effect.reporter.name, effect.reporter.title)))
    derivation.rewrite_dokument(session, dokument.id)
    _start_clocks(session, draft, effect)
    if dokument.erstatter_id is None:
        what = f"{dokument.type}.haster" if dokument.haster else f"{dokument.type}.mottatt"
        told = [user for user in holders(session, unit.id, "mottak") if user != actor.id]
        session.add_all(Varsel(bruker_id=user, dokument_id=dokument.id, hva=what) for user in told)


def _sender(draft: Draft, reporter: Reporter) -> str:
    """Return who it is from, as lists and the archive say it; nobody unnamed is named."""
    unnamed = reporter.unnamed.get(_one(draft, reporter.kind))
    return str(unnamed) if unnamed else _one(draft, reporter.workplace) or _one(draft, reporter.name)


def _one(draft: Draft, path: str) -> str:
    return str(next(iter(values_at(typed(draft.form), path)), ""))[:LONGEST_NAME]


def _several(draft: Draft, *paths: str) -> list[str]:
    return [_one(draft, path) for path in paths]


def _start_clocks(session: Session, draft: Draft, effect: Receive) -> None:
    dokument, who = draft.dokument, _one(draft, effect.reporter.kind)
    if dokument.erstatter_id:
        clock.move(session, dokument.erstatter_id, dokument.id)
    codes = ["F1", "F2"]
    if form_holds(draft.form, effect.investigation):
        codes += ["F3"] if who in effect.reporter.unnamed else ["F3", "F4"]
    day = _one(draft, effect.day)
    start_received(session, dokument, date.fromisoformat(day) if day else draft.form.context.today, codes)
    if note := effect.reporter.receipt.get(who):
        receipt = select(Frist).where(Frist.dokument_id == dokument.id, Frist.kode == "F2", Frist.merknad == "")
        for row in session.scalars(receipt):
            row.merknad = str(note)
