"""The worker: sealed once, one package, the archive's receipt; what fails is kept, tried again and shown."""

import hashlib
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from samhandling.channels import folder as channel
from samhandling.output.verify import verify
from samhandling.store.actor import WORKER
from samhandling.work import archiving, document, outbox, worker
from samhandling.work.errors import NotFoundError
from tests.work.scene import Scene

SCHEMAS = "standards/fiks-arkiv-v1/no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett"
FIKS = "https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv"
RECEIPT = f"""<arkivmeldingKvittering xmlns="{FIKS}/arkivmelding/opprett/kvittering/v1"
  xmlns:m="{FIKS}/metadatakatalog/v1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <registreringKvittering xsi:type="journalpostKvittering"><systemID>22222222-2222-2222-2222-222222222222</systemID>
    <arkivertDato>2026-11-22T09:00:00+01:00</arkivertDato>
    <referanseEksternNoekkel><m:fagsystem>samhandling</m:fagsystem><m:noekkel>KEY</m:noekkel></referanseEksternNoekkel>
    <opprettetEllerEksisterende>Opprettet</opprettetEllerEksisterende><journalaar>2026</journalaar>
    <journalsekvensnummer>34</journalsekvensnummer></registreringKvittering></arkivmeldingKvittering>"""


def package(scene: Scene, dokument_id: str) -> Path:
    (row,) = scene.sql("SELECT mappe FROM arkivpakke WHERE dokument_id = :id", id=dokument_id)
    return scene.house.settings.export_folder / row.mappe


def lines(scene: Scene, who, dokument_id: str) -> dict[str, str]:
    return {line.what: line.tone for line in scene.page(who, dokument_id).status}


def failing(*_facts: object):
    raise RuntimeError("Mio Testbråten")


def test_from_finished_to_filed(scene: Scene, printer):
    """The main job: rendered, sealed, one package each for sender and receiver, all of it whole."""
    who = scene.actor("per.pedagog")
    done = scene.finished(who)
    with scene.house.database.read(who) as session, pytest.raises(NotFoundError):
        document.pdf(session, done)
    scene.drain(printer)
    for each in (done, scene.copy_of(done)):
        files = {row.trinn: row for row in scene.sql("SELECT * FROM fil WHERE dokument_id = :id", id=each)}
        assert set(files) == {"rendret", "forseglet"}
        for row in files.values():
            data = bytes(row.innhold)
            assert (row.sha256, row.stoerrelse) == (hashlib.sha256(data).hexdigest(), len(data))
        assert bytes(files["forseglet"].innhold).startswith(bytes(files["rendret"].innhold))
        verdict = verify(package(scene, each))
        assert verdict.ok, verdict.lines
    with scene.house.database.read(who) as session:
        data, name = document.pdf(session, done)
    assert data == bytes(files["forseglet"].innhold)
    assert "Mio" not in name
    assert scene.count("arkivpakke") == len([p for p in scene.house.settings.export_folder.iterdir() if p.is_dir()])
    assert scene.count("arkivpakke") == 2
    scene.access_is_right()


@pytest.mark.contracts
def test_the_packages_are_valid_by_the_published_schema(scene: Scene, cheap, contracts: Path):
    """Sender's and receiver's arkivmelding, and a public title that gives nothing away."""
    done = scene.finished(scene.actor("per.pedagog"))
    scene.drain(cheap)
    schema = etree.XMLSchema(etree.parse(str(contracts / f"{SCHEMAS}.xsd")))
    for each, journalposttype in ((done, "U"), (scene.copy_of(done), "I")):
        message = etree.parse(str(package(scene, each) / "arkivmelding.xml"))
        schema.assertValid(message)
        assert message.findtext(".//{*}journalposttype/{*}kode") == journalposttype
        assert "Mio" not in "".join(message.xpath("//*[local-name()='offentligTittel']/text()"))


@pytest.mark.contracts
def test_the_receipt_of_these_tests_is_a_real_one(contracts: Path):
    """It is valid by the published schema."""
    etree.XMLSchema(etree.parse(str(contracts / f"{SCHEMAS}.kvittering.xsd"))).assertValid(etree.fromstring(RECEIPT))


def test_a_receipt_files_the_document(scene: Scene, cheap):
    """Half written or for another document it does nothing; whole it marks this one, once, with its number."""
    who = scene.actor("per.pedagog")
    done = scene.finished(who)
    copy = scene.copy_of(done)
    scene.drain(cheap)
    assert lines(scene, who, done)["Venter på kvittering fra arkivet"] == "waiting"
    answer = package(scene, done) / "arkivkvittering.xml"
    right = RECEIPT.replace("KEY", f"{done}-v1")
    for wrong in (
        right[:-200],
        "",
        "<a/>",
        RECEIPT.replace("KEY", f"{copy}-v1"),
        "\x00",
        right.replace("22", "&x;", 1),
    ):
        answer.write_text(wrong)
        assert archiving.take_receipts(scene.house) == 0
    answer.write_text(right)
    assert archiving.take_receipts(scene.house) == 1
    assert archiving.take_receipts(scene.house) == 0
    assert lines(scene, who, done)["Arkivert (2026/34)"] == "done"
    (row,) = scene.sql("SELECT arkiv_id FROM arkivpakke WHERE dokument_id = :id", id=done)
    assert row.arkiv_id == "2026/34"
    assert not [line for line in lines(scene, scene.actor("berit.barnevern"), copy) if line.startswith("Arkivert")]
    for name, sees in (("per.pedagog", True), ("anne.arkiv", False)):
        try:
            assert bool(scene.page(scene.actor(name), done)) == sees
        except NotFoundError:
            assert not sees
    with scene.house.database.read(WORKER) as session, pytest.raises(NotFoundError):
        document.read_document(session, done)
    scene.access_is_right()


