"""What a finished document says, as plain values: all that a template needs to print it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Item = Mapping[str, Any]
Tree = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class DocumentView:
    """One frozen document, ready to print.

    `tree` is the frozen answer tree of `vocabulary.answers.tree`: sections with
    lines and groups, labels and values as they were shown. `law` is what the
    document rests on: (citation, text); `deadlines` what it starts: (what and
    source, when); `attachments` their titles and SHA-256. `dato` may be a datetime,
    then the time is printed too. `facts` are extra (label, value) pairs for the head of page 1.
    All text is untrusted: it is cleaned and escaped on its way to the page.
    """

    title: str
    kommune: str
    enhet: str
    nummer: str
    dato: date
    forfatter: str
    tree: Tree
    enhet_adresse: str = ""
    mottaker: str = ""
    status: str = ""
    screening: str = ""
    law: Sequence[tuple[str, str]] = ()
    facts: Sequence[tuple[str, str]] = field(default=())
    deadlines: Sequence[tuple[str, str]] = ()
    attachments: Sequence[tuple[str, str]] = ()
    locale: str = "nb"
    version: int = 1

    def own_facts(self) -> list[Item]:
        """`facts` as lines of an answer tree."""
        return [{"t": "line", "label": label, "value": value} for label, value in self.facts]

    def texts(self) -> list[str]:
        """Every string of the document, for the glyph check."""
        own = [self.title, self.kommune, self.enhet, self.enhet_adresse, self.nummer, self.forfatter]
        own += [self.mottaker, self.status, self.screening]
        own += [text for pair in (*self.law, *self.facts, *self.deadlines, *self.attachments) for text in pair]
        return own + list(strings(self.tree))


def strings(value: object) -> list[str]:
    """Every string inside nested lists and mappings, in order (keys are not included)."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for inner in value.values() for text in strings(inner)]
    if isinstance(value, Sequence):
        return [text for inner in value for text in strings(inner)]
    return []
