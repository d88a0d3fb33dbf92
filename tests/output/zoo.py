"""Files of every kind that may be uploaded, harmless and hostile, made here; no real paper is among them."""

import io
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageDraw, TiffImagePlugin

from samhandling.output.picture_pdf import Sheet, build

PAGE = (595, 842)


def drawing(size=(600, 800), mode="RGB", corner="red") -> Image.Image:
    """A page with a mark in its upper left corner."""
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, size[0] // 4, size[1] // 4), fill=corner)
    pen.line((0, size[1], size[0], 0), fill="black", width=5)
    return picture.convert(mode)


def picture(kind: str, made: Image.Image | None = None, **facts: object) -> bytes:
    out = io.BytesIO()
    (made or drawing()).save(out, kind, **facts)
    return out.getvalue()


def archive(pages: int = 1) -> bytes:
    """A clean PDF/A-2b."""
    return build(Sheet(drawing(corner="blue"), *PAGE) for _ in range(pages))


def plain(pages: int = 2) -> bytes:
    """An ordinary PDF, with a font that it does not hold."""
    return saved(lambda pdf: None, pages)


def saved(change: Callable[[Pdf], None], pages: int = 1, size: tuple[float, float] = PAGE, **facts: object) -> bytes:
    with Pdf.new() as pdf:
        for number in range(pages):
            page = pdf.add_blank_page(page_size=size)
            font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            page.Resources = Dictionary(Font=Dictionary(F=font))
            page.Contents = pdf.make_stream(f"BT /F 30 Tf 40 {size[1] - 90} Td (Side {number + 1}) Tj ET".encode())
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, **facts)
        return out.getvalue()


def changed(data: bytes, change: Callable[[Pdf], None]) -> bytes:
    """A file with something added to it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


# ---- what runs, leads away, hides


def _script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('hei')"))


def _launch(pdf: Pdf) -> None:
    action = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 99, 99], A=action)])


def _link(pdf: Pdf) -> None:
    action = Dictionary(Type=Name.Action, S=Name.URI, URI=String("https://example.org/"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 99, 99], F=4, A=action)
    pdf.pages[0].Annots = Array([link])


def _embedded(pdf: Pdf) -> None:
    pdf.attachments["virus.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ virus")


def _form(pdf: Pdf) -> None:
    """A field with a value and no picture of it, which only a form reader draws."""
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("navn"), V=String("Mio Testen"),
            Rect=[100, 300, 500, 400], F=4, DA=String("/Helv 40 Tf 0 g"), P=pdf.pages[0].obj,
            AA=Dictionary(K=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
        )
    )  # fmt: skip
    pdf.pages[0].Annots = Array([field])
    fonts = Dictionary(Font=Dictionary(Helv=helvetica))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), DR=fonts, NeedAppearances=True)


def _signed(pdf: Pdf) -> None:
    value = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String(b"0" * 64))
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("s"), V=value, Rect=[0, 0, 0, 0], F=4
    )
    pdf.pages[0].Annots = Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].Annots[0]]), SigFlags=3)


def _xfa(pdf: Pdf) -> None:
    pdf.Root.NeedsRendering = True
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=pdf.make_stream(b"<xdp:xdp/>"))


def _collection(pdf: Pdf) -> None:
    _embedded(pdf)
    pdf.Root.Collection = Dictionary(Type=Name.Collection)


def _rich(pdf: Pdf) -> None:
    pdf.pages[0].Annots = Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=[0, 0, 9, 9], RichMediaContent=Dictionary())]
    )


def script() -> bytes:
    return saved(_script)


def script_in_archive() -> bytes:
    return changed(archive(), _script)


def launch() -> bytes:
    return saved(_launch)


def link_in_archive() -> bytes:
    return changed(archive(), _link)


def embedded() -> bytes:
    return saved(_embedded)


def form() -> bytes:
    return saved(_form)


def signed() -> bytes:
    return saved(_signed)


def xfa() -> bytes:
    return saved(_xfa)


def collection() -> bytes:
    return saved(_collection)


def rich() -> bytes:
    return saved(_rich)


def locked(user: str) -> bytes:
    return saved(lambda pdf: None, encryption=pikepdf.Encryption(owner="eier", user=user, R=6))


def huge_page(side: float) -> bytes:
    def grow(pdf: Pdf) -> None:
        pdf.pages[0].MediaBox = Array([0, 0, side, side])

    return saved(grow)


# ---- what is broken or too heavy


def bomb(kind: str) -> bytes:
    """A small file that unpacks into gigabytes: in its contents, or in a picture."""
    packed = zlib.compress(b"\0" * 2**24, 9)

    def contents(pdf: Pdf) -> None:
        twice = zlib.compress(zlib.compress(b"q Q\n" * 2**26, 9), 9)
        stream = pikepdf.Stream(pdf, twice)
        stream.stream_dict = Dictionary(Filter=Array([Name.FlateDecode, Name.FlateDecode]))
        pdf.pages[0].Contents = pdf.make_indirect(stream)

    def image(pdf: Pdf) -> None:
        stream = pikepdf.Stream(pdf, packed)
        stream.stream_dict = Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=100_000, Height=100_000, BitsPerComponent=8,
            ColorSpace=Name.DeviceRGB, Filter=Name.FlateDecode,
        )  # fmt: skip
        pdf.pages[0].Resources = Dictionary(XObject=Dictionary(X=pdf.make_indirect(stream)))
        pdf.pages[0].Contents = pdf.make_stream(b"q 500 0 0 500 0 0 cm /X Do Q")

    def endless(pdf: Pdf) -> None:
        """A form that draws another twice, thirty deep."""
        inner = None
        for _ in range(30):
            form = pdf.make_stream(b"/X Do /X Do" if inner is not None else b"0 0 5 5 re f")
            form.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 600, 900])
            if inner is not None:
                form.Resources = Dictionary(XObject=Dictionary(X=inner))
            inner = form
        pdf.pages[0].Resources = Dictionary(XObject=Dictionary(X=inner))
        pdf.pages[0].Contents = pdf.make_stream(b"/X Do")

    return saved({"contents": contents, "image": image, "endless": endless}[kind], compress_streams=False)


def png_bomb() -> bytes:
    """A picture of forty gigapixels in a few bytes."""
    import struct  # noqa: PLC0415

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 200_000, 200_000, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 100_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def sideways() -> bytes:
    """A photograph that the camera says is to be turned, with a place in it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Hemmelig kamera"
    exif[0x8825] = {1: "N", 2: (59.0, 54.0, 0.0)}
    return picture("JPEG", drawing((800, 600)), exif=exif, quality=95)


def deep_png() -> bytes:
    """A grey picture of 16 bits, dark to light."""
    made = Image.new("I;16", (256, 64))
    made.putdata([(x * 257) for _y in range(64) for x in range(256)])
    return picture("PNG", made)


def pages_tiff(count: int = 3) -> bytes:
    """A scanner's file: pages in black and white, and one in colours."""
    first, *rest = [drawing((1654, 2339), "1") for _ in range(count - 1)] + [drawing((1654, 2339))]
    out = io.BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(out) as writer:
        for page in (first, *rest):
            packed = "group4" if page.mode == "1" else "jpeg"
            page.save(writer, "TIFF", compression=packed, dpi=(200, 200))
            writer.newFrame()
    return out.getvalue()
