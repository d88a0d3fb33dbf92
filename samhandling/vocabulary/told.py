"""Texts as somebody told them, or as they came from another system: kept, never refused.

A report must arrive (domain.md §3): a mistyped number or an overlong name is no reason to turn it away.
"""

from typing import Any

from samhandling.vocabulary.field import LongText, ShortText
from samhandling.vocabulary.parse import LINE_BREAKS, UNUSABLE


class ToldText(ShortText):
    """One line of any text; what no page can show is left out of it."""

    def parse(self, text: str) -> Any:
        """Return the text without what cannot be shown; None when nothing is left."""
        return " ".join(told(text).split()) or None


class ToldLongText(LongText):
    """Any text over several lines; what no page can show is left out of it."""

    def parse(self, text: str) -> Any:
        """Return the text without what cannot be shown; None when nothing is left."""
        return told(text).strip() or None


def told(text: str) -> str:
    """Return a text with plain line feeds and without the characters that can be neither stored nor shown."""
    return UNUSABLE.sub("", LINE_BREAKS.sub("\n", text))
