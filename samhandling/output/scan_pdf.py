"""A received PDF, judged inside the child: kept when it is clean PDF/A, else its pages become pictures in one.

Nothing in it is ever run: pikepdf reads its structure, PDFium (without JavaScript and XFA) draws its pages.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from PIL import Image

from samhandling.output.pdfa import findings
from samhandling.output.picture_pdf import Sheet, build
from samhandling.output.scan import KEPT, REBUILT, REFUSED, TOO_HEAVY, Judgement, Limits

POINTS = 72
SMALLEST, LARGEST = 3, 14_400
"""A page's sides in points, by PDF/A."""
LOWEST_DPI = 72
FLAVOURS = ("2b", "1b")
HARMLESS = {"/GoTo", "/Named"}
ACTIVE = {"/JS", "/JavaScript", "/AA", "/RichMedia", "/RichMediaContent", "/XFA", "/3DD", "/Movie", "/Sound"}
INSIDE = {"/EmbeddedFiles", "/EmbeddedFile", "/EF", "/AF"}
LINKS = {"/URI", "/GoToR", "/GoToE", "/Thread"}
ORDER = ("signert", "innebygd", "aktivt", "lenker", "beskyttet", "ikke_pdfa")
"""Which of several reasons is told: what the reader loses most by comes first."""


def judge_pdf(data: bytes, _media_type: str, limits: Limits) -> Judgement:
    """Return the judgement on a PDF. Raises what its readers raise for a damaged one."""
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False, inherit_page_attributes=False) as pdf:
            refused, pages, reasons = _refused(pdf, limits), len(pdf.pages), _reasons(pdf)
    except pikepdf.PasswordError:
        return Judgement(REFUSED, "passord")
    if refused:
        return Judgement(REFUSED, refused, pages)
    if not reasons and not _trailing(data) and any(not findings(data, flavour) for flavour in FLAVOURS):
        return Judgement(KEPT, "", pages)
    told = next((each for each in ORDER if each in reasons), "ikke_pdfa")
    return _rebuilt(data, told, limits)


def _refused(pdf: Pdf, limits: Limits) -> str:
    """Return why it cannot even be drawn, "" when it can."""
    if not 0 < len(pdf.pages) <= limits.pages:
        return "for_mange_sider" if len(pdf.pages) else "kan_ikke_leses"
    if "/Collection" in pdf.Root:
        return "samling"
    if "/XFA" in pdf.Root.get("/AcroForm", Dictionary()) and bool(pdf.Root.get("/NeedsRendering", False)):
        return "skjema"
    return TOO_HEAVY if any(_pixels(each) > limits.pixels for each in _pictures(pdf)) else ""


def _pictures(pdf: Pdf) -> Iterator[Object]:
    return (each for each in pdf.objects if isinstance(each, Stream) and each.get("/Subtype") == Name.Image)


def _pixels(picture: Object) -> int:
    return int(picture.get("/Width", 0)) * int(picture.get("/Height", 0))


def _reasons(pdf: Pdf) -> set[str]:
    """Return why the file cannot be kept as it is, as codes; form fields and links among them."""
    found = {"beskyttet"} if pdf.is_encrypted else set()
    for each in pdf.objects:
        for names in _dictionaries(each):
            found |= _reasons_in(names)
    return found


def _dictionaries(value: Object) -> Iterator[Object]:
    """Yield a value's own dictionaries at any depth; what it refers to is found by itself."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (Dictionary, Stream)):
            yield one
            waiting += [inner for _name, inner in one.items() if not _elsewhere(inner)]
        elif isinstance(one, Array):
            waiting += [inner for inner in one if not _elsewhere(inner)]


def _elsewhere(value: object) -> bool:
    return isinstance(value, Object) and value.is_indirect


def _reasons_in(names: Object) -> set[str]:
    keys = set(names.keys())
    found = {"aktivt"} if keys & ACTIVE else set()
    found |= {"innebygd"} if keys & INSIDE or names.get("/Type") == Name.EmbeddedFile else set()
    found |= {"signert"} if names.get("/FT") == Name.Sig and "/V" in keys else set()
    if isinstance(names.get("/S"), Name) and (names.get("/Type") == Name.Action or _is_action(names)):
        kind = str(names.S)
        found |= {"lenker"} if kind in LINKS else {"aktivt"} if kind not in HARMLESS else set()
    return found


def _is_action(names: Object) -> bool:
    """Tell an action that does not say so by what only actions have."""
    return any(key in names for key in ("/JS", "/URI", "/F", "/D", "/Win", "/R", "/T", "/N", "/OP", "/Fields"))


def _trailing(data: bytes) -> bool:
    """Tell whether something stands after the end of the file: another file, perhaps."""
    return bool(data[data.rfind(b"%%EOF") + 5 :].strip()) or b"%%EOF" not in data


def _rebuilt(data: bytes, reason: str, limits: Limits) -> Judgement:
    """Draw each page and put the pictures into a PDF/A of our own: nothing else of the file comes along."""
    document = pdfium.PdfDocument(data)
    document.init_forms()  # what was typed into its fields is drawn too
    sizes = [page.get_size() for page in document]
    if any(not SMALLEST <= side <= LARGEST or _dpi(size, limits) < LOWEST_DPI for size in sizes for side in size):
        return Judgement(REFUSED, "for_store_sider", len(sizes))
    return Judgement(REBUILT, reason, len(sizes), build(_sheets(document, limits)))


def _dpi(size: tuple[float, float], limits: Limits) -> float:
    """Return how finely a page is drawn: less finely where it would be more pixels than we take."""
    width, height = (side / POINTS for side in size)
    return float(min(limits.dpi, (limits.pixels / (width * height)) ** 0.5))


def _sheets(document: pdfium.PdfDocument, limits: Limits) -> Iterator[Sheet]:
    for page in document:
        size = page.get_size()
        drawn = page.render(scale=_dpi(size, limits) / POINTS, rev_byteorder=True)
        yield Sheet(_copy(drawn), *size)
        page.close()


def _copy(drawn: pdfium.PdfBitmap) -> Image.Image:
    picture: Image.Image = drawn.to_pil().copy()
    drawn.close()
    return picture
