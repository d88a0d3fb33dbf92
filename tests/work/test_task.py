"""Tasks: who sees them, what may come of them, and what that means for the deadlines (F1-F4, A18, A35)."""

from datetime import timedelta

import pytest

from samhandling.model import now
from samhandling.rules.deadline import due
from samhandling.store.actor import Actor, RoleIn
from samhandling.vocabulary.frist import FRIST
from samhandling.work.correct import misfile
from samhandling.work.errors import ConflictError, InvalidError, NotFoundError
from samhandling.work.keyset import Counted
from samhandling.work.task import TaskRow, count_open, open_tasks
from samhandling.work.task_act import TaskPage, extend_deadline, finish_task, read_task, reopen_task
from tests.work.scene import Scene, together
from tests.work.test_due import NEVER, a_month_passes, clock, newer, tasks, today

BERIT = "berit.barnevern"
UNIT = "Lyngvær barneverntjeneste"


@pytest.fixture
def received(scene: Scene) -> str:
    """A report as it lies in barnevern's mottak."""
    return scene.copy_of(scene.finished(scene.actor("per.pedagog")))


def todo(scene: Scene, who: Actor) -> list[TaskRow]:
    with scene.house.database.read(who) as session:
        return list(open_tasks(session).rows)


def the_task(scene: Scene, who: Actor, slag: str) -> str:
    (found,) = [row.oppgave.id for row in todo(scene, who) if row.oppgave.slag == slag]
    return found


def finish(scene: Scene, slag: str, outcome: str = "", note: str = "") -> str:
    who = scene.actor(BERIT)
    found = the_task(scene, who, slag)
    finish_task(scene.house, who, found, outcome, note)
    return found


def slags(scene: Scene) -> list[str]:
    return [row.oppgave.slag for row in todo(scene, scene.actor(BERIT))]


def as_role(scene: Scene, *roles: str, unit: str = UNIT) -> Actor:
    """Somebody of the municipality with other roles."""
    someone = scene.actor("ola.ppt")
    held = tuple(RoleIn(scene.unit(unit), unit, "barnevern", role) for role in roles)
    return Actor(
        "bruker", someone.id, someone.navn, "", someone.kommune_id, someone.kommune_navn, held, someone.kommuner
    )


def page(scene: Scene, who: Actor, oppgave_id: str) -> TaskPage:
    with scene.house.database.read(who) as session:
        return read_task(session, oppgave_id)


# ---- what comes of the review


@pytest.mark.parametrize("outcome", ["undersoekelse", "akutt"])
def test_f1_opens_an_investigation(scene: Scene, received: str, outcome: str):
    """F1 → F3 runs, F2 and F4 remain; the answer to the reporter and the investigation are tasks now (A18)."""
    before = clock(scene, received)
    finish(scene, "melding.gjennomgaa", outcome)
    after = clock(scene, received)
    assert after == before | {"F1": (*before["F1"][:2], outcome)}
    assert slags(scene) == ["melding.bekreft", "undersoekelse.avslutt"]
    assert [row.frist.kode for row in todo(scene, scene.actor(BERIT)) if row.frist] == ["F2", "F3"]


def test_f1_henlagt_demands_a_professional_reason(scene: Scene, received: str):
    """§3: written; F3 and F4 lapse; the reporter is answered all the same (F2)."""
    for nothing in ("", "  \n ", "\x00"):
        with pytest.raises(InvalidError) as refused:
            finish(scene, "melding.gjennomgaa", "henlagt", nothing)
        assert list(refused.value.fields) == ["merknad"]
    finish(scene, "melding.gjennomgaa", "henlagt", "Ikke grunn til bekymring etter samtale.")
    outcomes = {code: outcome for code, (_from, _day, outcome) in clock(scene, received).items()}
    assert outcomes == {"F1": "henlagt", "F2": "", "F3": "bortfalt", "F4": "bortfalt"}
    assert slags(scene) == ["melding.bekreft"]
    (row,) = scene.sql("SELECT merknad FROM frist WHERE dokument_id = :id AND kode = 'F1'", id=received)
    assert row.merknad == "Ikke grunn til bekymring etter samtale."


def test_f1_demands_an_outcome_of_its_own(scene: Scene, received: str):
    """Nothing chosen, and what is no outcome, are findings at the field; nothing is done."""
    before = scene.everything()
    for wrong in ("", "tull", "feilsendt"):
        with pytest.raises(InvalidError) as refused:
            finish(scene, "melding.gjennomgaa", wrong)
        assert list(refused.value.fields) == ["utfall"]
    assert scene.everything() == before


