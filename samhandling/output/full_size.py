"""Was any text shrunk? xhtml2pdf makes what does not fit smaller, at times to nothing, and does not always say so."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf

SHOWS_TEXT = {"Tj", "TJ", "'", '"'}
MATRIX = 6  # numbers in a transformation
EXACT = 0.001


def shrunk_pages(data: bytes) -> list[int]:
    """The numbers of the pages (from 1) of a PDF on which text is drawn at another scale than its own."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [number for number, page in enumerate(pdf.pages, 1) if any(_scaled_text(page))]


def _scaled_text(page: pikepdf.Page) -> Iterator[bool]:
    """For each piece of text on the page, whether the space it is drawn in is scaled."""
    scaled, outer = False, []
    for instruction in pikepdf.parse_content_stream(page, "q Q cm Tm Tj TJ ' \""):
        operator = str(instruction.operator)
        if operator == "q":
            outer.append(scaled)
        elif operator == "Q":
            scaled = outer.pop()
        elif operator in {"cm", "Tm"}:
            scaled = scaled or not _plain([float(number) for number in instruction.operands[:MATRIX]])
        elif operator in SHOWS_TEXT:
            yield scaled


def _plain(matrix: list[float]) -> bool:
    """Whether a transformation only moves."""
    return all(abs(number - one) < EXACT for number, one in zip(matrix[:4], (1, 0, 0, 1), strict=True))
