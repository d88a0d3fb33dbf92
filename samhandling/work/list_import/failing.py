"""The rows that a list was not taken in by, as a table that one can mend and import again."""

from collections.abc import Iterator

from samhandling.vocabulary.text import _
from samhandling.work.list_import.plan import Preview


def failing_rows(shown: Preview) -> tuple[list[str], Iterator[list[str]]]:
    """Return headings and rows of what is wrong, as they stood, with the row's number and a column that says why."""
    headings = [*shown.table.headings, str(_("Rad i filen")), str(_("Hva må rettes"))]
    return headings, (_row(shown, place) for place in range(len(shown.wrong)))


def _row(shown: Preview, place: int) -> list[str]:
    row = shown.wrong[place]
    told = (
        f"{shown.table.headings[remark.place]}: {remark.text}" if remark.place >= 0 else remark.text
        for remark in row.remarks
        if remark.wrong
    )
    return [*row.entry.cells, str(row.entry.number), " ".join(told)]
