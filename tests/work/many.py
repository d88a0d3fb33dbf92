"""Many rows at once for lists: documents and children with their access, put there behind the wall."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa

from samhandling.model import Barn, Dokument, DokumentBarn, Soek, Sperring, Tilgang, now, ny_id
from samhandling.model.base import ALWAYS
from samhandling.store.actor import Actor
from samhandling.vocabulary.search import index_text
from samhandling.vocabulary.sorting import sort_key
from samhandling.work.keyset import AFTER, BEFORE, FIRST, LAST, Page, Place
from tests.work.scene import Scene

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass
class Many:
    """Rows to lay, then laid in one transaction."""

    scene: Scene
    who: Actor
    rows: dict[type, list[dict]] = field(default_factory=dict)

    def dokument(self, dato: datetime = DAY, *, keys: Iterable[str] = (), barn: Iterable[str] = (), **facts) -> str:
        """A document that the actor's keys (or ``keys``) open; ``til`` ends it."""
        til, name = facts.pop("til", ALWAYS), facts.pop("gjelder", "Ola Prøve")
        row = {"id": ny_id(), "type": "notat", "status": "ferdig", "skjemaversjon": 1, "tittel": "Notat"} | facts
        row |= {"enhet_id": self.who.roller[0].enhet_id, "ferdig": dato, "gjelder": name}
        self._add(Dokument, row)
        for each in barn:
            self._add(DokumentBarn, {"dokument_id": row["id"], "barn_id": each})
        grant = {"dokument_id": row["id"], "slag": row["type"], "status": row["status"], "dato": dato, "til": til}
        self._grant(keys or self.who.keys, grant)
        words = index_text(row["tittel"], name, number=row.get("nummer") or "")
        self._add(Soek, {"dokument_id": row["id"], "tekst": words})
        return row["id"]

    def barn(self, navn: str, born: date = date(2020, 1, 1), fnr: str | None = None) -> str:
        row = {"id": ny_id(), "kommune_id": self.who.kommune_id, "navn": navn, "foedselsdato": born, "fnr": fnr}
        self._add(Barn, row)
        dato = datetime.combine(born, time(), UTC)
        self._grant(self.who.keys, {"barn_id": row["id"], "dato": dato, "sortering": sort_key(navn)})
        self._add(Soek, {"barn_id": row["id"], "tekst": index_text(navn, born=(born,))})
        return row["id"]

    def block(self, barn_id: str) -> None:
        fra = now() - timedelta(hours=1)
        self._add(Sperring, {"bruker_id": self.who.id, "barn_id": barn_id, "satt_av_id": self.who.id, "fra": fra})

    def lay(self) -> "Many":
        with self.scene._engine.begin() as connection:
            for model in (Barn, Dokument, DokumentBarn, Soek, Sperring, Tilgang):
                for row in self.rows.get(model, ()):
                    connection.execute(sa.insert(model), row)
        self.rows = {}
        return self

    def _grant(self, keys: Iterable[str], facts: dict) -> None:
        start = datetime(2020, 1, 1, tzinfo=UTC)
        common = {"enhet_id": self.who.roller[0].enhet_id, "nivaa": 3, "grunn": "x", "fra": start, "til": ALWAYS}
        for key in keys:
            self._add(Tilgang, common | {"hvem": key} | facts)

    def _add(self, model: type, row: dict) -> None:
        self.rows.setdefault(model, []).append(row)


def forward(read) -> list:
    """All rows of a list, from the first page by each «next»."""
    return [
        row for page in _pages(read, Place(FIRST), lambda page: page.next and Place(AFTER, page.next)) for row in page
    ]


def backward(read) -> list:
    """All rows of a list, from the last page by each «previous», in the list's own order."""
    pages = list(_pages(read, Place(LAST), lambda page: page.previous and Place(BEFORE, page.previous)))
    return [row for page in reversed(pages) for row in page]


def _pages(read, place: Place | None, onward) -> Iterator[list]:
    for _ in range(1000):
        page: Page = read(place)
        yield list(page.rows)
        place = onward(page)
        if not place:
            return
    raise AssertionError("pages without end")
