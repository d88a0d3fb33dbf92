"""Delivery: a receiver on this instance gets its own frozen copy; elsewhere somebody hands it over and says so."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from samhandling.model import Dokument, now
from samhandling.model.base import OSLO
from samhandling.model.dokument import FEILREGISTRERT
from samhandling.rules import derivation
from samhandling.work.correct import misfile, new_version
from samhandling.work.delivery import record_delivery
from samhandling.work.errors import ConflictError, NotFoundError
from samhandling.work.listing import Wish, dokument_list
from tests.work.scene import OTHER_BARNEVERN, Scene, together


def copy_as_stored(scene: Scene, copy: str) -> dict[str, list[str]]:
    """All that belongs to a copy, but who is told and what the archive did; the clock belongs to the report."""
    tables = {"dokument": "id", "dokument_del": "dokument_id", "fil": "dokument_id"}
    rows = {name: scene.sql(f"SELECT * FROM {name} WHERE {key} = :id", id=copy) for name, key in tables.items()}
    told = {"hos_avsender"}  # beside the copy, not of it
    return {name: sorted(str({k: v for k, v in row._mapping.items() if k not in told}) for row in found)
            for name, found in rows.items()}  # fmt: skip


def test_the_receiver_has_its_own_copy(scene: Scene, cheap):
    """§6: frozen in barnevern's mottak, the same bytes and tree; the sender's correction and new version leave it."""
    who, mottak = scene.actor("per.pedagog"), scene.actor("berit.barnevern")
    done = scene.finished(who)
    scene.drain(cheap)
    copy = scene.copy_of(done)
    received = scene.page(mottak, copy)
    assert received.tree == scene.page(who, done).tree
    assert [fil.sha256 for fil in received.fil] == [fil.sha256 for fil in scene.page(who, done).fil] != []
    assert received.can == {"last_ned"}
    before = copy_as_stored(scene, copy)
    version = new_version(scene.house, who, done)
    assert scene.finish(who, version) == []
    misfile(scene.house, who, version, "galt barn")
    scene.drain(cheap)
    assert copy_as_stored(scene, copy) == before
    clock = scene.sql("SELECT DISTINCT dokument_id FROM frist WHERE utfall = ''")
    assert [row.dokument_id for row in clock] == [scene.copy_of(version)], "it runs on at the receiver (0007)"
    assert scene.page(mottak, copy).dokument.status == "ferdig"
    assert scene.page(mottak, copy).dokument.hos_avsender == "erstattet"
    assert scene.page(mottak, scene.copy_of(version)).dokument.hos_avsender == "feilregistrert"
    for each in (done, version):
        with pytest.raises(NotFoundError):
            scene.page(mottak, each)
    with scene.house.database.read(mottak) as session:
        assert {row.dokument.id for row in dokument_list(session, Wish()).rows} == {copy, scene.copy_of(version)}
    told = scene.sql("SELECT bruker_id FROM varsel WHERE hva = 'avsender.feilregistrert'")
    assert [row.bruker_id for row in told] == [mottak.id]
    scene.access_is_right()


@pytest.mark.parametrize("name", ["nils.styrer", "hanne.helse", "ola.ppt", "sigve.system", "petra.ombud"])
def test_a_copy_is_for_the_receiver_alone(scene: Scene, name: str):
    """A stranger sees neither the report nor the copy, nor is it in any list."""
    done = scene.finished(scene.actor("per.pedagog"))
    stranger = scene.actor(name)
    for each in (done, scene.copy_of(done)):
        with pytest.raises(NotFoundError):
            scene.page(stranger, each)
    with scene.house.database.read(stranger) as session:
        assert dokument_list(session, Wish()).rows == []


def test_delivery_elsewhere_is_owed_until_it_is_said(scene: Scene):
    """A14, A15: no copy; the screen says what is owed; when it is said the deadlines run from that day."""
    who = scene.actor("per.pedagog")
    done = scene.finished(who, OTHER_BARNEVERN)
    page = scene.page(who, done)
    assert "lever" in page.can
    assert scene.sql("SELECT id FROM dokument WHERE kilde_id = :id", id=done) == []
    (sent,) = page.forsendelse
    assert (sent.mottaker, sent.levert) == ("Nordvik barneverntjeneste", None)
    assert any("Nordvik" in line.what and line.tone == "warning" for line in page.status)
    finished = datetime(2026, 11, 1, 22, 59, tzinfo=UTC)  # 23.59 in Oslo
    scene.sql("UPDATE dokument SET ferdig = '2026-11-01 22:59:00.000000' WHERE id = :id", id=done)
    handed = datetime(2026, 11, 3, 23, 30, tzinfo=UTC)  # half past midnight of the fourth in Oslo
    for wrong in (finished - timedelta(days=1), finished - timedelta(hours=24), now() + timedelta(minutes=1)):
        with pytest.raises(ConflictError):
            record_delivery(scene.house, who, done, "utskrift", wrong)
    with pytest.raises(NotFoundError):
        record_delivery(scene.house, who, done, "brevdue", handed)
    record_delivery(scene.house, who, done, "telefon", handed, "Snakket med Ola\x00")
    page = scene.page(who, done)
    assert page.forsendelse[0].levert == handed
    assert [(row.kode, row.fra, row.dato) for row in page.frist] == [
        ("F1", date(2026, 11, 4), date(2026, 11, 11)),
        ("F2", date(2026, 11, 4), date(2026, 11, 25)),
    ]
    assert "lever" not in page.can
    with pytest.raises(NotFoundError):
        record_delivery(scene.house, who, done, "telefon", handed)


def test_delivery_is_judged_by_the_day_in_norway(scene: Scene):
    """Finished just after midnight in Oslo: the evening before, the same day in UTC, is too early."""
    who = scene.actor("per.pedagog")
    done = scene.finished(who, OTHER_BARNEVERN)
    scene.sql("UPDATE dokument SET ferdig = '2026-11-01 23:30:00.000000' WHERE id = :id", id=done)
    with pytest.raises(ConflictError):
        record_delivery(scene.house, who, done, "utskrift", datetime(2026, 11, 1, 22, 0, tzinfo=UTC))
    record_delivery(scene.house, who, done, "utskrift", datetime(2026, 11, 2, 0, 10, tzinfo=OSLO))


def test_nobody_else_says_that_it_was_delivered(scene: Scene):
    """A stranger cannot, and the archivist who may read it cannot either."""
    done = scene.finished(scene.actor("per.pedagog"), OTHER_BARNEVERN)
    for name in ("nils.styrer", "anne.arkiv", "berit.barnevern"):
        with pytest.raises(NotFoundError):
            record_delivery(scene.house, scene.actor(name), done, "telefon", now())


def test_a_misfiled_document_is_blocked_at_once(scene: Scene, cheap):
    """§2: reason demanded, clerks and archivists lose sight of it, nothing is erased, its package is still made."""
    who = scene.actor("per.pedagog")
    done = scene.finished(who)
    with pytest.raises(ConflictError):
        misfile(scene.house, who, done, " \n")
    misfile(scene.house, who, done, "feil barn \x00")
    with pytest.raises(NotFoundError):
        scene.page(scene.actor("anne.arkiv"), done)
    page = scene.page(who, done)
    assert page.dokument.status == "feilregistrert"
    assert page.tree
    assert page.can <= {"last_ned"}
    with pytest.raises(NotFoundError):
        misfile(scene.house, who, done, "en gang til")
    scene.drain(cheap)
    assert {each.status for each in scene.jobs(done).values()} == {"gjort"}
    told = scene.sql("SELECT bruker_id FROM varsel WHERE hva = 'feilregistrert'")
    assert {row.bruker_id for row in told} == {scene.actor(name).id for name in ("anne.arkiv", "mona.merkantil")}


def test_misfiling_while_the_worker_files_leaves_access_right(scene: Scene, cheap):
    """Whoever commits last derives from what the other wrote: no grant of the one survives the other."""
    who = scene.actor("per.pedagog")
    done = scene.finished(who)
    scene.drain(cheap)
    scene.sql("UPDATE utboks SET status = 'venter' WHERE jobb = 'arkiver' AND dokument_id = :id", id=done)
    scene.lease_ends()
    filing = threading.Thread(target=lambda: scene.drain(cheap))
    with scene.house.database.write(who) as session:
        session.get_one(Dokument, done).status = FEILREGISTRERT
        derivation.rewrite_dokument(session, done)
        filing.start()
        filing.join(0.5)
        assert filing.is_alive(), "it waits for the one who is writing"
    filing.join()
    scene.access_is_right()
    with pytest.raises(NotFoundError):
        scene.page(scene.actor("anne.arkiv"), done)


def test_a_new_version_is_written_by_one(scene: Scene):
    """One's own draft is found again; a second writer is told; finished, it replaces the former under its number."""
    who, leader = scene.actor("per.pedagog"), scene.actor("kari.styrer")
    done = scene.finished(who)
    draft = new_version(scene.house, leader, done)
    assert new_version(scene.house, leader, done) == draft
    with pytest.raises(ConflictError):
        new_version(scene.house, who, done)
    assert scene.finish(leader, draft) == []
    former, version = scene.page(leader, done).dokument, scene.page(leader, draft).dokument
    assert (former.status, version.status) == ("erstattet", "ferdig")
    assert (version.nummer, version.versjon) == (former.nummer, 2)
    with pytest.raises((ConflictError, NotFoundError)):
        new_version(scene.house, leader, done)
    scene.access_is_right()


