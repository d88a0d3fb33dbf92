"""What a finished document does: the closed set of effects that kinds declare, carried out in its transaction."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from samhandling.model import Dokument, Enhet, Forsendelse, Varsel, now
from samhandling.model.oppfoelging import NO_DATE
from samhandling.rules.audit import children_of
from samhandling.rules.derivation import is_blocked
from samhandling.store.actor import Actor
from samhandling.store.wall import actor_of
from samhandling.vocabulary.answers import typed, values_at
from samhandling.vocabulary.kind import EffectTag, HideFromGuardians, NotifyLeader, Receive, form_holds
from samhandling.work import clock
from samhandling.work.copy import deliver_copy
from samhandling.work.draft import Draft
from samhandling.work.due import start_deadlines
from samhandling.work.received import receive


def carry_out(session: Session, draft: Draft) -> None:
    """Carry out the effects of a document that was just frozen, in the order of ``EFFECTS``."""
    for tag, act in EFFECTS.items():
        for effect in draft.kind.effects:
            if effect.tag == tag:
                act(session, draft, effect)
    session.flush()


def _send(session: Session, draft: Draft, _effect: object) -> None:
    """Give a receiver on this instance its own copy at once; for others, note that delivery is owed."""
    receiver = draft.kind.receiver
    if receiver is None:
        return
    code = next(iter(values_at(typed(draft.form), receiver.field)), "")
    unit = session.get(Enhet, code) if code not in receiver.elsewhere else None
    if unit is not None and unit.tjeneste != receiver.service:
        unit = None
    draft.dokument.mottaker = unit.navn if unit else _elsewhere(draft, receiver.elsewhere_name)
    draft.dokument.mottaker_telefon = "" if unit else _elsewhere(draft, receiver.elsewhere_phone)
    sent = Forsendelse(dokument_id=draft.dokument.id, mottaker=draft.dokument.mottaker)
    session.add(sent)
    if unit is not None:
        draft.dokument.mottaker_enhet_id = sent.enhet_id = unit.id
        sent.maate, sent.levert = "samhandling", now()
        if unit.id != draft.dokument.enhet_id:  # what a unit writes to itself is there already
            deliver_copy(session, draft, unit)


def _elsewhere(draft: Draft, path: str) -> str:
    return next((str(name) for name in values_at(typed(draft.form), path)), "") if path else ""


def _notify(session: Session, draft: Draft, effect: object) -> None:
    """Tell the leader; the deputy where the report names the leader or the leader is inhabil (K19, §6.9)."""
    if not isinstance(effect, NotifyLeader):
        return
    unit = session.get_one(Enhet, draft.dokument.enhet_id)
    named = draft.dokument.gjelder_leder
    leader = None if named or _is_blocked(session, unit.leder_id, draft) else unit.leder_id
    told = leader or unit.stedfortreder_id
    author = draft.dokument.forfatter_id if draft.dokument.registrert_av_id else None  # told of that already
    if told and told not in {_me(actor_of(session)), author}:
        session.add(Varsel(bruker_id=told, dokument_id=draft.dokument.id, hva=f"{draft.kind.key}.ferdig"))


def names_leader(draft: Draft) -> bool:
    """Tell whether the answers name the unit's leader, who then is not the one to be told."""
    told = [effect for effect in draft.kind.effects if isinstance(effect, NotifyLeader) and effect.unless is not None]
    return any(form_holds(draft.form, effect.unless) for effect in told)


def _me(actor: Actor) -> str:
    return actor.id if actor.is_user else ""


def _is_blocked(session: Session, bruker_id: str | None, draft: Draft) -> bool:
    children = children_of(session, [draft.dokument.id])
    return bruker_id is not None and is_blocked(session, bruker_id, children)


def _hide(_session: Session, draft: Draft, effect: object) -> None:
    """Keep it out of the guardians' view until released (A13)."""
    if isinstance(effect, HideFromGuardians) and form_holds(draft.form, effect.when):
        draft.dokument.skjult_for_foresatte = True


def _start(session: Session, draft: Draft, _effect: object) -> None:
    """Start them, and freeze what the PDF says of them."""
    start_deadlines(session, draft.dokument, draft.kind, draft.form, draft.form.context.today)
    _freeze_deadlines(session, draft.dokument)


def _receive(session: Session, draft: Draft, effect: Receive) -> None:
    """Let it lie in the unit's own mottak; its deadlines stand in the PDF."""
    receive(session, draft, effect)
    _freeze_deadlines(session, draft.dokument)


def _freeze_deadlines(session: Session, dokument: Dokument) -> None:
    rows = sorted(clock.rows_of(session, dokument.id).values(), key=lambda row: row.dato)
    frozen = [[row.kode, row.dato.isoformat()] for row in rows if row.dato != NO_DATE and row.gjort is None]
    dokument.hode = {**dokument.hode, "frister": frozen}


EFFECTS: dict[EffectTag, Callable[[Session, Draft, Any], None]] = {
    EffectTag.HIDE_FROM_GUARDIANS: _hide,
    EffectTag.SEND_TO_RECEIVER: _send,
    EffectTag.NOTIFY_LEADER: _notify,
    EffectTag.START_DEADLINES: _start,
    EffectTag.RECEIVE: _receive,
}
"""In their order: the receiver's copy is made of what is hidden already, and deadlines start where copies are."""
