"""A child chosen in a form: its own fields and its guardians are filled in from the unit's register."""

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from samhandling.model import Barn, BarnEnhet, Foresatt, ForesattEnhet, now
from samhandling.store.actor import Actor
from samhandling.vocabulary import draft as vocabulary_draft
from samhandling.vocabulary.choice import RegisterChoice
from samhandling.vocabulary.kind import Guardians
from samhandling.vocabulary.raw import entry_ids
from samhandling.work.context import guardian_row, register_row
from samhandling.work.draft import Draft, entry_number, read_draft, write_changes
from samhandling.work.errors import NotFoundError
from samhandling.work.house import House

Changes = dict[str, list[str]]


def fill_from_register(house: House, actor: Actor, dokument_id: str, name: str) -> None:
    """Fill an entry with the child that was chosen in the field ``name``, and add its guardians.

    What was typed about other guardians stays. Raises NotFoundError for a child that one may not see.
    """
    with house.database.write(actor) as session:
        draft = read_draft(house, session, dokument_id, for_update=True)
        chosen = next((field for field in draft.form.answers() if field.name == name), None)
        if not isinstance(chosen, RegisterChoice):
            raise NotFoundError(name)
        barn = session.get(Barn, chosen.raw_text) if chosen.raw_text else None
        if barn is None:
            raise NotFoundError(name)
        changes = vocabulary_draft.fill_from_register(chosen, register_row(barn, _own(session, draft, barn)))
        if draft.kind.guardians is not None:
            changes |= _guardians(session, draft, barn, draft.kind.guardians)
        write_changes(session, draft, dict(changes))


def _own(session: Session, draft: Draft, barn: Barn) -> BarnEnhet | None:
    """Return what the draft's unit knows of the child for itself."""
    known = select(BarnEnhet).where(BarnEnhet.barn_id == barn.id, BarnEnhet.enhet_id == draft.dokument.enhet_id)
    return session.scalars(known.where(BarnEnhet.til > now()).limit(1)).first()


def _guardians(session: Session, draft: Draft, barn: Barn, where: Guardians) -> Changes:
    """Return the entries of guardians that are not named in the draft yet; an empty entry is used first."""
    prefix = where.group.strip("/").replace("/", "-")
    unit = and_(ForesattEnhet.foresatt_id == Foresatt.id, ForesattEnhet.enhet_id == draft.dokument.enhet_id)
    known = select(Foresatt, ForesattEnhet).outerjoin(ForesattEnhet, unit)
    known = known.where(Foresatt.barn_id == barn.id, Foresatt.til > now())
    typed = {entry: "".join(draft.raw.get(f"{prefix}-{entry}-navn", [])) for entry in entry_ids(draft.raw, prefix)}
    empty = [entry for entry, name in typed.items() if not name.strip()]
    changes: Changes = {}
    for guardian, own in session.execute(known.order_by(Foresatt.navn)):
        if guardian.ukjent or guardian.navn in typed.values():
            continue
        if not empty:
            context, raw = draft.form.context, draft.raw | changes
            changes |= vocabulary_draft.new_entry(draft.kind, raw, prefix, entry_number(), context)
            empty = [entry for entry in entry_ids(changes, prefix) if entry not in typed]
        entry, row = empty.pop(0), guardian_row(guardian, own)
        typed[entry] = guardian.navn
        changes |= {f"{prefix}-{entry}-{field}": [row[key]] for field, key in where.fills.items()}
    return changes
