"""Pictures become the pages of a PDF/A-2b: black and white as G4, the rest as JPEG; one picture, one page."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name, Pdf
from PIL import Image, ImageChops, TiffImagePlugin

from samhandling.output import pdfa

QUALITY = 85
TITLE = "Vedlegg"
"""The file's own title: what it is called in the case stands in the document that it belongs to."""
OFFSETS, LENGTHS, PHOTOMETRIC = 273, 279, 262
WHITE_IS_ZERO = 0
ONE_STRIP = 2**31 - 1


@dataclass(frozen=True)
class Sheet:
    """One page: a picture (1, L or RGB) and the page's sides in points."""

    picture: Image.Image
    width: float
    height: float


def build(sheets: Iterable[Sheet]) -> bytes:
    """The pictures as validated PDF/A-2b. NotArchivable when it is not, which would be a fault of ours."""
    with Pdf.new() as pdf:
        for sheet in sheets:
            _add(pdf, sheet)
        return pdfa.save(pdf, TITLE)


def _add(pdf: Pdf, sheet: Sheet) -> None:
    picture = _embedded(pdf, plain(sheet.picture))
    draw = f"q {sheet.width:.3f} 0 0 {sheet.height:.3f} 0 0 cm /Bilde Do Q".encode()
    page = Dictionary(
        Type=Name.Page,
        MediaBox=[0, 0, round(sheet.width, 3), round(sheet.height, 3)],
        Resources=Dictionary(XObject=Dictionary(Bilde=picture)),
        Contents=pdf.make_stream(draw),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def plain(picture: Image.Image) -> Image.Image:
    """The picture with as few colours as it has: 1 when all is black or white, L when all is grey, else RGB."""
    if picture.mode == "RGB":
        red, green, blue = picture.split()
        if ImageChops.difference(red, green).getbbox() is None and ImageChops.difference(red, blue).getbbox() is None:
            picture = red
    if picture.mode == "L" and not any(picture.histogram()[1:255]):
        picture = picture.convert("1", dither=Image.Dither.NONE)
    return picture


def _embedded(pdf: Pdf, picture: Image.Image) -> pikepdf.Object:
    facts = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=picture.width, Height=picture.height)
    if picture.mode == "1":
        data, white_is_zero = _g4(picture)
        facts.update({"/ColorSpace": Name.DeviceGray, "/BitsPerComponent": 1, "/Filter": Name.CCITTFaxDecode})
        facts.DecodeParms = Dictionary(K=-1, Columns=picture.width, Rows=picture.height, BlackIs1=not white_is_zero)
    else:
        data = _jpeg(picture)
        colours = Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB
        facts.update({"/ColorSpace": colours, "/BitsPerComponent": 8, "/Filter": Name.DCTDecode})
    stream = pikepdf.Stream(pdf, data)
    stream.stream_dict = facts
    return pdf.make_indirect(stream)


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _g4(picture: Image.Image) -> tuple[bytes, bool]:
    """The picture as one strip of CCITT G4, and whether white is its zero."""
    out = io.BytesIO()
    picture.save(out, "TIFF", compression="group4", strip_size=ONE_STRIP)
    with Image.open(io.BytesIO(out.getvalue()), formats=["TIFF"]) as made:
        if not isinstance(made, TiffImagePlugin.TiffImageFile):
            raise TypeError(made.format)
        tags = made.tag_v2
        (start,), (length,) = tags[OFFSETS], tags[LENGTHS]
        return out.getvalue()[start : start + length], tags[PHOTOMETRIC] == WHITE_IS_ZERO