def test_a_failure_is_kept_tried_again_and_shown(scene: Scene, cheap):
    """The status line says so; the fault names no child; when the cause is gone it is done."""
    who = scene.actor("per.pedagog")
    done = scene.finished(who)
    scene.drain(failing)
    job = scene.jobs(done)["forsegl"]
    assert (job.status, job.feil, job.forsoek) == ("venter", "RuntimeError", 1)
    assert "warning" in lines(scene, who, done).values()
    scene.drain(cheap)
    assert scene.jobs(done)["forsegl"].forsoek == 1, "it is not hammered"
    scene.lease_ends()
    scene.drain(cheap)
    assert {each.status for each in scene.jobs(done).values()} == {"gjort"}
    assert "warning" not in lines(scene, who, done).values()


def test_a_full_disk_delays_and_leaves_nothing(scene: Scene, cheap, monkeypatch):
    """OSError while the package is written: no folder, no row; tried again; then one package."""
    done = scene.finished(scene.actor("per.pedagog"))
    copy = scene.copy_of(done)
    folder = scene.house.settings.export_folder
    with monkeypatch.context() as full:
        full.setattr(channel, "_write_file", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        scene.drain(cheap)
    assert [path.name for path in folder.iterdir() if path.is_dir()] == []
    assert scene.count("arkivpakke") == 0
    assert {scene.jobs(each)["arkiver"].feil for each in (done, copy)} == {"OSError"}
    scene.lease_ends()
    scene.drain(cheap)
    assert {path.name for path in folder.iterdir() if path.is_dir()} == {f"{done}-v1", f"{copy}-v1"}


def test_one_document_that_fails_holds_up_no_other(scene: Scene, cheap):
    """The worker goes on to the next."""
    who = scene.actor("per.pedagog")
    bad, good = scene.finished(who), scene.finished(who)
    number = scene.page(who, bad).dokument.nummer
    scene.drain(lambda view, template: failing() if view.nummer == number else cheap(view, template))
    assert {each.status for each in scene.jobs(good).values()} == {"gjort"}
    assert scene.jobs(bad)["forsegl"].status == "venter"


def test_a_late_worker_cannot_double(scene: Scene, cheap):
    """Its lease ended while it was printing; another took over and finished; what it brings is dropped."""
    done = scene.finished(scene.actor("per.pedagog"))
    printing, go_on = threading.Event(), threading.Event()

    def slow(_view, _template):
        printing.set()
        assert go_on.wait(20)
        return b"late", b"late sealed"

    late = threading.Thread(target=lambda: worker.work_once(scene.house, only_sealing(slow)))
    scene.sql("UPDATE utboks SET klar = '2030-01-01 00:00:00.000000' WHERE jobb = 'arkiver'")
    late.start()
    assert printing.wait(20)
    assert outbox.claim(scene.house) is None, "leased"
    scene.lease_ends()
    scene.drain(cheap)
    first = [bytes(row.innhold) for row in scene.sql("SELECT innhold FROM fil WHERE dokument_id = :id", id=done)]
    go_on.set()
    late.join()
    assert [bytes(r.innhold) for r in scene.sql("SELECT innhold FROM fil WHERE dokument_id = :id", id=done)] == first
    assert len(first) == 2
    assert b"late" not in first
    assert {each.status for each in scene.jobs(done).values()} == {"gjort"}
    assert scene.count("arkivpakke") == 2
    scene.access_is_right()


def only_sealing(printer):
    return {"forsegl": worker.jobs(printer)["forsegl"]}


def test_workers_side_by_side_do_each_job_once(scene: Scene, cheap):
    """Three workers on one queue: each file and package once."""
    who = scene.actor("per.pedagog")
    for _ in range(4):
        scene.finished(who)
    scene.sql("UPDATE utboks SET klar = :at", at=datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None).isoformat(" "))
    threads = [threading.Thread(target=lambda: scene.drain(cheap)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for _ in range(3):
        scene.lease_ends()
        scene.drain(cheap)
    assert scene.sql("SELECT id FROM utboks WHERE status <> 'gjort'") == []
    assert scene.count("fil") == 4 * 2 * 2
    assert scene.count("arkivpakke") == 4 * 2
    scene.access_is_right()
