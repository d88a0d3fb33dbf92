"""Uploading, opening and removing attachments on screen; by whoever may, and nobody else."""

import gc
import io
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from samhandling.work import outbox, scanning
from samhandling.work.demo_document import fill_in
from tests.output import zoo
from tests.web.server import RealServer
from tests.web.test_browser import faults_of, log_in
from tests.web.visitor import KARI, NILS, actor_of, house_of

MONA, PER, PAPER = "mona.merkantil", "per.pedagog", "innskannet"
CUT_OFF = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
"""Werkzeug leaves the file of a request that it stops reading to be closed by Python: let it be, and do it here."""


@pytest.fixture
def cut_off() -> Iterator[None]:
    yield
    gc.collect()


def begin(application, name: str = KARI, kind: str = PAPER) -> str:
    house, who = house_of(application), actor_of(application, name)
    return fill_in(house, who, kind, who.roller[0].enhet_id)


def judge_all(application) -> None:
    house = house_of(application)
    while (job := outbox.claim(house)) is not None:
        scanning.judge_attachment(house, job)


def send(visitor, dokument_id: str, *files: tuple[str, bytes], **more):
    data = {"csrf_token": visitor.token(), "fil": [(io.BytesIO(data), name) for name, data in files], **more}
    return visitor.client.post(step(dokument_id), data=data, content_type="multipart/form-data")


def step(dokument_id: str) -> str:
    return f"/dokument/{dokument_id}/skjema/vedlegg"


def ids(page: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r'id="tilstand-([0-9a-f-]+)"', page)))


def test_upload_name_open_remove(application, visit):
    """Two files in one go, one refused beside them: said by name; the rest is kept, named, opened, removed."""
    draft, kari, paper = begin(application), visit(KARI), zoo.archive()
    assert send(kari, draft, ("Brev.pdf", paper), ("bilde.png", zoo.deep_png())).status_code == 303
    answer = send(kari, draft, ("falsk.pdf", b"<html><script>"), ("tom.pdf", b""))
    assert answer.status_code == 422
    for said in (
        "falsk: Denne filen kan ikke legges ved. Du kan legge ved PDF, JPEG, PNG, TIFF.",
        "tom: Filen er tom.",
    ):
        assert said in answer.text
    page = kari.get(step(draft)).text
    assert page.count("Vi ser på filen<") == 2
    first, second = ids(page)
    assert kari.get(f"/dokument/{draft}/vedlegg/{first}").status_code == 404, "not before it is judged"
    assert "Vi ser fortsatt på filen" in kari.get(f"/dokument/{draft}/se-over").text
    judge_all(application)
    state = kari.get(f"/dokument/{draft}/vedlegg/{first}/tilstand").text
    assert "Klar" in state
    assert "hx-get" not in state
    opened = kari.client.get(f"/dokument/{draft}/vedlegg/{first}")
    assert opened.data == paper
    assert opened.mimetype == "application/pdf"
    assert opened.headers["Content-Disposition"] == "inline; filename=vedlegg-01.pdf"
    assert opened.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in opened.headers["Cache-Control"]
    taken = kari.client.get(f"/dokument/{draft}/vedlegg/{second}?last_ned=1")
    assert taken.headers["Content-Disposition"] == "attachment; filename=vedlegg-02.pdf"
    kari.post(f"/dokument/{draft}/vedlegg/titler", {f"vedlegg-{second}": "Tegning", "handling": "neste"})
    assert kari.post(f"/dokument/{draft}/vedlegg/{first}/fjern", {}).status_code == 303
    page = kari.get(step(draft)).text
    assert ids(page) == [second]
    assert 'value="Tegning"' in page


def test_a_finished_document_shows_them(application, visit):
    """Listed by title with links, to its readers; the look is logged with the document."""
    draft, kari = begin(application), visit(KARI)
    send(kari, draft, ("Brev fra mor.pdf", zoo.archive()))
    judge_all(application)
    assert kari.post(f"/dokument/{draft}/fullfoer", {}).status_code == 303
    for name in (KARI, PER, MONA):
        visitor = visit(name)
        page = visitor.get(f"/dokument/{draft}").text
        (one,) = ids(page)
        assert re.search(rf'href="/dokument/{draft}/vedlegg/{one}"[^>]*>Brev fra mor', page)
        assert visitor.client.get(f"/dokument/{draft}/vedlegg/{one}").status_code == 200
    from samhandling.work.events import newest  # noqa: PLC0415 - for this test alone

    looks = [line for line in newest(house_of(application), 50) if "sett.attachment.show" in line]
    assert len(looks) == 3
    assert all(draft in line for line in looks)
    assert kari.client.get(step(draft)).location.endswith(draft), "finished: nothing to add"
    assert send(kari, draft, ("ny.pdf", zoo.archive(2))).status_code == 409


