"""What is uploaded: kept when it is clean, rebuilt when it is not, or refused; never run, never fatal."""

import io
import os
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from samhandling.output import scan
from samhandling.output.pdfa import findings
from samhandling.output.scan import KEPT, LIMITS, MB, REBUILT, REFUSED, judge
from samhandling.vocabulary.vedlegg import GRUNN, JPEG, PDF, PNG, TIFF, clean_title, media_type, title_of
from tests.machine import contracts
from tests.output import zoo

REBUILDS = {
    "plain": (zoo.plain, PDF, "ikke_pdfa", 2),
    "script": (zoo.script, PDF, "aktivt", 1),
    "script in PDF/A": (zoo.script_in_archive, PDF, "aktivt", 1),
    "launch": (zoo.launch, PDF, "aktivt", 1),
    "rich media": (zoo.rich, PDF, "aktivt", 1),
    "link": (zoo.link_in_archive, PDF, "lenker", 1),
    "embedded file": (zoo.embedded, PDF, "innebygd", 1),
    "form": (zoo.form, PDF, "aktivt", 1),
    "signed": (zoo.signed, PDF, "signert", 1),
    "owner's password": (lambda: zoo.locked(""), PDF, "beskyttet", 1),
    "polyglot": (lambda: zoo.archive() + b"PK\x03\x04 et arkiv bakerst", PDF, "ikke_pdfa", 1),
    "large page": (lambda: zoo.huge_page(5000), PDF, "ikke_pdfa", 1),
    "turned JPEG": (zoo.sideways, JPEG, "bilde", 1),
    "JPEG with a file behind it": (lambda: zoo.picture("JPEG") + b"<script>alert(1)</script>", JPEG, "bilde", 1),
    "deep PNG": (zoo.deep_png, PNG, "bilde", 1),
    "PNG seen through": (lambda: zoo.picture("PNG", Image.new("RGBA", (50, 50), (0, 0, 0, 0))), PNG, "bilde", 1),
    "palette": (lambda: zoo.picture("PNG", zoo.drawing(mode="P")), PNG, "bilde", 1),
    "CMYK": (lambda: zoo.picture("JPEG", zoo.drawing(mode="CMYK")), JPEG, "bilde", 1),
    "many pages": (zoo.pages_tiff, TIFF, "bilde", 3),
}
REFUSALS = {
    "password": (lambda: zoo.locked("hemmelig"), PDF, "passord"),
    "cut off": (lambda: zoo.plain(9)[:-600], PDF, "kan_ikke_leses"),
    "half": (lambda: zoo.archive()[:4000], PDF, "kan_ikke_leses"),
    "head alone": (lambda: b"%PDF-1.7\n", PDF, "kan_ikke_leses"),
    "noise": (lambda: b"%PDF-1.7\n" + os.urandom(5000), PDF, "kan_ikke_leses"),
    "too many pages": (lambda: zoo.plain(501), PDF, "for_mange_sider"),
    "page too large": (lambda: zoo.huge_page(14_500), PDF, "for_store_sider"),
    "XFA": (zoo.xfa, PDF, "skjema"),
    "portfolio": (zoo.collection, PDF, "samling"),
    "picture bomb": (lambda: zoo.bomb("image"), PDF, "for_tung"),
    "half a JPEG": (lambda: zoo.picture("JPEG")[:3000], JPEG, "kan_ikke_leses"),
    "JPEG of noise": (lambda: b"\xff\xd8\xff" + os.urandom(3000), JPEG, "kan_ikke_leses"),
    "PNG bomb": (zoo.png_bomb, PNG, "for_tung"),
    "TIFF that goes in circles": (lambda: b"II*\0\x08\0\0\0\0\0\x08\0\0\0", TIFF, "kan_ikke_leses"),
}


def drawn(data: bytes, page: int = 0) -> Image.Image:
    """What a reader sees."""
    import pypdfium2  # noqa: PLC0415 - heavy

    return pypdfium2.PdfDocument(data)[page].render(scale=1).to_pil().convert("RGB")


@pytest.fixture(scope="module")
def rebuilt() -> dict[str, scan.Judgement]:
    """All that is rebuilt, judged once."""
    return {name: judge(make(), kind) for name, (make, kind, _why, _pages) in REBUILDS.items()}


