"""Lists in and out: what is written is read again, no cell becomes a formula, and hostile files are refused."""

import io
import re
import tracemalloc
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime, time
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from samhandling.output.table import TableError, csv_chunks, read_table, xlsx_chunks
from samhandling.output.table.cell import FORMULA, guarded, plain, unguarded
from samhandling.output.table.limits import LARGEST_FILE, MOST_COLUMNS, MOST_ROWS

WRITERS = {"csv": csv_chunks, "xlsx": xlsx_chunks}
HOSTILE = (
    *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x";"y")', "\t=1+1", "\r=1", "\n=1"),
    *("\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20A1", "\ufe621", "\u207c1", "\u22125", " =1", "\u00a0=1", "\u200b=1"),
    *("\ufeff=1", "'=1", "''=1", "'hei", "_x003D_1+1", "_x0041_", "<f>1</f>", "]]>", "&amp;", '";=1', "a;=1", "a\n=1"),
    *("\x00=1", "\x0b=1", "\ud800=1", "\ufffe"),
)
TEXTS = st.one_of(
    st.text(max_size=40), st.sampled_from(HOSTILE), st.text(alphabet="'=+-@\t\r\n ;,\"x\uff1d\u200b_0041", max_size=8)
)
NAMED = {"main": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def written(kind: str, headings, rows) -> bytes:
    return b"".join(WRITERS[kind](headings, rows))


def sheet_xml(data: bytes) -> ET.Element:
    return ET.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml"))


# ---- what is written


@pytest.mark.parametrize("kind", WRITERS)
@given(rows=st.lists(st.lists(TEXTS, min_size=3, max_size=3), max_size=6))
@example(rows=[list(HOSTILE[place : place + 3]) for place in range(0, len(HOSTILE) - 2, 3)])
@settings(max_examples=120, deadline=None)
def test_what_is_written_is_read_again(kind, rows):
    """Every text comes back as it was, but for what neither XML nor UTF-8 can hold; empty rows at the end go."""
    kept = [[plain(cell) for cell in row] for row in rows]
    while kept and not any(cell.strip() for cell in kept[-1]):
        kept.pop()
    found = read_table(written(kind, ["Navn", "A, b;c", "=Merknad"], rows))
    assert found.headings == ("Navn", "A, b;c", "=Merknad")
    assert [_full(row) for row in found.rows] == [_full(row) for row in kept]


def _full(row) -> list[str]:
    """A row without blank cells at its end, which no table keeps."""
    cells = list(row)
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


@given(heading=TEXTS, text=TEXTS)
@settings(max_examples=80, deadline=None)
def test_one_column_is_not_parted(heading, text):
    """A list of one column with commas and semicolons in it stays one column."""
    heading, text = f"K {heading}", f"x{text}"
    for kind in WRITERS:
        found = read_table(written(kind, [heading], [[text], ["b"]]))
        assert (found.headings, found.rows) == ((plain(heading),), ((plain(text),), ("b",)))


@given(TEXTS)
@settings(max_examples=500)
def test_the_apostrophe_goes_on_and_off(text):
    """Guarded text never begins as a formula; what is unguarded is what was guarded; other text is not touched."""
    assert not FORMULA.match(guarded(text)) or guarded(text).startswith("'")
    assert unguarded(guarded(text)) == text
    assert guarded(text) in {text, f"'{text}"}


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_csv_begins_as_a_formula(text):
    """After what a spreadsheet leaves out in front, no cell begins with a sign that it calculates by."""
    data = written("csv", [text], [[text, text]]).decode("utf-8-sig")
    for cell in re.findall(r'"((?:[^"]|"")*)"', data):
        first = cell.strip("\t\r\n \x00\x0b\u00a0\u200b\ufeff")[:1]
        assert first not in set("=+-@\uff1d\uff0b\uff0d\uff20\ufe62\u207c\u2212") - {""}, cell


@given(rows=st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=5))
@example(rows=[[each, each] for each in HOSTILE])
@settings(max_examples=150, deadline=None)
def test_no_cell_of_xlsx_is_a_formula(rows):
    """The sheet has no <f>; each text is marked as text, keeps being text when edited, and openpyxl sees a string."""
    data = written("xlsx", ["=A", "B"], rows)
    sheet = sheet_xml(data)
    assert not list(sheet.iter(f"{{{NAMED['main']}}}f"))
    filled = [cell for cell in sheet.iter(f"{{{NAMED['main']}}}c") if len(cell)]
    assert {cell.get("t") for cell in filled} == {"inlineStr"}
    book = load_workbook(io.BytesIO(data))
    assert all(cell.data_type in "sn" and cell.data_type != "f" for row in book.active.iter_rows() for cell in row)
    assert all(cell.quotePrefix for row in book.active.iter_rows() for cell in row if cell.value)


