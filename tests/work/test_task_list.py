"""Lists of tasks: by due date, a page at a time both ways, counted as far as 99; and their words."""

from datetime import date, timedelta
from typing import Any

import pytest

from samhandling.store.actor import person_key
from samhandling.vocabulary.oppgave import OPPGAVE, TASK_OF, facts_of
from samhandling.work.errors import NotFoundError
from samhandling.work.keyset import Counted, Place
from samhandling.work.task import add_task, count_open, done_tasks, open_tasks
from samhandling.work.task_act import finish_task
from tests.work.scene import Scene
from tests.work.test_due import NEVER
from tests.work.test_task import BERIT, UNIT


def test_lists_are_paged_by_date_both_ways(scene: Scene):
    """Every task once, the nearest first and those without a date last; back again from the end; counted bounded."""
    who = scene.actor(BERIT)
    unit = scene.unit(UNIT)
    with scene.house.database.write(who) as session:
        for number in range(60):
            hvem = person_key(who.id) if number % 2 else f"e:{unit}:mottak"
            day = {} if number % 10 == 0 else {"forfall": date(2026, 12, 1) + timedelta(days=number % 7)}
            add_task(session, "annet", hvem=hvem, enhet_id=unit, **day)
    with scene.house.database.read(who) as session:
        walked: list[Any] = []
        found = open_tasks(session, limit=25)
        while True:
            walked += found.rows
            if found.next is None:
                break
            found = open_tasks(session, Place("after", found.next), limit=25)
        assert len({row.oppgave.id for row in walked}) == 60
        days = [row.oppgave.forfall for row in walked]
        assert days == sorted(days)
        assert days[-6:] == [NEVER] * 6
        back = open_tasks(session, Place("before", found.previous), limit=25)
        assert [row.oppgave.id for row in back.rows] == [row.oppgave.id for row in walked[25:50]]
        assert count_open(session) == Counted(60)
        with pytest.raises(NotFoundError):
            open_tasks(session, Place("after", "finnes-ikke"))
    finish_task(scene.house, who, walked[7].oppgave.id, merknad="greit")
    with scene.house.database.read(who) as session:
        assert [row.oppgave.id for row in done_tasks(session).rows] == [walked[7].oppgave.id]
        assert count_open(session) == Counted(59)


def test_a_count_stops(scene: Scene):
    """The menu says 99+ and looks no further."""
    who = scene.actor(BERIT)
    with scene.house.database.write(who) as session:
        for _ in range(120):
            add_task(session, "annet", hvem=person_key(who.id), enhet_id=scene.unit(UNIT))
    with scene.house.database.read(who) as session:
        assert count_open(session) == Counted(99, more=True)


def test_every_deadline_task_has_words():
    """Each task that ends a deadline is in the table; a code nobody knows is a plain task."""
    assert set(TASK_OF.values()) <= set(OPPGAVE)
    assert all(str(facts.title) for facts in OPPGAVE.values())
    assert not facts_of("ukjent").outcomes
    assert all(len(code) <= 20 for facts in OPPGAVE.values() for code in facts.outcomes)
