"""The list page of a register: what its template is told."""

from typing import TYPE_CHECKING, Any

from flask import render_template
from markupsafe import Markup

from samhandling.vocabulary.text import _
from samhandling.web.current import actor
from samhandling.web.language import day, moment
from samhandling.web.register.column import Cell, Column, Tag
from samhandling.web.register.state import State

if TYPE_CHECKING:
    from samhandling.web.register.base import RegisterView
    from samhandling.web.register.many import ManyView

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"


def list_page(view: "RegisterView", state: State) -> str:
    """Return a register's list as the reader wants it."""
    wish = state.wish()
    page, columns = view.rows(wish), shown_columns(view, state)
    sort = {"sorter": state.sort or None}
    at = {name: view.get_url(".index_view", **sort, **{name: value}) for name, value in _places(page)}
    return render_template(
        "register/liste.html",
        title=view.name,
        ingress=view.summary,
        knapper=[
            *([(view.create_label, view.get_url(".create_view"), "")] if view.may_create() else []),
            *view.list_buttons(),
        ],
        sok=state.search if view.searchable else None,
        sokehjelp=view.search_help,
        filtre=_filters(view, state),
        nullstill_url=view.get_url(".index_view") if state.search or any(state.filters.values()) else "",
        kolonner=[_head(view, column, state) for column in columns],
        rader=[_row(view, row, columns) for row in page.rows],
        kan_velge=bool(view.bulk),
        handlinger=view.bulk,
        tom=_("Ingen treff.") if state.search or any(state.filters.values()) else _("Ingenting her ennå."),
        forste=None if page.at_start else view.get_url(".index_view", **sort),
        forrige=at.get("foer"),
        neste=at.get("etter"),
        siste=None if page.at_end else view.get_url(".index_view", **sort, slutt=1),
        antall=view.count(state.everything()),
        hopp=_jumps(view, sort),
        kolonnevalg=_choice(view, columns),
        csv_url=view.get_url(".export", export_type="csv") if view.can_export else "",
        xlsx_url=view.get_url(".export", export_type="xlsx") if view.can_export else "",
        **view.list_extra(),
    )


def _places(page: Any) -> list[tuple[str, str]]:
    return [(name, value) for name, value in (("foer", page.previous), ("etter", page.next)) if value]


def shown_columns(view: "ManyView", state: State) -> list[Column]:
    """Return the columns that the reader has chosen; the first one always."""
    chosen = set(state.columns) or {column.name for column in view.columns if column.standard}
    return [column for place, column in enumerate(view.columns) if place == 0 or column.name in chosen]


def _head(view: "RegisterView", column: Column, state: State) -> dict[str, object]:
    upward, downward = column.sort
    now = {upward: "opp", downward: "ned"}.get(state.sort or view.first_sort, "") if upward else ""
    url = view.get_url(".index_view", sorter=downward if now == "opp" else upward) if upward else None
    return {"name": column.name, "label": column.label, "sort_url": url, "sorted": now, "width": column.width}


def _row(view: "RegisterView", row: Any, columns: list[Column]) -> dict[str, object]:
    cells = [on_screen(column.cell(row)) for column in columns]
    return {"id": view.get_pk_value(row), "url": view.row_url(row), "celler": cells, "merke": view.row_mark(row)}


def on_screen(cell: Cell) -> object:
    """Return a cell as the template shows it: dates and moments in words."""
    if isinstance(cell, str | Markup | Tag) or cell is None:
        return cell
    if hasattr(cell, "hour"):
        return moment(cell)
    return day(cell) if hasattr(cell, "year") else str(cell)


def _filters(view: "RegisterView", state: State) -> list[dict[str, object]]:
    return [
        {
            "name": each.name,
            "label": each.label,
            "options": [("", _("Alle")), *each.options()],
            "value": state.filters.get(each.name, ""),
        }
        for each in view.filters
    ]


def _jumps(view: "RegisterView", sort: dict[str, str | None]) -> dict[str, object] | None:
    if view.letters:
        return {"bokstaver": [(each, view.get_url(".index_view", fra=each, **sort)) for each in LETTERS]}
    return {"dato": "fra", "verdi": "", "url": view.get_url(".index_view")} if view.dates else None


def _choice(view: "RegisterView", columns: list[Column]) -> list[dict[str, object]]:
    if not actor().is_user or len(view.columns) < 3:  # noqa: PLR2004 - of two columns none is left out
        return []
    return [
        {"name": each.name, "label": each.label, "vises": each in columns, "fast": place == 0}
        for place, each in enumerate(view.columns)
    ]
