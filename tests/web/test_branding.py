"""A municipality's own name, logo and colour: shown where they should be, and refused at start where they cannot be."""

import re
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from app import create_app
from samhandling.store.settings import Settings
from samhandling.web.brand import read_brand
from samhandling.web.brand.colour import WHITE, contrast, read_colour, style_sheet
from samhandling.web.brand.logo import MOST_BYTES, read_logo

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4" fill="#036"/></svg>'
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script of another kind": '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
    "event": '<circle onclick="alert(1)"/>',
    "event in capitals": '<circle ONLOAD="alert(1)"/>',
    "html": "<foreignObject><p>hi</p></foreignObject>",
    "link": '<a href="javascript:alert(1)"><circle/></a>',
    "use from outside": '<use href="https://example.com/x.svg#a"/>',
    "picture": '<image href="data:image/png;base64,AAAA"/>',
    "picture in a filter": '<filter><feImage href="x.png"/></filter>',
    "animation": '<set attributeName="href" to="javascript:alert(1)"/>',
    "style that fetches": "<style>@import url(//example.com/x.css);</style>",
    "style that hides what it fetches": "<style>circle{fill:u\\72l(//example.com)}</style>",
    "fill that fetches": '<circle fill="url(//example.com/x#y)"/>',
}


def svg_with(inside: str) -> str:
    return SVG.replace("</svg>", f"{inside}</svg>")


def png() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\1\2\3")) + chunk(b"IEND", b"")
    )


@pytest.fixture
def branded(sqlite_url: str, tmp_path: Path):
    """Make a client of an application with the given settings."""

    def make(**more):
        settings = Settings.from_environment(tmp_path / "instance", {})
        return create_app(replace(settings, database_url=sqlite_url, **more)).test_client()

    return make


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    file = tmp_path / "vaapen.svg"
    file.write_text(SVG)
    return file


# ---- shown


def test_without_settings_the_house_has_its_own_name_mark_and_colour(branded):
    page = branded().get("/logg-inn").text
    assert "<strong>samhandling</strong>" in page
    assert "/merke/" not in page


def test_name_logo_and_colour_are_on_the_page(branded, logo):
    """The name is escaped; logo and colours are at addresses that change with their bytes and may be kept."""
    client = branded(name="Barn & unge i Lyngvær", logo=logo, colour="#7A1F3D")
    page = client.get("/logg-inn").text
    assert "<strong>Barn &amp; unge i Lyngvær</strong>" in page
    assert re.search(r"<title>.* – Barn &amp; unge i Lyngvær</title>", page)
    found = client.get(re.search(r'<img src="([^"]+)" alt="">', page)[1])
    assert (found.data, found.mimetype) == (SVG.encode(), "image/svg+xml")
    colours = client.get(re.search(r'href="([^"]+farger\.css)"', page)[1])
    assert colours.mimetype == "text/css"
    assert "--ds-color-accent-base-default: #7a1f3d;" in colours.text


def test_nothing_runs_in_the_logo(branded, logo):
    """Opened by itself it is in a sandbox, is not guessed to be something else, and holds nothing personal."""
    client = branded(logo=logo)
    headers = client.get(re.search(r"/merke/\w+/logo", client.get("/logg-inn").text)[0]).headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"].startswith("public")
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("path", ["/merke/000000000000/logo", "/merke/000000000000/farger.css"])
def test_other_addresses_are_not_found(branded, logo, path):
    assert branded().get(path).status_code == 404
    assert branded(logo=logo, colour="#224466").get(path).status_code == 404


def test_settings_come_from_the_environment(tmp_path):
    said = {"SAMHANDLING_NAME": "Lyngvær", "SAMHANDLING_LOGO": str(tmp_path / "x.png"), "SAMHANDLING_COLOUR": "#123456"}
    settings = Settings.from_environment(tmp_path, said)
    assert (settings.name, settings.logo, settings.colour) == ("Lyngvær", tmp_path / "x.png", "#123456")
    assert Settings.from_environment(tmp_path, {}).logo is None


