"""Drafts: raw text as typed, saved field by field, never lost, seen by their authors alone."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from samhandling.model import (
    Dokument,
    DokumentBarn,
    DokumentDel,
    DokumentForfatter,
    Logg,
    Utboks,
    Vedlegg,
    VedleggFil,
    now,
)
from samhandling.model.dokument import UTKAST
from samhandling.rules import audit, derivation
from samhandling.store.actor import Actor
from samhandling.store.wall import actor_of
from samhandling.vocabulary import draft as vocabulary_draft
from samhandling.vocabulary.answers import Json, typed
from samhandling.vocabulary.check import Finding, check
from samhandling.vocabulary.form import DocumentForm, build
from samhandling.vocabulary.kind import Children, DocumentType
from samhandling.vocabulary.parse import UNUSABLE
from samhandling.vocabulary.raw import remove_entry as names_of_entry
from samhandling.vocabulary.raw import section_of
from samhandling.vocabulary.repeated import Repeated
from samhandling.vocabulary.text import _, current_locale
from samhandling.work.attached import Attached, attachments
from samhandling.work.context import form_context
from samhandling.work.errors import ConflictError, NotFoundError
from samhandling.work.house import House
from samhandling.work.on_behalf import WRITERS, register_for
from samhandling.work.typed_over import same, whole

EDITING = timedelta(hours=1)
"""One editing session: one event in the log."""


@dataclass(frozen=True)
class Change:
    """One field: what stood there when it was typed over, and what was typed."""

    base: list[str]
    value: list[str]


@dataclass(frozen=True)
class Saved:
    """When it was kept; the fields that somebody else changed meanwhile with what stands there; names refused."""

    at: datetime
    conflicts: dict[str, list[str]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Draft:
    """A draft as it stands, with its form built."""

    dokument: Dokument
    kind: DocumentType
    raw: dict[str, list[str]]
    form: DocumentForm
    parts: dict[str, DokumentDel]
    attachments: list[Attached] = field(default_factory=list)

    def findings(self) -> list[Finding]:
        """Return all that keeps it from being finished."""
        return check(self.form)

    @property
    def as_came(self) -> bool:
        """Whether it came by a format, in this version or the first."""
        return bool(self.kind.as_came and self.raw.get(self.kind.as_came))

    def children(self) -> list[Json]:
        """Return the children in the answers as ``link_child`` takes them: [] where the kind has none."""
        where = self.kind.children
        if where is None:
            return []
        section, group = where.group.strip("/").split("/")
        return [_child(where, entry) for entry in typed(self.form).get(section, {}).get(group, [])]


def _child(where: Children, entry: Json) -> Json:
    names = ("navn", "fnr", "foedselsdato", "ufoedt", "termin", "adressegradering", "register")
    return {name: entry.get(getattr(where, name)) for name in names if getattr(where, name)}


def start_document(house: House, actor: Actor, kind_key: str, enhet_id: str, on_behalf_of: str | None = None) -> str:
    """Begin a draft for a unit in which the actor works; return its id. ``on_behalf_of``: the colleague it is of.

    Raises NotFoundError when the kind does not exist for that service, the actor has no role there, or may not
    register for that colleague.
    """
    kind = house.catalogue.get(kind_key)
    roles = (role for role in actor.roller if role.enhet_id == enhet_id and role.rolle in WRITERS)
    role = next(roles, None)
    if kind is None or role is None or (kind.services and role.tjeneste not in kind.services):
        raise NotFoundError(kind_key)
    with house.database.write(actor) as session:
        dokument = Dokument(type=kind.key, skjemaversjon=kind.version, enhet_id=enhet_id, forfatter_id=actor.id)
        dokument.kolleger, dokument.tittel, dokument.spraak = kind.colleagues, str(kind.title), current_locale()
        if on_behalf_of is not None:
            register_for(session, actor, dokument, on_behalf_of)
        session.add(dokument)
        session.flush()
        session.add(DokumentForfatter(dokument_id=dokument.id, bruker_id=actor.id))
        context = form_context(house, session, dokument, kind)
        add_parts(session, dokument, kind, vocabulary_draft.first_answers(kind, context, entry_number()))
        derivation.rewrite_dokument(session, dokument.id)
        audit.record(session, "dokument.opprettet", dokument_id=dokument.id, enhet_id=enhet_id)
        return dokument.id


def add_parts(
    session: Session, dokument: Dokument, kind: DocumentType, raw: Mapping[str, list[str]]
) -> dict[str, DokumentDel]:
    """Lay one row per section of a new draft, with the raw text that belongs to it; return them by their key."""
    parts = {}
    for place, section in enumerate(build_empty(kind).sections):
        own = {name: values for name, values in raw.items() if section_of(name) == section.short_name}
        part = DokumentDel(dokument_id=dokument.id, noekkel=section.short_name, plass=place, raa=own)
        part.tema = list(section.topics)
        session.add(part)
        parts[section.short_name] = part
    session.flush()
    return parts


def build_empty(kind: DocumentType) -> DocumentForm:
    """Return the kind's form with nothing in it."""
    return kind.form()


def entry_number() -> int:
    """Return the number of a new entry: the moment in milliseconds, so that entries stay in their order."""
    return time.time_ns() // 1_000_000


def read_draft(house: House, session: Session, dokument_id: str, *, for_update: bool = False) -> Draft:
    """Return a draft with its form. Raises NotFoundError; ConflictError when it is finished already."""
    chosen = select(Dokument).where(Dokument.id == dokument_id)
    dokument = session.scalar(chosen.with_for_update() if for_update else chosen)
    if dokument is None or dokument.type not in house.catalogue:
        raise NotFoundError(dokument_id)
    if dokument.status != UTKAST:
        raise ConflictError(_("Dokumentet er ferdig og kan ikke endres. Lag en ny versjon."))
    return assemble(house, session, dokument)


