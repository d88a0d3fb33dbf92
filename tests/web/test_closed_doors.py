"""Flask-Admin's own doors are shut, odd addresses are 404, forged forms do nothing, and rubbish is never stored."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests import fresh_database
from tests.conftest import not_run
from tests.web.matrix.door import Door, Key
from tests.web.matrix.people import NOBODY, at
from tests.web.matrix.ready import on_postgresql, on_sqlite
from tests.web.matrix.trying import DOORS, FILES, Trial, keys_of, words

REGISTERS = ("barn", "foresatt", "dokument", "enhet", "bruker", "kommune", "lov", "utboks", "logg")
KEEPERS = ("b1.leder", "b1.systemadministrator", "b1.fagansvarlig", "b1.arkivar", "v1.mottak")
"""Between them they may open every register."""
STOCK = (
    *("delete/", "ajax/lookup/?name=barn&query=a", "ajax/update/", "new/", "edit/?id={c1}", "details/?id={c1}"),
    *("action/", "export/csv/", "export/json/", "delete/?id={c1}", "import/", "list/"),
)
QUERIES = (
    *("id=1,2", "id=%00", "page=-5", "page=99999999999999999999", "page_size=100000", "sort=nonsense", "sort=-1"),
    *("desc=1", "search=%27%20OR%201=1--", "sorter=nonsense", "sorter=%00", "sorter=-", "etter=nonsense", "foer=%00"),
    *("etter=" + "9" * 400, "fra=%00", "fra=2026-13-45", "fra=%F0%9F%98%80", "fra=9999-12-31", "fra=0001-01-01"),
    *("slutt=1&etter=x&foer=y&fra=z", "enhet=%00", "enhet=%ED%A0%80", "flt0_0=x", "etter=%FF%FE", "fra=Å", "etter=1"),
)
ROWS = ("1,2", "%00", "%ED%A0%80", "..%2F..", "' OR '1'='1", "{c1},{c2}", "9" * 500, "-1", "None", "{c1}%00")
MEANINGLESS = frozenset({400, 403, 404, 405, 409, 413, 415, 422})
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
BODIES = (b"", b"[]", b"null", b"{", b'{"endringer": 1}', b'{"endringer": {"a": 1}}', b"\xff\xfe", b"[" * 5000,
          b'{"endringer": {"barn-barn": {"base": {}, "verdi": [1, null]}}}', b'{"endringer": {"\\u0000": {"verdi": ["\\ud800"]}}}')  # fmt: skip


@pytest.fixture(scope="module")
def on_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    with on_sqlite(sqlite_template, tmp_path_factory.mktemp("lukket")) as trial:
        yield trial


@pytest.fixture(scope="module")
def on_server(
    postgres_databases: fresh_database.PostgresDatabases | None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Trial]:
    if postgres_databases is None:
        not_run(fresh_database.why_no_postgres())
    with on_postgresql(postgres_databases, tmp_path_factory.mktemp("lukket-pg")) as trial:
        yield trial


@pytest.fixture(params=["on_file", "on_server"])
def trial(request: pytest.FixtureRequest) -> Trial:
    found: Trial = request.getfixturevalue(request.param)
    found.restore()
    return found


def call(trial: Trial, who: str, method: str, path: str, **sent: Any) -> TestResponse:
    """Send anything to an address, as somebody who is logged in."""
    headers = {"Cookie": f"samhandling={trial.cookies[who]}", **sent.pop("headers", {})}
    client = trial.app.test_client(use_cookies=False)
    with client.open(path, method=method, headers=headers, **sent) as answer:
        answer.get_data()
    return answer


def with_ids(trial: Trial, text: str) -> str:
    return text.replace("{c1}", trial.world.ids["c1"]).replace("{c2}", trial.world.ids["c2"])


# ---- what Flask-Admin would have served


@pytest.mark.parametrize("name", REGISTERS)
def test_stock_addresses_are_gone(trial: Trial, name: str):
    """Deleting, looking up, inline editing and its own forms: 404 or 405 for all who keep registers."""
    before, wrong = trial.digest(), []
    for who in KEEPERS:
        for path in STOCK:
            for method in ("GET", "POST"):
                form = {"data": {"csrf_token": trial.tokens[who], "id": trial.world.ids["c1"]}} if method == "POST" else {}
                answer = call(trial, who, method, with_ids(trial, f"/register/{name}/{path}"), **form)
                wrong += [(who, method, path, answer.status_code)] if answer.status_code not in {404, 405} else []
    assert wrong == []
    assert trial.digest() == before


def test_stock_scripts_are_not_served(trial: Trial):
    """Its own scripts and styles, which our pages never name."""
    for who in (*KEEPERS, NOBODY):
        for file in ("admin/js/form.js", "bootstrap/bootstrap4/css/bootstrap.min.css", "../../app.py"):
            assert call(trial, who, "GET", f"/register/static/{file}").status_code == 404


@pytest.mark.parametrize("name", REGISTERS)
def test_odd_questions_are_answered_calmly(trial: Trial, name: str):
    """Whatever stands after «?»: the list, or 404; never a fault, never a statement of SQL."""
    wrong = []
    for who in KEEPERS:
        for query in QUERIES:
            for path in (f"/register/{name}/?{query}", f"/register/{name}/{trial.world.ids['c1']}/?{query}"):
                answer = call(trial, who, "GET", path)
                calm = answer.status_code in {200, 302, 404} and "SELECT" not in answer.text
                wrong += [] if calm else [(who, path[:80], answer.status_code)]
    assert wrong == []


@pytest.mark.parametrize("name", REGISTERS)
def test_odd_rows_are_missing(trial: Trial, name: str):
    """Ids that are none: 404 on each of a register's pages."""
    wrong = []
    for who in KEEPERS:
        for row in ROWS:
            for tail in ("", "endre/"):
                answer = call(trial, who, "GET", with_ids(trial, f"/register/{name}/{row}/{tail}"))
                wrong += [(who, row[:20], tail, answer.status_code)] if answer.status_code not in {404, 308} else []
        for form in ("json", "xls", "csv%00", "..", "CSV"):
            sent = {"csrf_token": trial.tokens[who]}
            answer = call(trial, who, "POST", f"/register/{name}/eksport/{form}/", data=sent)
            wrong += [(who, form, answer.status_code)] if answer.status_code not in {404, 405} else []
    assert wrong == []


