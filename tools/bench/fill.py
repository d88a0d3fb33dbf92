"""Fills a database with an invented municipality: `python -m tools.bench.fill URL --documents N --children M`.

The database is laid by the migrations, the people by the house's own functions, children and documents in bulk: as
many as one likes, right in every derived row, the same each time. Prints what it made and how long each part took.
"""

import argparse
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from forms import CATALOGUE
from samhandling.model import migrate
from samhandling.store.settings import Settings
from samhandling.work.house import House, open_house
from tools.bench.invented import Words
from tools.bench.load import TABLES, Loader, loader
from tools.bench.rows import COLUMNS, Archive, Document, Rows, archives, child_rows, document_rows, in_order
from tools.bench.town import drafts, lay

Each = TypeVar("Each")
BATCH = 20_000
OPENED = 24
"""So many documents of each user are remembered, to be opened."""


@dataclass
class Seen:
    """What one user sees, as far as measuring needs it."""

    brukernavn: str
    count: int
    """How many documents the user's unit has."""
    documents: list[Document] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)

    @property
    def rare(self) -> str:
        """A word that few titles have, and one of the user's own has."""
        places = {word: place for place, word in enumerate(Words().all)}
        return max((word for each in self.documents for word in each.tittel.split()[2:]), key=lambda word: places[word])


@dataclass
class Filled:
    """A filled database: what each user sees, seconds by part."""

    url: str
    documents: int
    children: int
    seen: dict[str, Seen]
    seconds: dict[str, float]


@contextmanager
def opened(url: str) -> Iterator[House]:
    """Open the house over a database, with settings of its own."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.from_environment(Path(folder), {})
        house = open_house(replace(settings, database_url=url, demo=True, synthetic=True), CATALOGUE)
        yield house
        house.database.dispose()


def fill(url: str, documents: int, children: int) -> Filled:
    """Lay and fill the empty database at *url*; return what measuring needs to know of it."""
    clock = Clock()
    migrate.upgrade(url)
    with opened(url) as house:
        both = archives(*lay(house), documents, children)
    clock.lap("tables and people")
    seen = {archive.unit.brukernavn: Seen(archive.unit.brukernavn, archive.documents) for archive in both}
    into = loader(url)
    for archive in both:
        for some in batches(archive.children):
            _add(into, child_rows(some))
    clock.lap("children")
    _documents(into, both, seen)
    clock.lap("documents")
    into.finish()
    clock.lap("indexes")
    with opened(url) as house:
        for archive in both:
            seen[archive.unit.brukernavn].drafts = drafts(house, archive.unit)
    return Filled(url, documents, children, seen, clock.laps)


class Clock:
    """Seconds by part."""

    def __init__(self) -> None:
        """Begin now."""
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, part: str) -> None:
        """End a part."""
        now = time.perf_counter()
        self.laps[part], self._last = round(now - self._last, 1), now


def batches(things: Iterable[Each]) -> Iterator[Sequence[Each]]:
    """Yield the things some thousands at a time."""
    rest = iter(things)
    while some := list(islice(rest, BATCH)):
        yield some


def _documents(into: Loader, both: tuple[Archive, Archive], seen: dict[str, Seen]) -> None:
    steps = {archive.unit.brukernavn: max(1, archive.documents // OPENED) for archive in both}
    count = dict.fromkeys(steps, 0)
    for some in batches(in_order(*both)):
        _add(into, document_rows(some))
        for each in some:
            name = each.enhet.brukernavn
            if count[name] % steps[name] == 0:
                seen[name].documents.append(each)
            count[name] += 1


def _add(into: Loader, rows: Rows) -> None:
    for table in TABLES:
        if rows[table]:
            into.add(table, COLUMNS[table], rows[table])


def main() -> None:
    """Fill the database that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.fill", description=__doc__)
    parser.add_argument("url", help="sqlite:///FILE or postgresql://…: an empty database")
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--children", type=int, default=200_000)
    wanted = parser.parse_args()
    done = fill(wanted.url, wanted.documents, wanted.children)
    print(f"{done.documents} documents, {done.children} children:", done.seconds)


if __name__ == "__main__":
    main()
