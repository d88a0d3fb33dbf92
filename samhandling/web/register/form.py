"""A register's form: WTForms fields made from the declared ones, and what the templates are told of each."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import request
from wtforms import Field as WTField
from wtforms import Form, StringField, TextAreaField
from wtforms.validators import ValidationError

from samhandling.vocabulary.codelist import CodeList
from samhandling.vocabulary.text import _
from samhandling.work.record.change import Record, Register, Typed
from samhandling.work.record.field import NO, YES, Field

YES_NO: CodeList = ((YES, _("Ja")), (NO, _("Nei")))
TYPES = {"long": "textarea", "select": "select", "yesno": "radio", "date": "date", "phone": "tel", "email": "email"}
WIDTHS = {"date": "kort", "postal": "kort", "phone": "middels", "identity": "middels", "organisation": "middels"}
MODES = {"identity": "numeric", "organisation": "numeric", "postal": "numeric"}


def form_class(fields: Iterable[Field]) -> type[Form]:
    """Return the WTForms form of some declared fields; each is checked as the work floor checks it."""
    return type("RegisterForm", (Form,), {each.name: _input(each) for each in fields})


def _input(declared: Field) -> Any:
    """A text as it was typed; that a code is one of its options, the work floor checks with the rows of the moment."""
    return (TextAreaField if declared.kind == "long" else StringField)(str(declared.label), [_readable(declared)])


def _readable(declared: Field) -> Callable[[Form, WTField], None]:
    def check(_form: Form, asked: WTField) -> None:
        try:
            declared.read(asked.data or "")
        except ValueError as error:
            raise ValidationError(str(error)) from error

    return check


def typed_texts(fields: Iterable[Field]) -> dict[str, str]:
    """Return what was sent for each field; a choice of yes or no that was not sent is empty."""
    return {each.name: request.form.get(each.name, "").replace("\r\n", "\n") for each in fields}


def typed_over(fields: Iterable[Field]) -> dict[str, Typed]:
    """Return what was sent for each field with the text that it was typed over; what was not sent is not changed."""
    try:
        base = json.loads(request.form.get("_base", "{}"))
    except (ValueError, RecursionError):
        base = {}
    known = base if isinstance(base, dict) else {}
    texts = typed_texts(each for each in fields if each.name in request.form)
    return {name: Typed(str(known.get(name, "")), value) for name, value in texts.items()}


def shown(
    register: Register, record: Record, texts: Mapping[str, str], faults: Mapping[str, str]
) -> list[dict[str, object]]:
    """Return what the templates are told of each field that the reader may see."""
    return [
        told(each, texts.get(each.name, ""), faults.get(each.name, ""), record.choices.get(each.name, each.options))
        | {"readonly": each.name not in record.may}
        for each in register.fields
        if each.name not in record.hidden
    ]


def told(each: Field, text: str, fault: str = "", options: CodeList = ()) -> dict[str, object]:
    """Return what the templates are told of one field."""
    choices = YES_NO if each.kind == "yesno" else options or each.options
    if each.kind == "select":
        choices = (("", _("Ikke valgt")), *choices)
    return {
        "name": each.name,
        "label": each.label,
        "type": TYPES.get(each.kind, "text"),
        "value": text,
        "options": choices,
        "hint": each.hint,
        "error": fault,
        "width": WIDTHS.get(each.kind, ""),
        "inputmode": MODES.get(each.kind, ""),
        "required": each.required,
        "readonly": False,
    }


def in_words(each: Field, text: str, options: CodeList = ()) -> str:
    """Return a field's text as people read it: the label of a code, Ja or Nei."""
    choices = YES_NO if each.kind == "yesno" else options or each.options
    return str(dict(choices).get(text, text)) if each.kind in {"select", "yesno"} else text
