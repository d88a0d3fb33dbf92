"""Tasks and deadlines on screen: the list, the form by which one is done, what is wrong beside its field (A18)."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from forms import CATALOGUE
from samhandling.store.settings import Settings
from samhandling.work.demo import PASSWORD
from samhandling.work.demo_document import report
from samhandling.work.house import open_house
from samhandling.work.login import log_in as sign_in
from samhandling.work.login import resume
from tests.web.server import RealServer
from tests.web.test_browser import faults_of, log_in
from tests.web.visitor import BERIT, KARI, KIND, NILS, actor_of, house_of

TASK = re.compile(r'href="(/oppgave/[0-9a-f-]{36})"')


@pytest.fixture
def received(application) -> str:
    """A report from the kindergarten lies in barnevern's mottak; its id at the sender."""
    done, findings = report(house_of(application), actor_of(application, KARI), KIND)
    assert not findings
    return done


def test_the_task_stands_where_mottak_looks(application, visit, received):
    """A18: on the first page, in the menu with its number and in the list: source, date, state, child, document."""
    berit = visit(BERIT)
    for path in ("/", "/oppgave"):
        page = berit.get(path).text
        assert "Gå gjennom meldingen: Mio Testbråten" in page
        assert "A18, bvl § 2-1" in page
        assert re.search(r'class="tall">1<', page)
        assert len(set(TASK.findall(page))) == 1
        assert re.search(r"I god tid|arbeidsdager? igjen|Siste dag", page)
    assert "Du har ingenting å gjøre her nå" in visit(KARI).get("/oppgave").text


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(application, visit, received):
    """F1: no outcome, and henlagt without a reason; then it is done and in the other list."""
    berit = visit(BERIT)
    path = TASK.search(berit.get("/oppgave").text)[1]
    answer = berit.post(f"{path}/ferdig", {"merknad": "Et <notat> som ikke skal bort"})
    assert answer.status_code == 422
    assert 'id="utfall--feil"' in answer.text
    assert "Et &lt;notat&gt; som ikke skal bort" in answer.text
    answer = berit.post(f"{path}/ferdig", {"utfall": "henlagt", "merknad": " "})
    assert answer.status_code == 422
    assert re.search(r'value="henlagt"[^>]* checked', answer.text)
    assert re.search(r'name="merknad"[^>]*aria-invalid="true"[^>]*aria-describedby="merknad--feil"', answer.text)
    answer = berit.post(f"{path}/ferdig", {"utfall": "henlagt", "merknad": "Ikke grunnlag"})
    assert answer.status_code == 303
    assert "Gå gjennom" not in berit.get(answer.location).text
    assert "Henlegge uten undersøkelse" in berit.get("/oppgave/gjort").text
    assert berit.post(f"{path}/ferdig", {"utfall": "akutt"}).status_code == 409
    assert "Ikke grunnlag" in berit.get(path).text
    assert berit.post(f"{path}/gjenaapne", {}).location == path
    assert "Marker som gjort" in berit.get(path).text


def test_f3_is_extended_on_screen(application, visit, received):
    """A18: the date is told before; without a reason the part stays open with what is wrong."""
    berit = visit(BERIT)
    path = TASK.search(berit.get("/oppgave").text)[1]
    berit.post(f"{path}/ferdig", {"utfall": "undersoekelse"})
    page = berit.get("/oppgave").text
    path = re.search(r'href="([^"]+)">Avslutt undersøkelsen', page)[1]
    answer = berit.post(f"{path}/utvid", {"grunn": ""})
    assert answer.status_code == 422
    assert re.search(r'<details class="ark ikke-papir" open>', answer.text)
    berit.post(f"{path}/utvid", {"grunn": "Venter på sakkyndig"})
    page = berit.get(path).text
    assert "Venter på sakkyndig" in page
    assert "Trengs det mer tid?" not in page


def test_a_stranger_finds_no_task(application, visit, received):
    """Missing and forbidden look the same."""
    path = TASK.search(visit(BERIT).get("/oppgave").text)[1]
    for name in (KARI, NILS):
        stranger = visit(name)
        assert stranger.get(path).status_code == 404
        for act in ("ferdig", "utvid", "gjenaapne"):
            assert stranger.post(f"{path}/{act}", {"utfall": "akutt"}).status_code == 404
        for place in ("etter", "foer"):
            assert stranger.get(f"/oppgave?{place}={path.rpartition('/')[2]}").status_code == 404


def test_the_document_says_its_deadlines(application, visit, received):
    """F1-F4 at the receiver with how they stand; F1 and F2 at the sender, in words from the table."""
    page = visit(KARI).get(f"/dokument/{received}").text
    assert "Barnevernet går gjennom meldingen" in page
    assert "Undersøkelsen er avsluttet" not in page
    assert "kontrolleres av kommunens jurist" in page
    berit = visit(BERIT)
    copy = re.search(r'href="/dokument/([0-9a-f-]{36})"', berit.get("/oppgave").text)[1]
    page = berit.get(f"/dokument/{copy}").text
    assert "Løper fra dette er gjort: Undersøkelsen er avsluttet" in page
    assert re.search(r"I god tid|arbeidsdager? igjen|Siste dag", page)


# ---- in a browser, against a real server: by keyboard and on a telephone


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[RealServer]:
    """One server with a report in barnevern's mottak."""
    running = RealServer(tmp_path_factory.mktemp("tasks") / "instance")
    running.start()
    settings = replace(Settings.from_environment(running.instance, {}), demo=True, synthetic=True)
    house = open_house(settings, CATALOGUE)
    kari = resume(house, sign_in(house, KARI, PASSWORD, "127.0.0.1"))
    assert not report(house, kari, KIND)[1]
    house.database.dispose()
    yield running
    assert running.stop() == 0


@pytest.fixture
def page(browser, server) -> Iterator[Page]:
    context = browser.new_context(base_url=server.address, locale="nb-NO")
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
    yield page
    context.close()
    assert not faults


@pytest.mark.chromium
def test_a_review_by_keyboard_with_an_error_and_then_right(page, axe):
    """F1, A18: henlagt without a reason is told at its field, then it is done; axe, 360 px."""
    log_in(page, BERIT)
    page.goto("/oppgave")
    faults = faults_of(page, axe)
    page.locator(".oppgaver a").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Gå gjennom meldingen")
    faults += faults_of(page, axe)
    page.get_by_label("Henlegge uten undersøkelse").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Marker som gjort").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ds-error-summary")).to_be_focused()
    faults += faults_of(page, axe)
    for width in (360, 1200):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#merknad")).to_be_focused()
    expect(page.get_by_label("Henlegge uten undersøkelse")).to_be_checked()
    page.keyboard.type("Ikke grunnlag for undersøkelse.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Oppgaver og frister")).to_be_visible()
    expect(page.locator(".oppgaver")).to_contain_text("Bekreft meldingen")
    for path in ("/oppgave", "/oppgave/gjort", "/"):
        page.goto(path)
        faults += faults_of(page, axe)
        page.set_viewport_size({"width": 360, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    assert not faults
