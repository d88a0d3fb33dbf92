"""Hostile requests: none succeeds; the same, sent to the application with the access floor switched off, do."""

import json as js
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app import create_app
from samhandling.model import Base
from samhandling.store.wall import Wall
from tests import fresh_database
from tests.conftest import not_run
from tests.web.hostile import ATTEMPTS, FAR_ADMIN, HEAD, NILS, STOPPED_TWICE, Attempt, Step, get, post
from tests.web.matrix.ready import on_postgresql, on_sqlite
from tests.web.matrix.sees import SEES
from tests.web.matrix.trying import UNWATCHED, Trial, words
from tests.web.matrix.world import unsafe

NO_WALL = Wall(frozenset({"no_such_table"}), lambda: (), ())
"""Adds no criterion, guards no table."""
NAMED = re.compile(r"[@$]([a-z]+[0-9]?(?:\.[a-z0-9_]+)*)")
KNOWN_BY = {
    **{key: f"{key}.navn" for key in ("c1", "c2", "c3", "f1", "f2")},
    **{key: f"{key}.tekst" for key in ("r1", "r2", "r3", "d1", "d2", "d3", "utkast")},
    **dict(zip(("oppgave", "oppgave.gjort", "jobb"), ("frist.merknad", "oppgave.merknad", "utboks.feil"), strict=True)),
    **{key: key for key in ("r1.vedlegg", "utkast.vedlegg")},
}
"""An id is a secret too: whose, by the secret that stands behind it."""
INVENTED = "0b5d7a1e-6f0c-4b7e-9a53-3f1f0c8d2e64"
Rows = set[tuple[str, str]]


@dataclass
class Ground:
    """The world, with two applications over it: one as it is, one with the floor off."""

    trial: Trial
    floorless: Flask
    dirty: bool = False

    def send(self, app: Flask, attempt: Attempt) -> list[TestResponse]:
        answers: list[TestResponse] = []
        for step in attempt.steps:
            self.dirty |= step.data is not None or step.json is not None
            answers.append(self._send(app, attempt.who, step, answers))
        return answers

    def fresh(self) -> None:
        """Lay everything as it was, where something was sent."""
        if self.dirty:
            self.trial.restore()
        self.dirty = False

    def _send(self, app: Flask, who: str, step: Step, before: list[TestResponse]) -> TestResponse:
        headers = {"Cookie": f"samhandling={self.trial.cookies[who]}"}
        sent: dict[str, Any] = {}
        if step.json is not None:
            headers["X-CSRFToken"] = self.trial.tokens[who]
            sent = {"json": js.loads(self.named(js.dumps(step.json)))}
        elif step.data is not None:
            data = {self.named(name): self._filled(value, before) for name, value in step.data.items()}
            sent = {"data": {"csrf_token": self.trial.tokens[who], **data}}
        method = "POST" if sent else "GET"
        client = app.test_client(use_cookies=False)
        sent["query_string"] = {name: self.named(value) for name, value in step.query.items()} or None
        with client.open(self.named(step.path), method=method, headers=headers, **sent) as answer:
            answer.get_data()
        return answer

    def named(self, text: str) -> str:
        known = {"@": self.trial.world.ids, "$": self.trial.world.secrets}
        return NAMED.sub(lambda found: known[found[0][0]].get(found[1], found[0]), text)

    def _filled(self, value: Any, before: list[TestResponse]) -> Any:
        if isinstance(value, list):
            return [self._filled(each, before) for each in value]
        if isinstance(value, bytes):
            return BytesIO(value), "fil.csv" if b";" in value else "fil.pdf"
        if value == "&liste":
            found = re.search(r'name="liste" value="([^"]*)"', before[-1].text)
            return unescape(found[1]) if found else "x"
        return self.trial.fill(value) if value[:1] == "!" else self.named(value)

    def loot(self, attempt: Attempt, answers: list[TestResponse]) -> set[str]:
        """The secrets in the answers that are not theirs and that they did not bring themselves."""
        text = "".join(f"{words(answer)} {answer.headers}" for answer in answers)
        typed = self.named(repr(attempt.steps))
        secrets = {name: value for name, value in self.trial.world.secrets.items() if attempt.who not in SEES[name]}
        ids = {key: self.trial.world.ids[key] for key, name in KNOWN_BY.items() if attempt.who not in SEES[name]}
        return {name for name, value in (secrets | ids).items() if value in text and value not in typed}

    def rows(self) -> Rows:
        tables = sorted(set(Base.metadata.tables) - UNWATCHED)
        world = self.trial.world
        return {(name, repr(tuple(row))) for name in tables for row in world.sql(f"SELECT * FROM {name}")}

    def outcome(self, app: Flask, name: str) -> tuple[set[str], set[str], list[int]]:
        """What an attempt showed, which tables it changed, and how it was answered."""
        attempt = ATTEMPTS[name]
        self.fresh()
        before = self.rows()
        answers = self.send(app, attempt)
        changed = {table for table, _ in before ^ self.rows()}
        return self.loot(attempt, answers), changed, [answer.status_code for answer in answers]


