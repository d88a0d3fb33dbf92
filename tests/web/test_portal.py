"""The national format on screen and at the command line."""

import json
import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from samhandling.model import Base
from samhandling.output.portal import LARGEST
from samhandling.work.demo_document import report
from samhandling.work.events import newest
from tests.output.portal_samples import BROKEN, UNREADABLE, VALID, as_bytes, changed
from tests.web.visitor import BERIT, KARI, KIND, NILS, actor_of, house_of, inputs

ROOT = Path(__file__).parents[2]
UNIT = "Lyngvær barneverntjeneste"


def upload(visitor, data: bytes, unit: str | None = None):
    units = re.search(r'name="enhet" value="([^"]+)"', visitor.get("/mottak/melding").text)
    file = FileStorage(BytesIO(data), "melding.json")
    typed = {"csrf_token": visitor.token(), "fil": file, "enhet": unit or units[1]}
    boundary, body = encode_multipart(typed)  # in memory: the client's own way leaves a temporary file open
    return visitor.client.post("/mottak/melding", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def test_a_message_is_taken_in_and_out_on_screen(application, visit):
    """Uploaded from mottak, shown with its flags, downloaded again: equal in every value."""
    berit = visit(BERIT)
    assert 'href="/mottak/melding"' in berit.get("/mottak").text
    message = VALID["unknown everywhere"]
    answer = upload(berit, as_bytes(message))
    assert answer.status_code == 303
    page = berit.get(answer.location).text
    assert "Meldingen er lest inn. Les merknadene" in page
    assert "Ukjente felt tatt vare på: /offentligMelder/tittel" in page
    assert "Last ned som nasjonalt format" in page
    file = berit.client.get(f"{answer.location}/nasjonal")
    assert file.mimetype == "application/json"
    assert re.search(r'filename="?4699-\d{4}-\d{6}-v1\.json', file.headers["Content-Disposition"])
    assert json.loads(file.data) == message
    assert "Mio Testbråten" in berit.get("/mottak").text
    assert len([line for line in newest(house_of(application), 50) if "sett.portal.download" in line]) == 1


def test_what_is_wrong_is_said_beside_the_file(application, visit):
    """One message that names the place; the page stays, and nothing is stored."""
    berit = visit(BERIT)
    for data, told in [
        (as_bytes(BROKEN["no address line"][0]), "/offentligBarn/1/adresse: adresselinje1 mangler"),
        (UNREADABLE["latin-1"][0](), "filen er ikke skrevet i UTF-8"),
        (b"", "Velg en fil"),
        (b"x" * (LARGEST + 1), "filen er for stor"),
    ]:
        answer = upload(berit, data)
        assert answer.status_code == 422
        assert told in answer.text
        assert 'id="fil"' in answer.text
    assert "Ingen dokumenter" in berit.get("/mottak").text or "Mio" not in berit.get("/mottak").text


def test_this_upload_alone_is_larger(application, visit):
    """Up to five megabytes are taken here; more is refused on the same page; other forms keep their limit."""
    berit = visit(BERIT)
    room = LARGEST - len(as_bytes(changed(("/x", ""))))
    assert upload(berit, as_bytes(changed(("/x", "a" * room)))).status_code == 303
    answer = upload(berit, b"x" * (LARGEST + 1024 * 1024))
    assert answer.status_code == 413
    assert "Filen er for stor, høyst 5 MB" in answer.text
    assert berit.post("/varsel/x/lest", {"stort": "a" * 3_000_000}).status_code == 413


@pytest.mark.parametrize("name", [KARI, NILS, "ola.ppt", "anne.arkiv", "sigve.system"])
def test_others_find_nothing(application, visit, name: str):
    """No page to take messages in on, no upload, no download of what lies in barnevern's mottak."""
    there = upload(visit(BERIT), as_bytes(VALID["whole"])).location
    other = visit(name)
    assert other.client.get("/mottak/melding").status_code == 404
    assert other.post("/mottak/melding", {"fil": (BytesIO(b"{}"), "x.json")}).status_code == 404
    assert other.client.get(f"{there}/nasjonal").status_code == 404
    assert other.client.get(there).status_code == 404


def test_for_another_unit_one_receives_nothing(application, visit):
    """A unit that is not one's own to receive for is missing."""
    berit = visit(BERIT)
    for unit in ("finnes-ikke", actor_of(application, KARI).roller[0].enhet_id):
        assert upload(berit, as_bytes(VALID["whole"]), unit).status_code == 404


def test_our_own_report_is_downloaded_or_what_it_lacks_is_listed(application, visit):
    """The sender and the receiver have the file; an acute report whose rest is to come says what is missing."""
    house, kari = house_of(application), actor_of(application, KARI)
    finished, _findings = report(house, kari, KIND)
    visitor = visit(KARI)
    assert "Last ned som nasjonalt format" in visitor.get(f"/dokument/{finished}").text
    message = json.loads(visitor.client.get(f"/dokument/{finished}/nasjonal").data)
    assert message["offentligBarn"][0]["personnavn"] == "Mio Testbråten"
    assert visit(NILS).client.get(f"/dokument/{finished}/nasjonal").status_code == 404


def as_browser(name: str, values: list[str], page: str) -> list[str]:
    """What a browser sends back of what it was shown: no NUL, CRLF in a text area, no line feed in an input."""
    area = f'<textarea class="ds-input" id="{name}"' in page
    plain = (value.replace("\0", "\ufffd" if area else "") for value in values)
    return [value.replace("\n", "\r\n") if area else value.replace("\n", "") for value in plain]


@pytest.mark.parametrize(
    "name", ["unknown everywhere", "line ends", "nul", "half a character", "composed otherwise", "controls", "lines"]
)
def test_a_correction_on_screen_touches_nothing_else(application, visit, name: str):
    """Every section is opened and sent back as a browser does it; one answer is changed; only that goes out changed."""
    lines = ("/offentligBarn/0/adresse/adresselinje1", "Vei 1\nOppgang B\n"), ("/offentligBarn/0/fnr", "1\n2")
    message = changed(*lines) if name == "lines" else VALID[name]
    berit = visit(BERIT)
    there = upload(berit, as_bytes(message)).location
    draft = berit.post(f"{there}/ny-versjon", {}).location.split("/")[2]
    for key in ("mottak", "melder", "barn", "foresatte", "melding", "nasjonal"):
        path = f"/dokument/{draft}/skjema/{key}"
        page = berit.get(path).text
        base = inputs(page)
        typed = {field: as_browser(field, values, page) for field, values in base.items()}
        if key == "melding":
            typed["melding-historie"] = ["Rettet."]
        sent = berit.post(path, {**typed, "_base": json.dumps(base), "handling": "lagre"})
        assert sent.status_code == 303, sent.text
    assert berit.post(f"/dokument/{draft}/fullfoer", {}).status_code == 303
    corrected = json.loads(json.dumps(message))
    corrected["melding"]["historie"] = "Rettet."
    assert json.loads(berit.client.get(f"/dokument/{draft}/nasjonal").data) == corrected


def test_a_call_is_written_down(application, visit):
    """From mottak's desk to the form; every section opens; finished it lies in mottak with its clock."""
    berit = visit(BERIT)
    desk = berit.get("/mottak/melding").text
    unit = re.search(r'name="enhet" value="([^"]+)"', desk)[1]
    assert "Skriv ned melding" in desk
    where = berit.post("/dokument/ny/mottatt_melding", {"enhet": unit}).location.split("/")[2]
    example = house_of(application).catalogue["mottatt_melding"].example | {"melder-type": "anonym"}
    for key in ("mottak", "melder", "barn", "foresatte", "melding"):
        path = f"/dokument/{where}/skjema/{key}"
        base = inputs(berit.get(path).text)
        typed = {name: [example[plain]] for name in base if (plain := re.sub(r"-\d{6,}-", "-1-", name)) in example}
        if key == "melder":
            typed = {"melder-type": ["anonym"]}
        berit.post(path, {**base, **typed, "_base": json.dumps(base), "_skript": "ja", "handling": "neste"})
    assert "Meldingen legges i mottaket" in berit.get(f"/dokument/{where}/se-over").text
    assert berit.post(f"/dokument/{where}/fullfoer", {}).status_code == 303
    page = berit.get(f"/dokument/{where}").text
    assert "Anonym melder" in page
    assert "Barnevernet går gjennom meldingen" in page
    refused = berit.client.get(f"/dokument/{where}/nasjonal")
    assert refused.status_code == 409
    assert "formatet har bare plass til meldinger fra offentlige meldere" in refused.text


# ---- the command line


@pytest.fixture
def command(application, tmp_path: Path):
    """Run a command of the program over the same database as its own process."""
    settings = house_of(application).settings
    environment = os.environ | {
        "SAMHANDLING_INSTANCE": str(settings.instance),
        "SAMHANDLING_DATABASE_URL": settings.database_url,
        "SAMHANDLING_DEMO": "ja",
        "PYTHONIOENCODING": "utf-8",
    }

    def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        line = [sys.executable, "-c", "from app import cli; cli()", *arguments]
        return subprocess.run(line, cwd=ROOT, env=environment, input=stdin, capture_output=True, check=False)

    return run


def rows(application) -> dict[str, int]:
    engine = sa.create_engine(house_of(application).settings.database_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        found = {
            name: connection.execute(sa.text(f"SELECT count(*) FROM {name}")).scalar() for name in Base.metadata.tables
        }
    engine.dispose()
    return found


def test_commands_in_and_out(application, command, tmp_path: Path):
    """The id alone on standard output, flags on standard error, exit code 0; out again equal in every value."""
    file = tmp_path / "melding.json"
    file.write_bytes(as_bytes(VALID["no zone"]))
    got = command("import-melding", str(file))
    assert got.returncode == 0, got.stderr
    assert re.fullmatch(rb"[0-9a-f-]{36}\n", got.stdout)
    assert got.stderr.decode() == "Tidspunktet mangler sone: lest som norsk tid\n"
    back = command("export-melding", got.stdout.decode().strip())
    assert (back.returncode, json.loads(back.stdout), back.stderr) == (0, VALID["no zone"], b"")
    piped = command("import-melding", "-", "--enhet", UNIT, stdin=as_bytes(changed(("/kommunenummer", "1201"))))
    assert piped.returncode == 0
    assert piped.stderr.decode().startswith("Meldingen er adressert til 1201")


@pytest.mark.parametrize(
    ("arguments", "data", "told"),
    [
        (["-"], b'{"a": ', "linje 1, tegn 7: filen slutter for tidlig"),
        (["-"], b'{"a":' * 100_000, "for mange nivåer inni hverandre"),
        (["-"], b" " * 30_000_000, "/: filen er for stor, høyst 5 MB"),
        (["-"], as_bytes(BROKEN["three guardians"][0]), "/foresatte: kan ha høyst 2, her er det 3"),
        (["-"], as_bytes(changed(("/kommunenummer", "0301"))), "/kommunenummer: Ingen barneverntjeneste her"),
        (["-", "--enhet", "Solstua barnehage"], as_bytes(VALID["whole"]), "Ingen barneverntjeneste her heter Solstua"),
    ],
)
def test_commands_refuse_with_one_line(application, command, arguments, data, told):
    """Exit code 1, one line, no traceback; nothing stored but the one event."""
    before = rows(application)
    done = command("import-melding", *arguments, stdin=data)
    assert (done.returncode, done.stdout) == (1, b"")
    said = done.stderr.decode()
    assert told in said
    assert said.count("\n") == 1
    after = rows(application)
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {"logg": 1}


def test_commands_that_find_nothing(application, command):
    """A file or a document that is not there: one line and exit code 1, and no event."""
    before = rows(application)
    for arguments in (
        ("import-melding", "finnes-ikke.json"),
        ("import-melding", "."),
        ("export-melding", "finnes-ikke"),
    ):
        done = command(*arguments)
        assert (done.returncode, done.stdout) == (1, b"")
        assert done.stderr.decode().count("\n") == 1
    assert rows(application) == before


def test_the_command_says_what_a_document_lacks(application, command, visit):
    """One line for each lack, exit code 1, nothing on standard output."""
    berit = visit(BERIT)
    unit = actor_of(application, BERIT).roller[0].enhet_id
    where = berit.post("/dokument/ny/mottatt_melding", {"enhet": unit}).location.split("/")[2]
    done = command("export-melding", where)
    assert done.returncode == 1
    house = house_of(application)
    finished, _findings = report(house, actor_of(application, KARI), KIND)
    assert command("export-melding", finished).returncode == 0
