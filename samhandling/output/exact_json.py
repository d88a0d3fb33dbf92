"""JSON that comes out as it went in: numbers keep their digits, keys that stand twice are not lost unseen.

The standard library reads; what it would decide for us (the last of two equal keys, NaN, the precision of a
number) is kept as what it was, for the one who judges it.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

DEEPEST = 100
"""How many brackets may stand inside each other: far more than any report has, far fewer than would exhaust us."""
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[{]|[\]}]', re.DOTALL)
HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Number:
    """A number as it was written."""

    literal: str


@dataclass(frozen=True)
class NotJson:
    """NaN or Infinity: what the standard library reads, and JSON does not have."""

    literal: str


class Doubled(dict[str, Any]):
    """An object in which a key stood twice."""

    key = ""


def too_deep(text: str) -> int | None:
    """Return where brackets stand deeper inside each other than we read, or None."""
    depth = 0
    for token in TOKEN.finditer(text):
        opens = token[0] in "[{"
        depth += opens - (token[0] in "]}")
        if opens and depth > DEEPEST:
            return token.start()
    return None


def read(text: str) -> Any:
    """Return the value of a JSON text that is not too deep. Raises json.JSONDecodeError."""
    return json.loads(text, parse_int=Number, parse_float=Number, parse_constant=NotJson, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    doubled, seen = Doubled(made), set[str]()
    doubled.key = next(key for key, _value in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    return doubled


def write(value: Any, indent: str = "", step: str = "") -> str:
    """Return the JSON text of a value; ``step`` indents each level. Half characters are written as escapes."""
    inner = indent + step
    gap, end = (f"\n{inner}", f"\n{indent}") if step else ("", "")
    between = f",{gap}" if step else ", "
    if isinstance(value, dict) and value:
        inside = between.join(f"{_plain(key)}: {write(each, inner, step)}" for key, each in value.items())
        return f"{{{gap}{inside}{end}}}"
    if isinstance(value, list) and value:
        return f"[{gap}{between.join(write(each, inner, step) for each in value)}{end}]"
    return value.literal if isinstance(value, Number) else _plain(value)


def _plain(value: Any) -> str:
    return HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", json.dumps(value, ensure_ascii=False))