@pytest.mark.parametrize("path", ["/dokument", "/mottak", "/oppgave", "/oppgave/gjort", "/"])
def test_odd_questions_of_other_lists(trial: Trial, path: str):
    """The other lists page by the same words."""
    who = "v1.mottak"
    answers = {query: call(trial, who, "GET", f"{path}?{query}").status_code for query in QUERIES}
    assert {query: status for query, status in answers.items() if status not in {200, 404}} == {}


# ---- other methods


def test_other_methods_do_nothing(trial: Trial):
    """PUT, PATCH and DELETE are refused everywhere; HEAD says what GET says, without a body; OPTIONS tells nothing."""
    before, wrong = trial.digest(), []
    for key in sorted(set(keys_of(trial.app))):
        door = DOORS[key][0]
        who = min(door.opens) if door.opens else "b1.leder"
        path = path_of(trial, key, door)
        for method in ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"):
            answer = call(trial, who, method, path, headers={"X-CSRFToken": trial.tokens[who]})
            wrong += [(method, key, answer.status_code)] if answer.status_code not in {400, 404, 405} else []
        options = call(trial, who, "OPTIONS", path)
        wrong += [("OPTIONS", key, options.status_code)] if options.status_code >= 500 or trial.found(options) else []
        if key[1] == "GET":
            get, head = call(trial, who, "GET", path), call(trial, who, "HEAD", path)
            same = head.status_code == get.status_code and not head.get_data()
            wrong += [] if same else [("HEAD", key, get.status_code, head.status_code)]
    assert wrong == []
    assert trial.digest() == before


def test_nothing_is_told_by_method_to_strangers(trial: Trial):
    """HEAD at what is not theirs: 404, as GET."""
    for key, doors in DOORS.items():
        for door in doors if key[1] == "GET" else ():
            if "b2.leder" not in door.opens:
                assert call(trial, "b2.leder", "HEAD", path_of(trial, key, door)).status_code == 404, (key, door.name)


def path_of(trial: Trial, key: Key, door: Door) -> str:
    args, query = ({name: trial.fill(value) for name, value in part.items()} for part in (door.args, door.query))
    path = trial.app.url_map.bind("localhost").build(key[0], {**args, **query}, "GET" if key[1] == "GET" else "POST")
    return str(path)


# ---- forged forms


def forms() -> list[tuple[Key, Door]]:
    """Every door that takes a form, once for each that opens for somebody."""
    return [(key, door) for key, doors in DOORS.items() if key[1] == "POST" for door in doors if door.opens]