def test_values_keep_their_kind():
    """Numbers, days and moments are values in XLSX and Norwegian in CSV; moments are told in Norway's time."""
    moment = datetime(2026, 7, 1, 10, 30, tzinfo=UTC)
    row = [date(2022, 3, 14), moment, time(8, 5), 7, -2.5, Decimal("1.25"), True, None, date(1899, 1, 1), 10**16]
    cells = [cell.value for cell in load_workbook(io.BytesIO(written("xlsx", "abcdefghij", [row]))).active[2]]
    assert cells[:7] == [datetime(2022, 3, 14), datetime(2026, 7, 1, 12, 30), time(8, 5), 7, -2.5, 1.25, "Ja"]  # noqa: DTZ001 - as Excel has them
    assert cells[7:] == [None, "01.01.1899", "10000000000000000"]
    text = written("csv", "abcdefghij", [row]).decode("utf-8-sig").splitlines()[1]
    assert text == (
        '"14.03.2022";"01.07.2026 12:30";"08:05";"7";"-2,5";"1,25";"Ja";"";"01.01.1899";"10000000000000000"'
    )
    for kind in WRITERS:
        first = read_table(written(kind, "abcdefghij", [row])).rows[0]
        assert first[:7] == ("14.03.2022", "01.07.2026 12:30", "08:05", "7", "-2,5", "1,25", "Ja")


def test_norwegian_excel_opens_the_csv():
    """The mark of UTF-8, semicolons and CRLF."""
    data = written("csv", ["Navn", "Født"], [["Åse", date(2020, 1, 2)]])
    assert data == '\ufeff"Navn";"Født"\r\n"Åse";"02.01.2020"\r\n'.encode()


@pytest.mark.parametrize("kind", WRITERS)
def test_a_long_list_is_streamed(kind):
    """The first bytes come before the second part is asked for, and 20 000 rows take no more memory than 2 000."""

    def peak(count: int) -> int:
        tracemalloc.start()
        for _chunk in WRITERS[kind](["a"] * 5, ([f"{n}", "=1", "æ" * 20, n, date(2020, 1, 1)] for n in range(count))):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(10)
    assert peak(20_000) < 1.5 * peak(2_000)


# ---- what is read


def xlsx(rows, **also) -> bytes:
    book, kept = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    for title, state in also.items():
        book.create_sheet(title).sheet_state = state
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("data", "note"),
    [
        ("Navn;Født\r\nÅse;1.2.2020\r\n".encode(), 0),
        ("\ufeffNavn;Født\nÅse;1.2.2020".encode(), 0),
        ("Navn,Født\nÅse,1.2.2020\n".encode(), 0),
        ("Navn\tFødt\rÅse\t1.2.2020\r".encode(), 0),
        ("sep=,\r\nNavn,Født\r\nÅse,1.2.2020\r\n".encode(), 0),
        ("Navn;Født\nÅse;1.2.2020".encode("cp1252"), 1),
        ("Navn\tFødt\r\nÅse\t1.2.2020".encode("utf-16"), 0),
        ('Navn;Født\n"Åse";"1.2.2020"\n;;\n\n'.encode(), 0),
        (xlsx([["Navn", "Født"], ["Åse", "1.2.2020"]]), 0),
        (xlsx([["Navn", "Født"], ["Åse", "1.2.2020"]], Skjult="hidden"), 0),
        (xlsx([["Navn", "Født"], ["Åse", "1.2.2020"]], Andre="visible"), 1),
    ],
)
def test_what_people_have_is_read(data, note):
    """Encodings, separators, line ends; a guess is told."""
    table = read_table(data)
    assert (table.headings, table.rows) == (("Navn", "Født"), (("Åse", "1.2.2020"),))
    assert len(table.notes) == note


def test_a_line_break_in_a_cell_and_the_place_of_rows():
    """Quoted line breaks stay; empty rows keep their place, so that messages name the sheet's own numbers."""
    table = read_table('\n\nNavn;B\n"Åse\r\nLi;";2\n\nNils;3\n'.encode())
    assert table.rows == (("Åse\nLi;", "2"), ("", ""), ("Nils", "3"))
    assert table.first == 4