def test_two_new_versions_at_the_same_time_are_one(scene: Scene):
    """A double click makes one draft."""
    who = scene.actor("per.pedagog")
    done = scene.finished(who)
    results = together(*[lambda: new_version(scene.house, who, done)] * 3)
    assert all(isinstance(each, (str, ConflictError)) for each in results)
    assert len({each for each in results if isinstance(each, str)}) == 1
    assert len(scene.sql("SELECT id FROM dokument WHERE erstatter_id = :id", id=done)) == 1


ACUTE = {
    "mottaker-haster": "ja",
    "mottaker-ringt": "nei",
    "mottaker-ikke_ringt": "Ingen svarte.",
    "mottaker-akutt_hvem": "Mio",
    "mottaker-akutt_hva": "Et blått øye.",
    "mottaker-akutt_naar": "I dag",
    "mottaker-akutt_hvor": "I barnehagen",
    "mottaker-akutt_gjort": "Vi venter på dere.",
    "mottaker-resten": "naa",
}


@pytest.mark.parametrize(("answers", "urgent"), [(ACUTE, True), ({}, False)])
def test_an_urgent_report_is_marked_and_told_as_such_in_the_mottak(scene: Scene, answers: dict[str, str], urgent: bool):  # noqa: FBT001
    """A14: barnevern's own copy says that it is urgent, and so does the notice to its mottak; another's does not."""
    done = scene.finished(scene.actor("per.pedagog"), answers)
    mottak = scene.actor("berit.barnevern")
    copy = scene.copy_of(done)
    assert scene.page(mottak, copy).dokument.haster is urgent
    told = scene.sql("SELECT bruker_id, hva FROM varsel WHERE dokument_id = :id", id=copy)
    expected = "bekymringsmelding.haster" if urgent else "bekymringsmelding.mottatt"
    assert [(row.bruker_id, row.hva) for row in told] == [(mottak.id, expected)]
