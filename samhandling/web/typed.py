"""Reads what was typed: from a form's inputs with the hidden base, or from the script's JSON. Anything may come."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from samhandling.work.draft import Change


def from_form(form: "MultiDict[str, str]", leave_out: Sequence[str] = ()) -> dict[str, Change]:
    """Return the inputs that differ from what the page showed; an input that was not sent is empty."""
    base = _texts(_read(form.get("_base", "")))
    typed = {name: _clean(form.getlist(name)) for name in base if name not in leave_out}
    return {name: Change(base[name], value) for name, value in typed.items() if value != base[name]}


def sent_json() -> object:
    """Return what a script sent; None for what cannot be read."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def from_json(body: object) -> dict[str, Change]:
    """Return the changes that the script sends: ``{"endringer": {name: {"base": […], "verdi": […]}}}``."""
    changes = body.get("endringer") if isinstance(body, dict) else None
    if not isinstance(changes, dict):
        return {}
    read = {name: (_list(change, "base"), _list(change, "verdi")) for name, change in changes.items()}
    return {name: Change(base, _clean(value)) for name, (base, value) in read.items()}


def _list(change: object, key: str) -> list[str]:
    values = change.get(key) if isinstance(change, dict) else None
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _read(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return {}


def _texts(base: Any) -> Mapping[str, list[str]]:
    return {name: _list(base, name) for name in base} if isinstance(base, dict) else {}


def _clean(values: Sequence[str]) -> list[str]:
    """Return values with plain line feeds, empty ones left out."""
    return [value.replace("\r\n", "\n") for value in values if value]