def test_what_excel_made_of_values():
    """A number without its zero comes as digits, a day as dd.mm.yyyy; escaped characters are read."""
    row = [1032250075, 14832250075.0, datetime(2020, 1, 2), True, 1.5, "a_x000D_b", None, "x"]  # noqa: DTZ001 - as Excel has it
    found = read_table(xlsx([list("abcdefgh"), row])).rows[0]
    assert found == ("1032250075", "14832250075", "02.01.2020", "Ja", "1,5", "a\nb", "", "x")


def bomb(entries: dict[str, bytes], without: str = "") -> bytes:
    made, kept = zipfile.ZipFile(io.BytesIO(xlsx([["Navn"], ["Åse"]]))), io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in set(made.namelist()) - {without}:
            packed.writestr(name, entries.get(name, made.read(name)))
        for name in entries.keys() - set(made.namelist()):
            packed.writestr(name, entries[name])
    return kept.getvalue()


def sheet_of(rows: str) -> dict[str, bytes]:
    name = NAMED["main"]
    return {"xl/worksheets/sheet1.xml": f'<worksheet xmlns="{name}"><dimension ref="A1:XFD1048576"/>'
            f"<sheetData>{rows}</sheetData></worksheet>".encode()}  # fmt: skip


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
NAVN = '<row r="1"><c t="inlineStr"><is><t>Navn</t></is></c></row>'
REFUSED = {
    "nothing": b"",
    "blank": b"  \r\n \n",
    "too large": b"a;b\n" * (LARGEST_FILE // 4 + 1),
    "old Excel": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600,
    "a web page": b"<html><table><tr><td>Navn</td></tr></table></html>",
    "a marked web page": b"\xef\xbb\xbf\n <TABLE><tr><td>x</td></tr></TABLE>",
    "XML": b'<?xml version="1.0"?><Workbook/>',
    "a PDF": b"%PDF-1.7 x",
    "an image": b"\x89PNG\r\n\x1a\n\0\0\0",
    "a package of another kind": bomb({}, without="xl/workbook.xml"),
    "half a workbook": xlsx([["Navn"], ["Åse"]])[:2000],
    "a bomb": bomb({"xl/media/a": b"\0" * 41 * 1024 * 1024}),
    "many files": bomb({f"xl/a{n}": b"" for n in range(600)}),
    "laughs": bomb({"xl/worksheets/sheet1.xml": LAUGHS}),
    "laughs in strings": bomb({"xl/sharedStrings.xml": LAUGHS}),
    "broken XML": bomb({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row>"}),
    "ODS": bomb({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
    "XLSB": bomb({"xl/workbook.bin": b"x"}),
    "too many rows": b"Navn\n" + b"x\n" * (MOST_ROWS + 1),
    "too many rows of a workbook": bomb(sheet_of(NAVN + "<row><c><v>1</v></c></row>" * (MOST_ROWS + 1))),
    "a cell far below": bomb(sheet_of(f'{NAVN}<row r="900000"><c r="A900000"><v>1</v></c></row>')),
    "a cell far out": bomb(sheet_of(f'{NAVN}<row r="2"><c r="BZ2"><v>1</v></c></row>')),
    "too many columns": b"k;" * MOST_COLUMNS + b"k\nx\n",
    "a cell beside": b"a;b\n1;2\n1;2;3\n",
    "an open quote": b'a;b\n1;2\n"1;2\n',
    "a quote inside": b'a;b\n"1"x;2\n',
    "no encoding": b"a;b\n\x81\x8d;1\n",
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_refused(what):
    """One message for the user, quickly, and nothing else is raised."""
    with pytest.raises(TableError) as refused:
        read_table(REFUSED[what])
    assert len(str(refused.value)) > 10


@pytest.mark.parametrize(("what", "place"), [("a cell beside", "Rad 3, kolonne C"), ("an open quote", "Rad 3")])
def test_the_message_names_the_place(what, place):
    """Row and column as the spreadsheet numbers them."""
    with pytest.raises(TableError, match=place):
        read_table(REFUSED[what])


def test_a_lying_size_does_not_cost():
    """A sheet that says it is a million rows wide and high, and is small, is read as what it holds."""
    rows = f'{NAVN}<row r="2"><c t="inlineStr"><is><t>Åse</t></is></c></row>'
    assert read_table(bomb(sheet_of(rows))).rows == (("Åse",),)


@given(st.binary(max_size=400))
@settings(max_examples=300)
def test_any_bytes_are_read_or_refused(data):
    """No other error, whatever comes."""
    for start in (b"", b"PK\x03\x04", b"a;b\n", b"\xff\xfe"):
        with suppress(TableError):
            read_table(start + data)
