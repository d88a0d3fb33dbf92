"""What is timed, on each of the three systems: one table, name → how it is asked for.

An operation that a system does not have is left out of its table and out of the report.
"""

import json
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote_plus

from samhandling.work import demo
from tools.bench.client import Client, Form, Request, form_with
from tools.bench.fill import Seen
from tools.bench.rows import Document

NAMES = {
    "list": "the newest page of the list",
    "far": "a page from the middle of the list",
    "last": "the last page of the list",
    "filter": "the newest of one status",
    "search rare": "a word that few titles have",
    "search common": "a word that every title has",
    "search name": "a child's whole name",
    "search number": "a document's number",
    "open": "one document opened",
    "save": "one text of a record changed and saved",
    "save draft": "one text of a draft changed and saved by the script (ours alone)",
    "children": "the first page of the children's list",
}
PEER_SAVES = "mottaker_telefon"
PAGE = 50


@dataclass
class Person:
    """One user at one server: what is seen, what is remembered between two requests."""

    client: Client
    seen: Seen
    dice: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311 - which one is opened next
    csrf: str = ""
    typed: dict[str, list[str]] = field(default_factory=dict)
    forms: list[tuple[str, Form]] = field(default_factory=list)
    chosen: bool = False
    """Whether a search or a filter is kept for the list."""

    @property
    def one(self) -> Document:
        """Any of the documents that the user may see."""
        return self.dice.choice(self.seen.documents)

    @cached_property
    def rare(self) -> str:
        """A word that few titles have."""
        return self.seen.rare

    @property
    def middle(self) -> Document:
        """The document at the middle of the list."""
        return sorted(self.seen.documents, key=lambda each: each.ferdig)[len(self.seen.documents) // 2]


Operation = Callable[[Person], Request]


def log_in(person: Person) -> None:
    """Log in on our own server, as the one whom the person is."""
    client = person.client
    page = form_with(client.get("/logg-inn").text, "brukernavn")
    client.send(
        Request(
            "/logg-inn",
            {**page, "brukernavn": person.seen.brukernavn, "passord": demo.PASSWORD},
            expect=303,
        )
    )
    person.csrf = form_with(client.get("/passord").text, "csrf_token")["csrf_token"]


def log_in_django(person: Person) -> None:
    """Log in on Django's admin, as its superuser."""
    page = form_with(person.client.get("/admin/login/").text, "username")
    typed = {**page, "username": "bench", "password": "bench", "next": "/admin/"}
    person.client.send(Request("/admin/login/", typed, expect=302))


# ---- ours: a search or a filter is chosen by a form and kept, and leads back to the list (nothing of it in an address)

DOCUMENTS = "/register/dokument/"
CHILDREN = "/register/barn/"
DRAFT_FIELD = "bekymring-vurdering"
CHILD_FIELD = "merknad"
STATUS = "erstattet"
COMMON = "bekymringsmelding"


def _fresh(person: Person) -> str:
    """Take away what an operation before this one chose, before the clock starts; return the list's address."""
    if person.chosen:
        person.client.send(Request(DOCUMENTS, {"handling": "nullstill", "csrf_token": person.csrf}, expect=303))
        person.chosen = False
    return DOCUMENTS


def _choose(person: Person, shows: str = "", **wanted: str) -> Request:
    """Press «Søk» with something chosen."""
    person.chosen = True
    form = {"handling": "sok", "csrf_token": person.csrf, **wanted}
    return Request(DOCUMENTS, form, expect=303, follow=True, shows=shows)


def _by_name(person: Person) -> Request:
    name = person.one.barn.person.navn
    return _choose(person, name, sok=name)


def _by_number(person: Person) -> Request:
    number = person.one.nummer
    return _choose(person, number, sok=number)


def _save_draft(person: Person) -> Request:
    """Save a draft as the script does; the base is what was typed last."""
    dokument_id = person.dice.choice(person.seen.drafts)
    base, typed = person.typed.get(dokument_id, []), [f"Vurdering {person.dice.random()}"]
    person.typed[dokument_id] = typed
    change = {"endringer": {DRAFT_FIELD: {"base": base, "verdi": typed}}}
    path = f"/dokument/{dokument_id}/lagre"
    return Request(path, data=change, headers={"X-CSRFToken": person.csrf}, shows='"konflikter":{}')


def _save_child(person: Person) -> Request:
    """Save a note on a child; forms are fetched before the clock starts, the base is what was typed last."""
    if not person.forms:
        children = dict.fromkeys(each.barn.id for each in person.seen.documents[:8])
        _fetch(person, [f"{CHILDREN}{barn_id}/endre/" for barn_id in children], CHILD_FIELD)
    path, form = person.dice.choice(person.forms)
    sent = {**form, CHILD_FIELD: f"Merknad {person.dice.random()}"}
    form["_base"] = json.dumps({**json.loads(form.get("_base", "{}")), CHILD_FIELD: sent[CHILD_FIELD]})
    return Request(path, sent, expect=303)


OURS: Mapping[str, Operation] = {
    "list": lambda person: Request(_fresh(person)),
    "far": lambda person: Request(f"{_fresh(person)}?fra={person.middle.ferdig:%Y-%m-%d}"),
    "last": lambda person: Request(f"{_fresh(person)}?slutt=1"),
    "filter": lambda person: _choose(person, status=STATUS),
    "search rare": lambda person: _choose(person, person.rare, sok=person.rare),
    "search common": lambda person: _choose(person, sok=COMMON),
    "search name": _by_name,
    "search number": _by_number,
    "open": lambda person: Request(f"/dokument/{person.one.id}", shows="Bekymringen"),
    "save": _save_child,
    "save draft": _save_draft,
    "children": lambda _person: Request(CHILDREN),
}

# ---- the peers


def _peer_save(edit: str) -> Operation:
    """Return an operation that sends a form back with one text changed; forms are fetched before the clock starts."""

    def save(person: Person) -> Request:
        if not person.forms:
            _fetch(person, [edit.format(id=each.id) for each in person.seen.documents[:8]], PEER_SAVES)
        path, form = person.dice.choice(person.forms)
        return Request(path, {**form, PEER_SAVES: f"55 {person.dice.randrange(10**6):06d}"}, expect=302)

    return save


def _fetch(person: Person, paths: Iterable[str], field_name: str) -> None:
    person.forms = [(path, form_with(person.client.get(path).text, field_name)) for path in paths]


def _peer(listed: str, search: str, far: str, last: int, status: str, opened: str) -> dict[str, Operation]:
    """Return what a peer is asked, by the ways in which the two peers' addresses differ."""

    def look(sought: Callable[[Person], str], *, shown: bool = True) -> Operation:
        def ask(person: Person) -> Request:
            text = sought(person)
            return Request(f"{listed}?{search}={quote_plus(text)}", shows=text if shown else "")

        return ask

    def opens(person: Person) -> Request:
        each = person.one
        return Request(f"{listed}{opened.format(id=each.id)}", shows=each.nummer)

    return {
        "list": lambda _person: Request(listed),
        "far": lambda person: Request(f"{listed}?{far}={person.seen.count // 2 // PAGE}"),
        "last": lambda person: Request(f"{listed}?{far}={person.seen.count // PAGE + last}"),
        "filter": lambda _person: Request(f"{listed}?{status}={STATUS}"),
        "search rare": look(lambda person: person.rare),
        "search common": look(lambda _person: COMMON, shown=False),
        "search name": look(lambda person: person.one.barn.person.navn),
        "search number": look(lambda person: person.one.nummer),
        "open": opens,
        "save": _peer_save(f"{listed}{opened}"),
    }


DJANGO: Mapping[str, Operation] = {
    **_peer("/admin/registers/dokument/", "q", "p", 0, "status__exact", "{id}/change/"),
    "children": lambda _person: Request("/admin/registers/barn/"),
}
FLASK_ADMIN: Mapping[str, Operation] = {
    **_peer("/admin/dokument/", "search", "page", -1, "flt0_status_equals", "edit/?id={id}"),
    "children": lambda _person: Request("/admin/barn/"),
}
