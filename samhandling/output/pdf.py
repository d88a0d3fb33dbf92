"""A document view becomes a PDF, by xhtml2pdf from a Jinja2 template.

xhtml2pdf fails silently (an unreadable font becomes Helvetica, a missing glyph
becomes a box), so every warning it gives, and every character without a glyph,
ends the job with a `RenderingError`.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import arabic_reshaper  # type: ignore[import-untyped]
import jinja2
from reportlab import rl_config
from xhtml2pdf import pisa
from xhtml2pdf.config.resources import ResourceAccessPolicy

from samhandling.output import measure, room, script
from samhandling.output.full_size import shrunk_pages
from samhandling.output.glyphs import FONTS, coverage, missing_glyphs
from samhandling.output.layout import rows
from samhandling.output.view import DocumentView
from samhandling.vocabulary.text import _, use_locale

TEMPLATES = Path(__file__).parents[2] / "templates" / "dokument"

rl_config.invariant = 1
room.register()
arabic_reshaper.default_reshaper.configuration["delete_harakat"] = "no"


class RenderingError(ValueError):
    """The document could not be printed exactly; nothing was made."""


def render(
    view: DocumentView, *, fonts: Path = FONTS, templates: Path = TEMPLATES, template: str = "standard.html"
) -> bytes:
    """The PDF of `view`, in its locale. Not yet PDF/A: see `pdfa.to_pdfa`.

    RenderingError when a glyph or a font is missing or xhtml2pdf warns of anything.
    The same view gives the same bytes.
    """
    missing = missing_glyphs("\n".join(view.texts()), fonts)
    if missing:
        raise RenderingError(f"no font has {', '.join(f'{char!r} (U+{ord(char):04X})' for char in missing[:20])}")
    data = to_pdf(to_html(view, fonts=fonts, templates=templates, template=template), fonts)
    shrunk = shrunk_pages(data)
    if shrunk:
        raise RenderingError(f"text was shrunk on the pages {shrunk}")
    return data


def to_html(view: DocumentView, *, fonts: Path, templates: Path, template: str) -> str:
    """The page as HTML; every value that is printed has been cleaned, escaped and given its fonts."""
    known = coverage(fonts)
    inline: Callable[[str], object] = partial(script.inline, coverage=known)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=lambda value: value if hasattr(value, "__html__") else inline(str(value)),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        blocks=partial(script.blocks, coverage=known), rows=rows, when=when, fit=partial(measure.wrap, fonts=fonts)
    )
    environment.globals.update(_=lambda message: str(_(message)))
    with use_locale(view.locale):
        return environment.get_template(template).render(view=view)


def when(moment: date) -> str:
    """`moment` as dd.mm.yyyy, with 24-hour time when it has one."""
    return moment.strftime("%d.%m.%Y %H:%M" if isinstance(moment, datetime) else "%d.%m.%Y")


def to_pdf(html: str, fonts: Path) -> bytes:
    """HTML to PDF. Fonts are the only files it may read, and nothing is fetched from the network."""
    out = io.BytesIO()
    policy = ResourceAccessPolicy.server(fonts, allow_remote=False, max_render_seconds=600)
    with _complaints() as complaints:
        try:
            result: Any = pisa.CreatePDF(html, dest=out, path=str(fonts / "dokument.html"), resource_policy=policy)
        except Exception as error:
            raise RenderingError(f"xhtml2pdf failed: {type(error).__name__}") from error
    if result.err or result.warn or complaints:
        raise RenderingError("xhtml2pdf: " + "; ".join([*(str(line[2]) for line in result.log), *complaints])[:500])
    return out.getvalue()


class _Listener(logging.Handler):
    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What xhtml2pdf writes to its log and nowhere else (they may quote the text, so they go to no log of ours)."""
    heard: list[str] = []
    logger, listener = logging.getLogger("xhtml2pdf"), _Listener(heard)
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(listener)
    try:
        yield heard
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagate
