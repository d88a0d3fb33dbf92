"""A document kind: its form and its facts, declared, with no behaviour of its own.

What a finished document does is a small closed set of effects; ``work/`` carries them out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from samhandling.vocabulary.condition import Condition
from samhandling.vocabulary.form import DocumentForm
from samhandling.vocabulary.portal import Portal
from samhandling.vocabulary.text import Text
from samhandling.vocabulary.vedlegg import ACCEPTED


@dataclass(frozen=True)
class Receiver:
    """Where the receiving unit stands in the answers, and which service it belongs to."""

    field: str
    service: str
    elsewhere: tuple[str, ...] = ("annet",)
    """The codes by which the answer says that the receiver is not on this instance."""
    elsewhere_name: str = ""
    """Where that receiver's name stands in the answers."""
    elsewhere_phone: str = ""


JournalpostType = Literal["I", "U", "X", "N", "S"]


@dataclass(frozen=True)
class ArchiveFacts:
    """How the document is filed: Noark's codes, its title and one that gives nothing away."""

    journalposttype: JournalpostType
    dokumenttype: str
    title: Text
    public_title: Text
    retention_years: int | None = None
    """None: kept for ever (transferred to the archive depot)."""
    otherwise: tuple[tuple[Condition, JournalpostType], ...] = ()
    """Where one of these holds, the first, that type instead."""
    dated: str = ""
    """Where the paper's own date stands in the answers; "": the day it was finished."""
    sender: str = ""
    """Where somebody outside whom it is from is named; "": it is from the unit."""
    addressee: str = ""
    """Where somebody outside whom it is to is named; "": the receiver."""


@dataclass(frozen=True)
class Attachments:
    """Which files may stand beside the answers, and how many are demanded."""

    guidance: Text = ""
    least: int = 0
    accepted: tuple[str, ...] = tuple(ACCEPTED)
    """Media types, of those that ``vocabulary/vedlegg.py`` knows."""


@dataclass(frozen=True)
class Deadline:
    """A deadline of vocabulary/frist.py that a document starts: its words, source and length stand there."""

    code: str
    starts: str = "sendt"
    """«sendt»: the day it was delivered to its receiver."""
    owner: Literal["mottaker", "avsender"] = "mottaker"
    when: Condition | None = None


class EffectTag(StrEnum):
    """The closed set of what a finished document can do."""

    SEND_TO_RECEIVER = "send_to_receiver"
    NOTIFY_LEADER = "notify_leader"
    HIDE_FROM_GUARDIANS = "hide_from_guardians"
    START_DEADLINES = "start_deadlines"
    RECEIVE = "receive"


@dataclass(frozen=True)
class SendToReceiver:
    """The receiver gets its own frozen copy."""

    tag: Literal[EffectTag.SEND_TO_RECEIVER] = EffectTag.SEND_TO_RECEIVER


@dataclass(frozen=True)
class NotifyLeader:
    """The unit's leader is told, the deputy where ``unless`` holds; never a gate (K19, K16)."""

    unless: Condition | None = None
    tag: Literal[EffectTag.NOTIFY_LEADER] = EffectTag.NOTIFY_LEADER


@dataclass(frozen=True)
class HideFromGuardians:
    """Kept out of the guardians' view until released, where ``when`` holds (A13)."""

    when: Condition | None = None
    tag: Literal[EffectTag.HIDE_FROM_GUARDIANS] = EffectTag.HIDE_FROM_GUARDIANS


@dataclass(frozen=True)
class StartDeadlines:
    """The kind's deadlines begin to run."""

    tag: Literal[EffectTag.START_DEADLINES] = EffectTag.START_DEADLINES


@dataclass(frozen=True)
class Reporter:
    """Where the answers say who has reported, and what others are told of one who is not named."""

    kind: str
    name: str
    title: str
    workplace: str
    unnamed: Mapping[str, Text]
    """Code → what stands in lists and in the archive's head in place of a name."""
    receipt: Mapping[str, Text]
    """Code → what the deadline of the receipt says of those who get no more than that."""


@dataclass(frozen=True)
class Receive:
    """A report from outside lies in the unit's own mottak: its children and guardians are the unit's to see.

    Its deadlines run from the day at ``day``; F3 and F4 where ``investigation`` holds; F4 to a reporter with a
    workplace alone (A18, A35).
    """

    day: str
    reporter: Reporter
    investigation: Condition | None = None
    tag: Literal[EffectTag.RECEIVE] = EffectTag.RECEIVE


