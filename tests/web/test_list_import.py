"""Importing a list on screen: looked over with its errors, taken in once, nothing kept on the way."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect

from samhandling.output.table import csv_chunks, read_table, xlsx_chunks
from samhandling.work.events import newest
from samhandling.work.list_import.column import TEMPLATE
from tests.web.server import RealServer
from tests.web.test_browser import faults_of, log_in
from tests.web.visitor import KARI, NILS, Visitor, actor_of, house_of

HEADINGS = ["Fødselsnummer", "Fødselsdato", "Navn", "Adresse", "Postnr", "Poststed", "Gradering", "Foresatt 1 navn",
            "Foresatt 1 foreldreansvar", "Foresatt 1 tlf", "Skonummer"]  # fmt: skip
GOOD = ["", "06.05.2021", "Aina Ny", "Havnegata 4", "0001", "Lyngvær", "", "Bo Ny", "felles", "900 00 001", "24"]
WRONG = ["1.23457E+10", "", "Nora Feil", "", "1", "", "hemmelig", "Liv Feil", "hva som helst", "12", ""]
GRADED = ["", "07.05.2021", "Siri Vernet", "Hemmelig vei 9", "0001", "Lyngvær", "fortrolig", "", "", "", ""]
MIO = ["14832250075", "", "Mio Testbråten", "", "", "", "", "Liv Testbråten", "alene", "900 00 000", ""]


def listed(*rows) -> bytes:
    return b"".join(csv_chunks(HEADINGS, rows))


def upload(visitor: Visitor, data: bytes, name: str = "liste.csv"):
    unit = re.search(r'name="enhet" value="([^"]+)"', visitor.get("/import").text)[1]
    answer = visitor.post("/import", {"enhet": unit, "fil": (BytesIO(data), name)})
    answer.request.environ["wsgi.input"].close()  # the test's own browser lays a large upload in a file
    return answer


def carried(page: str) -> str:
    return unescape(re.search(r'name="liste" value="([^"]*)"', page)[1])


def test_a_list_is_looked_over_and_taken_in_once(application, visit):
    """The page says what each row does; confirming twice, as by a double click or «back», imports once."""
    kari = visit(KARI)
    page = upload(kari, listed(GOOD, MIO))
    assert page.status_code == 200
    assert "Ta inn 2 rader" in page.text
    assert "«Skonummer»" in unescape(page.text)
    sealed = carried(page.text)
    assert "Aina" not in sealed
    before = newest(house_of(application), 500)
    assert not any("liste.tatt_inn" in line for line in before)
    told = kari.post("/import/bekreft", {"liste": sealed}, follow_redirects=True).text
    assert "Nye barn: 1." in told
    again = kari.post("/import/bekreft", {"liste": sealed}, follow_redirects=True).text
    assert "allerede tatt inn" in again
    assert sum("liste.tatt_inn" in line for line in newest(house_of(application), 500)) == 1
    assert "Det er ingenting å ta inn" in upload(kari, listed(GOOD, MIO)).text


def test_errors_stand_beside_the_cell_and_can_be_taken_home(visit):
    """Every error is told by row and column; the rest can be taken in; the failing rows come back with the reason."""
    kari = visit(KARI)
    page = unescape(upload(kari, listed(GOOD, WRONG)).text)
    for said in ("avrundet tall", "Skriv ugradert", "Skriv felles", "fire sifre", "8 sifre"):
        assert page.count(said) == 2, said
    assert "Ta inn bare den ene raden uten feil" in page
    sealed = carried(page)
    failing = kari.post("/import/feil.csv", {"liste": sealed})
    table = read_table(failing.data)
    assert table.headings[-2:] == ("Rad i filen", "Hva må rettes")
    assert table.rows[0][:3] == ("1.23457E+10", "", "Nora Feil")
    assert "avrundet tall" in table.rows[0][-1]
    assert "fra en liste" not in table.rows[0][-1]
    assert kari.post("/import/bekreft", {"liste": sealed}).status_code == 422
    assert (
        "Utelatte rader: 1."
        in kari.post("/import/bekreft", {"liste": sealed, "utelat": "ja"}, follow_redirects=True).text
    )


def test_a_graded_address_is_not_shown(visit):
    """§6.7: the page says that it is there, and to delete the file."""
    page = unescape(upload(visit(KARI), listed(GRADED)).text)
    assert "Hemmelig vei" not in page
    assert "Skjult" in page
    assert "Slett filen" in page


def test_what_was_shown_is_good_for_its_reader_alone(application, visit):
    """Another person, another session, a changed or an empty list: refused, nothing stored."""
    kari, nils = visit(KARI), visit(NILS)
    sealed = carried(upload(kari, listed(GOOD)).text)
    for who in (nils, visit(KARI)):
        assert who.post("/import/bekreft", {"liste": sealed}).status_code == 422
    for changed in ("", sealed[:-4] + "AAAA", "æ", sealed[: len(sealed) // 2]):
        assert kari.post("/import/bekreft", {"liste": changed}).status_code == 422
        assert kari.post("/import/feil.csv", {"liste": changed}).status_code == 422
    assert not any("liste.tatt_inn" in line for line in newest(house_of(application), 500))


@pytest.mark.parametrize("who", ["per.pedagog", "berit.barnevern", "anne.arkiv", "sigve.system", "petra.ombud"])
def test_only_who_keeps_the_register(visit, who):
    """An ordinary employee, the mottak, archivist, administrator and ombud find nothing here."""
    visitor = visit(who)
    for path in ("/import",):
        assert visitor.client.get(path).status_code == 404
    answer = visitor.post("/import", {"enhet": "x", "fil": (BytesIO(listed(GOOD)), "liste.csv")})
    assert answer.status_code == 404


def test_another_unit_is_not_there(application, visit):
    """A unit where one has no such role is 404, as one that does not exist."""
    unit = actor_of(application, NILS).roller[0].enhet_id
    answer = visit(KARI).post("/import", {"enhet": unit, "fil": (BytesIO(listed(GOOD)), "liste.csv")})
    assert answer.status_code == 404


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"a;b\n1;2\n", b"x" * (5 * 1024 * 1024 + 10)])
def test_a_file_that_is_no_list(visit, data):
    """One message beside the file, nothing else."""
    page = upload(visit(KARI), data)
    assert page.status_code in {413, 422}
    assert "Listen ble ikke tatt inn" in page.text


def test_a_request_that_is_too_large_is_not_read(visit):
    """What says that it is larger than any list is answered before it is read."""
    answer = visit(KARI).client.post("/import", environ_overrides={"CONTENT_LENGTH": "70000000"})
    assert answer.status_code == 413
    assert "høyst 5 MB" in answer.text


def test_the_template_is_known_by_its_own_headings(visit):
    """Both files are read again; no heading in them is unknown."""
    kari = visit(KARI)
    for ending in ("csv", "xlsx"):
        table = read_table(kari.client.get(f"/import/mal.{ending}").data)
        assert table.headings == TEMPLATE
    row = ["", "06.05.2021", "Aina", "Ny", *[""] * (len(TEMPLATE) - 4)]
    page = unescape(upload(kari, b"".join(xlsx_chunks(TEMPLATE, [row])), "liste.xlsx").text)
    assert "kjenner vi ikke" not in page
    assert "Ta inn 1 rad" in page


# ---- in a browser


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[RealServer]:
    running = RealServer(tmp_path_factory.mktemp("import") / "instance")
    running.start()
    yield running
    assert running.stop() == 0


@pytest.fixture(params=[360, 1280])
def page(request, browser, server) -> Iterator[Page]:
    context = browser.new_context(
        base_url=server.address, locale="nb-NO", viewport={"width": request.param, "height": 900}
    )
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    context.close()
    assert not faults


@pytest.mark.chromium
def test_by_keyboard_on_narrow_and_wide(page, axe, tmp_path, request):
    """Choose, look over, download what is wrong, take in the rest; axe finds nothing; nothing runs off the screen."""
    log_in(page, KARI)
    page.goto("/import")
    faults = faults_of(page, axe)
    width = page.viewport_size["width"]
    born = f"{10 + width % 19:02d}.05.2021"  # each width imports a child of its own
    file = tmp_path / "liste.csv"
    file.write_bytes(listed([GOOD[0], born, *GOOD[2:]], WRONG, GRADED, MIO))
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_role("button", name="Se over listen").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Se over listen")
    faults += faults_of(page, axe)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.screenshot(path=tmp_path / f"import-{width}.png", full_page=True)
    cell = page.locator("td", has_text="1.23457E+10")
    expect(cell).to_contain_text("avrundet tall")
    box = cell.bounding_box()
    if width < 500:
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    with page.expect_download() as download:
        page.get_by_role("button", name="Last ned radene med feil").click()
    assert read_table(download.value.path().read_bytes()).rows[0][2] == "Nora Feil"
    page.get_by_role("button", name="Ta inn bare de 3 radene uten feil").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Listen er tatt inn")
    faults += faults_of(page, axe)
    assert not faults