def assemble(house: House, session: Session, dokument: Dokument) -> Draft:
    """Return a document's answers as they were typed, with the form built, whatever its status."""
    kind = house.catalogue[dokument.type]
    chosen = select(DokumentDel).where(DokumentDel.dokument_id == dokument.id).order_by(DokumentDel.plass)
    parts = {row.noekkel: row for row in session.scalars(chosen)}
    raw = {name: values for part in parts.values() for name, values in part.raa.items()}
    form = build(kind, raw, form_context(house, session, dokument, kind))
    attached = attachments(session, dokument.id) if kind.attachments is not None else []
    return Draft(dokument, kind, raw, form, parts, attached)


def save_draft(house: House, actor: Actor, dokument_id: str, changes: Mapping[str, Change]) -> Saved:
    """Keep what was typed, field by field. A field that another changed meanwhile is not overwritten.

    Raises NotFoundError; ConflictError when the draft is finished.
    """
    changes = {name: Change(change.base, [whole(text) for text in change.value]) for name, change in changes.items()}
    with house.database.write(actor) as session:
        draft = read_draft(house, session, dokument_id, for_update=True)
        known = vocabulary_draft.known_names(draft.kind, draft.raw, draft.form.context)
        kept, conflicts = _judge({name: change for name, change in changes.items() if name in known}, draft)
        write_changes(session, draft, kept)
        return Saved(draft.dokument.endret if kept else now(), conflicts, sorted(set(changes) - known))


def _judge(changes: Mapping[str, Change], draft: Draft) -> tuple[dict[str, list[str] | None], dict[str, list[str]]]:
    """Sort the changes: what is to be written, and what another changed meanwhile."""
    kept: dict[str, list[str] | None] = {}
    conflicts: dict[str, list[str]] = {}
    long = {answer.name for answer in draft.form.answers() if answer.long}
    for name, change in changes.items():
        stored, one_line = draft.raw.get(name, []), name not in long
        if same(stored, change.value, one_line=one_line):
            continue
        if same(stored, change.base, one_line=one_line):
            kept[name] = change.value
        else:
            conflicts[name] = [whole(text) for text in stored]
    return kept, conflicts


def write_changes(session: Session, draft: Draft, changes: Mapping[str, list[str] | None]) -> None:
    """Write changes of a draft (None takes a name away) and log the editing session."""
    if not changes:
        return
    for part in draft.parts.values():
        own = {name: values for name, values in changes.items() if section_of(name) == part.noekkel}
        if own:
            merged = {**part.raa, **own}
            part.raa = {name: values for name, values in merged.items() if values is not None}
    draft.dokument.endret, draft.dokument.gjelder = now(), _about({**draft.raw, **changes}, draft.kind)
    _log_editing(session, draft.dokument)
    derivation.rewrite_dokument(session, draft.dokument.id)


def _about(raw: Mapping[str, list[str] | None], kind: DocumentType) -> str:
    """The children's names as typed so far, so that drafts can be told apart."""
    where = kind.children
    if where is None:
        return ""
    prefix = where.group.strip("/").replace("/", "-")
    named = (name for name in sorted(raw) if name.startswith(f"{prefix}-") and name.endswith(f"-{where.navn}"))
    texts = (UNUSABLE.sub("", text).strip() for name in named for text in raw[name] or ())
    return ", ".join(text for text in texts if text)[:200]


def _log_editing(session: Session, dokument: Dokument) -> None:
    own = Logg.bruker_id == actor_of(session).id
    recent = select(Logg.id).where(own, Logg.hva == "dokument.redigert", Logg.dokument_id == dokument.id)
    if session.scalar(recent.where(Logg.tid > now() - EDITING).limit(1)) is None:
        audit.record(session, "dokument.redigert", dokument_id=dokument.id, enhet_id=dokument.enhet_id)


def add_entry(house: House, actor: Actor, dokument_id: str, prefix: str) -> str:
    """Add an empty entry to the group whose inputs begin with ``prefix``; return its id."""
    with house.database.write(actor) as session:
        draft = read_draft(house, session, dokument_id, for_update=True)
        group = _group(draft, prefix)
        if len(group.entries) >= group.most:
            raise ConflictError(_("Her er det ikke plass til flere."))
        context = draft.form.context
        change = vocabulary_draft.new_entry(draft.kind, draft.raw, prefix, entry_number(), context)
        write_changes(session, draft, dict(change))
        return next(iter(change)).removesuffix("-id").rpartition("-")[2]


def remove_entry(house: House, actor: Actor, dokument_id: str, prefix: str, entry_id: str) -> None:
    """Take an entry and all that was typed in it away."""
    with house.database.write(actor) as session:
        draft = read_draft(house, session, dokument_id, for_update=True)
        _group(draft, prefix)
        write_changes(session, draft, dict.fromkeys(names_of_entry(draft.raw, prefix, entry_id)))


def _group(draft: Draft, prefix: str) -> Repeated:
    for found in draft.form.walk():
        if isinstance(found, Repeated) and found.name == prefix:
            return found
    raise NotFoundError(prefix)


def discard_draft(house: House, actor: Actor, dokument_id: str) -> None:
    """Throw a draft away; the log keeps that it was there."""
    with house.database.write(actor) as session:
        draft = read_draft(house, session, dokument_id, for_update=True)
        audit.record(session, "dokument.forkastet", dokument_id=dokument_id, enhet_id=draft.dokument.enhet_id)
        for model in (VedleggFil, Vedlegg, Utboks, DokumentDel, DokumentBarn, DokumentForfatter):
            session.execute(delete(model).where(model.dokument_id == dokument_id))
        derivation.forget_dokument(session, dokument_id)
