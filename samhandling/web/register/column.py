"""What a list of a register shows of a row, on screen and in a file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from samhandling.vocabulary.codelist import CodeList, label
from samhandling.vocabulary.text import Text


@dataclass(frozen=True)
class Tag:
    """A word in a coloured frame; the word says it all, the colour only helps."""

    tag: Text
    tone: str = "info"

    def __str__(self) -> str:
        """Return the word, as a file has it."""
        return str(self.tag)


Cell = Any
"""A text, a ``Tag``, a date or a moment, or None."""


@dataclass(frozen=True)
class Column:
    """One column: its name, its label, and what it shows of a row."""

    name: str
    label: Text
    cell: Callable[[Any], Cell]
    sort: tuple[str, str] = ("", "")
    """The declared, indexed sorts that presses on the head ask for: upward, downward."""
    width: str = ""
    standard: bool = True
    """Shown until somebody chooses otherwise."""


@dataclass(frozen=True)
class Filter:
    """A choice above a list, on a declared, indexed column."""

    name: str
    label: Text
    options: Callable[[], CodeList]


def coded(codes: CodeList, code: str) -> str:
    """Return the label of a code, "" for none."""
    return label(codes, code) if code else ""
