"""In a real browser, against a real server with its worker, by someone who has not read the code."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.web.server import RealServer
from tests.web.visitor import KARI, NILS, REPORT

pytestmark = pytest.mark.chromium
expect.set_options(timeout=15_000)  # another test may have the machine


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[RealServer]:
    """One server for the tests here, with the demo people."""
    running = RealServer(tmp_path_factory.mktemp("browser") / "instance")
    running.start()
    yield running
    assert running.stop() == 0


@pytest.fixture
def page(browser, server) -> Iterator[Page]:
    """A page that fails its test for a fault in its console; refused addresses are told by their status."""
    context = browser.new_context(base_url=server.address, locale="nb-NO")
    context.set_default_timeout(20_000)
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    context.close()
    assert not faults


def log_in(page: Page, name: str) -> None:
    page.goto("/")
    page.get_by_label("Brukernavn").fill(name)
    page.get_by_label("Passord").fill("demo-passord-2026")
    page.get_by_role("main").get_by_role("button", name="Logg inn").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hei")


def start(page: Page) -> str:
    page.get_by_role("button", name="Skriv bekymringsmelding").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mottaker")
    return page.url.partition("/skjema")[0]


def fill(page: Page, answers: dict[str, str]) -> None:
    """Answer as a person does, in screen order: what is not asked yet comes when its question comes."""
    for name, value in answers.items():
        found = page.locator(f'[name="{name}"]')
        if found.first.get_attribute("type") in {"radio", "checkbox"}:
            page.locator(f'[name="{name}"][value="{value}"]').check()
        elif found.first.evaluate("input => input.tagName") == "SELECT":
            found.select_option(value)
        else:
            found.fill(value)


def answers_on(page: Page) -> dict[str, str]:
    """The example's answers to the questions of the page."""
    names = page.locator("[data-felt]").evaluate_all("places => places.map(place => place.dataset.felt)")
    found = ((name, REPORT.example.get(re.sub(r"-\d{6,}-", "-1-", name))) for name in names)
    return {name: value for name, value in found if value is not None}


def saved(page: Page) -> None:
    expect(page.locator(".lagring")).to_have_attribute("data-tilstand", "lagret")


def faults_of(page: Page, axe) -> list[str]:
    page.evaluate(f"{axe.read_text()};undefined")
    found = page.evaluate("async () => (await axe.run()).violations.map(v => v.id + ' ' + v.nodes[0].target)")
    return [f"{page.url}: {fault}" for fault in found]


