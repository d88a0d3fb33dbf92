"""How wide a text is, for the running heads: they have a fixed height and must never outgrow it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

MM = 72 / 25.4
MARGIN = 0.97  # kerning and other fonts take a little more or less
WIDEST = 1.2  # of the size: what a character of another font may take


def wrap(text: str, width: float, size: float, most: int, fonts: Path) -> list[str]:
    """`text` as at most `most` lines, each fitting `width` mm at `size` points; what is left out shows as "…"."""
    wide = _measure(size, fonts)
    room = width * MM * MARGIN
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, room, wide):
            joined = f"{lines[-1]} {piece}".strip()
            lines[-1:] = [joined] if wide(joined) <= room else [lines[-1], piece]
    if len(lines) > most:
        lines = [*lines[: most - 1], _shortened(lines[most - 1], room, wide)]
    return lines


def _pieces(word: str, room: float, wide: Callable[[str], float]) -> list[str]:
    """`word` broken where it is too long for a line."""
    pieces = [""]
    for char in word:
        pieces[-1:] = [pieces[-1] + char] if wide(pieces[-1] + char) <= room else [pieces[-1], char]
    return pieces


def _shortened(line: str, room: float, wide: Callable[[str], float]) -> str:
    while wide(line + "…") > room:
        line = line[:-1]
    return line.rstrip() + "…"


def _measure(size: float, fonts: Path) -> Callable[[str], float]:
    known = _advances(fonts / "NotoSans-Bold.ttf")
    return lambda text: size * sum(known.get(ord(char), WIDEST) for char in text)


@cache
def _advances(path: Path) -> dict[int, float]:
    """Each code point's width in the font, as a share of the size."""
    with TTFont(path, lazy=True) as font:
        widths, unit = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: widths[glyph][0] / unit for code, glyph in font.getBestCmap().items()}