Effect = SendToReceiver | NotifyLeader | HideFromGuardians | StartDeadlines | Receive


@dataclass(frozen=True)
class Children:
    """Where the children stand: a group's path and the names of its fields; "" when not asked."""

    group: str
    navn: str = "navn"
    fnr: str = "fnr"
    foedselsdato: str = ""
    ufoedt: str = ""
    termin: str = ""
    register: str = ""
    adressegradering: str = ""


@dataclass(frozen=True)
class Guardians:
    """Where the guardians stand: a group's path, and which of its fields the register fills."""

    group: str
    fills: Mapping[str, str]


@dataclass(frozen=True)
class Rule:
    """A demand across fields: where ``when`` holds ``needs`` must, else ``message`` at ``at``.

    ``at`` inside a group is judged for each entry, with siblings of that entry.
    """

    id: str
    message: Text
    at: str
    needs: Condition
    when: Condition | None = None


@dataclass(frozen=True)
class LawChoice:
    """A law-table key that the document rests on, where ``when`` holds."""

    key: str
    when: Condition | None = None


@dataclass(frozen=True, eq=False)
class DocumentType:
    """All that the house must know about a kind; compared and hashed by identity."""

    key: str
    title: Text
    version: int
    form: type[DocumentForm]
    summary: Text
    archive: ArchiveFacts
    services: tuple[str, ...] = ()
    """Codes of the services that may write it; empty: all."""
    law: tuple[LawChoice, ...] = ()
    receiver: Receiver | None = None
    deadlines: tuple[Deadline, ...] = ()
    effects: tuple[Effect, ...] = ()
    urgent: Condition | None = None
    """Where this holds the receiver is told that it is urgent, in lists too."""
    children: Children | None = None
    guardians: Guardians | None = None
    portal: Portal | None = None
    """How it stands in the national portal's format; None: it cannot be written in it."""
    as_came: str = ""
    """The input by which a draft is known as one that came by a format; such a one is never checked by our rules."""
    attachments: Attachments | None = None
    """None: it takes none."""
    title_from: str = ""
    """An answer whose label stands in the title of a finished document, so that many can be told apart."""
    colleagues: bool = True
    """Those in the unit who work with the child may read it; False: its author's and the leaders' (§6)."""
    rules: tuple[Rule, ...] = ()
    template: str = "standard.html"
    example: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Answers of a whole, invented document, for the demo; entries have the number 1."""
    start_entries: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """How many empty entries a new draft begins with, by the group's path."""

    def law_keys(self, form: DocumentForm) -> list[str]:
        """Return the keys of the law that this document rests on."""
        return [choice.key for choice in self.law if choice.when is None or form_holds(form, choice.when)]

    @property
    def receives(self) -> Receive | None:
        """What it does as a report from outside, where it is one."""
        return next((effect for effect in self.effects if isinstance(effect, Receive)), None)


def form_holds(form: DocumentForm, condition: Condition | None) -> bool:
    """Tell whether a condition with absolute paths holds for a document; None always does."""
    return condition is None or condition.holds(form.sections[0])


class Catalogue:
    """The kinds in their order; two with one key are refused."""

    def __init__(self, kinds: Iterable[DocumentType]) -> None:
        """Take the kinds. Raises ValueError on a doubled key."""
        self._kinds: dict[str, DocumentType] = {}
        for kind in kinds:
            if kind.key in self._kinds:
                message = f"two document kinds are called {kind.key!r}"
                raise ValueError(message)
            self._kinds[kind.key] = kind

    def __getitem__(self, key: str) -> DocumentType:
        """Return a kind by its key; KeyError when there is none."""
        return self._kinds[key]

    def get(self, key: str) -> DocumentType | None:
        """Return a kind by its key, or None."""
        return self._kinds.get(key)

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a kind with the key."""
        return key in self._kinds

    def __iter__(self) -> Iterator[DocumentType]:
        """Yield the kinds in order."""
        return iter(self._kinds.values())

    def __len__(self) -> int:
        """Count the kinds."""
        return len(self._kinds)

    def for_service(self, service: str) -> list[DocumentType]:
        """Return the kinds that a service may write."""
        return [kind for kind in self if not kind.services or service in kind.services]