def test_nothing_typed_is_lost_when_the_server_is_killed(page, server, axe):
    """Half way the server is killed; everything typed is there, and the report can be finished and downloaded."""
    log_in(page, KARI)
    faults = faults_of(page, axe)
    document = start(page)
    page.locator('[name="mottaker-enhet"]').first.check()
    for section in ("mottaker", "melder", "grunn", "barn", "foresatte", "bekymring"):
        expect(page).to_have_url(f"{document}/skjema/{section}")
        faults += faults_of(page, axe)
        fill(page, answers_on(page))
        if section != "bekymring":
            page.get_by_role("button", name="Neste").click()
    saved(page)
    server.kill()
    page.locator('[name="bekymring-bakgrunn"]').fill("Skrevet mens serveren var nede.")
    typed = page.locator("main textarea").evaluate_all("all => all.map(input => [input.name, input.value])")
    assert len(typed) > 4
    expect(page.locator(".lagring")).to_contain_text("Ikke lagret")
    server.start()
    saved(page)
    page.reload()
    for name, value in typed:
        expect(page.locator(f'[name="{name}"]')).to_have_value(value)

    page.get_by_role("link", name="Se over og send").click()
    page.get_by_role("button", name="Fullfør og send").click()
    expect(page.locator(".gjenstaar")).to_be_focused()
    faults += faults_of(page, axe)
    page.get_by_role("link", name="Hva har dere prøvd, og hvordan gikk det?").click()
    expect(page.locator('[name="dialog-tiltak"]')).to_be_focused()
    faults += faults_of(page, axe)
    fill(page, answers_on(page))
    page.get_by_role("button", name="Neste").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vedlegg")
    faults += faults_of(page, axe)
    page.get_by_role("link", name="Se over og send").first.click()
    page.get_by_role("button", name="Fullfør og send").click()
    expect(page.get_by_role("link", name="Last ned PDF")).to_be_visible(timeout=30_000)
    faults += faults_of(page, axe)
    with page.expect_download() as download:
        page.get_by_role("link", name="Last ned PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    expect(page.locator(".tidslinje li", has_text="Lagt klar for arkivet")).to_be_visible(timeout=30_000)
    for path in ("/", "/dokument", "/passord", "/finnes-ikke", f"{page.url.partition('?')[0]}/feilregistrer"):
        page.goto(path)
        faults += faults_of(page, axe)
    assert not faults


def test_a_stranger_finds_nothing(page, server, browser):
    """The other kindergarten's head tries the addresses that she has seen."""
    log_in(page, KARI)
    document = start(page)
    seen = [page.url, document, f"{document}/se-over", f"{document}/pdf", f"{document}/slett", f"{document}/status"]
    other = browser.new_context(base_url=server.address).new_page()
    log_in(other, NILS)
    assert {other.goto(address).status for address in seen} == {404}
    other.context.close()


def test_only_the_keyboard(page, axe):
    """Log in, start and answer without a mouse; the skip link leads past the menu."""
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hopp til innholdet")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#innhold$"))  # the jump is done, then the next stop
    expect(page.locator("#innhold")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Brukernavn")).to_be_focused()
    page.keyboard.type(KARI)
    page.keyboard.press("Tab")
    page.keyboard.type("demo-passord-2026")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hei")
    button = page.get_by_role("button", name="Skriv bekymringsmelding")
    for _ in range(20):
        if button.evaluate("button => button === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mottaker")
    page.locator("#mottaker-haster").focus()
    page.keyboard.press("Space")
    expect(page.locator('[data-felt="mottaker-ringt"]')).to_be_visible()
    expect(page.locator('[data-felt="mottaker-ikke_ringt"]')).to_be_hidden()
    saved(page)


def test_two_tabs_and_a_login_that_ends(page):
    """Both texts are shown when two tabs differ; a session that ends loses nothing, also across a new login."""
    log_in(page, KARI)
    document = start(page)
    page.goto(f"{document}/skjema/bekymring")
    other = page.context.new_page()
    other.goto(f"{document}/skjema/bekymring")
    field = '[name="bekymring-forhold"]'
    other.locator(field).fill("fra den andre fanen")
    saved(other)
    page.locator(field).fill("herfra")
    expect(page.locator(".konflikt blockquote")).to_have_text("fra den andre fanen")
    page.wait_for_timeout(2_000)  # nothing is chosen for the reader
    other.reload()
    expect(other.locator(field)).to_have_value("fra den andre fanen")
    page.locator(field).press_sequentially(" og videre")
    saved(page)
    other.reload()
    expect(other.locator(field)).to_have_value("herfra og videre")

    page.context.clear_cookies()
    page.locator(field).fill("skrevet uten innlogging")
    expect(page.locator(".lagring")).to_contain_text("logget ut")
    log_in(other, KARI)
    saved(page)
    other.goto(f"{document}/skjema/bekymring")
    expect(other.locator(field)).to_have_value("skrevet uten innlogging")


@pytest.mark.parametrize("width", [360, 800])
def test_narrow_screens(browser, server, axe, width):
    """Nothing runs off a telephone or a tablet, and what one presses is large enough."""
    context = browser.new_context(base_url=server.address, viewport={"width": width, "height": 780}, has_touch=True)
    page = context.new_page()
    log_in(page, KARI)
    document = start(page)
    for path in ("/", f"{document}/skjema/mottaker", f"{document}/skjema/barn", f"{document}/se-over"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        small = page.evaluate(
            "[...document.querySelectorAll('main button:not(.ds-sr-only), main input:not([type=hidden]), main select')]"
            ".filter(one => one.offsetParent && !['radio', 'checkbox'].includes(one.type) && one.offsetHeight < 40)"
            ".map(one => one.outerHTML.slice(0, 80))"
        )
        assert not small
        assert not faults_of(page, axe)
    context.close()