def test_f1_of_a_report_that_its_sender_withdrew(scene: Scene):
    """Only then is that an outcome: all the report's deadlines lapse."""
    done = scene.finished(scene.actor("per.pedagog"))
    misfile(scene.house, scene.actor("per.pedagog"), done, "Feil barn")
    finish(scene, "melding.gjennomgaa", "feilsendt")
    outcomes = [outcome for _from, _day, outcome in clock(scene, scene.copy_of(done)).values()]
    assert sorted(outcomes) == ["bortfalt", "bortfalt", "bortfalt", "feilsendt"]
    assert slags(scene) == []


def test_f1_without_f3_starts_it_when_an_investigation_is_opened(scene: Scene, received: str):
    """§3: an unborn child's report has none until mottak decides, with the woman's consent."""
    scene.sql("DELETE FROM frist WHERE dokument_id = :id AND kode IN ('F3', 'F4')", id=received)
    finish(scene, "melding.gjennomgaa", "undersoekelse")
    week = today() + timedelta(weeks=1)
    assert clock(scene, received)["F3"] == (week, due(FRIST["F3"].length, week), "")
    assert clock(scene, received)["F4"] == (NEVER, NEVER, "")


# ---- the investigation, and the feedback


def test_f3_done_starts_f4(scene: Scene, received: str):
    """F4, A35: three weeks from the day that the investigation is done, then done itself."""
    finish(scene, "melding.gjennomgaa", "undersoekelse")
    a_month_passes(scene, received)
    finish(scene, "undersoekelse.avslutt", "foelges_opp")
    assert clock(scene, received)["F4"] == (today(), today() + timedelta(weeks=3), "")
    assert slags(scene) == ["melding.bekreft", "melding.tilbakemelding"]
    finish(scene, "melding.bekreft", note="Ringte styrer")
    finish(scene, "melding.tilbakemelding")
    assert slags(scene) == []
    assert {outcome for _from, _day, outcome in clock(scene, received).values()} == {
        "undersoekelse", "utfoert", "foelges_opp"
    }  # fmt: skip


def test_f3_is_extended_once_with_a_written_reason(scene: Scene, received: str):
    """A18: six months in all from the same day; the task has the new date; the reason stays when it is done."""
    who = scene.actor(BERIT)
    finish(scene, "melding.gjennomgaa", "undersoekelse")
    task = the_task(scene, who, "undersoekelse.avslutt")
    with pytest.raises(InvalidError) as refused:
        extend_deadline(scene.house, who, task, " ")
    assert list(refused.value.fields) == ["grunn"]
    extend_deadline(scene.house, who, task, "Venter på sakkyndig")
    week = today() + timedelta(weeks=1)
    assert clock(scene, received)["F3"] == (week, due(FRIST["F3"].longest, week), "")
    assert [row.oppgave.forfall for row in todo(scene, who) if row.frist.kode == "F3"] == [
        clock(scene, received)["F3"][1]
    ]
    with pytest.raises(NotFoundError):
        extend_deadline(scene.house, who, task, "Enda mer")
    with pytest.raises(NotFoundError):
        extend_deadline(scene.house, who, the_task(scene, who, "melding.bekreft"), "F2 kan ikke")
    finish(scene, "undersoekelse.avslutt", "henlagt", "Ferdig")
    (row,) = scene.sql("SELECT merknad FROM frist WHERE dokument_id = :id AND kode = 'F3'", id=received)
    assert row.merknad == "Venter på sakkyndig\nFerdig"


def test_a_new_version_of_a_reviewed_report_is_a_task(scene: Scene):
    """F1 is done: the new version is read, the deadlines go on with what came of them."""
    done = scene.finished(scene.actor("per.pedagog"))
    finish(scene, "melding.gjennomgaa", "undersoekelse")
    copy = scene.copy_of(newer(scene, "per.pedagog", done))
    assert clock(scene, copy)["F1"][2] == "undersoekelse"
    assert slags(scene) == ["melding.bekreft", "undersoekelse.avslutt", "melding.ny_versjon"]
    assert {row.dokument.id for row in todo(scene, scene.actor(BERIT))} == {copy}
    finish(scene, "melding.ny_versjon")


# ---- undone the same day


def test_a_review_is_undone_the_same_day(scene: Scene, received: str):
    """All stands as before, and can be done anew; both are in the log."""
    before = clock(scene, received), tasks(scene, received)
    for outcome, note in (("henlagt", "Feil knapp"), ("undersoekelse", "")):
        done = finish(scene, "melding.gjennomgaa", outcome, note)
        reopen_task(scene.house, scene.actor(BERIT), done)
        assert clock(scene, received) == before[0]
        assert slags(scene) == ["melding.gjennomgaa"]
    finish(scene, "melding.gjennomgaa", "undersoekelse")
    assert slags(scene) == ["melding.bekreft", "undersoekelse.avslutt"]
    logged = [row.hva for row in scene.sql("SELECT hva FROM logg WHERE hva LIKE 'dokument.frist%' ORDER BY id")]
    assert logged == ["dokument.frist.utfall", "dokument.frist.gjenaapnet"] * 2 + ["dokument.frist.utfall"]
    (row,) = scene.sql("SELECT merknad FROM frist WHERE dokument_id = :id AND kode = 'F1'", id=received)
    assert row.merknad == ""