@pytest.mark.parametrize("forgery", ["no token", "another's token", "rubbish"])
def test_a_forged_form_does_nothing(trial: Trial, forgery: str):
    """Every POST address of the URL map, sent by one who may: 400, and nothing is changed."""
    before, wrong = trial.digest(), []
    for key, door in forms():
        who = min(door.opens)
        token = {"no token": "", "another's token": trial.tokens["b2.leder"], "rubbish": "x" * 90}[forgery]
        answer = call(trial, who, "POST", path_of(trial, key, door), data=form_of(trial, door, token))
        wrong += [(key, who, answer.status_code)] if answer.status_code not in {400, 303} else []
        if answer.status_code == 303:  # only an upload or a password is led back to its page
            wrong += [] if key[0] in {*UPLOADS, "login.enter", "login.set_password"} else [(key, who, "led on")]
    assert wrong == []
    assert trial.digest() == before


UPLOADS = ("attachment.upload", "portal.take", "list_import.show")


def form_of(trial: Trial, door: Door, token: str, **other: Any) -> dict[str, Any]:
    sent = {name: trial.fill(value) for name, value in door.data.items()}
    return {"csrf_token": token, **sent, **other}


# ---- rubbish


@pytest.mark.parametrize("kind", list(RUBBISH))
def test_rubbish_is_refused_or_cleaned(trial: Trial, kind: str):
    """Each field of each form in turn: no fault of ours, and nothing stored that no page can show."""
    wrong = []
    for key, door in forms():
        who = min(door.opens)
        for name in {**door.data, "noe": ""}:
            trial.restore()
            before = stored(trial)
            form = form_of(trial, door, trial.tokens[who], **{name: RUBBISH[kind]})
            answer = call(trial, who, "POST", path_of(trial, key, door), **encoded(form))
            wrong += [(key, name, answer.status_code)] if answer.status_code >= 500 else []
            wrong += [(key, name, fault) for fault in faults(stored(trial) - before)]
            wrong += [(key, name, "49")] if kind == "a template" and "49 %(x)s" in words(answer) else []
    assert wrong == []


def encoded(form: dict[str, Any]) -> dict[str, Any]:
    """A form as bytes where it holds bytes that no client would send; else as the client does it."""
    if not any(isinstance(value, bytes) for value in form.values()):
        return {"data": form}
    if any(isinstance(value, tuple) for value in form.values()):
        return {"data": {name: value.decode("utf-8", "replace") if isinstance(value, bytes) else value for name, value in form.items()}}
    pairs = (f"{name}=".encode() + quoted(value) for name, value in form.items())
    return {"data": b"&".join(pairs), "content_type": "application/x-www-form-urlencoded"}


def quoted(value: str | bytes) -> bytes:
    data = value if isinstance(value, bytes) else value.encode()
    return "".join(f"%{byte:02X}" for byte in data).encode()


def stored(trial: Trial) -> set[tuple[str, str, str]]:
    """Every text in the database: (table, column, text)."""
    from samhandling.model import Base  # noqa: PLC0415 - here only

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
            ("a book", len(text) > 20_000 and column not in {"raa"}),
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


@pytest.mark.parametrize("media", ["application/json", "text/xml", "multipart/form-data; boundary=x", "multipart/form-data", ""])
def test_a_form_of_another_kind_does_nothing(trial: Trial, media: str):
    """A body of another media type, with the token in the header: no fault, nothing unchecked."""
    wrong = []
    for key, door in forms():
        if key[0] in {"draft.save"}:
            continue
        who = min(door.opens)
        trial.restore()
        before = stored(trial)
        headers = {"X-CSRFToken": trial.tokens[who]}
        body = b'{"navn": {"a": [1]}}'
        answer = call(trial, who, "POST", path_of(trial, key, door), data=body, content_type=media, headers=headers)
        wrong += [(key, answer.status_code)] if answer.status_code >= 500 else []
        wrong += [(key, fault) for fault in faults(stored(trial) - before)]
    assert wrong == []


def test_a_file_where_a_text_is_asked_for(trial: Trial):
    """Each field of each form as a file: it counts as not sent."""
    import io  # noqa: PLC0415 - here only

    wrong = []
    for key, door in forms():
        who = min(door.opens)
        for name in door.data:
            trial.restore()
            form = form_of(trial, door, trial.tokens[who], **{name: (io.BytesIO(FILES["!fil"]), "fil.pdf")})
            answer = call(trial, who, "POST", path_of(trial, key, door), data=form)
            wrong += [(key, name, answer.status_code)] if answer.status_code >= 500 else []
    assert wrong == []
