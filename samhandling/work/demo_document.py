"""A document of a kind's own example, filled in as a person would: through the draft, the check and the finish."""

import re

from samhandling.store.actor import Actor
from samhandling.vocabulary.check import Finding
from samhandling.vocabulary.raw import entry_ids
from samhandling.work.draft import Change, read_draft, save_draft, start_document
from samhandling.work.finish import finish_document
from samhandling.work.house import House

FIRST = re.compile(r"^(\w+-\w+)-1-")


def fill_in(house: House, actor: Actor, kind_key: str, enhet_id: str) -> str:
    """Start a draft and type the kind's example into it; return the draft's id."""
    dokument_id = start_document(house, actor, kind_key, enhet_id)
    with house.database.read(actor) as session:
        draft = read_draft(house, session, dokument_id)
    answers = {_named(name, draft.raw): [text] for name, text in draft.kind.example.items()}
    receiver = draft.kind.receiver
    receivers = draft.form.context.options["mottaker"]
    if receiver and receivers:
        answers[receiver.field.strip("/").replace("/", "-")] = [receivers[0][0]]
    save_draft(house, actor, dokument_id, {n: Change(draft.raw.get(n, []), value) for n, value in answers.items()})
    return dokument_id


def _named(name: str, raw: dict[str, list[str]]) -> str:
    """Point an example's first entry at the entry that the draft began with."""
    found = FIRST.match(name)
    first = entry_ids(raw, found[1])[:1] if found else []
    return name.replace("-1-", f"-{first[0]}-", 1) if first else name


def report(house: House, actor: Actor, kind_key: str) -> tuple[str, list[Finding]]:
    """Fill in and finish an example in the actor's first unit; return the document and what kept it from that."""
    dokument_id = fill_in(house, actor, kind_key, actor.roller[0].enhet_id)
    return dokument_id, finish_document(house, actor, dokument_id)