def test_clean_archive_form_is_kept_as_it_is():
    """A valid PDF/A without anything that runs or leads away: not one byte is changed."""
    found = judge(zoo.archive(3), PDF)
    assert (found.status, found.reason, found.pages, found.data) == (KEPT, "", 3, None)


@pytest.mark.parametrize("name", REBUILDS)
def test_the_rest_is_rebuilt_as_pictures(name, rebuilt):
    """Whatever the file held, what comes out is PDF/A-2b with pictures and nothing else, and says why."""
    _make, _kind, why, pages = REBUILDS[name]
    found = rebuilt[name]
    assert (found.status, found.reason, found.pages) == (REBUILT, why, pages)
    assert findings(found.data) == []
    with pikepdf.open(io.BytesIO(found.data)) as pdf:
        assert len(pdf.pages) == pages
        assert not {"/OpenAction", "/AA", "/Names", "/AcroForm", "/Collection"} & set(pdf.Root.keys())
        for page in pdf.pages:
            assert set(page.Resources.keys()) == {"/XObject"}
            assert "/Annots" not in page
    for hidden in (b"alert", b"cmd.exe", b"MZ virus", b"example.org", b"PK\x03\x04", b"Hemmelig kamera", b"<script"):
        assert hidden not in found.data


@pytest.mark.parametrize("name", REFUSALS)
def test_what_cannot_be_used_is_refused_with_a_reason(name):
    """Each has a reason that can be said in words, and nothing to open."""
    make, kind, why = REFUSALS[name]
    found = judge(make(), kind)
    assert (found.status, found.reason, found.data) == (REFUSED, why, None)


def test_every_reason_has_words():
    """No code reaches a reader."""
    said = {why for _make, _kind, why, *_ in (*REBUILDS.values(), *REFUSALS.values())}
    assert said <= set(GRUNN)


@pytest.mark.parametrize("kind", ["contents", "endless"])
def test_a_bomb_takes_its_child_alone(kind):
    """Gigabytes or hours out of a small file: ended at the limit, the worker keeps its memory."""
    limits = replace(LIMITS, seconds=8, deadline=30, memory=1024 * MB)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    found = judge(zoo.bomb(kind), PDF, limits)
    assert found.status in {REFUSED, REBUILT}
    assert time.monotonic() - began < 40
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 700_000, "kB, mostly of making it"


@pytest.mark.parametrize(
    ("act", "why"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "kan_ikke_leses"),
        ("import os; os._exit(3)", "kan_ikke_leses"),
        ("import time; time.sleep(60)", "for_tung"),
        ("while True: pass", "for_tung"),
        ("raise MemoryError", "kan_ikke_leses"),
        ("print('hei')", "kan_ikke_leses"),
        ('print(\'{"status": "bygget_om", "reason": "", "pages": 1}\'); print(\'<html>\')', "kan_ikke_leses"),
        ('print(\'{"status": "godkjent!", "reason": "", "pages": 1}\')', "kan_ikke_leses"),
        ("import os, time\nif not os.fork(): time.sleep(60)", "kan_ikke_leses"),
    ],
)
def test_a_child_that_falls_gives_a_verdict(monkeypatch, act, why):
    """Crash, hang, nonsense, children of its own: a refusal within the deadline, never an exception."""
    monkeypatch.setattr(scan, "START", act)
    began = time.monotonic()
    assert judge(b"%PDF-", PDF, replace(LIMITS, seconds=2, deadline=4)) == scan.Judgement(REFUSED, why)
    assert time.monotonic() - began < 12


def test_the_child_knows_nothing_of_the_worker(monkeypatch):
    """It sees neither the worker's environment nor its open files, and may start nothing."""
    monkeypatch.setenv("SAMHANDLING_SEAL_PASSWORD_FILE", "hemmelig")
    look = (
        f"import sys; sys.path.insert(0, {str(scan.HOUSE)!r})\n"
        "from samhandling.output import scan_child\nimport os, json\n"
        "scan_child._confine(scan_child.Limits())\n"
        "seen = 'SAMHANDLING' in str(os.environ) or len(os.listdir('/proc/self/fd')) > 5\n"
        "print(json.dumps({'status': 'avvist', 'reason': 'ja' if seen else 'nei', 'pages': 0}))"
    )
    monkeypatch.setattr(scan, "START", look)
    with Path(__file__).open("rb"):
        assert judge(b"", PDF).reason == "nei"


