"""Streams of bytes: no row is kept once it is written, and nothing personal is laid in a file on the way.

openpyxl makes the workbook around the rows (types, styles, relations); the rows themselves are streamed into the
packed file here, since openpyxl and XlsxWriter lay them in a temporary file, and take six and four times as long.
"""

import csv
import io
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.styles.alignment import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel as _to_excel
from openpyxl.worksheet.worksheet import Worksheet

from samhandling.output.table.cell import guarded, local, plain, shown

Row = Sequence[Any]
BOM = "\ufeff".encode()
ROWS_IN_A_CHUNK = 500
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576
SHEET = "xl/worksheets/sheet1.xml"
FORMS = ("@", "@", "dd.mm.yyyy", "dd.mm.yyyy hh:mm", "hh:mm", "General")
HEADING, TEXT, DAY, MOMENT, CLOCK, NUMBER = range(1, len(FORMS) + 1)
"""The styles of the workbook, one for each of ``FORMS``; 0 is openpyxl's own."""
SHEET_ROWS = re.compile("(<sheetData>.*</sheetData>)", re.DOTALL)
DIMENSION = re.compile("<dimension[^>]*/>")
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Text that Excel would read as a character's number."""
FIRST_YEAR = 1900
OWN_WORDS = (bool, date, time, float, Decimal, type(None))
"""What is written in words of ours where it cannot stand as a value."""
to_excel = cast("Callable[[Any], float]", _to_excel)
EXACT = 10**15
"""Above it Excel forgets digits: such a number is text."""


class _Sink(io.RawIOBase):
    """Where a writer's bytes wait until they are sent; it cannot go back, so a ZIP in it is a stream."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.waiting += data
        return len(data)

    def take(self) -> bytes:
        taken, self.waiting = bytes(self.waiting), bytearray()
        return taken


def csv_chunks(headings: Row, rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield CSV as Norwegian Excel opens it: UTF-8 with its mark, semicolons, CRLF; each cell in quotes."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([guarded(plain(str(heading))) for heading in headings])
    yield BOM + lines.getvalue().encode()
    for some in _parts(rows):
        lines.seek(lines.truncate(0))
        writer.writerows([shown(value) for value in row] for row in some)
        yield lines.getvalue().encode()


def xlsx_chunks(headings: Row, rows: Iterable[Row], title: str = "Liste") -> Iterator[bytes]:
    """Yield a workbook of one sheet: text as text whatever it looks like, numbers and dates as such.

    Raises ValueError at the row that Excel has no room for (1 048 576).
    """
    sink = _Sink()
    others, before, after = _around(title, len(headings))
    with ZipFile(cast("Any", sink), "w", ZIP_DEFLATED) as packed:
        for name, data in others:
            packed.writestr(name, data)
        with packed.open(SHEET, "w") as sheet:
            sheet.write(f"{before}{_row(1, headings, HEADING)}".encode())
            number = 1
            for some in _parts(rows):
                sheet.write("".join(_row(number + place, row) for place, row in enumerate(some, 1)).encode())
                number += len(some)
                yield sink.take()
            sheet.write(after.encode())
    yield sink.take()


def _parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    part: list[Row] = []
    for row in rows:
        part.append(row)
        if len(part) == ROWS_IN_A_CHUNK:
            yield part
            part = []
    if part:
        yield part


@lru_cache(maxsize=32)
def _around(title: str, columns: int) -> tuple[tuple[tuple[str, bytes], ...], str, str]:
    """Return the workbook's other files, and the sheet's XML before and after its rows."""
    book = Workbook()
    sheet: Worksheet = cast("Worksheet", book.active)
    sheet.title, sheet.freeze_panes = title, "A2"
    book.properties.creator = "samhandling"
    for place in range(1, columns + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 20
    for place, form in enumerate(FORMS, 1):
        _use_style(sheet.cell(place, 1), form, bold=place == HEADING)
    kept = io.BytesIO()
    book.save(kept)
    with ZipFile(kept) as made:
        others = tuple((name, made.read(name)) for name in made.namelist() if name != SHEET)
        before, _rows, after = SHEET_ROWS.split(DIMENSION.sub("", made.read(SHEET).decode()))
    return others, f"{before}<sheetData>", f"</sheetData>{after}"


def _use_style(cell: Any, form: str, *, bold: bool) -> None:
    """Let a style exist: openpyxl numbers them as they are used. Text stays text when somebody edits the cell."""
    cell.number_format, cell.alignment = form, Alignment(vertical="top", wrap_text=form == "@")
    cell.font = Font(name="Calibri", size=11, bold=bold)
    cell.quotePrefix = form == "@"


def _row(number: int, values: Row, style: int | None = None) -> str:
    if number > MOST_ROWS:
        message = f"a sheet holds {MOST_ROWS} rows"
        raise ValueError(message)
    return f'<row r="{number}">{"".join(_cell(value, style) for value in values)}</row>'


def _cell(value: Any, style: int | None) -> str:
    """Return a cell; what is no number and no time is text, marked as text."""
    if _is_number(value):
        return f'<c s="{NUMBER}"><v>{value}</v></c>'
    if isinstance(value, (date, time)) and (serial := _serial(value)) is not None:
        return serial
    text = shown(value) if isinstance(value, OWN_WORDS) else plain(str(value))
    if not text:
        return "<c/>"
    if len(text) > LONGEST_CELL:
        text = f"{text[: LONGEST_CELL - 1]}…"
    escaped = escape(ESCAPE.sub("_x005F_", text))
    return f'<c s="{style or TEXT}" t="inlineStr"><is><t xml:space="preserve">{escaped}</t></is></c>'


def _is_number(value: Any) -> bool:
    number = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    return number and math.isfinite(value) and abs(value) < EXACT


def _serial(value: date | time) -> str | None:
    """Return a day, moment or time as Excel counts them; None before 1901: it counts the year 1900 wrongly."""
    if isinstance(value, time):
        return f'<c s="{CLOCK}"><v>{to_excel(value):.15g}</v></c>'
    style, moment = (MOMENT, local(value)) if isinstance(value, datetime) else (DAY, value)
    return f'<c s="{style}"><v>{to_excel(moment):.15g}</v></c>' if moment.year > FIRST_YEAR else None
