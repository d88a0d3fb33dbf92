"""A list as somebody made it, read with limits: CSV in the encodings and with the separators that occur, or XLSX."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from samhandling.output.table.cell import plain, unguarded
from samhandling.output.table.limits import (
    LARGEST_FILE,
    MOST_COLUMNS,
    MOST_ROWS,
    OUTSIDE,
    PLACE,
    TableError,
    column_letter,
)
from samhandling.output.table.workbook import rows_of_workbook
from samhandling.vocabulary.text import Text, _

PACKED, OLD_EXCEL, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
UTF8_MARK, UTF16_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
SEPARATORS = (";", "\t", ",")


@dataclass(frozen=True)
class Table:
    """Cells as text; ``first`` is the number that the first row has in the sheet; ``notes`` are for the user."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first: int = 2
    notes: tuple[Text, ...] = ()


def read_table(data: bytes) -> Table:
    """Read CSV or XLSX. Dates come as dd.mm.yyyy, whole numbers as digits; empty rows inside keep their place.

    At most 5 MB, 5 000 rows, 60 columns. Raises TableError, for the user, naming row and column where there is one.
    """
    if len(data) > LARGEST_FILE:
        raise TableError(_("Filen er for stor. Den kan være høyst 5 MB. Del listen i flere filer."))
    if data.startswith(PACKED):
        rows, notes = rows_of_workbook(data)
        return _table(rows, notes)
    _refuse_other_kinds(data)
    text, notes = _decoded(data)
    return _table(_rows_of_csv(text), notes)


def _refuse_other_kinds(data: bytes) -> None:
    """Name what is no table, or a table in a shape that we do not open."""
    start = data[:1024].removeprefix(UTF8_MARK).lstrip().lower()
    if not data.strip():
        raise TableError(_("Filen er tom."))
    if data.startswith(OLD_EXCEL):
        raise TableError(
            _("Dette er en gammel Excel-fil (.xls), eller en fil med passord. Lagre den som .xlsx uten passord.")
        )
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head", b"<style", b"mime-version")):
        raise TableError(
            _("Dette er en nettside eller XML som er kalt et regneark. Åpne filen i Excel og lagre den som .xlsx.")
        )
    if start.startswith(PDF.lower()):
        raise TableError(_("Dette er en PDF. Velg en fil av typen .xlsx eller .csv."))
    if not data.startswith(UTF16_MARKS) and b"\0" in data:
        raise TableError(_("Dette er ikke en liste vi kan lese. Velg en fil av typen .xlsx eller .csv."))


def _decoded(data: bytes) -> tuple[str, tuple[Text, ...]]:
    """Return the text, and what was guessed about its encoding."""
    try:
        if data.startswith(UTF16_MARKS):
            return data.decode("utf-16"), ()
        return data.removeprefix(UTF8_MARK).decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    try:
        guessed = data.decode("cp1252")
    except UnicodeDecodeError:
        raise TableError(
            _("Vi kjenner ikke tegnsettet i filen. Lagre den som «CSV UTF-8» eller .xlsx i Excel.")
        ) from None
    return guessed, (_("Filen er lest med tegnsettet Windows-1252. Se etter at æ, ø og å er riktige."),)


def _rows_of_csv(text: str) -> Iterator[list[str]]:
    if text[:4].lower() == "sep=" and text[4:5] and text[5:6] in "\r\n":
        separator, text = text[4], text[5:].lstrip("\r\n")
    else:
        separator = max(SEPARATORS, key=lambda each: _width(text, each))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    read = 0
    try:
        for row in reader:
            read += 1
            yield [unguarded(cell) for cell in row]
    except csv.Error:
        message = _("Rad {row}: et anførselstegn mangler eller står feil, så vi vet ikke hvor cellen slutter.")
        raise TableError(str(message).format(row=read + 1)) from None


def _width(text: str, separator: str) -> int:
    """Count the columns of the headings by a separator; 0 where it does not fit the quotes."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return next((len(row) for row in reader if any(cell.strip() for cell in row)), 0)
    except csv.Error:
        return 0


def _table(source: Iterable[list[str]], notes: Iterable[Text]) -> Table:
    """Take the first row that is not empty as headings, and hold the rows to them."""
    rows = ((number, _trimmed(row)) for number, row in enumerate(source, 1))
    first, headings = next(((number, row) for number, row in rows if row), (0, []))
    if not headings:
        raise TableError(_("Filen er tom."))
    if len(headings) > MOST_COLUMNS:
        raise TableError(str(_("Listen har mer enn {most} kolonner.")).format(most=MOST_COLUMNS))
    found: list[tuple[str, ...]] = []
    kept = 0
    for number, row in rows:
        if number > first + OUTSIDE or (row and number > first + MOST_ROWS):
            raise TableError(str(_("Listen har mer enn {most} rader. Del den i flere filer.")).format(most=MOST_ROWS))
        if len(row) > len(headings):
            where = str(PLACE).format(row=number, column=column_letter(len(headings)))
            raise TableError(f"{where}: {_('Cellen står utenfor kolonnene som har overskrift.')}")
        found.append((*row, *[""] * (len(headings) - len(row))))
        kept = len(found) if row else kept
    return Table(tuple(headings), tuple(found[:kept]), first + 1, tuple(notes))


def _trimmed(row: list[str]) -> list[str]:
    """Return the cells, cleaned, without the empty ones at the end."""
    cells = [plain(cell) for cell in row]
    while cells and not cells[-1].strip():
        cells.pop()
    return cells
