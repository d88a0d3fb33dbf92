"""The national format out: from what is stored, never from a kept file.

A report that came by the format goes out as it came, save what a later version changed. Our own is put together of
its frozen answers, as its kind declares. What the format demands and the document lacks is said, place by place.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import Dokument, DokumentDel, Enhet, Kommune, Tilgang, now
from samhandling.model.base import OSLO
from samhandling.model.dokument import FEILREGISTRERT, UTKAST
from samhandling.model.tilgang import READ, WHOLE
from samhandling.output import exact_json
from samhandling.output.portal import PortalError, write_message
from samhandling.output.portal_rules import Fault
from samhandling.rules import audit
from samhandling.store.actor import service_in
from samhandling.vocabulary.answers import Json
from samhandling.vocabulary.kind import DocumentType
from samhandling.vocabulary.portal import REST, Portal, as_input, gather, has, put
from samhandling.vocabulary.raw import entry_ids
from samhandling.vocabulary.text import _
from samhandling.work.copy import unit_holding
from samhandling.work.errors import ConflictError, NotFoundError
from samhandling.work.house import House
from samhandling.work.people import command_actor

CHANNEL = "Fagsystem"


class ExportRefusedError(ConflictError):
    """The format has no room for the document as it is; ``lacks`` says what, one line each."""

    def __init__(self, *lacks: str) -> None:
        """Take what is lacking."""
        super().__init__("\n".join(lacks))
        self.lacks = lacks


def may_export(session: Session, kind: DocumentType | None, dokument: Dokument) -> bool:
    """Tell whether the kind stands in the format and the actor may read all of the document."""
    if kind is None or kind.portal is None or dokument.status in {UTKAST, FEILREGISTRERT}:
        return False
    moment = now()
    whole = select(Tilgang.id).where(Tilgang.dokument_id == dokument.id, Tilgang.del_ == WHOLE, Tilgang.nivaa >= READ)
    return session.scalar(whole.where(Tilgang.fra <= moment, Tilgang.til > moment).limit(1)) is not None


def export_message(house: House, session: Session, dokument_id: str) -> bytes:
    """Return a finished document as a message of the national format.

    Raises NotFoundError when it is missing, a draft, or not the actor's to read whole, or its kind has no place in
    the format; ExportRefusedError with all that the format demands and the document lacks.
    """
    dokument = session.scalar(select(Dokument).where(Dokument.id == dokument_id))
    kind = house.catalogue.get(dokument.type) if dokument is not None else None
    if dokument is None or kind is None or kind.portal is None or not may_export(session, kind, dokument):
        raise NotFoundError(dokument_id)
    chosen = select(DokumentDel).where(DokumentDel.dokument_id == dokument_id).order_by(DokumentDel.plass)
    parts = session.scalars(chosen).all()
    raw = {name: text for part in parts for name, text in part.raa.items()}
    came = bool(kind.as_came and raw.get(kind.as_came))
    try:
        message = _as_came(kind.portal, raw) if came else _composed(session, dokument, kind.portal, parts)
        return write_message(message)
    except PortalError as error:
        raise ExportRefusedError(*(str(fault) for fault in error.faults)) from None


def export_by_command(house: House, dokument_id: str) -> bytes:
    """Return a document's message for the command line, which acts in the document's own unit, once; logged.

    Raises as ``export_message``.
    """
    with house.database.read(command_actor(house)) as session:
        held = unit_holding(session, dokument_id)
        unit = session.get(Enhet, held) if held else None
    if unit is None:
        raise NotFoundError(dokument_id)
    with house.database.write(service_in("eksport", unit.id, unit.navn, unit.tjeneste, "stedfortreder")) as session:
        data = export_message(house, session, dokument_id)
        audit.record(session, "dokument.eksportert", dokument_id=dokument_id, enhet_id=unit.id)
        return data


def _as_came(portal: Portal, raw: Mapping[str, list[str]]) -> Json:
    """Return the message of raw answers: each text as it came or was typed since; what never was stays out."""
    rest = {name: exact_json.read(text[0]) for name, text in raw.items() if name.endswith(f"-{REST}")}
    answers = {name: text[0] if text else "" for name, text in raw.items()}
    entries = {many.prefix: entry_ids(raw, many.prefix) for many in portal.many}
    return gather(portal, answers, entries, rest)


def _composed(session: Session, dokument: Dokument, portal: Portal, parts: Sequence[DokumentDel]) -> Json:
    answers = dict(_flat({part.noekkel: part.svar for part in parts}))
    if portal.only and answers.get(as_input(portal.only[0])) != portal.only[1]:
        raise PortalError(Fault("/offentligMelder", portal.only[2]))
    entries = {many.prefix: entry_ids(dict.fromkeys(answers, ()), many.prefix) for many in portal.many}
    message = gather(portal, answers, entries, {})
    for at, text in _own(session, dokument, portal, answers).items():
        if not has(message, at):
            put(message, at, text)
    for at, paths in portal.texts.items():
        if text := _text([part.tre for part in parts if part.tre], paths):
            put(message, at, text)
    if not message.get("foresatte"):
        raise PortalError(Fault("/foresatte", _("ingen foresatt er kjent, og formatet krever minst én")))
    return message


def _flat(sections: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    """Yield the typed answers by input name."""
    for section, fields in sections.items():
        for name, value in fields.items():
            yield f"{section}-{name}", value
            for entry in value if isinstance(value, list) else ():
                if isinstance(entry, dict):
                    yield from ((f"{section}-{name}-{entry['id']}-{key}", each) for key, each in entry.items())


def _own(session: Session, dokument: Dokument, portal: Portal, answers: Mapping[str, str]) -> dict[str, str]:
    """Return what the house itself knows: where it goes, when it was sent, by what."""
    known = {"/leveringskanal": CHANNEL, "/sendingstidspunkt": _sent(dokument, portal, answers)}
    unit = session.get(Enhet, dokument.mottaker_enhet_id) if dokument.mottaker_enhet_id else None
    if unit is None:
        return known | {"/bydelsnavn": "", "/bydelsnummer": "00"}
    kommune = session.get_one(Kommune, unit.kommune_id)
    known |= {"/kommunenummer": kommune.nummer, "/kommunenavn": kommune.navn}
    return known | {"/bydelsnummer": unit.bydelsnummer, "/bydelsnavn": unit.bydelsnavn}


def _sent(dokument: Dokument, portal: Portal, answers: Mapping[str, str]) -> str:
    typed = [answers.get(as_input(path), "") for path in portal.sent]
    if typed and all(typed):
        return datetime.fromisoformat("T".join(typed)).replace(tzinfo=OSLO).isoformat()
    return (dokument.ferdig or now()).astimezone(OSLO).isoformat(timespec="seconds")


# ---- several answers as one text


def _text(sections: Sequence[Json], paths: Sequence[str]) -> str:
    """Return the answers at some paths as they were shown, each with its question; entries under their title."""
    shown = {section["key"]: section["items"] for section in sections}
    blocks: list[str] = []
    for group, same in groupby(paths, key=lambda path: path.rpartition("/")[0]):
        names = [path.rpartition("/")[2] for path in same]
        section, _slash, inside = group.strip("/").partition("/")
        items = shown.get(section, [])
        blocks += _of_entries(items, section, inside, names) if inside else [_lines(items, names)]
    return "\n\n".join(block for block in blocks if block)


def _of_entries(items: Sequence[Json], section: str, group: str, names: Sequence[str]) -> Iterator[str]:
    inside = f"{section}-{group}-"
    for each in (item for item in items if item["t"] == "group"):
        for entry in each["entries"]:
            lines = [item for item in entry["items"] if item.get("name", "").startswith(inside)]
            if text := _lines(lines, names):
                yield f"{entry['title']}\n{text}"


def _lines(items: Sequence[Json], names: Sequence[str]) -> str:
    by_name: dict[str, Any] = {item["name"].rpartition("-")[2]: item for item in items if item["t"] == "line"}
    return "\n".join(_line(by_name[name]) for name in names if name in by_name)


def _line(item: Json) -> str:
    label = str(item["label"])
    mark = "" if label.endswith(("?", ".", ":")) else ":"
    return f"{label}{mark}{chr(10) if item['long'] else ' '}{item['value']}"
