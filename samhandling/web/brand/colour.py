"""One colour of the municipality's becomes the whole scale of the design system's accent, readable throughout."""

import re

Colour = tuple[int, int, int]

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
READABLE, VISIBLE = 4.5, 3.0
"""WCAG 2.2, 1.4.3 and 1.4.11: least contrast of text, and of what one must see to press."""


def read_colour(text: str) -> Colour:
    """Read ``#rrggbb``. Raises ValueError naming the setting when it is not that."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        message = f"the setting colour must be written #rrggbb, not {text!r}"
        raise ValueError(message)
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the standard's own


def mixed(colour: Colour, other: Colour, share: float) -> Colour:
    """Return the colour with a share (0 to 1) of another in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def darkened(colour: Colour, against: Colour, least: float) -> Colour:
    """Return the colour, darkened until it has the contrast that is wanted."""
    steps = (mixed(colour, BLACK, step / 20) for step in range(21))
    return next(found for found in steps if contrast(found, against) >= least)


def style_sheet(text: str) -> str:
    """Return CSS that lays the colour over the house's own. Raises ValueError when white text on it cannot be read."""
    colour = read_colour(text)
    found = contrast(colour, WHITE)
    if found < READABLE:
        message = (
            f"the setting colour: white text on {text} has a contrast of {found:.1f}:1, and at least {READABLE}:1 "
            "is needed to be readable; choose a darker colour"
        )
        raise ValueError(message)
    rules = "".join(f"  --ds-color-accent-{name}: {_written(value)};\n" for name, value in _scale(colour).items())
    return f":root {{\n{rules}}}\n"


def _written(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _scale(colour: Colour) -> dict[str, Colour]:
    """Return the accent scale: quiet surfaces, lines that can be seen, text that can be read on the darkest surface."""
    quiet = {"background-tinted": 0.95, "surface-tinted": 0.89, "surface-hover": 0.82, "surface-active": 0.73}
    surfaces = {name: mixed(colour, WHITE, share) for name, share in quiet.items()}
    readable = darkened(colour, surfaces["surface-active"], READABLE)
    return surfaces | {
        "border-subtle": mixed(colour, WHITE, 0.62),
        "border-default": darkened(mixed(colour, WHITE, 0.15), WHITE, VISIBLE),
        "border-strong": colour,
        "text-subtle": readable,
        "text-default": mixed(readable, BLACK, 0.5),
        "base-default": colour,
        "base-hover": mixed(colour, BLACK, 0.2),
        "base-active": mixed(colour, BLACK, 0.38),
        "base-contrast-subtle": _light_on(colour),
    }


def _light_on(colour: Colour) -> Colour:
    light = mixed(colour, WHITE, 0.85)
    return light if contrast(light, colour) >= READABLE else WHITE
