"""The page element `<pdf:room height="25mm">`: go to the next page when less room than that is left on this one.

It keeps a heading with the beginning of what follows. CSS's own way, keep-with-next, moves
all of a long answer to the next page and leaves half a page empty before it.
"""

from __future__ import annotations

from typing import Any

from reportlab.platypus import CondPageBreak
from xhtml2pdf import default, parser
from xhtml2pdf.tags import pisaTag

TAG = "pdfroom"


class Room(pisaTag):  # type: ignore[misc]
    """The element; its height is a length."""

    def start(self, c: Any) -> None:
        """Put the conditional page break into the story."""
        c.addPara()
        c.addStory(CondPageBreak(self.attr.height))


def register() -> None:
    """Make the element known to xhtml2pdf (it looks elements up by name in its parser)."""
    default.TAGS[TAG] = (0, {"height": (default.SIZE, default.MUST)})
    parser.pisaTagPDFROOM = Room
