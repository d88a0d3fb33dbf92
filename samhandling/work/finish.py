"""Finish: one short transaction that checks everything, freezes the answers and sends (K16: no approval)."""

from sqlalchemy.orm import Session

from samhandling.model import Dokument, Enhet, Kommune, Utboks, now
from samhandling.model.base import OSLO
from samhandling.model.dokument import ERSTATTET, FERDIG
from samhandling.output.glyphs import missing_glyphs
from samhandling.rules import audit, derivation, law
from samhandling.store.actor import Actor
from samhandling.vocabulary.answers import Json, tree, typed
from samhandling.vocabulary.check import Finding, check
from samhandling.vocabulary.kind import form_holds
from samhandling.vocabulary.text import _, current_locale
from samhandling.work.attached import attachment_findings
from samhandling.work.child import link_children
from samhandling.work.copy import mark_copies
from samhandling.work.difference import differences, without_addresses
from samhandling.work.draft import Draft, read_draft
from samhandling.work.effects import carry_out, names_leader
from samhandling.work.filing import frozen_filing, title_of, topics_of
from samhandling.work.house import House
from samhandling.work.number import next_number
from samhandling.work.on_behalf import author_name, tell_author
from samhandling.work.printable import printable
from samhandling.work.received import file_received


def finish_document(house: House, actor: Actor, dokument_id: str) -> list[Finding]:
    """Finish and send a draft; return what keeps it from that, [] when it is done.

    Raises NotFoundError; ConflictError when it is finished already.
    """
    with house.database.write(actor) as session:
        draft = read_draft(house, session, dokument_id, for_update=True)
        findings = judge(house, draft)
        if not findings:
            complete(house, session, actor, draft)
    return findings


def complete(house: House, session: Session, actor: Actor, draft: Draft) -> None:
    """Freeze a draft and do what its kind declares, inside a transaction that is open; nothing is checked here."""
    _freeze(house, session, actor, draft)
    unit = session.get_one(Enhet, draft.dokument.enhet_id)
    if draft.kind.receives:
        file_received(session, draft, unit)
    else:
        link_children(session, draft.dokument, unit, draft.children())
    tell_author(session, draft.dokument)
    carry_out(session, draft)
    _log_difference(session, draft)
    derivation.rewrite_dokument(session, draft.dokument.id)


def judge(house: House, draft: Draft) -> list[Finding]:
    """Return every finding: the form's, characters that the PDF's fonts cannot show, and the attachments'.

    What came by a format is not judged by our rules, in no version of it: a report must arrive.
    """
    attached = list(attachment_findings(draft.kind, draft.attachments, house.settings.fonts))
    if draft.as_came:
        return attached
    lines = [line for section in tree(draft.form) for line in _lines(section["items"])]
    found = [(line, missing_glyphs(line["value"], house.settings.fonts)) for line in lines]
    unprintable = (_unprintable(line, missing) for line, missing in found if missing)
    return [*check(draft.form), *unprintable, *attached]


def _lines(items: list[Json]) -> list[Json]:
    nested = (line for item in items for entry in item.get("entries", ()) for line in _lines(entry["items"]))
    return [item for item in items if item["t"] == "line"] + list(nested)


def _unprintable(line: Json, missing: list[str]) -> Finding:
    message = _("Disse tegnene kan ikke skrives ut: {tegn}. Skriv dem på en annen måte.")
    text = str(message).format(tegn=" ".join(missing[:10]))
    return Finding(line["name"].partition("-")[0], line["name"], line["label"], text, "")


def _freeze(house: House, session: Session, actor: Actor, draft: Draft) -> None:
    dokument, form, moment = draft.dokument, draft.form, now()
    unit = session.get_one(Enhet, dokument.enhet_id)
    shown = printable(tree(form), house.settings.fonts) if draft.as_came else tree(form)
    answers, frozen = typed(form), {section["key"]: section for section in shown}
    topics = topics_of(form)
    for key, part in draft.parts.items():
        part.svar, part.tre, part.tema = answers.get(key, {}), frozen.get(key), topics.get(key, [])
    day = moment.astimezone(OSLO).date()
    dokument.status, dokument.ferdig, dokument.endret = FERDIG, moment, moment
    dokument.skjemaversjon, dokument.spraak = draft.kind.version, current_locale()
    dokument.tittel = title_of(draft.kind, form)
    dokument.lov = [list(row) for row in law.citations(session, _law_keys(draft), day)]
    dokument.gjelder = ", ".join(str(child["navn"]) for child in draft.children() if child.get("navn"))
    kommune = session.get_one(Kommune, unit.kommune_id)
    dokument.avsender = unit.navn
    dokument.hode = {**dokument.hode, **_head(unit, kommune), "arkiv": frozen_filing(draft.kind, form)}
    dokument.forfatter = author_name(session, actor, dokument)
    if dokument.nummer is None:
        dokument.nummer = next_number(session, kommune, day.year)
    session.add(Utboks(jobb="forsegl", dokument_id=dokument.id))
    dokument.gjelder_leder = names_leader(draft)
    dokument.haster = draft.kind.urgent is not None and form_holds(form, draft.kind.urgent)
    _replace_former(session, dokument)


def _head(unit: Enhet, kommune: Kommune) -> Json:
    place = f"{unit.postnummer} {unit.poststed}".strip()
    address = ", ".join(filter(None, (unit.adresse, place)))
    return {"kommune": kommune.navn, "adresse": address, "skjermingshjemmel": unit.skjermingshjemmel}


def _law_keys(draft: Draft) -> list[str]:
    sections = [key for section in draft.form.sections if section.applies for key in section.law]
    return [*draft.kind.law_keys(draft.form), *sections]


def _replace_former(session: Session, dokument: Dokument) -> None:
    """The version before is replaced. What names the leader in one version does so in all of them (§6)."""
    chain: list[Dokument] = []
    former_id = dokument.erstatter_id
    while former_id and (former := session.get(Dokument, former_id)):
        chain.append(former)
        former_id = former.erstatter_id
    dokument.gjelder_leder = any(each.gjelder_leder for each in (dokument, *chain))
    for former in chain:
        if former.status == FERDIG:
            former.status = ERSTATTET
            mark_copies(session, former.id, ERSTATTET)
        former.gjelder_leder = dokument.gjelder_leder
        derivation.rewrite_dokument(session, former.id)


def _log_difference(session: Session, draft: Draft) -> None:
    """What came from outside says no values at first (they may be graded addresses), and no address in a correction."""
    dokument, arrived = draft.dokument, draft.as_came and draft.dokument.erstatter_id is None
    change = None if arrived else differences(session, dokument)
    if draft.kind.receives and change is not None:
        change = without_addresses(change)
    what = "dokument.mottatt" if arrived else "dokument.ferdig"
    audit.record(session, what, dokument_id=dokument.id, enhet_id=dokument.enhet_id, change=change)
