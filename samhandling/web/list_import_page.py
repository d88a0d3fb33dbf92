"""How a list is shown before it is taken in: counts, every error, and the first rows with what is said of each cell."""

from dataclasses import dataclass
from typing import Any

from samhandling.vocabulary.text import Text, _
from samhandling.work.list_import import Preview, RowPlan
from samhandling.work.list_import.entry import Remark

ROWS_SHOWN = 200
WHAT: dict[str, tuple[Text, str]] = {
    "ny": (_("Ny"), "success"),
    "endres": (_("Finnes hos dere"), "info"),
    "uendret": (_("Uendret"), ""),
    "feil": (_("Feil"), "danger"),
}


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, and what is said of it."""

    label: str
    text: str
    remarks: list[Remark]


@dataclass(frozen=True)
class Shown:
    """One row on the page."""

    number: int
    what: Text
    tone: str
    adds: str
    remarks: list[Remark]
    cells: list[Cell]


@dataclass(frozen=True)
class Fault:
    """One error in the list of all errors; ``anchor`` where its row is shown."""

    number: int
    column: str
    text: str
    anchor: str


def page_of(shown: Preview, unit: str, sealed: str) -> dict[str, Any]:
    """Return what the page is told."""
    rows = shown.rows[:ROWS_SHOWN]
    columns = _columns(shown, rows)
    return {
        "unit": unit,
        "sealed": sealed,
        "notes": shown.notes,
        "counts": _counts(shown),
        "wrong": len(shown.wrong),
        "ready": len(shown.rows) - len(shown.wrong),
        "does_something": shown.does_something,
        "faults": _faults(shown, {row.entry.number for row in rows}),
        "headings": [shown.table.headings[place] for place in columns],
        "rows": [_row(shown, row, columns) for row in rows],
        "total": len(shown.rows),
    }


def _counts(shown: Preview) -> list[tuple[Text, int]]:
    return [
        (_("Nye barn"), shown.count("ny")),
        (_("Finnes hos dere, får flere opplysninger"), shown.count("endres")),
        (_("Uendret"), shown.count("uendret")),
        (_("Foresatte som legges til eller utfylles"), shown.guardians),
        (_("Rader med feil"), len(shown.wrong)),
    ]


def _columns(shown: Preview, rows: tuple[RowPlan, ...]) -> list[int]:
    """Return the columns that hold anything in the rows that are shown, or of which something is said."""
    known = sorted(shown.columns.places.values())
    return [place for place in known if any(row.entry.cells[place] or row.remarks_at(place) for row in rows)]


def _row(shown: Preview, row: RowPlan, columns: list[int]) -> Shown:
    what, tone = WHAT[row.what]
    adds = str(_("Legges til: {what}")).format(what=", ".join(dict.fromkeys(row.adds))) if row.adds else ""
    cells = [Cell(shown.table.headings[place], _text(row, place), row.remarks_at(place)) for place in columns]
    return Shown(row.entry.number, what, tone, adds, row.remarks_at(-1), cells)


def _text(row: RowPlan, place: int) -> str:
    """Return a cell's text; a graded address is not shown (§6.7)."""
    text = row.entry.cells[place]
    return str(_("Skjult")) if text and place in row.entry.hidden else text


def _faults(shown: Preview, on_page: set[int]) -> list[Fault]:
    return [
        Fault(
            row.entry.number,
            shown.table.headings[remark.place] if remark.place >= 0 else "",
            remark.text,
            f"rad-{row.entry.number}" if row.entry.number in on_page else "",
        )
        for row in shown.wrong
        for remark in sorted(row.remarks, key=lambda each: each.place)
        if remark.wrong
    ]
