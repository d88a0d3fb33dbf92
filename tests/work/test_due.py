"""What a sent report starts at its receiver; a new version starts nothing anew (F1-F4, A18; domain.md §3, §4)."""

from datetime import date, timedelta
from typing import Any

from samhandling.model import Dokument, now
from samhandling.model.base import OSLO
from samhandling.rules.deadline import due
from samhandling.vocabulary.frist import FRIST
from samhandling.vocabulary.kind import Catalogue, Deadline
from samhandling.work.correct import misfile, new_version
from samhandling.work.delivery import record_delivery
from samhandling.work.due import start_received
from tests.work.scene import OTHER_BARNEVERN, Scene

NEVER = date(9999, 12, 31)
UNBORN = {
    "barn-barn-1-ufoedt": "ja",
    "barn-barn-1-fnr": "",
    "barn-barn-1-foedselsdato": "",
}


def today() -> date:
    return now().astimezone(OSLO).date()


def clock(scene: Scene, dokument_id: str) -> dict[str, tuple[date, date, str]]:
    """A document's deadlines by code: from, date, outcome; behind the wall."""
    rows = scene.sql("SELECT kode, fra, dato, utfall FROM frist WHERE dokument_id = :id", id=dokument_id)
    assert len(rows) == len({row.kode for row in rows}), "each once"
    return {row.kode: (_day(row.fra), _day(row.dato), row.utfall) for row in rows}


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def tasks(scene: Scene, dokument_id: str) -> list[tuple[str, date, str]]:
    rows = scene.sql("SELECT slag, forfall, utfall FROM oppgave WHERE dokument_id = :id ORDER BY slag", id=dokument_id)
    return [(row.slag, _day(row.forfall), row.utfall) for row in rows]


def a_month_passes(scene: Scene, dokument_id: str) -> None:
    """Let what a document started have been started thirty days ago."""
    for table, names in {"frist": ("fra", "dato"), "oppgave": ("forfall",)}.items():
        for row in scene.sql(f"SELECT * FROM {table} WHERE dokument_id = :id", id=dokument_id):
            for name in names:
                if (day := _day(getattr(row, name))) != NEVER:
                    earlier = (day - timedelta(days=30)).isoformat()
                    scene.sql(f"UPDATE {table} SET {name} = '{earlier}' WHERE id = :id", id=row.id)


def newer(scene: Scene, name: str, former: str, answers: dict[str, Any] | None = None) -> str:
    who = scene.actor(name)
    draft = new_version(scene.house, who, former)
    scene.type(who, draft, answers or {})
    assert scene.finish(who, draft) == []
    return draft


def expected(day: date) -> dict[str, tuple[date, date, str]]:
    week = day + timedelta(weeks=1)
    return {
        "F1": (day, week, ""),
        "F2": (day, day + timedelta(weeks=3), ""),
        "F3": (week, due(FRIST["F3"].length, week), ""),
        "F4": (NEVER, NEVER, ""),
    }


def test_the_receiver_has_f1_to_f4_and_a_task_the_sender_expects_f1_and_f2(scene: Scene):
    """F1-F4, A18: at barnevern all four, F4 waiting for F3; the sender sees what runs from the sending alone."""
    done = scene.finished(scene.actor("per.pedagog"))
    copy = scene.copy_of(done)
    assert clock(scene, copy) == expected(today())
    assert clock(scene, done) == {code: expected(today())[code] for code in ("F1", "F2")}
    assert tasks(scene, copy) == [("melding.gjennomgaa", today() + timedelta(weeks=1), "")]
    assert tasks(scene, done) == []
    (task,) = scene.sql("SELECT hvem, frist_id, enhet_id FROM oppgave")
    unit = scene.unit("Lyngvær barneverntjeneste")
    assert (task.hvem, task.enhet_id) == (f"e:{unit}:mottak", unit)
    assert [row.kode for row in scene.page(scene.actor("per.pedagog"), done).frist] == ["F1", "F2"]
    assert [row.kode for row in scene.page(scene.actor("berit.barnevern"), copy).frist] == ["F1", "F2", "F3", "F4"]


def test_what_a_unit_reports_to_itself_starts_all_there(scene: Scene):
    """F1-F4: the document itself lies in the mottak."""
    done = scene.finished(scene.actor("berit.barnevern"))
    assert clock(scene, done) == expected(today())
    assert [slag for slag, _day, _outcome in tasks(scene, done)] == ["melding.gjennomgaa"]


