"""Tries doors: fills in addresses, sends forms with a valid token, and finds secrets in whatever comes back."""

import hashlib
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from samhandling.model import Base
from tests.output.portal_samples import WHOLE
from tests.web.matrix.desk import DESK, LIST
from tests.web.matrix.door import Door, Key
from tests.web.matrix.papers import PAPERS
from tests.web.matrix.people import NOBODY, USERS
from tests.web.matrix.registers import REGISTERS
from tests.web.matrix.world import World
from tests.web.visitor import Visitor

DOORS: dict[Key, list[Door]] = {**PAPERS, **REGISTERS, **DESK}
FILES = {"!fil": b"%PDF-1.7 ny fil", "!liste": LIST.encode(), "!melding": json.dumps(WHOLE).encode()}
UNWATCHED = {"logg", "logg_barn", "logg_innhold", "oekt", "visning", "innloggingsforsoek"}
"""What a look or a denied try may write: the log, the session's time; how one had a list; failed logins."""
SPACED = re.compile(r"(?<=\d)[\s\u00a0]+(?=\d)")


def keys_of(app: Flask) -> Iterator[Key]:
    """Every address of the URL map with each of its methods."""
    for rule in app.url_map.iter_rules():
        yield from (
            (rule.endpoint, method) for method in ("GET", "POST", "PUT", "PATCH", "DELETE") if _has(rule, method)
        )


def _has(rule: Rule, method: str) -> bool:
    return method in (rule.methods or ())


@dataclass
class Trial:
    """The application over a world, everybody logged in, and the way back to how it was."""

    app: Flask
    world: World
    restore: Callable[[], None]
    save: Callable[[], None]
    cookies: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def log_in_everybody(self) -> None:
        for name in (*USERS, NOBODY):
            client = self.app.test_client()
            visitor = Visitor(client)
            if name != NOBODY:
                visitor.log_in(name)
            self.tokens[name] = visitor.token()
            cookie = client.get_cookie("samhandling")
            assert cookie is not None
            self.cookies[name] = cookie.value
        self.save()

    def fill(self, value: Any) -> Any:
        """Put ids, secrets and files where a door names them."""
        if not isinstance(value, str):
            return value
        if value in FILES:
            return (io.BytesIO(FILES[value]), "papir.pdf")
        if value == "!idag":
            return f"{datetime.now(ZoneInfo('Europe/Oslo')):%d.%m.%Y}"
        if value == "!merke":
            return self.app.extensions["brand"].version
        return ":".join(self._named(part) for part in value.split(":")) if value[:1] in "@$" and value else value

    def _named(self, text: str) -> str:
        return {"@": self.world.ids, "$": self.world.secrets}[text[0]][text[1:]] if text[:1] in {"@", "$"} else text

    def go(self, who: str, key: Key, door: Door, **options: Any) -> TestResponse:
        """Try a door as somebody."""
        endpoint, method = key
        args, query, data = ({n: self.fill(v) for n, v in part.items()} for part in (door.args, door.query, door.data))
        path = self.app.url_map.bind("localhost").build(endpoint, args, method)
        headers = {"Cookie": f"samhandling={self.cookies[who]}"}
        sent: dict[str, Any] = {}
        if door.json is not None:
            sent = {"json": door.json}
            headers["X-CSRFToken"] = self.tokens[who]
        elif method == "POST":
            sent = {"data": {"csrf_token": self.tokens[who], **data}}
        client = self.app.test_client(use_cookies=False)
        with client.open(path, method=method, query_string=query, headers=headers, **sent, **options) as answer:
            answer.get_data()
        return answer

    def found(self, answer: TestResponse) -> set[str]:
        """The names of the secrets that an answer gives away: in its body, a file's cells, or its headers."""
        text = f"{words(answer)} {answer.headers}"
        return {name for name, secret in self.world.secrets.items() if secret in text}

    def denied(self) -> dict[str, int]:
        """How many denied tries the log holds, by person."""
        rows = self.world.sql("SELECT bruker_id, count(*) AS n FROM logg WHERE hva LIKE 'avvist.%' GROUP BY bruker_id")
        return {str(row.bruker_id): int(row.n) for row in rows}

    def digest(self) -> str:
        """A checksum of every table that no look and no denied try may touch."""
        names = sorted(set(Base.metadata.tables) - UNWATCHED)
        with closing(self._rows(names)) as rows:
            return hashlib.sha256("\n".join(rows).encode()).hexdigest()

    def _rows(self, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            yield from sorted(f"{name} {tuple(row)!r}" for row in self.world.sql(f"SELECT * FROM {name}"))


def words(answer: TestResponse) -> str:
    """An answer as its reader reads it: entities resolved, workbooks opened, digits together."""
    data = answer.get_data()
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            data = b"\n".join(book.read(name) for name in book.namelist())
    return SPACED.sub("", unescape(data.decode("utf-8", "replace")))


def copied(source: Path, target: Path) -> None:
    """Copy one SQLite database over another that may be open."""
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)
