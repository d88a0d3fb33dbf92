"""An XLSX file read as text: the first visible sheet, what its formulas last gave, nothing fetched, nothing run."""

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from samhandling.output.table.cell import shown
from samhandling.output.table.limits import (
    LARGEST_PART,
    LARGEST_WORKBOOK,
    MOST_COLUMNS,
    MOST_FILES_IN_WORKBOOK,
    OUTSIDE,
    TableError,
)
from samhandling.vocabulary.text import Text, _

BOOK = "xl/workbook.xml"
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
UNREADABLE = _("Regnearket er skadet og kan ikke leses. Åpne det i Excel og lagre det på nytt som .xlsx.")
Rows = Iterator[list[str]]
warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
"""It tells of what it leaves out (rules for input, colours), which is nothing to us."""


def rows_of_workbook(data: bytes) -> tuple[Rows, Sequence[Text]]:
    """Return the rows of the first visible sheet as text, and what was chosen. Raises TableError."""
    _check_size(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception as fault:  # whatever openpyxl makes of a broken file
        raise TableError(UNREADABLE) from fault
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise TableError(_("Regnearket har ingen synlige ark."))
    told = str(_("Filen har flere ark. Vi har lest det første: «{name}».")).format(name=sheets[0].title)
    return _rows(sheets[0]), [told] if len(sheets) > 1 else []


def _check_size(data: bytes) -> None:
    """Refuse what is no workbook, and one that unpacks to more than a list can be."""
    try:
        with ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            _refuse_other_packages({part.filename for part in parts})
            sizes = [part.file_size for part in parts]
            too_large = max(sizes) > LARGEST_PART or sum(sizes) > LARGEST_WORKBOOK
            if too_large or len(parts) > MOST_FILES_IN_WORKBOOK:
                raise TableError(_("Regnearket er for stort når det pakkes ut. Kopier listen til et nytt regneark."))
            if any(part.flag_bits & 1 for part in parts):
                raise TableError(_("Filen har passord. Lagre den uten passord."))
            for part in parts:
                with packed.open(part) as opened:
                    if DOCTYPE.search(opened.read(2048)):
                        raise TableError(UNREADABLE)
    except (BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as fault:
        if isinstance(fault, TableError):
            raise
        raise TableError(UNREADABLE) from fault


def _refuse_other_packages(names: set[str]) -> None:
    if "mimetype" in names or "content.xml" in names:
        raise TableError(_("Dette er et regneark fra LibreOffice (.ods). Lagre det som .xlsx."))
    if "xl/workbook.bin" in names:
        raise TableError(_("Dette er et binært Excel-regneark (.xlsb). Lagre det som .xlsx."))
    if BOOK not in names:
        raise TableError(_("Dette er ikke et regneark. Velg en fil av typen .xlsx eller .csv."))


def _rows(sheet: Any) -> Rows:
    """Yield rows in bounds: what a sheet says of its own size is not believed."""
    try:
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_row=OUTSIDE * 2, max_col=MOST_COLUMNS + 40, values_only=True):
            yield [_text(value) for value in row]
    except Exception as fault:  # as above
        raise TableError(UNREADABLE) from fault


def _text(value: Any) -> str:
    if isinstance(value, str):
        return ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return f"{value:%d.%m.%Y}"
    return shown(value) if value is None or isinstance(value, (bool, int, float, date, time)) else str(value)
