"""What came from outside is frozen so that it can be printed: characters that no font has are told by their number."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from samhandling.output.glyphs import missing_glyphs
from samhandling.vocabulary.answers import Json

SHOWN, INSIDE = ("title", "label", "value"), ("items", "entries")


def printable(nodes: Sequence[Json], fonts: Path) -> list[Json]:
    """Return an answer tree with «[U+1F600]» for each character that the document's fonts cannot draw."""
    return [{key: _part(key, value, fonts) for key, value in node.items()} for node in nodes]


def _part(key: str, value: Any, fonts: Path) -> Any:
    if key in SHOWN and isinstance(value, str):
        return told(value, fonts)
    return printable(value, fonts) if key in INSIDE else value


def told(text: str, fonts: Path) -> str:
    """Return a text in which every character can be drawn."""
    missing = missing_glyphs(text, fonts)
    return text.translate({ord(char): f"[U+{ord(char):04X}]" for char in missing}) if missing else text
