"""Attachments from upload to archive: judged, frozen with the document, copied, filed, and never opened unjudged."""

import hashlib
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from samhandling.model import VedleggFil
from samhandling.output.verify import verify
from samhandling.store.actor import WORKER
from samhandling.work import outbox, scanning
from samhandling.work.attachment import (
    add_attachment,
    attachments,
    name_attachments,
    read_attachment,
    remove_attachment,
)
from samhandling.work.correct import new_version
from samhandling.work.errors import ConflictError, NotFoundError
from tests.output import zoo
from tests.work.scene import Scene
from tests.work.test_worker import SCHEMAS, package

PAPER = "innskannet"


def judge_all(scene: Scene) -> None:
    """Let the worker judge what waits, and no more."""
    scanning_alone = {"vedlegg": scanning.judge_attachment}
    while (job := outbox.claim(scene.house)) is not None:
        scanning_alone[job.jobb](scene.house, job)


def listed(scene: Scene, who: str, dokument_id: str) -> list:
    with scene.house.database.read(scene.actor(who)) as session:
        return attachments(session, dokument_id)


def opened(scene: Scene, who: str, dokument_id: str, vedlegg_id: str) -> bytes:
    with scene.house.database.read(scene.actor(who)) as session:
        return read_attachment(session, dokument_id, vedlegg_id)[0]


def test_from_upload_to_archive(scene: Scene, draft: str, paper: bytes, printer):
    """Waiting blocks, judged does not; frozen, printed with checksums, packaged, verified."""
    per = scene.actor("per.pedagog")
    first = add_attachment(scene.house, per, draft, "Brev_fra_mor.pdf", paper)
    second = add_attachment(scene.house, per, draft, "Bilde.jpg", zoo.sideways())
    assert [finding.section for finding in scene.finish(per, draft)] == ["vedlegg", "vedlegg"]
    with pytest.raises(NotFoundError):
        opened(scene, "per.pedagog", draft, first)
    judge_all(scene)
    name_attachments(scene.house, per, draft, {second: "Tegning av Ánde <b>"})
    rows = listed(scene, "per.pedagog", draft)
    assert [(each.tittel, each.status, each.sider) for each in rows] == [
        ("Brev fra mor", "godkjent", 2),
        ("Tegning av Ánde <b>", "bygget_om", 1),
    ]
    assert opened(scene, "per.pedagog", draft, first) == paper
    assert scene.finish(per, draft) == []
    scene.drain(printer)
    folder = package(scene, draft)
    assert {each.name for each in folder.iterdir()} == {
        "arkivmelding.xml",
        "dokument.pdf",
        "manifest-sha256.txt",
        "vedlegg-01.pdf",
        "vedlegg-02.pdf",
    }
    assert (folder / "vedlegg-01.pdf").read_bytes() == paper
    verdict = verify(folder)
    assert verdict.ok, verdict.lines
    assert any("nevner nettopp disse vedleggene" in line for line in verdict.lines)
    page = scene.page(per, draft)
    assert page.dokument.tittel == "Innskannet dokument (brev)"
    assert [each.sha256 for each in page.vedlegg] == [each.sha256 for each in rows]
    scene.access_is_right()


