"""The printed page: everything written stands there, at full size, in the right letters, and nothing else does."""

import io
import random
import subprocess
import unicodedata
from datetime import date

import pikepdf
import pytest

from samhandling.output.full_size import shrunk_pages
from samhandling.output.glyphs import FONTS, missing_glyphs
from samhandling.output.pdf import RenderingError, render, to_pdf
from tests.output.samples import ARABIC, line, tree, view_of

WORDS = "barnet sliten mor far hentetid gråter ærlig øye åpent Ánde ŋ giella đ ə ð Łódź Trần şêx çfarë".split()  # noqa: SIM905
SIZES = {1.0, 8.0, 8.5, 9.0, 9.5, 10.0, 10.5, 11.0, 13.0, 22.0}  # 1.0 is the space in a ruled line
PAGE_BODY = ["-x", "50", "-y", "80", "-W", "495", "-H", "700"]


def text_of(data: bytes, tmp_path, *options: str) -> str:
    path = tmp_path / "side.pdf"
    path.write_bytes(data)
    run = subprocess.run(["pdftotext", *options, path, "-"], capture_output=True, check=True)
    return run.stdout.decode()


def drawn_sizes(data: bytes) -> set[float]:
    """Every font size that text is drawn in."""
    sizes, size = set(), 0.0
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for step in (step for page in pdf.pages for step in pikepdf.parse_content_stream(page)):
            operator = str(step.operator)
            if operator == "Tf":
                size = float(step.operands[1])
            elif operator in {"Tj", "TJ"}:
                sizes.add(size)
    return sizes


@pytest.mark.poppler
def test_five_thousand_words_stand_there_at_full_size(tmp_path):
    """A long free text loses no word, keeps its order and its size."""
    chance = random.Random(1)
    written = " ".join(chance.choice(WORDS) + ("\n\n" if number % 97 == 96 else "") for number in range(5000))
    data = render(view_of(tree=tree(line("Fritekst", written, long=True)), law=()))
    read = text_of(data, tmp_path, "-raw", *PAGE_BODY).split()
    at = read.index("Fritekst") + 1
    assert read[at : at + 5000] == written.split()
    assert drawn_sizes(data) <= SIZES


@pytest.mark.poppler
def test_arabic_is_joined_and_runs_from_right_to_left(tmp_path):
    """A line of Arabic, and Arabic in a Norwegian sentence, with its marks, in the Arabic font."""
    data = render(view_of(line("Sagt", f"Mor sa «{ARABIC}» og gikk.\nسَلَام", long=True)))  # noqa: RUF001 - Arabic
    raw = text_of(data, tmp_path, "-raw")
    letters = [char for char in raw if unicodedata.bidirectional(char) == "AL"]
    assert letters
    assert all(char == "،" or "\ufb50" <= char <= "\ufeff" for char in letters), "letters stand alone"
    read = unicodedata.normalize("NFKC", text_of(data, tmp_path))
    plain = "".join(char for char in read if unicodedata.category(char) != "Cf")
    assert "هذه جملة كاملة باللغة العربية عن الطفل" in plain
    assert "\u064e" in plain
    left = {}
    for part in text_of(data, tmp_path, "-bbox").split("<word ")[1:]:
        word = part.split(">")[1].split("<")[0]
        left[unicodedata.normalize("NFKC", word[::-1])] = float(part.split('"')[1])
    assert left["هذه"] > left["جملة"] > left["كاملة"], "each word stands left of the one before"


@pytest.mark.poppler
def test_hostile_text_is_only_text(tmp_path):
    """Markup, template code, files, control and direction signs in an answer do nothing but stand there."""
    hostile = (
        "<img src=file:///etc/passwd><b>fet</b> {{ 7*7 }} {% raw %} &amp; \x00\x07\x1b[31m <script>alert(1)</script> "
        "\u202eexe.fdp\u202c <pdf:nextpage /> <style>*{font-size:1pt}</style> ]]> url(http://example.org/x.png)"
    )
    shown = hostile.translate(dict.fromkeys(map(ord, "\x00\x07\x1b\u202e\u202c")))
    items = [line("<i>Etikett</i>", "{{ view }}"), line("Tekst", hostile, long=True)]
    data = render(view_of(tree=tree(*items), kommune="<h1>K", enhet=hostile, nummer="<b>", title="<u>Tittel</u> &lt;"))
    read = " ".join(text_of(data, tmp_path, "-raw").split())
    assert " ".join(shown.split()) in read
    assert "<i>Etikett</i>" in read
    assert "{{ view }}" in read
    assert "<u>Tittel</u> &lt;" in read
    assert "root:" not in read


