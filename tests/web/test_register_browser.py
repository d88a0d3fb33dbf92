"""The registers in a real browser: by keyboard alone, without a fault in the console, and nothing for axe to find."""

from pathlib import Path

import pytest

from samhandling.work import demo
from tests.web.server import RealServer

pytestmark = pytest.mark.chromium
PLACES = {
    "mona.merkantil": ("barn", "foresatt", "dokument", "utboks"),
    "sigve.system": ("enhet", "bruker", "kommune"),
    "frida.fag": ("lov",),
    "petra.ombud": ("logg",),
}
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    running = RealServer(tmp_path_factory.mktemp("register") / "instance")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def enter(server: RealServer, browser):
    """Somebody's page, logged in; every fault of the console is kept."""
    contexts = []

    def _enter(name: str, language: str = "nb", **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.goto(f"{server.address}/logg-inn")
        page.fill("#brukernavn", name)
        page.fill("#passord", demo.PASSWORD)
        page.press("#passord", "Enter")
        page.wait_for_url(f"{server.address}/")
        if language != "nb":
            form = page.locator("form[action='/spraak']").first
            form.evaluate(f"form => {{ form.insertAdjacentHTML('beforeend', '<input name=spraak value={language}>') }}")
            with page.expect_navigation():
                form.evaluate("form => form.submit()")
        return page

    yield _enter
    for context in contexts:
        context.close()


def violations(page, axe: Path) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe.read_text())
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]


def own_pages(page, server: RealServer, register: str) -> list[str]:
    """A register's list, its first row's page and form, and the form of a new one."""
    page.goto(f"{server.address}/register/{register}/")
    first = page.locator("tbody tr td.foerst a").first
    rows = [first.get_attribute("href")] if first.count() else []
    edits = [f"{url.partition('?')[0]}endre/" for url in rows if url.startswith("/register/")]
    return [f"/register/{register}/", f"/register/{register}/ny/", *rows, *edits]


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("name", PLACES)
def test_axe_finds_nothing_and_the_console_is_silent(server, enter, axe, name: str, language: str):
    """Every register's pages that the role may open, in both Norwegian languages."""
    page = enter(name, language)
    found = {}
    for register in PLACES[name]:
        for path in own_pages(page, server, register):
            if page.goto(server.address + path).status != 200:
                continue
            assert page.locator("html").get_attribute("lang") == language
            if faults := violations(page, axe):
                found[path] = faults
    assert not found
    assert not [fault for fault in page.faults if "404" not in fault]


def test_by_keyboard_alone_from_search_to_file(server, enter):
    """Search → open → edit → save → export, with no pointer at all."""
    page = enter("mona.merkantil", accept_downloads=True)
    page.goto(f"{server.address}/register/barn/")
    reach(page, "#sok")
    page.keyboard.type("Mio")
    press_enter(page)
    assert page.locator("tbody tr").count() == 1
    reach(page, "tbody a")
    press_enter(page)
    reach(page, "a[href$='/endre/'], a[href*='/endre/?']")
    press_enter(page)
    reach(page, "#merknad")
    page.keyboard.type("Allergi mot nøtter")
    reach(page, "button[value=lagre]")
    press_enter(page)
    assert page.get_by_text("Allergi mot nøtter").first.is_visible()
    page.goto(f"{server.address}/register/barn/")
    assert page.locator("#sok").input_value() == "Mio"  # kept when one comes back
    reach(page, "details:has(button[formaction*='csv']) > summary")
    page.keyboard.press("Enter")
    reach(page, "button[formaction*='csv']")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert b"Mio Testbr" in Path(download.value.path()).read_bytes()
    assert not page.faults


def press_enter(page) -> None:
    """Press Enter and wait for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def reach(page, selector: str) -> None:
    """Press Tab until the focus stands on something that one can see."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(selector)


@pytest.mark.parametrize("width", [360, 1024])
def test_nothing_runs_off_the_page(server, enter, width: int):
    """No register scrolls sideways, whatever the width."""
    page = enter("mona.merkantil", viewport={"width": width, "height": 800})
    for register in PLACES["mona.merkantil"]:
        for path in own_pages(page, server, register):
            if page.goto(server.address + path).status == 200:
                over = page.evaluate(
                    "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
                assert (path, over) == (path, 0)