def test_the_caller_loads_no_picture_or_pdf_library():
    """Judging is asked for without them: only the child loads them."""
    check = "import samhandling.output.scan, sys; print(*{m.split('.')[0] for m in sys.modules})"
    done = subprocess.run([sys.executable, "-c", check], cwd=scan.HOUSE, capture_output=True, text=True, check=True)
    assert not {"pikepdf", "PIL", "pypdfium2"} & set(done.stdout.split())


def test_what_was_seen_is_still_seen(rebuilt):
    """Pages look as they did: text, fields' values, the right way up, dark and light, white behind."""
    plain = drawn(rebuilt["plain"].data)
    assert plain.size == (595, 842)
    assert plain.crop((30, 60, 200, 110)).getextrema()[0][0] < 100, "the text"
    form = drawn(rebuilt["form"].data).crop((100, 442, 500, 542))
    assert form.getextrema()[0][0] < 100, "the field's value"
    photo = drawn(rebuilt["turned JPEG"].data)
    assert photo.height > photo.width
    right = photo.getpixel((photo.width - 30, 30))
    assert right[0] > 200, "the corner went to the right"
    assert right[1] < 100
    deep = drawn(rebuilt["deep PNG"].data)
    row = [deep.getpixel((x, deep.height // 2))[0] for x in (20, deep.width // 2, deep.width - 20)]
    assert row[0] < 40
    assert 100 < row[1] < 160
    assert row[2] > 215
    assert drawn(rebuilt["PNG seen through"].data).getpixel((20, 20)) == (255, 255, 255)
    assert drawn(rebuilt["CMYK"].data).getpixel((20, 20))[0] > 180
    tiff = rebuilt["many pages"].data
    assert drawn(tiff, 0).getpixel((595 - 10, 842 - 10)) == (255, 255, 255)
    assert drawn(tiff, 2).getpixel((20, 20))[0] > 200


def test_a_scanner_keeps_its_black_and_white(rebuilt):
    """Black and white is stored without loss, and small."""
    with pikepdf.open(io.BytesIO(rebuilt["many pages"].data)) as pdf:
        kinds = [str(page.Resources.XObject.Bilde.Filter) for page in pdf.pages]
        assert kinds == ["/CCITTFaxDecode", "/CCITTFaxDecode", "/DCTDecode"]
        assert [round(float(side)) for side in pdf.pages[0].MediaBox[2:]] == [595, 842]
        assert pikepdf.PdfImage(pdf.pages[0].Resources.XObject.Bilde).as_pil_image().size == (1654, 2339)


@pytest.mark.contracts
@pytest.mark.java
def test_verapdf_accepts_what_is_rebuilt(rebuilt, tmp_path):
    """The real judge finds PDF/A-2b in every rebuilt file, and in one that is kept."""
    for number, found in enumerate(rebuilt.values()):
        (tmp_path / f"{number:02}.pdf").write_bytes(found.data)
    (tmp_path / "kept.pdf").write_bytes(zoo.archive(2))
    judge_command = contracts() / "tools/pdfacheck/pdfacheck"
    command = [judge_command, "2b", *sorted(tmp_path.iterdir())]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.count("compliant=true") == len(rebuilt) + 1


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", ""),
        (b"<html><script>", ""),
        (b" %PDF-1.7", ""),
        (b"MZ\x90", ""),
        (b"PK\x03\x04", ""),
        (b"GIF89a", ""),
        (b"<svg", ""),
        (b"%PDF-1.4", PDF),
        (b"\xff\xd8\xff\xe0", JPEG),
        (b"\x89PNG\r\n\x1a\n", PNG),
        (b"MM\0*", TIFF),
    ],
)
def test_a_type_is_told_by_content(data, kind):
    """Whatever a file is called, its first bytes say what it is; a page of the web is never taken."""
    assert media_type(data) == kind


def test_names_are_cleaned():
    """A title has one line, no path, no ending, nothing that turns the direction of writing."""
    assert title_of("C:\\Users\\x\\Samtykke_mor.pdf") == "Samtykke mor"
    assert title_of("../../etc/passwd\0.pdf") == "passwd"
    assert clean_title(" a\n\tb\u202efdp.exe ") == "a bfdp.exe"
    assert len(clean_title("x" * 999)) == 200
