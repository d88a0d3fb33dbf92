"""Doors to what goes in and out in bulk: the national format, and lists of children."""

from tests.web.matrix.door import Door, Key, form
from tests.web.matrix.papers import READERS, RECEIVES
from tests.web.matrix.people import LOGGED_IN, NO_ONE, anywhere, at, blocked_too
from tests.web.matrix.sees import LEADERS

IN_THE_FORMAT = ("r1", "r1.kopi", "r2", "r2.kopi", "r3", "m1")
WRITTEN = frozenset({200, 409})
"""A file; or a page that says what the format demands and the report lacks."""
MARKED = frozenset({200, 422})
CLERKS = (*LEADERS, "merkantil")
LIST = "Navn;Fødselsdato\nUna Nyberg;03.02.2022\n"

PORTAL: dict[Key, list[Door]] = {
    ("portal.download", "GET"): [
        *(
            Door(READERS[key][0], {"dokument_id": f"@{key}"}, READERS[key][1][1:2], answers=WRITTEN)
            for key in IN_THE_FORMAT
        ),
        Door(NO_ONE, {"dokument_id": "@d1"}),
        Door(NO_ONE, {"dokument_id": "@utkast"}),
    ],
    ("portal.begin", "GET"): [Door(RECEIVES)],
    ("portal.take", "POST"): [
        form(RECEIVES, answers=frozenset({422})),
        form(blocked_too(at("v1", *LEADERS, "mottak")), data={"fil": "!melding", "enhet": "@v1"}),
    ],
}
LISTS: dict[Key, list[Door]] = {
    ("list_import.ask", "GET"): [Door(anywhere(*CLERKS))],
    ("list_import.show", "POST"): [
        form(blocked_too(at("b1", *CLERKS)), data={"fil": "!liste", "enhet": "@b1"}),
        form(blocked_too(at("v1", *CLERKS)), data={"fil": "!liste", "enhet": "@v1"}),
    ],
    # nothing was shown to them: there is nothing to confirm
    ("list_import.confirm", "POST"): [form(anywhere(*CLERKS), data={"liste": "x"}, answers=MARKED)],
    ("list_import.failing", "POST"): [form(anywhere(*CLERKS), data={"liste": "x"}, answers=MARKED)],
    ("list_import.template_csv", "GET"): [Door(LOGGED_IN)],
    ("list_import.template_xlsx", "GET"): [Door(LOGGED_IN)],
}
DESK = {**PORTAL, **LISTS}