@pytest.mark.poppler
def test_the_sealed_page_names_its_attachments(scene: Scene, draft: str, paper: bytes, printer):
    """Title and SHA-256 of each stand on the printed page."""
    per = scene.actor("per.pedagog")
    add_attachment(scene.house, per, draft, "Brev fra mor.pdf", paper)
    judge_all(scene)
    assert scene.finish(per, draft) == []
    scene.drain(printer)
    command = ["pdftotext", "-layout", str(package(scene, draft) / "dokument.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "1. Brev fra mor" in text
    assert hashlib.sha256(paper).hexdigest() in text.replace("\n", "").replace(" ", "")


@pytest.mark.contracts
def test_the_package_is_valid_by_the_published_schema(scene: Scene, draft: str, paper: bytes, cheap, contracts: Path):
    """The attachment stands in arkivmelding as Vedlegg with its checksum; the paper's own facts are Noark's."""
    per = scene.actor("per.pedagog")
    add_attachment(scene.house, per, draft, "Brev.pdf", paper)
    judge_all(scene)
    assert scene.finish(per, draft) == []
    scene.drain(cheap)
    message = etree.parse(str(package(scene, draft) / "arkivmelding.xml"))
    etree.XMLSchema(etree.parse(str(contracts / f"{SCHEMAS}.xsd"))).assertValid(message)

    def texts(name: str) -> list[str]:
        return [" ".join(" ".join(each.itertext()).split()) for each in message.iter("{*}" + name)]

    assert texts("tilknyttetRegistreringSom") == ["H Hoveddokument", "V Vedlegg"]
    assert texts("sjekksum")[1] == hashlib.sha256(paper).hexdigest()
    assert texts("dokumentetsDato") == ["2026-11-02"]
    assert texts("journalposttype") == ["I Inngående dokument"]
    assert texts("korrespondansepartNavn") == ["Liv Testbråten", "Solstua barnehage"]
    assert texts("saksbehandler") == ["Per Myrvold, pedagogisk leder"]
    assert texts("antallFiler") == ["2"]


def test_a_changed_attachment_is_found(scene: Scene, draft: str, paper: bytes, printer):
    """Another valid file in its place, with message and manifest made to fit: the sealed page does not name it."""
    from samhandling.output.package import MANIFEST, manifest  # noqa: PLC0415 - for this test alone

    per = scene.actor("per.pedagog")
    add_attachment(scene.house, per, draft, "Brev.pdf", paper)
    judge_all(scene)
    scene.finish(per, draft)
    scene.drain(printer)
    folder, other = package(scene, draft), zoo.archive(1)
    (folder / "vedlegg-01.pdf").write_bytes(other)
    assert not verify(folder).ok
    text = (folder / "arkivmelding.xml").read_text()
    for old, new in ((paper, other),):
        text = text.replace(hashlib.sha256(old).hexdigest(), hashlib.sha256(new).hexdigest())
        text = text.replace(f"<filstoerrelse>{len(old)}<", f"<filstoerrelse>{len(new)}<")
    (folder / "arkivmelding.xml").write_text(text)
    files = {each.name: each.read_bytes() for each in folder.iterdir() if each.name != MANIFEST}
    (folder / MANIFEST).write_bytes(manifest(files))
    assert [line for line in verify(folder).lines if "ikke de som" in line]


def test_the_receiver_gets_the_same_bytes(scene: Scene, paper: bytes, printer):
    """A report's attachments are the receiver's too: named at once, with their bytes when the PDF is there."""
    per = scene.actor("per.pedagog")
    report = scene.fill(per)
    mine = add_attachment(scene.house, per, report, "Tegning.pdf", zoo.script())
    judge_all(scene)
    assert scene.finish(per, report) == []
    copy = scene.copy_of(report)
    (theirs,) = listed(scene, "berit.barnevern", copy)
    assert (theirs.tittel, theirs.ready) == ("Tegning", False)
    scene.drain(printer)
    assert opened(scene, "berit.barnevern", copy, theirs.id) == opened(scene, "per.pedagog", report, mine)
    assert b"alert" not in opened(scene, "berit.barnevern", copy, theirs.id)
    for each in (report, copy):
        assert verify(package(scene, each)).ok
    with pytest.raises(NotFoundError):
        opened(scene, "berit.barnevern", report, mine)
    steps = scene.sql("SELECT trinn FROM vedlegg_fil WHERE dokument_id = :id", id=copy)
    assert [row.trinn for row in steps] == ["arkiv"], "what was received goes nowhere"


def test_a_new_version_begins_with_them(scene: Scene, draft: str, paper: bytes, cheap):
    """It has its own: taking one out of the new version leaves the old one whole."""
    per = scene.actor("per.pedagog")
    mine = add_attachment(scene.house, per, draft, "Brev.pdf", paper)
    judge_all(scene)
    scene.finish(per, draft)
    scene.drain(cheap)
    version = new_version(scene.house, per, draft)
    (again,) = listed(scene, "per.pedagog", version)
    assert opened(scene, "per.pedagog", version, again.id) == paper
    remove_attachment(scene.house, per, version, again.id)
    assert [finding.name for finding in scene.finish(per, version)] == ["vedlegg"], "one is demanded"
    assert opened(scene, "per.pedagog", draft, mine) == paper
    add_attachment(scene.house, per, version, "Rettet.pdf", zoo.archive(1))
    judge_all(scene)
    assert scene.finish(per, version) == []
    scene.access_is_right()


def test_only_authors_reach_a_draft_s_attachments(scene: Scene, draft: str, paper: bytes):
    """The leader, the clerk and the neighbour find nothing, and can add and remove nothing."""
    mine = add_attachment(scene.house, scene.actor("per.pedagog"), draft, "Brev.pdf", paper)
    judge_all(scene)
    for name in ("kari.styrer", "mona.merkantil", "nils.styrer", "berit.barnevern", "sigve.system"):
        other = scene.actor(name)
        assert listed(scene, name, draft) == []
        for act in (
            lambda other=other: add_attachment(scene.house, other, draft, "x.pdf", paper),
            lambda other=other: remove_attachment(scene.house, other, draft, mine),
            lambda other=other: name_attachments(scene.house, other, draft, {mine: "x"}),
            lambda name=name: opened(scene, name, draft, mine),
        ):
            with pytest.raises(NotFoundError):
                act()
    with scene.house.database.read(WORKER) as session:
        assert attachments(session, draft) == [], "the judge is done with it"


def test_an_attachment_is_reached_through_its_own_document(scene: Scene, draft: str, paper: bytes):
    """One document's attachment is not found under another's address, also where one may read both."""
    per = scene.actor("per.pedagog")
    mine = add_attachment(scene.house, per, draft, "Brev.pdf", paper)
    other = scene.fill(per, kind=PAPER)
    judge_all(scene)
    with pytest.raises(NotFoundError):
        opened(scene, "per.pedagog", other, mine)
    with pytest.raises(NotFoundError):
        remove_attachment(scene.house, per, other, mine)


def test_a_finished_document_s_attachments_are_frozen(scene: Scene, draft: str, paper: bytes):
    """Nothing is added, named or removed after finish."""
    per = scene.actor("per.pedagog")
    mine = add_attachment(scene.house, per, draft, "Brev.pdf", paper)
    judge_all(scene)
    scene.finish(per, draft)
    for act in (
        lambda: add_attachment(scene.house, per, draft, "x.pdf", zoo.archive()),
        lambda: remove_attachment(scene.house, per, draft, mine),
        lambda: name_attachments(scene.house, per, draft, {mine: "Ny"}),
    ):
        with pytest.raises(ConflictError):
            act()
    assert [each.tittel for each in listed(scene, "per.pedagog", draft)] == ["Brev"]


def test_received_bytes_have_one_place(scene: Scene, draft: str, paper: bytes):
    """What is kept is stored once; beside what is rebuilt the received file stays, and is never the one opened."""
    per = scene.actor("per.pedagog")
    kept = add_attachment(scene.house, per, draft, "a.pdf", paper)
    rebuilt = add_attachment(scene.house, per, draft, "b.pdf", zoo.script())
    judge_all(scene)
    steps = {
        each: {row.trinn for row in scene.sql("SELECT trinn FROM vedlegg_fil WHERE vedlegg_id = :id", id=each)}
        for each in (kept, rebuilt)
    }
    assert steps == {kept: {"arkiv"}, rebuilt: {"mottatt", "arkiv"}}
    assert b"app.alert" not in opened(scene, "per.pedagog", draft, rebuilt)
    assert VedleggFil.__tablename__ in scene.house.database._wall.tables