@contextmanager
def laid(trial: Trial) -> Iterator[Ground]:
    with mock.patch("samhandling.work.house.WALL", NO_WALL):
        floorless = create_app(trial.world.house.settings)
    unsafe(floorless.extensions["samhandling"])
    yield Ground(trial, floorless)
    floorless.extensions["samhandling"].database.dispose()


@pytest.fixture(scope="module")
def ground(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with on_sqlite(sqlite_template, tmp_path_factory.mktemp("fiendtlig")) as trial, laid(trial) as ready:
        yield ready


@pytest.fixture(scope="module")
def on_server(
    postgres_databases: fresh_database.PostgresDatabases | None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ground]:
    if postgres_databases is None:
        not_run(fresh_database.why_no_postgres())
    with on_postgresql(postgres_databases, tmp_path_factory.mktemp("fiendtlig-pg")) as trial, laid(trial) as ready:
        yield ready


TWICE = {name for names in STOPPED_TWICE.values() for name in names}
PROVEN = [name for name in ATTEMPTS if name not in TWICE]
SAMPLE = (
    "the list, blocked",
    "a child",
    "a report",
    "an attachment",
    "a file from a draft",
    "somebody blocked",
)


def assert_nothing(ground: Ground, name: str) -> None:
    shown, changed, statuses = ground.outcome(ground.trial.app, name)
    assert (shown, changed, max(statuses) < 500) == (set(), set(), True)


def succeeds(ground: Ground, name: str) -> bool:
    shown, changed, _ = ground.outcome(ground.floorless, name)
    return bool(changed if ATTEMPTS[name].changes else shown)


@pytest.mark.parametrize("name", ATTEMPTS)
def test_no_request_succeeds(ground: Ground, name: str):
    """§6: nothing that is not theirs is in the answer, no table is changed, nothing falls over."""
    assert_nothing(ground, name)


@pytest.mark.parametrize("name", PROVEN)
def test_with_the_floor_off_each_succeeds(ground: Ground, name: str):
    """The list proves something: it is the floor, and nothing above it, that stops these."""
    assert succeeds(ground, name)


def test_what_is_stopped_twice_is_told(ground: Ground):
    """The rest is stopped without the floor too, by a reason that is written down; none is counted as proof."""
    assert set(ATTEMPTS) >= TWICE
    assert len(PROVEN) >= 60
    assert [name for name in TWICE if succeeds(ground, name)] == []


@pytest.mark.parametrize("name", SAMPLE)
def test_a_sample_on_postgresql(on_server: Ground, name: str):
    """The same on the other database, with the floor on and off."""
    assert_nothing(on_server, name)
    assert succeeds(on_server, name)


# ---- what exists is not told either


def test_a_foreign_id_is_answered_as_an_invented_one(ground: Ground):
    """Status, words and headers: the same for what is there and for what is not."""
    told = []
    for name, attempt in ATTEMPTS.items():
        *before, step = attempt.steps
        named = re.search(r"@[a-z0-9.]+", f"{step.path} {step.query.get('etter', '')} {step.query.get('foer', '')}")
        if named:
            ground.fresh()
            there = ground.send(ground.trial.app, attempt)[-1]
            ground.fresh()
            path = re.sub(rf"{named[0]}(?![a-z0-9.])", INVENTED, step.path)
            query = {key: value.replace(named[0], INVENTED) for key, value in step.query.items()}
            other = Attempt(attempt.who, (*before, Step(path, step.data, step.json, query)))
            if plain(there) != plain(ground.send(ground.trial.app, other)[-1]):
                told.append(name)
    assert told == []


def plain(answer: TestResponse) -> tuple[int, str, list[str]]:
    """An answer without what differs each time: nonces, tokens, ids."""
    body = re.sub(r'nonce="[^"]+"|value="[^"]{60,}"|[0-9a-f-]{36}', "", answer.text)
    return answer.status_code, body, sorted(name for name, _ in answer.headers)


def claim(ground: Ground, who: str, unit: str, child: str, name: str) -> str:
    """Add a child by the number of one that exists; return the id of the row that is new, or the child's."""
    world = ground.trial.world
    before = {row.id for row in world.sql("SELECT id FROM barn")}
    number = str(world.id_of("SELECT fnr FROM barn WHERE id = :id", id=world.ids[child]))
    typed = {"_base": "{}", "_sett": "ja", "navn": name, "fnr": number, "foedselsdato": "", "ufoedt": "nei"}
    step = post("/register/barn/ny/", **typed, enhet=unit, adressegradering="ugradert")
    assert ground.send(ground.trial.app, Attempt(who, (step,)))[0].status_code == 303
    made = {row.id for row in world.sql("SELECT id FROM barn")} - before
    return made.pop() if made else world.ids[child]


def test_half_a_name_beside_a_number_opens_no_child(ground: Ground):
    """A number and a first name (guessed as often as one likes) are no proof that the child goes here."""
    ground.fresh()
    ground.trial.world.sql("UPDATE barn SET navn = 'Mio Testbråten' WHERE id = :id", id=ground.trial.world.ids["c1"])
    claim(ground, NILS, "@b2", "c1", "Mio")
    attempt = Attempt(NILS, (get("/register/barn/@c1/"), get("/register/foresatt/@f1/")))
    assert not ground.loot(attempt, ground.send(ground.trial.app, attempt))


def test_a_new_unit_does_not_lower_the_grading_of_another(ground: Ground):
    """§6.7: an address that one unit keeps hidden is not opened by a unit that added the child a moment ago."""
    ground.fresh()
    claim(ground, NILS, "@b2", "c2", "$c2.navn")
    base = {"_base": '{"adressegradering": "fortrolig"}', "adressegradering": "ugradert"}
    ground.send(ground.trial.app, Attempt(NILS, (post("/register/barn/@c2/endre/", **base),)))
    teacher = Attempt("b1.ansatt", (get("/register/barn/@c2/"),))
    assert "c2.b1.adresse" not in ground.loot(teacher, ground.send(ground.trial.app, teacher))


@pytest.mark.parametrize("what", ["a guardian", "a block", "an assignment"])
def test_who_is_blocked_reaches_no_child_by_a_second_row(ground: Ground, what: str):
    """§6.9: a row of one's own with the child's number, then the right name: nothing is moved to the child."""
    ground.fresh()
    own, who = claim(ground, HEAD, "@b1", "c1", "Annen"), {"enhet": "@b1", "bruker": "@b1.leder"}
    guardian = {"_base": "{}", "navn": "Ola", "ukjent": "nei", "kapasitet": "foreldreansvar_alene"}
    step = {
        "a guardian": post(
            f"/register/foresatt/ny/?barn={own}&enhet=@b1",
            **guardian,
            beholder_innsyn="ja",
            adressegradering="ugradert",
        ),
        "a block": post(f"/register/barn/{own}/sperr/", **who, grunn="Zz"),
        "an assignment": post(f"/register/barn/{own}/tildel/", **who | {"bruker": "@b1.ansatt.kollega"}),
    }[what]
    named = post(f"/register/barn/{own}/endre/", _base='{"navn": "Annen"}', navn="$c1.navn")
    count = (
        "SELECT (SELECT count(*) FROM foresatt WHERE barn_id = :c) + (SELECT count(*) FROM sperring WHERE barn_id = :c)"
    )
    count += " + (SELECT count(*) FROM barn_ansatt WHERE barn_id = :c)"
    before = ground.trial.world.id_of(count, c=ground.trial.world.ids["c1"])
    ground.send(ground.trial.app, Attempt(HEAD, (step, named)))
    assert ground.trial.world.id_of(count, c=ground.trial.world.ids["c1"]) == before


def test_a_user_name_of_another_municipality_falls_over_for_nobody(ground: Ground):
    """It is taken or it is not; it is no fault in the program."""
    ground.fresh()
    new = {"_base": "{}", "brukernavn": "b1.leder", "navn": "Ny", "enhet": "@b3", "rolle": "ansatt"}
    answers = ground.send(ground.trial.app, Attempt(FAR_ADMIN, (post("/register/bruker/ny/", **new),)))
    assert answers[0].status_code == 422
