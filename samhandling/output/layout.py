"""Where each answer goes on the page.

A table cell that grows taller than the page shrinks its text without a word, so
only short one-line answers share a row; all else stands in a box over the full width.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from samhandling.output.view import Item

SHORT = 48


def is_short(item: Item) -> bool:
    """Whether an answer is sure to fit in half the page's width on a line or two."""
    if item["t"] != "line" or item.get("long"):
        return False
    return all(len(text) <= SHORT and "\n" not in text for text in (item["label"], item["value"]))


def rows(items: Sequence[Item]) -> list[dict[str, object]]:
    """`items` in order as {"kind": "pair", "cells": [item, item | None]} | {"kind": "box" | "group", "item": item}."""
    found: list[dict[str, object]] = []
    for short, together in groupby(items, key=is_short):
        same = list(together)
        found += _pairs(same) if short else [_whole(item) for item in same]
    return found


def _pairs(items: list[Item]) -> list[dict[str, object]]:
    cells: list[Item | None] = [*items, *([None] if len(items) % 2 else [])]
    return [{"kind": "pair", "cells": cells[at : at + 2]} for at in range(0, len(cells), 2)]


def _whole(item: Item) -> dict[str, object]:
    return {"kind": "group" if item["t"] == "group" else "box", "item": item}