def test_a_received_report_is_started_by_its_day(scene: Scene):
    """F1-F4, A18: from the day it was received; twice is once; F3 and F4 are left out where they do not run (§3)."""
    who = scene.actor("berit.barnevern")
    unit = scene.unit("Lyngvær barneverntjeneste")
    with scene.house.database.write(who) as session:
        made = [
            Dokument(type="mottatt", enhet_id=unit, tittel="Mottatt", status="ferdig", skjemaversjon=1)
            for _ in range(2)
        ]
        session.add_all(made)
        session.flush()
        start_received(session, made[0], date(2026, 11, 24))
        start_received(session, made[0], date(2026, 12, 24))
        start_received(session, made[1], date(2026, 11, 24), ("F1", "F2"))
    assert clock(scene, made[0].id) == expected(date(2026, 11, 24))
    assert clock(scene, made[0].id)["F3"][:2] == (date(2026, 12, 1), date(2027, 3, 1))
    assert list(clock(scene, made[1].id)) == ["F1", "F2"]
    assert [len(tasks(scene, each.id)) for each in made] == [1, 1]


def test_a_new_version_keeps_the_clock_of_the_report(scene: Scene):
    """F1-F4, A18: the dates and the task move to the new version at both ends; nothing runs twice."""
    done = scene.finished(scene.actor("per.pedagog"))
    first_copy = scene.copy_of(done)
    for each in (done, first_copy):
        a_month_passes(scene, each)
    second = newer(scene, "per.pedagog", done)
    then = expected(today() - timedelta(days=30))
    then["F3"] = (then["F3"][0], expected(today())["F3"][1] - timedelta(days=30), "")
    copy = scene.copy_of(second)
    assert clock(scene, copy) == then
    assert clock(scene, second) == {code: then[code] for code in ("F1", "F2")}
    assert clock(scene, done) == clock(scene, first_copy) == {}
    assert [slag for slag, _day, _outcome in tasks(scene, copy)] == ["melding.gjennomgaa"]
    assert scene.count("oppgave") == 1
    third = newer(scene, "per.pedagog", second)
    assert clock(scene, scene.copy_of(third)) == then


def test_a_new_version_to_another_receiver_leaves_the_first_its_clock(scene: Scene):
    """F1-F4: the first receiver ends its own clock; what the sender expected of it lapses."""
    done = scene.finished(scene.actor("per.pedagog"))
    second = newer(scene, "per.pedagog", done, OTHER_BARNEVERN)
    assert clock(scene, scene.copy_of(done)) == expected(today())
    assert {outcome for _from, _day, outcome in clock(scene, done).values()} == {"bortfalt"}
    assert clock(scene, second) == {}, "a delivery is owed"
    record_delivery(scene.house, scene.actor("per.pedagog"), second, "telefon", now())
    assert list(clock(scene, second)) == ["F1", "F2"]
    third = newer(scene, "per.pedagog", second, OTHER_BARNEVERN)
    record_delivery(scene.house, scene.actor("per.pedagog"), third, "telefon", now())
    assert (list(clock(scene, third)), clock(scene, second)) == (["F1", "F2"], {})


def test_a_misfiled_report_lapses_at_the_sender_and_runs_on_at_the_receiver(scene: Scene):
    """§4: what was expected lapses; only the receiver ends the receiver's clock."""
    done = scene.finished(scene.actor("per.pedagog"))
    misfile(scene.house, scene.actor("per.pedagog"), done, "Feil barn")
    assert {outcome for _from, _day, outcome in clock(scene, done).values()} == {"bortfalt"}
    assert clock(scene, scene.copy_of(done)) == expected(today())
    assert scene.sql("SELECT id FROM logg WHERE hva = 'dokument.frist.bortfalt' AND dokument_id = :id", id=done)


def test_a_misfiled_report_of_ones_own_takes_its_task_with_it(scene: Scene):
    """§4: deadlines and open tasks of a misfiled document lapse, those too that its author may not see."""
    done = scene.finished(scene.actor("berit.barnevern"))
    misfile(scene.house, scene.actor("berit.barnevern"), done, "Feil barn")
    assert {outcome for _from, _day, outcome in clock(scene, done).values()} == {"bortfalt"}
    assert [outcome for _slag, _day, outcome in tasks(scene, done)] == ["bortfalt"]


def test_a_kind_declares_a_deadline_by_its_code(scene: Scene):
    """F2: three weeks, words and source from the table; a sender's own deadline is the sender's alone."""
    from dataclasses import replace  # noqa: PLC0415 - for this test alone

    kind = replace(scene.house.catalogue["bekymringsmelding"], deadlines=(Deadline("F2", owner="avsender"),))
    other = scene.with_catalogue(Catalogue((kind,)))
    done = other.finished(other.actor("per.pedagog"))
    assert clock(other, done) == {"F2": (today(), today() + timedelta(weeks=3), "")}
    assert clock(other, other.copy_of(done)) == {}