# ---- the colour


@pytest.mark.parametrize("text", ["red", "#fff", "#12345g", "#1234567", "123456", "#123456\n", "#123456;}"])
def test_what_is_no_colour_is_refused(text):
    with pytest.raises(ValueError, match="setting colour must be written #rrggbb"):
        style_sheet(text)


@pytest.mark.parametrize("text", ["#ffffff", "#ffcc00", "#777777"])
def test_a_colour_that_is_too_light_is_refused_at_start(branded, text):
    with pytest.raises(ValueError, match=r"setting colour: white text on .* contrast of \d+\.\d:1.*darker"):
        branded(colour=text)


@pytest.mark.parametrize("text", ["#767676", "#000000", "#c8102e", "#00693e", "#1b5e68", "#0000ff", "#7a5c00"])
def test_every_shade_can_be_read(text):
    """Text on its surfaces has 4.5:1, lines 3:1, whatever the colour."""
    shades = dict(re.findall(r"accent-([\w-]+): (#\w{6})", style_sheet(text)))
    shade = {name: read_colour(value) for name, value in shades.items()}
    for surface in ("background-tinted", "surface-tinted", "surface-hover", "surface-active"):
        assert contrast(shade["text-subtle"], shade[surface]) >= 4.5
        assert contrast(shade["text-default"], shade[surface]) >= 4.5
    for solid in ("base-default", "base-hover", "base-active"):
        assert contrast(WHITE, shade[solid]) >= 4.5
    assert contrast(shade["base-contrast-subtle"], shade["base-default"]) >= 4.5
    assert contrast(shade["border-default"], WHITE) >= 3


def test_contrast_is_the_standards():
    assert round(contrast((0, 0, 0), WHITE), 2) == 21
    assert round(contrast(read_colour("#777777"), WHITE), 2) == 4.48


# ---- the logo


def test_a_plain_svg_and_a_png_are_taken(tmp_path):
    """By what they hold, not by their names; a gradient inside the picture is no address."""
    gradient = svg_with(
        '<defs><linearGradient id="g"/></defs><use xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xlink:href="#a"/><style>.a{fill:url(#g)}</style><circle fill="url( &quot;#g&quot; )"/>'
    )
    for data, kind in ((SVG.encode(), "image/svg+xml"), (gradient.encode(), "image/svg+xml"), (png(), "image/png")):
        file = tmp_path / "logo.txt"
        file.write_bytes(data)
        assert (read_logo(file).data, read_logo(file).type) == (data, kind)


@pytest.mark.parametrize("inside", HOSTILE.values(), ids=HOSTILE)
def test_an_svg_that_is_more_than_a_picture_is_refused(branded, logo, inside):
    logo.write_text(svg_with(inside))
    with pytest.raises(ValueError, match=r"setting logo .*: it (holds|points)"):
        branded(logo=logo)


BROKEN = {
    "empty": b"",
    "half an SVG": SVG[:60].encode(),
    "html": b"<html><body>hi</body></html>",
    "an svg outside its namespace": b"<svg/>",
    "half a PNG": png()[:-6],
    "a document type": b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.encode(),
    "a style sheet": b'<?xml-stylesheet href="x.css"?>' + SVG.encode(),
    "a JPEG": b"\xff\xd8\xff\xe0",
    "too large": SVG.encode() + b" " * MOST_BYTES,
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_what_is_no_logo_is_refused(tmp_path, data):
    file = tmp_path / "logo.svg"
    file.write_bytes(data)
    with pytest.raises(ValueError, match="setting logo"):
        read_logo(file)


def test_a_missing_logo_is_refused(tmp_path):
    for missing in (tmp_path / "no.svg", tmp_path):
        with pytest.raises(ValueError, match="there is no such file"):
            read_logo(missing)


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\nb", "a\u202eb"])
def test_a_name_that_cannot_be_shown_is_refused(tmp_path, name):
    with pytest.raises(ValueError, match="setting name"):
        read_brand(replace(Settings.from_environment(tmp_path, {}), name=name))
