"""A received picture (JPEG, PNG, TIFF with one or many pages), decoded inside the child and put on pages anew.

What is not the picture itself (place, camera, comments, a second file behind it) stays behind.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, ImageCms, ImageOps, ImageSequence

from samhandling.output.picture_pdf import Sheet, build
from samhandling.output.scan import REBUILT, REFUSED, TOO_HEAVY, Judgement, Limits

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/tiff": "TIFF"}
A4 = (595.276, 841.890)
LARGEST = 14_400
POINTS = 72
SCANNED = range(100, 1201)
"""Dots per inch that a scanner says; less is a camera's or a screen's, and says nothing of the paper."""
DEEP = ("I", "I;16", "I;16B", "I;16L", "I;16N")
SHALLOWER = 256


def judge_image(data: bytes, media_type: str, limits: Limits) -> Judgement:
    """Return the judgement on a picture. Raises what Pillow raises for a damaged one."""
    Image.MAX_IMAGE_PIXELS = limits.pixels
    try:
        return _judged(data, media_type, limits)
    except Image.DecompressionBombError:
        return Judgement(REFUSED, TOO_HEAVY)


def _judged(data: bytes, media_type: str, limits: Limits) -> Judgement:
    with Image.open(io.BytesIO(data), formats=[FORMATS[media_type]]) as opened:
        count = getattr(opened, "n_frames", 1) if media_type == "image/tiff" else 1
        if count > limits.pages:
            return Judgement(REFUSED, "for_mange_sider", count)
        if any(frame.width * frame.height > limits.pixels for frame in _frames(opened, count)):
            return Judgement(REFUSED, TOO_HEAVY, count)
        return Judgement(REBUILT, "bilde", count, build(_sheets(opened, count, limits)))


def _frames(opened: Image.Image, count: int) -> Iterator[Image.Image]:
    """Yield the pages, without decoding them."""
    frames = ImageSequence.Iterator(opened) if count > 1 else iter((opened,))
    yield from frames


def _sheets(opened: Image.Image, count: int, limits: Limits) -> Iterator[Sheet]:
    for frame in _frames(opened, count):
        dots = _dots(frame)
        picture = _upright(frame)
        width, height = _page(picture, dots)
        yield Sheet(_sized(picture, width, limits.picture_dpi), width, height)


def _dots(frame: Image.Image) -> tuple[float, float]:
    """Return the dots per inch that a scanner has written; (0, 0) when none has."""
    across, down = (round(float(each)) for each in frame.info.get("dpi", (0, 0)))
    return (across, down) if across in SCANNED and down in SCANNED else (0, 0)


def _upright(frame: Image.Image) -> Image.Image:
    """Return the picture decoded, turned as the camera says, in the colours of screens, without its other contents."""
    frame.load()
    picture = ImageOps.exif_transpose(frame)
    return _coloured(picture, picture.info.get("icc_profile"))


def _coloured(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture as 1, L or RGB: deep grey made shallow, what is seen through made white."""
    if picture.mode in {"1", "L"}:
        return picture
    if picture.mode in DEEP:
        return picture.convert("I").point(lambda value: value * (1 / SHALLOWER)).convert("L")
    if picture.mode in {"LA", "PA", "RGBA", "La", "RGBa"} or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        picture = Image.new("RGBA", seen.size, "white")
        picture.alpha_composite(seen)
    return _screen_colours(picture if picture.mode == "CMYK" else picture.convert("RGB"), profile)


def _screen_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in sRGB; a profile that cannot be used is passed over."""
    if profile:
        try:
            ready = ImageCms.profileToProfile(
                picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            ready = None
        if ready is not None:
            return ready
    return picture.convert("RGB")


def _page(picture: Image.Image, dots: tuple[float, float]) -> tuple[float, float]:
    """Return the page's sides in points: the paper's own where a scanner tells, else as large as A4 lets it be."""
    if dots[0]:
        width, height = picture.width / dots[0] * POINTS, picture.height / dots[1] * POINTS
        if max(width, height) <= LARGEST:
            return max(width, 3.0), max(height, 3.0)
    across, down = A4 if picture.height >= picture.width else A4[::-1]
    scale = min(across / picture.width, down / picture.height)
    return max(picture.width * scale, 3.0), max(picture.height * scale, 3.0)


def _sized(picture: Image.Image, width: float, dpi: int) -> Image.Image:
    """Return the picture with no more dots per inch than are needed; black and white stays as sharp as it was."""
    most = round(width / POINTS * dpi)
    if picture.mode == "1" or picture.width <= most:
        return picture
    return picture.resize((most, max(round(picture.height * most / picture.width), 1)), Image.Resampling.LANCZOS)
