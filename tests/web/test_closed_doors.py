"""Flask-Admin's own doors are shut, odd addresses are 404, forged forms do nothing, and rubbish is never stored."""

import pytest

from tests.web.matrix.people import NOBODY
from tests.web.matrix.sending import call, form_of, forms, path_of
from tests.web.matrix.trying import DOORS, Trial, keys_of

REGISTERS = {
    **dict.fromkeys(("barn", "foresatt", "dokument", "enhet", "utboks", "logg"), "b1.leder"),
    "bruker": "b1.systemadministrator",
    "kommune": "b1.systemadministrator",
    "lov": "b1.fagansvarlig",
}
"""Each register, and one who may open it."""
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


def with_ids(trial: Trial, text: str) -> str:
    return text.replace("{c1}", trial.world.ids["c1"]).replace("{c2}", trial.world.ids["c2"])


# ---- what Flask-Admin would have served


@pytest.mark.parametrize("name", REGISTERS)
def test_stock_addresses_are_gone(trial: Trial, name: str):
    """Deleting, looking up, inline editing and its own forms: 404 or 405 for all who keep registers."""
    before, wrong, who = trial.digest(), [], REGISTERS[name]
    for path in STOCK:
        for method in ("GET", "POST"):
            form = {"data": {"csrf_token": trial.tokens[who], "id": trial.world.ids["c1"]}} if method == "POST" else {}
            answer = call(trial, who, method, with_ids(trial, f"/register/{name}/{path}"), **form)
            wrong += [(method, path, answer.status_code)] if answer.status_code not in {404, 405} else []
    assert wrong == []
    assert trial.digest() == before


def test_stock_scripts_are_not_served(on_file: Trial):
    """Its own scripts and styles, which our pages never name."""
    for who in ("b1.leder", "b1.systemadministrator", NOBODY):
        for file in ("admin/js/form.js", "bootstrap/bootstrap4/css/bootstrap.min.css", "../../app.py"):
            assert call(on_file, who, "GET", f"/register/static/{file}").status_code == 404


@pytest.mark.parametrize("name", REGISTERS)
def test_odd_questions_are_answered_calmly(trial: Trial, name: str):
    """Whatever stands after «?»: the list, or 404; never a fault, never a statement of SQL."""
    wrong = []
    for query in QUERIES:
        for path in (f"/register/{name}/?{query}", f"/register/{name}/{trial.world.ids['c1']}/?{query}"):
            answer = call(trial, REGISTERS[name], "GET", path)
            calm = answer.status_code in {200, 302, 404} and "SELECT" not in answer.text
            wrong += [] if calm else [(path[:80], answer.status_code)]
    assert wrong == []


@pytest.mark.parametrize("name", REGISTERS)
def test_odd_rows_are_missing(trial: Trial, name: str):
    """Ids that are none: 404 on each of a register's pages."""
    wrong, who = [], REGISTERS[name]
    for row in ROWS:
        for tail in ("", "endre/"):
            answer = call(trial, who, "GET", with_ids(trial, f"/register/{name}/{row}/{tail}"))
            wrong += [(row[:20], tail, answer.status_code)] if answer.status_code not in {404, 308} else []
    for form in ("json", "xls", "csv%00", "..", "CSV"):
        sent = {"csrf_token": trial.tokens[who]}
        answer = call(trial, who, "POST", f"/register/{name}/eksport/{form}/", data=sent)
        wrong += [(form, answer.status_code)] if answer.status_code not in {404, 405} else []
    assert wrong == []


@pytest.mark.parametrize("path", ["/dokument", "/mottak", "/oppgave", "/oppgave/gjort", "/"])
def test_odd_questions_of_other_lists(trial: Trial, path: str):
    """The other lists page by the same words."""
    who = "v1.mottak"
    answers = {query: call(trial, who, "GET", f"{path}?{query}").status_code for query in QUERIES}
    assert {query: status for query, status in answers.items() if status not in {200, 404}} == {}


# ---- other methods


def test_other_methods_do_nothing(on_file: Trial):
    """PUT, PATCH and DELETE are refused everywhere; HEAD says what GET says, without a body; OPTIONS tells nothing."""
    before, wrong = on_file.digest(), []
    for key in sorted(set(keys_of(on_file.app))):
        door = DOORS[key][0]
        who = min(door.opens) if door.opens else "b1.leder"
        path = path_of(on_file, key, door)
        for method in ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"):
            answer = call(on_file, who, method, path, headers={"X-CSRFToken": on_file.tokens[who]})
            wrong += [(method, key, answer.status_code)] if answer.status_code not in {400, 404, 405} else []
        options = call(on_file, who, "OPTIONS", path)
        wrong += [("OPTIONS", key, options.status_code)] if options.status_code >= 500 or on_file.found(options) else []
        if key[1] == "GET":
            get, head = call(on_file, who, "GET", path), call(on_file, who, "HEAD", path)
            same = head.status_code == get.status_code and not head.get_data()
            wrong += [] if same else [("HEAD", key, get.status_code, head.status_code)]
    assert wrong == []
    assert on_file.digest() == before


def test_nothing_is_told_by_method_to_strangers(on_file: Trial):
    """HEAD at what is not theirs: 404, as GET."""
    for key, doors in DOORS.items():
        for door in doors if key[1] == "GET" else ():
            if "b2.leder" not in door.opens:
                assert call(on_file, "b2.leder", "HEAD", path_of(on_file, key, door)).status_code == 404, (
                    key,
                    door.name,
                )


# ---- forged forms


@pytest.mark.parametrize("forgery", ["no token", "another's token", "rubbish"])
def test_a_forged_form_does_nothing(on_file: Trial, forgery: str):
    """Every POST address of the URL map, sent by one who may: 400, and nothing is changed."""
    before, wrong = on_file.digest(), []
    for key, door in forms():
        who = min(door.opens)
        token = {"no token": "", "another's token": on_file.tokens["b2.leder"], "rubbish": "x" * 90}[forgery]
        answer = call(on_file, who, "POST", path_of(on_file, key, door), data=form_of(on_file, door, token))
        wrong += [(key, who, answer.status_code)] if answer.status_code not in {400, 303} else []
        if answer.status_code == 303:  # only an upload or a password is led back to its page
            wrong += [] if key[0] in {*UPLOADS, "login.enter", "login.set_password"} else [(key, who, "led on")]
    assert wrong == []
    assert on_file.digest() == before


UPLOADS = ("attachment.upload", "portal.take", "list_import.show")
