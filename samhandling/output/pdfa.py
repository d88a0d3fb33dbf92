"""Plain PDF becomes PDF/A-2b, the form that an archive keeps (fmt/477).

Every file is validated before it leaves: pikepdf's validator approves only what
it knows to be right. What it approved, veraPDF has approved too.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pikepdf
from pikepdf import Dictionary, Name, Page, Pdf, String, pdfa

FLAVOUR = "2b"
CREATOR = "samhandling"
Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
_SHOWS_TEXT = {"Tj", "TJ", "'", '"'}


class NotArchivable(ValueError):
    """The file cannot be made, or is not, PDF/A-2b; the message names the first rules it breaks."""


def to_pdfa(
    data: bytes, title: str, lang: str = "nb", author: str = "", created: date | None = None, keywords: str = ""
) -> bytes:
    """`data` as validated PDF/A-2b with title, language and author set; deterministic when `created` is given.

    NotArchivable when it uses what PDF/A forbids, such as a font that is not embedded.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            _drop_idle_fonts(pdf, page)
            if "/Trans" in page:
                del page["/Trans"]
        return save(pdf, title, lang, author, created, keywords)


def save(
    pdf: Pdf, title: str, lang: str = "nb", author: str = "", created: date | None = None, keywords: str = ""
) -> bytes:
    """An open PDF as `to_pdfa` gives it, with what stands on its pages left as it is; NotArchivable as there."""
    _describe(pdf, title, lang, author, _moment(created), keywords)
    return _saved(pdf, _moment(created))


def findings(data: bytes, flavour: str = FLAVOUR) -> list[str]:
    """Why `data` is not PDF/A of the flavour (2b, 1b), one line each; empty when it is."""
    report = pdfa.validate_written(io.BytesIO(data), flavour)
    found = [f"{finding.rule} {finding.message} ({finding.where})" for finding in report.findings]
    return found if found or report.passed else ["not checked"]


def keywords(data: bytes) -> str:
    """The keywords that a PDF carries; "" for one without, or that cannot be read."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return str(pdf.docinfo.get("/Keywords", ""))
    except pikepdf.PdfError:
        return ""


def _saved(pdf: Pdf, moment: datetime) -> bytes:
    """The bytes, validated. The metadata's own date, which would else be the clock's, is `moment`."""
    out = io.BytesIO()
    try:
        pdfa.prepare(pdf, FLAVOUR)
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["xmp:MetadataDate"] = moment.isoformat()
        pdfa.save(pdf, out, FLAVOUR, repair=False, deterministic_id=True)
    except pdfa.PdfaError as error:
        raise NotArchivable(str(error)[:1000]) from error
    return out.getvalue()


def _moment(created: date | None) -> datetime:
    if created is None:
        return datetime.now(UTC)
    moment = created if isinstance(created, datetime) else datetime.combine(created, time(), UTC)
    return moment.astimezone(UTC)


def _describe(pdf: Pdf, title: str, lang: str, author: str, moment: datetime, keywords: str) -> None:
    pdf.Root.Lang = String(lang)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    stamp = moment.strftime("D:%Y%m%d%H%M%S+00'00'")
    facts = {"Title": title, "Author": author, "Keywords": keywords, "Creator": CREATOR}
    facts |= {"CreationDate": stamp, "ModDate": stamp}
    del pdf.docinfo
    for key, value in facts.items():
        if value:
            pdf.docinfo[Name("/" + key)] = String(value)


def _drop_idle_fonts(pdf: Pdf, page: Page) -> None:
    """Take away the fonts that are not embedded; reportlab names Helvetica on each page and never uses it."""
    fonts = page.Resources.get("/Font", Dictionary())
    bad = {key for key, font in fonts.items() if not _embedded(font)}
    if bad:
        kept = list(_without(page, bad))
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        page.Resources.Font = Dictionary({key: font for key, font in fonts.items() if key not in bad})


def _embedded(font: pikepdf.Object) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    inner = font.DescendantFonts[0] if font.get("/Subtype") == "/Type0" else font
    descriptor = inner.get("/FontDescriptor")
    return descriptor is not None and any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _without(page: Page, bad: set[str]) -> Iterator[Instruction]:
    """The page's instructions but those that choose a `bad` font; NotArchivable when one draws."""
    current, stack = "", []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == "q":
            stack.append(current)
        elif operator == "Q" and stack:
            current = stack.pop()
        elif operator == "Tf":
            current = str(instruction.operands[0])
            if current in bad:
                continue
        elif operator in _SHOWS_TEXT and current in bad and _ink(instruction.operands):
            raise NotArchivable(f"text in a font that is not embedded: {current}")
        yield instruction


def _ink(operands: object) -> bool:
    """Whether operands of a text-showing instruction hold anything but white space."""
    if isinstance(operands, String):
        return bool(bytes(operands).strip())
    try:
        return any(_ink(inner) for inner in operands)  # type: ignore[attr-defined]
    except TypeError:
        return False