def test_a_stranger_finds_no_attachment(application, visit):
    """The other head, and the colleague while it is a draft: 404 everywhere, whatever is sent."""
    draft, kari = begin(application), visit(KARI)
    send(kari, draft, ("Brev.pdf", zoo.archive()))
    judge_all(application)
    (one,) = ids(kari.get(step(draft)).text)
    for name in (NILS, PER, MONA):
        visitor = visit(name)
        for path in (step(draft), f"/dokument/{draft}/vedlegg/{one}", f"/dokument/{draft}/vedlegg/{one}/tilstand"):
            assert visitor.client.get(path).status_code == 404
        assert send(visitor, draft, ("x.pdf", zoo.archive())).status_code == 404
        assert visitor.post(f"/dokument/{draft}/vedlegg/{one}/fjern", {}).status_code == 404
        assert visitor.post(f"/dokument/{draft}/vedlegg/titler", {f"vedlegg-{one}": "x"}).status_code == 404
    assert ids(kari.get(step(draft)).text) == [one]


@CUT_OFF
def test_only_the_upload_may_be_large(application, visit, cut_off):
    """Three megabytes reach the upload and no other address; more than all that a document may hold, none."""
    draft, kari = begin(application), visit(KARI)
    large = ("stor.pdf", b"%PDF-" + b"0" * 3_000_000)
    assert send(kari, draft, large).status_code == 303
    form = {"csrf_token": kari.token(), "fil": (io.BytesIO(large[1]), large[0])}
    answer = kari.client.post(f"/dokument/{draft}/vedlegg/titler", data=form, content_type="multipart/form-data")
    assert answer.status_code == 413
    assert "Last opp færre om gangen" in answer.text
    length = {"CONTENT_LENGTH": str(202 * 1024 * 1024), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    assert kari.client.post(step(draft), environ_overrides=length).status_code == 413


@CUT_OFF
def test_an_upload_that_is_cut_off_leaves_nothing(application, visit, cut_off):
    """Half a request, none at all, another form's: an answer, and nothing stored."""
    draft, kari = begin(application), visit(KARI)
    head = b'--x\r\nContent-Disposition: form-data; name="fil"; filename="a.pdf"\r\n\r\n%PDF-half'
    answer = kari.client.post(step(draft), data=head, content_type="multipart/form-data; boundary=x")
    assert answer.status_code in {303, 400}
    answer = send(kari, draft)
    assert answer.status_code == 422
    assert "Velg minst én fil først." in answer.text
    assert ids(kari.get(step(draft)).text) == []


@CUT_OFF
def test_a_login_that_ended_asks_to_log_in_and_choose_again(application, visit, cut_off):
    """Files cannot be kept on a page: the way leads to the login and back to the step."""
    draft, kari = begin(application), visit(KARI)
    kari.client.post("/logg-ut", data={"csrf_token": kari.token()})
    answer = send(kari, draft, ("stor.pdf", b"%PDF-" + b"0" * 3_000_000))
    assert answer.status_code == 303
    assert "/logg-inn" in answer.location
    assert "vedlegg" in answer.location
    kari.log_in(KARI)
    answer = send(kari, draft, ("a.pdf", zoo.archive()), csrf_token="gammel")
    assert answer.status_code in {303, 400}
    assert ids(kari.get(step(draft)).text) == []


def test_on_behalf_of_on_screen(application, visit):
    """A clerk chooses a colleague on the first page; it stands on the steps, the list and the document."""
    mona = visit(MONA)
    page = mona.get("/").text
    chosen = re.search(r'<option value="([0-9a-f-]+:[0-9a-f-]+)">Per Myrvold', page)[1]
    assert "Registrer på vegne av" not in visit(PER).get("/").text
    answer = mona.post(f"/dokument/ny/{PAPER}", {"enhet": "", "for": chosen})
    draft = answer.location.split("/")[2]
    assert "Registreres på vegne av Per Myrvold, pedagogisk leder" in mona.get(f"/dokument/{draft}/skjema/papir").text
    assert "på vegne av Per Myrvold" in mona.get("/").text
    assert visit(PER).post(f"/dokument/ny/{PAPER}", {"for": chosen}).status_code == 404


# ---- in a real browser


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[RealServer]:
    """One server with its worker."""
    running = RealServer(tmp_path_factory.mktemp("vedlegg") / "instance")
    running.start()
    yield running
    assert running.stop() == 0


@pytest.mark.chromium
@pytest.mark.parametrize("width", [1280, 360])
def test_a_clerk_files_a_paper(browser, server, axe, width, tmp_path):
    """From the first page to the finished document, a refused file on the way, nothing for axe to say."""
    context = browser.new_context(base_url=server.address, viewport={"width": width, "height": 800}, locale="nb-NO")
    context.set_default_timeout(60_000)
    page, faults, told = context.new_page(), [], []
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    (tmp_path / "Brev fra mor.pdf").write_bytes(zoo.script())
    (tmp_path / "låst.pdf").write_bytes(zoo.locked("hemmelig"))
    log_in(page, MONA)
    start_paper(page)
    for _section in range(2):
        fill_example(page)
        faults += faults_of(page, axe)
        page.get_by_role("button", name="Neste").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vedlegg")
    faults += faults_of(page, axe)
    page.get_by_label("Velg én eller flere filer").set_input_files(
        [tmp_path / "Brev fra mor.pdf", tmp_path / "låst.pdf"]
    )
    page.get_by_role("button", name="Last opp").click()
    expect(page.locator(".vedlegg > li")).to_have_count(2)
    page.get_by_label("Tittel på vedlegg 1").fill("Brev fra mor, mai")
    faults += faults_of(page, axe)
    refused = page.locator(".vedlegg > li", has_text="Kan ikke brukes")
    expect(refused).to_contain_text("beskyttet med passord", timeout=60_000)
    expect(page.locator(".vedlegg > li", has_text="Klar")).to_contain_text("kan kjøre av seg selv", timeout=60_000)
    expect(page.get_by_label("Tittel på vedlegg 1")).to_have_value("Brev fra mor, mai")
    faults += faults_of(page, axe)
    look(page, tmp_path, f"steg-{width}", width)
    refused.get_by_role("button", name="Ta bort").click()
    expect(page.locator(".vedlegg > li")).to_have_count(1)
    expect(page.get_by_label("Tittel på vedlegg 1")).to_have_value("Brev fra mor, mai")
    page.get_by_role("button", name="Se over og send").click()
    expect(page.get_by_role("link", name="Brev fra mor, mai")).to_be_visible()
    faults += faults_of(page, axe)
    look(page, tmp_path, f"oversikt-{width}", width)
    page.get_by_role("button", name="Fullfør").click()
    expect(page.get_by_role("link", name="Brev fra mor, mai")).to_be_visible()
    expect(page.get_by_role("link", name="Last ned PDF")).to_be_visible(timeout=60_000)
    expect(page.locator("main")).to_contain_text("Registrert av Mona Ness, merkantil på vegne av Per Myrvold")
    faults += faults_of(page, axe)
    look(page, tmp_path, f"dokument-{width}", width)
    with page.expect_download() as download:
        page.get_by_role("link", name="Last ned vedlegg 1").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    assert download.value.suggested_filename.endswith("-vedlegg-01.pdf")
    context.close()
    assert not faults
    assert not told


def start_paper(page: Page) -> None:
    form = page.locator("form.start", has=page.get_by_role("heading", name="Innskannet dokument"))
    form.get_by_text("Registrer på vegne av en kollega").click()
    form.get_by_label("Hvem har skrevet det?").select_option(label="Per Myrvold, pedagogisk leder")
    form.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Barnet")


def fill_example(page: Page) -> None:
    from forms import CATALOGUE  # noqa: PLC0415 - its example

    example = CATALOGUE[PAPER].example
    names = page.locator("[data-felt]").evaluate_all("places => places.map(place => place.dataset.felt)")
    for name in names:
        value = example.get(re.sub(r"-\d{6,}-", "-1-", name))
        found = page.locator(f'[name="{name}"]').first
        if value is None:
            continue
        if found.get_attribute("type") in {"radio", "checkbox"}:
            page.locator(f'[name="{name}"][value="{value}"]').check()
        elif found.evaluate("input => input.tagName") == "SELECT":
            found.select_option(value)
        else:
            found.fill(value)


def look(page: Page, folder, name: str, width: int) -> None:
    """Nothing runs off the screen; the picture is left to be looked at."""
    page.screenshot(path=str(folder / f"{name}.png"), full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
