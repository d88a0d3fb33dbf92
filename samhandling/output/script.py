"""Text for the page: cleaned, split into runs per font, escaped.

xhtml2pdf draws a character that the font lacks as an empty box and says
nothing. So every run of text is wrapped in the first font that has it: Noto Sans
for Latin, Noto Naskh Arabic for Arabic script, DejaVu for signs like ☐ and →.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from markupsafe import Markup, escape

LATIN, ARABIC, SIGNS = "latin", "arabisk", "tegn"
Coverage = tuple[tuple[str, frozenset[int]], ...]

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_JOINERS = frozenset("\u200c\u200d")
_ARABIC_MARKS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd")
_VARIATION = re.compile("[\ufe00-\ufe0f]")


def clean(text: str) -> str:
    """`text` as it may be printed: NFC, one kind of newline and space, nothing invisible.

    Control characters are removed, and so are the signs that turn the direction of
    text around (RTL override and its kin): what is printed reads as it is stored.
    """
    text = _VARIATION.sub("", _NEWLINES.sub("\n", unicodedata.normalize("NFC", text)))
    return "".join(_cleaned(char) for char in text)


def _cleaned(char: str) -> str:
    if char == "\n" or " " < char < "\x7f":
        return char
    kind = unicodedata.category(char)
    if char == "\t" or (kind == "Zs" and char != "\xa0"):
        return " "
    if kind == "Cc" or (kind == "Cf" and char not in _JOINERS | _ARABIC_MARKS):
        return ""
    return char


def face_of(char: str, coverage: Coverage, before: str) -> str | None:
    """The first font that has `char`, or None; a mark or joiner stays with what it belongs to (`before`)."""
    order = coverage
    if char in _JOINERS or char == " " or unicodedata.combining(char):
        order = tuple(sorted(coverage, key=lambda face: face[0] != before))
    return next((name for name, points in order if ord(char) in points), None)


def runs(text: str, coverage: Coverage) -> list[tuple[str, str]]:
    """`text` as (font, piece) in order; a character that no font has stands as the Latin font's."""
    faces, before = [], LATIN
    for char in text:
        before = face_of(char, coverage, before) or LATIN
        faces.append((before, char))
    return [(face, "".join(char for _, char in group)) for face, group in groupby(faces, key=lambda pair: pair[0])]


def inline(text: str, coverage: Coverage) -> Markup:
    """`text` on one line, escaped, each run in its font."""
    return _spans(clean(text).replace("\n", " "), coverage)


def blocks(text: str, coverage: Coverage) -> list[tuple[bool, Markup]]:
    """`text` as blocks of lines, each (right-to-left?, escaped lines).

    A block is one paragraph to xhtml2pdf whatever its length: paragraphs inside a bordered box
    are shrunk without a word when one of them is longer than a page.
    """
    lines = [(right_to_left(line), _line(line, coverage)) for line in clean(text).strip("\n").split("\n")]
    return [(way, Markup("<br/>").join(line for _, line in same)) for way, same in groupby(lines, lambda pair: pair[0])]


def _line(line: str, coverage: Coverage) -> Markup:
    indent = len(line) - len(line.lstrip(" "))
    return _spans("\xa0" * indent + line.strip(" ") or "\xa0", coverage)


def _spans(text: str, coverage: Coverage) -> Markup:
    return Markup("").join(
        escape(piece) if face == LATIN else Markup('<span class="{}">{}</span>').format(face, piece)
        for face, piece in runs(text, coverage)
    )


def right_to_left(line: str) -> bool:
    """Whether the first letter of `line` is written from right to left."""
    strong = (unicodedata.bidirectional(char) for char in line)
    return next((kind in {"R", "AL"} for kind in strong if kind in {"L", "R", "AL"}), False)