@pytest.mark.poppler
def test_a_long_unbroken_word_stays_on_the_page(tmp_path):
    """Words without a space are broken at the edge, in a box and in a narrow column."""
    view = view_of(tree=tree(line("Lang", "w" * 900, long=True), line("W" * 48, "W" * 48)), enhet="W" * 300)
    data = render(view)
    boxes = text_of(data, tmp_path, "-bbox").split("<word ")[1:]
    right = max(float(part.split('xMax="')[1].split('"')[0]) for part in boxes)
    assert right < 595 - 50
    assert text_of(data, tmp_path, "-raw", *PAGE_BODY).count("w") >= 900
    assert drawn_sizes(data) <= SIZES


@pytest.mark.poppler
def test_each_page_says_where_it_belongs(tmp_path):
    """Municipality, unit, case number, screening mark and page x of y stand on every page; the law stands last."""
    data = render(view_of(line("Mye", "ord " * 4000, long=True)))
    pages = text_of(data, tmp_path, "-raw").split("\f")[:-1]
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        for text in ("Fjellvik kommune", "Solbakken barnehage", "2026/000123", "Unntatt offentlighet, offl. § 13"):
            assert text in page
        assert f"Side {number} av {len(pages)}" in page
    assert pages[-1].index("Barnehageloven § 46") < pages[-1].index("Personalet skal melde fra")


@pytest.mark.poppler
def test_one_paragraph_of_many_pages_is_printed_whole(tmp_path):
    """A text without a line break, longer than a page, goes on from page to page: no word is lost or small."""
    data = render(view_of(tree=tree(line("Fritekst", "ord " * 5000, long=True)), law=[("Lov", "tekst " * 3000)]))
    read = text_of(data, tmp_path, "-raw", *PAGE_BODY).split()
    assert read.count("ord") == 5000
    assert read.count("tekst") == 3000
    assert drawn_sizes(data) <= SIZES


def test_shrunk_text_stops_the_printing():
    """xhtml2pdf shrinks a tall paragraph in a box without a word; we see it on the page."""
    box = f'<style>.b {{ border: 1pt solid #000 }}</style><div class="b"><p>a</p><p>{"ord " * 12000}</p></div>'
    face = '<style>@font-face { font-family: "N"; src: url("NotoSans-Regular.ttf"); } p { font-family: "N"; }</style>'
    assert shrunk_pages(to_pdf(face + box, FONTS)) != []


def test_the_same_view_gives_the_same_bytes():
    """Nothing of the clock or of chance is in a rendering."""
    assert render(view_of()) == render(view_of())


def test_decomposed_letters_are_composed():
    """Text typed as letter and accent prints as the one letter."""
    assert render(view_of(line("Navn", "A\u030ase"))) == render(view_of(line("Navn", "Åse")))


def test_extreme_heads_do_not_fail():
    """Long names of municipality, unit, case and ground are fitted to the running head."""
    long = "Et svært langt navn på en kommune " * 12
    view = view_of(kommune=long, enhet=long, nummer="N" * 90, title=long, screening=long, dato=date(2026, 1, 2))
    assert render(view).startswith(b"%PDF")


def test_missing_glyphs_are_named_and_stop_the_printing():
    """A character without a glyph is found at finish, and never printed as an empty box."""
    assert missing_glyphs("æøå ŋ đ ə ð ☐ ☑ → " + ARABIC + "\n\t") == []
    assert missing_glyphs("語 ok 語 \U0001fae8") == ["語", "\U0001fae8"]
    with pytest.raises(RenderingError, match="U\\+8A9E"):
        render(view_of(line("Navn", "語")))


@pytest.mark.parametrize(
    "html",
    [
        '<style>@font-face { font-family: "X"; src: url("finnes-ikke.ttf"); }</style><p style="font-family: X">a</p>',
        '<img src="file:///etc/hostname">',
        '<img src="http://example.org/x.png">',
        '<p style="font-family: Finnesikke">a</p>',
    ],
)
def test_what_xhtml2pdf_only_warns_of_stops_the_printing(html):
    """A font, picture or address that cannot be had is an error, not a silent replacement."""
    with pytest.raises(RenderingError):
        to_pdf(html, FONTS)
