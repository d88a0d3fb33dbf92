"""A register as a file: what the reader may see of what the search finds, streamed, logged before the first byte."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import Response, g

from samhandling.output.table import csv_chunks, xlsx_chunks
from samhandling.web.current import actor, house, reading, request_id
from samhandling.web.register.page import shown_columns
from samhandling.web.register.state import read_state
from samhandling.work.keyset import AFTER, Place
from samhandling.work.look import record_export

if TYPE_CHECKING:
    from samhandling.web.register.many import ManyView

FORMATS = {
    "csv": (csv_chunks, "text/csv; charset=utf-8"),
    "xlsx": (xlsx_chunks, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
MOST = 100_000
"""Rows of one file."""


def file_of(view: "ManyView", form: str, most: int) -> Response:
    """Return the file as a stream; the event names how many rows and which children it holds."""
    chunks, media = FORMATS[form]
    state = read_state(view.endpoint)
    columns = shown_columns(view, state)
    cells = [[_plain(column.cell(row)) for column in columns] for row in _pages(view, most)]
    record_export(house(), actor(), view.endpoint, reading(), len(cells), request_id())
    g.nothing_shown = True  # logged just now, as what it is
    headings = [str(column.label) for column in columns]

    name = f"{view.endpoint}-{datetime.now(UTC):%Y-%m-%d}.{form}"
    return Response(
        chunks(headings, cells), mimetype=media, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _pages(view: "ManyView", most: int) -> Iterator[Any]:
    wish, given = read_state(view.endpoint).everything(), 0
    while True:
        page = view.rows(wish)
        yield from page.rows
        given += len(page.rows)
        if page.next is None or given >= most:
            return
        wish = replace(wish, place=Place(AFTER, page.next))


def _plain(cell: Any) -> Any:
    """Return a cell as a file has it: dates stay dates."""
    return cell if cell is None or hasattr(cell, "year") or isinstance(cell, int | float) else str(cell)
