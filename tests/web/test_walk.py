"""Every address says what it demands, no address that only shows writes, and a stranger finds nothing anywhere."""

import inspect
import re

import pytest

from samhandling.store.database import Database
from samhandling.web.permission import Demand
from samhandling.work.demo_document import fill_in, report
from samhandling.work.events import newest
from tests.web.visitor import BERIT, KARI, KIND, NILS, actor_of, house_of

MAY_WRITE_AT_A_LOOK = {"samhandling.work.look", "samhandling.work.login"}


def addresses(app, method: str) -> list:
    return [rule for rule in app.url_map.iter_rules() if method in rule.methods]


def paths(app, method: str, dokument_id: str) -> list[str]:
    """Every address of a method, filled in."""
    values = {
        "dokument_id": dokument_id,
        "key": "barn",
        "kind": KIND,
        "varsel_id": dokument_id,
        "oppgave_id": dokument_id,
        "vedlegg_id": dokument_id,
        "rad_id": dokument_id,
        "rolle_id": dokument_id,
        "export_type": "csv",
        "version": "1",
        "filename": "merke.svg",
    }
    adapter = app.url_map.bind("localhost")
    rules = addresses(app, method)
    return [adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments}, method) for rule in rules]


def test_every_address_declares_what_it_demands(application):
    """A view without a declaration would be refused; here it is not even merged."""
    views = application.view_functions
    lacking = [rule for rule in addresses(application, "GET") + addresses(application, "POST")
               if not isinstance(getattr(views[rule.endpoint], "demand", None), Demand)]  # fmt: skip
    assert not lacking


def test_public_addresses_are_few(application):
    """What needs no login is the login itself, the language, health, static files and the municipality's mark."""
    public = {name for name, view in application.view_functions.items() if view.demand is Demand.PUBLIC}
    assert public == {
        "static",
        "brand.logo",
        "brand.colours",
        "login.ask",
        "login.enter",
        "login.state",
        "language.choose",
        "health.alive",
        "health.ready",
    }


def test_looking_writes_nothing_but_the_look(application, visit, monkeypatch):
    """No GET opens a write transaction, save the log of the look and the session's own time."""
    kari = actor_of(application, KARI)
    draft = fill_in(house_of(application), kari, KIND, kari.roller[0].enhet_id)
    finished, findings = report(house_of(application), kari, KIND)
    assert not findings
    visitor = visit(KARI)
    real, writers = Database.write, set()

    def write(self, actor):
        callers = [
            inspect.getmodule(frame.frame).__name__ for frame in inspect.stack()[1:4] if inspect.getmodule(frame.frame)
        ]
        writers.add(next(name for name in callers if name != "contextlib"))
        return real(self, actor)

    monkeypatch.setattr(Database, "write", write)
    for dokument_id in (draft, finished):
        for path in paths(application, "GET", dokument_id):
            with visitor.client.get(path) as answer:
                assert answer.status_code < 500, path
    assert writers <= MAY_WRITE_AT_A_LOOK
    assert "samhandling.work.look" in writers


def test_the_other_head_finds_nothing_and_the_try_is_logged(application, visit):
    """Every address of a document is 404 to the head of the other kindergarten; each try stands in the log."""
    house, kari = house_of(application), actor_of(application, KARI)
    draft = fill_in(house, kari, KIND, kari.roller[0].enhet_id)
    finished, _findings = report(house, kari, KIND)
    nils = visit(NILS)
    unknown = nils.client.get("/dokument/finnes-ikke").text
    for dokument_id in (draft, finished):
        tried = [path for path in paths(application, "GET", dokument_id) if dokument_id in path]
        assert len(tried) > 8
        for path in tried:
            answer = nils.client.get(path)
            assert (path, answer.status_code) == (path, 404)
            assert without_ids(answer.text) == without_ids(unknown)
        for path in paths(application, "POST", dokument_id):
            if dokument_id in path and not path.startswith("/varsel"):
                answer = nils.post(path, {"grunn": "x", "maate": "annet", "dato": "01.01.2026", "kl": "10:00"})
                assert (path, answer.status_code) == (path, 404)
    denied = [line for line in newest(house, 200) if "avvist." in line]
    assert sum(draft in line for line in denied) > 8
    assert sum(finished in line for line in denied) > 8


def without_ids(page: str) -> str:
    return re.sub(r'nonce-[^\']*|value="[^"]*"| aria-current="[^"]*"', "", page)


def test_a_look_is_logged_once_with_the_child(application, visit):
    """One event for one page, linked to the children that it shows."""
    house = house_of(application)
    finished, _findings = report(house, actor_of(application, KARI), KIND)
    visitor = visit(KARI)
    before = len([line for line in newest(house, 500) if "sett.document.show" in line])
    assert visitor.client.get(f"/dokument/{finished}").status_code == 200
    after = [line for line in newest(house, 500) if "sett.document.show" in line]
    assert len(after) == before + 1
    assert finished in after[-1]


def test_what_cannot_be_logged_is_not_shown(application, visit, monkeypatch):
    """When the event of a look cannot be written, the answer is 503 and holds nothing of the document."""
    finished, _findings = report(house_of(application), actor_of(application, KARI), KIND)
    visitor = visit(KARI)

    def fail(*_args):
        raise OSError

    monkeypatch.setattr("samhandling.web.looking.record_look", fail)
    answer = visitor.client.get(f"/dokument/{finished}")
    assert answer.status_code == 503
    assert "Mio" not in answer.text
    monkeypatch.setattr("samhandling.web.looking.record_denied", fail)
    assert visitor.client.get("/dokument/finnes-ikke").status_code == 503


@pytest.mark.parametrize("path", ["/dokument", "/", "/mottak"])
def test_the_receiver_finds_its_copy(application, visit, path):
    """The mottak of the chosen barnevern sees what was sent, under its own address."""
    finished, _findings = report(house_of(application), actor_of(application, KARI), KIND)
    berit = visit(BERIT)
    assert "Mio Testbråten" in berit.get(path).text
    assert berit.client.get(f"/dokument/{finished}").status_code == 404
