"""Rubbish in every form: never a fault of ours, and nothing stored that no page can show."""

import io
import random
from typing import Any

import pytest

from samhandling.model import Base
from tests.web.matrix.door import Door, Key
from tests.web.matrix.people import at
from tests.web.matrix.sending import call, form_of, forms, path_of
from tests.web.matrix.trying import DOORS, FILES, Trial, words

LONG, TEXT = "x" * 200_000, "ubrukelig"
RUBBISH: dict[str, Any] = {
    "nothing": "",
    "NUL": f"{TEXT}\x00nul",
    "very long": LONG,
    "repeated": [TEXT, "b", "c"],
    "line separators": f"{TEXT}\u2028\x0b\x1b[31m\x85",
    "direction marks": f"{TEXT}\u202e\u200b",
    "half a character": f"{TEXT}\ud800".encode("utf-8", "surrogatepass"),
    "no UTF-8": TEXT.encode() + b"\xff\xfe\xc3",
    "a formula": "=cmd|' /C calc'!A0",
    "JSON": '{"a": [1, 2',
    "a number": "-99999999999999999999",
    "a template": "{{ 7 * 7 }} %(x)s {0.__class__}",
}
BODIES = (
    *(b"", b"[]", b"null", b"{", b'{"endringer": 1}', b'{"endringer": {"a": 1}}', b"\xff\xfe", b"[" * 5000),
    b'{"endringer": {"barn-barn": {"base": {}, "verdi": [1, null]}}}',
    b'{"endringer": {"\\u0000": {"verdi": ["\\ud800"]}}}',
)


Tries = list[tuple[Key, Door, tuple[str, ...]]]


def fields_of(door: Door) -> tuple[str, ...]:
    return (*door.data, "noe")


ALL_AT_ONCE: Tries = [(key, door, fields_of(door)) for key, door in forms()]
ONE_BY_ONE: Tries = [(key, door, (name,)) for key, door in forms() for name in fields_of(door)]
SOME = {"on_file": (40, 20), "on_server": (10, 10)}
"""Forms that are all rubbish, and those with one such field, that are tried in every run (a fixed seed)."""


@pytest.mark.parametrize("kind", list(RUBBISH))
@pytest.mark.parametrize("on", list(SOME))
def test_rubbish_is_refused_or_cleaned(request: pytest.FixtureRequest, on: str, kind: str):
    """No fault of ours, and nothing stored that no page can show."""
    chance, (whole, single) = random.Random(kind), SOME[on]
    tries = [*chance.sample(ALL_AT_ONCE, whole), *chance.sample(ONE_BY_ONE, single)]
    assert throw(request.getfixturevalue(on), kind, tries) == []


@pytest.mark.proof
@pytest.mark.parametrize("kind", list(RUBBISH))
def test_each_field_of_each_form(trial: Trial, kind: str):
    """The same, all of it."""
    assert throw(trial, kind, [*ALL_AT_ONCE, *ONE_BY_ONE]) == []


def throw(trial: Trial, kind: str, tries: Tries) -> list[object]:
    """Send forms with rubbish in some fields; return what was wrong."""
    trial.restore()
    before, wrong = stored(trial), []
    for key, door, names in tries:
        who = min(door.opens)
        form = form_of(trial, door, trial.tokens[who], **dict.fromkeys(names, RUBBISH[kind]))
        answer = call(trial, who, "POST", path_of(trial, key, door), **encoded(form))
        wrong += [(key, names, answer.status_code)] if answer.status_code >= 500 else []
        wrong += [(key, names, "49")] if kind == "a template" and "49 %(x)s" in words(answer) else []
        if answer.status_code < 400:
            wrong += [(key, names, fault) for fault in faults(stored(trial) - before)]
            trial.restore()
    return [*wrong, *faults(stored(trial) - before)]


def encoded(form: dict[str, Any]) -> dict[str, Any]:
    """A form as bytes where it holds bytes that no client would send; else as the client does it."""
    if not any(isinstance(value, bytes) for value in form.values()):
        return {"data": form}
    if any(isinstance(value, tuple) for value in form.values()):
        return {
            "data": {
                name: value.decode("utf-8", "replace") if isinstance(value, bytes) else value
                for name, value in form.items()
            }
        }
    pairs = (f"{name}=".encode() + quoted(value) for name, value in form.items())
    return {"data": b"&".join(pairs), "content_type": "application/x-www-form-urlencoded"}


def quoted(value: str | bytes) -> bytes:
    data = value if isinstance(value, bytes) else value.encode()
    return "".join(f"%{byte:02X}" for byte in data).encode()


def stored(trial: Trial) -> set[tuple[str, str, str]]:
    """Every text in the database: (table, column, text)."""
    return {
        (name, column, value)
        for name in Base.metadata.tables
        for row in trial.world.sql(f"SELECT * FROM {name}")
        for column, value in row._mapping.items()
        if isinstance(value, str)
    }


def faults(new: set[tuple[str, str, str]]) -> list[str]:
    """What must never be stored: characters no database or page keeps; a short field as long as a book."""
    return [
        f"{table}.{column} holds {what}"
        for table, column, text in new
        for what, found in (
            ("a control character", any(ord(each) < 32 and each not in "\n\t\r" for each in text)),
            ("half a character", any(0xD800 <= ord(each) < 0xE000 for each in text)),
            ("a book", len(text) > 20_000 and column != "raa"),
        )
        if found
    ]


def test_a_script_may_send_anything(trial: Trial):
    """The one address that takes JSON: never a fault, nothing stored."""
    (door,), key = DOORS["draft.save", "POST"], ("draft.save", "POST")
    before, wrong = stored(trial), []
    (who,) = at("b1", "ansatt") & door.opens
    for body in BODIES:
        for media in ("application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
            headers = {"X-CSRFToken": trial.tokens[who]}
            answer = call(trial, who, "POST", path_of(trial, key, door), data=body, content_type=media, headers=headers)
            wrong += [(body[:40], media, answer.status_code)] if answer.status_code >= 500 else []
    assert wrong == []
    assert faults(stored(trial) - before) == []


@pytest.mark.parametrize(
    "media", ["application/json", "text/xml", "multipart/form-data; boundary=x", "multipart/form-data", ""]
)
def test_a_form_of_another_kind_does_nothing(on_file: Trial, media: str):
    """A body of another media type, with the token in the header: no fault, nothing unchecked."""
    on_file.restore()
    before, wrong = stored(on_file), []
    for key, door in forms():
        who = min(door.opens)
        sent = {"data": b'{"navn": {"a": [1]}}', "content_type": media, "headers": {"X-CSRFToken": on_file.tokens[who]}}
        answer = call(on_file, who, "POST", path_of(on_file, key, door), **sent)
        wrong += [(key, answer.status_code)] if answer.status_code >= 500 else []
        if answer.status_code < 400:
            on_file.restore()
    assert wrong == []
    assert faults(stored(on_file) - before) == []


def test_a_file_where_a_text_is_asked_for(on_file: Trial):
    """Each field of each form as a file: it counts as not sent."""
    wrong = []
    for key, door in forms():
        on_file.restore()
        who = min(door.opens)
        files = {name: (io.BytesIO(FILES["!fil"]), "fil.pdf") for name in fields_of(door)}
        form = form_of(on_file, door, on_file.tokens[who], **files)
        answer = call(on_file, who, "POST", path_of(on_file, key, door), data=form)
        wrong += [(key, answer.status_code)] if answer.status_code >= 500 else []
    assert wrong == []