def test_an_investigation_is_undone(scene: Scene, received: str):
    """F4 waits again."""
    finish(scene, "melding.gjennomgaa", "undersoekelse")
    done = finish(scene, "undersoekelse.avslutt", "foelges_opp")
    reopen_task(scene.house, scene.actor(BERIT), done)
    assert clock(scene, received)["F4"] == (NEVER, NEVER, "")
    assert slags(scene) == ["melding.bekreft", "undersoekelse.avslutt"]


def test_nothing_is_undone_once_more_was_done_or_by_another_or_another_day(scene: Scene, received: str):
    """By whoever did it, the same day, while nothing followed."""
    who = scene.actor(BERIT)
    first = finish(scene, "melding.gjennomgaa", "undersoekelse")
    with pytest.raises(NotFoundError):
        reopen_task(scene.house, as_role(scene, "mottak"), first)
    scene.sql("UPDATE oppgave SET gjort = '2026-01-02 10:00:00.000000' WHERE id = :id", id=first)
    with pytest.raises(NotFoundError):
        reopen_task(scene.house, who, first)
    scene.sql("UPDATE oppgave SET gjort = :now WHERE id = :id", id=first, now=f"{now():%Y-%m-%d %H:%M:%S.%f}")
    finish(scene, "melding.bekreft")
    with pytest.raises(ConflictError):
        reopen_task(scene.house, who, first)


# ---- who


@pytest.mark.parametrize("role", ["mottak", "leder", "stedfortreder"])
def test_who_decides_at_barnevern(scene: Scene, received: str, role: str):
    """§6: mottak and the unit's leaders see the mottak's tasks and do them."""
    who = as_role(scene, role)
    finish_task(scene.house, who, the_task(scene, who, "melding.gjennomgaa"), "akutt")
    assert clock(scene, received)["F1"][2] == "akutt"


@pytest.mark.parametrize("role", ["saksbehandler", "ansatt", "merkantil", "arkivar", "personvernombud"])
def test_who_does_not(scene: Scene, received: str, role: str):
    """What one may not see of the document, or not decide, is no task: it is not there."""
    found = the_task(scene, scene.actor(BERIT), "melding.gjennomgaa")
    for who in (
        as_role(scene, role),
        as_role(scene, "mottak", "leder", unit="Lyngvær PPT"),
        scene.actor("per.pedagog"),
    ):
        assert todo(scene, who) == []
        for act in (
            lambda who=who: finish_task(scene.house, who, found, "akutt"),
            lambda who=who: page(scene, who, found),
        ):
            with pytest.raises(NotFoundError):
                act()


def test_a_task_about_what_one_may_no_longer_see_disappears(scene: Scene, received: str):
    """§6.9: a blocked colleague has no task of that child, nor a count of it."""
    berit, leader = scene.actor(BERIT), as_role(scene, "leder")
    found = the_task(scene, berit, "melding.gjennomgaa")
    (child,) = scene.sql("SELECT barn_id FROM dokument_barn WHERE dokument_id = :id", id=received)
    scene.sql(
        "INSERT INTO sperring (id, barn_id, bruker_id, grunn, satt_av_id, fra, til) VALUES"
        " ('sperret', :child, :who, 'nabo', :by, '2026-01-01 00:00:00.000000', '9999-12-31 00:00:00.000000')",
        child=child.barn_id, who=berit.id, by=leader.id,
    )  # fmt: skip
    assert todo(scene, berit) == []
    with scene.house.database.read(berit) as session:
        assert count_open(session) == Counted(0)
    with pytest.raises(NotFoundError):
        finish_task(scene.house, berit, found, "akutt")
    assert len(todo(scene, leader)) == 1


def test_two_who_do_it_at_once_do_it_once(scene: Scene, received: str):
    """The second is told that it is done."""
    berit, other = scene.actor(BERIT), as_role(scene, "mottak")
    found = the_task(scene, berit, "melding.gjennomgaa")
    results = together(*(lambda who=who: finish_task(scene.house, who, found, "akutt") for who in (berit, other)))
    assert sorted(type(each).__name__ for each in results) == ["ConflictError", "NoneType"]
    assert slags(scene) == ["melding.bekreft", "undersoekelse.avslutt"]
