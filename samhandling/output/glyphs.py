"""Which characters the document fonts can draw; asked at finish, so that printing cannot fail on it later."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from samhandling.output.script import ARABIC, LATIN, SIGNS, Coverage, clean

FONTS = Path(__file__).parent / "fonts"
FACES = ((LATIN, "NotoSans-Regular.ttf"), (ARABIC, "NotoNaskhArabic-Regular.ttf"), (SIGNS, "DejaVuSans.ttf"))


@cache
def coverage(fonts: Path = FONTS) -> Coverage:
    """Each font with its code points, in the order they are tried. FileNotFoundError when set-up has not run."""
    return tuple((face, _points(fonts / name)) for face, name in FACES)


def _points(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _known(fonts: Path) -> frozenset[int]:
    return frozenset[int]().union(*(points for _, points in coverage(fonts)))


def missing_glyphs(text: str, fonts: Path = FONTS) -> list[str]:
    """The characters of `text` that no document font can draw, each once, in order of appearance."""
    known = _known(fonts)
    return [char for char in dict.fromkeys(clean(text)) if char != "\n" and ord(char) not in known]
