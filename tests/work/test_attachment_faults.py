"""Attachments that are refused, too many, taken away in the middle, or judged while something fails."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from samhandling.output import scan
from samhandling.work import outbox, scanning
from samhandling.work.attachment import add_attachment, remove_attachment
from samhandling.work.draft import discard_draft
from samhandling.work.errors import AttachmentRefusedError, ConflictError, NotFoundError
from tests.output import zoo
from tests.work.scene import Scene, together
from tests.work.test_attachment import PAPER, judge_all, listed, opened


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(AttachmentRefusedError) as error:
        act()
    return str(error.value)


def test_what_is_refused_blocks_until_it_is_removed(scene: Scene, draft: str, paper: bytes):
    """The reason stands there in words; nothing of the file is kept."""
    per = scene.actor("per.pedagog")
    bad = add_attachment(scene.house, per, draft, "Laast.pdf", zoo.locked("hemmelig"))
    add_attachment(scene.house, per, draft, "Brev.pdf", paper)
    judge_all(scene)
    (finding,) = scene.finish(per, draft)
    assert finding.name == f"vedlegg-{bad}"
    assert "passord" in finding.message
    assert "Ta den bort" in finding.message
    assert scene.sql("SELECT id FROM vedlegg_fil WHERE vedlegg_id = :id", id=bad) == []
    with pytest.raises(NotFoundError):
        opened(scene, "per.pedagog", draft, bad)
    remove_attachment(scene.house, per, draft, bad)
    assert scene.finish(per, draft) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "tom"),
        (b"<html>", "PDF, JPEG, PNG, TIFF"),
        (b"MZ" + b"0" * 99, "PDF, JPEG, PNG, TIFF"),
        (b"%PDF-" + b"0" * 2048, "høyst 0 MB"),
    ],
)
def test_some_files_are_refused_at_once(scene: Scene, draft: str, data: bytes, said: str):
    """Empty, of another type whatever it is called, too large: told in words, nothing is stored."""
    settings = replace(scene.house.settings, attachment_bytes=1024)
    house = replace(scene.house, settings=settings)
    per, before = scene.actor("per.pedagog"), scene.everything()
    assert said in refused(lambda: add_attachment(house, per, draft, "papir.pdf", data))
    assert scene.everything() == before


def test_there_is_a_limit_to_how_many_and_how_much(scene: Scene, draft: str):
    """Too many, or too much together: refused; the same file again is the one that is there."""
    settings = replace(scene.house.settings, attachment_count=2, attachment_total=5000)
    house, per = replace(scene.house, settings=settings), scene.actor("per.pedagog")
    first = add_attachment(house, per, draft, "a.pdf", b"%PDF-a")
    assert add_attachment(house, per, draft, "b.pdf", b"%PDF-a") == first
    assert "høyst 0 MB til sammen" in refused(lambda: add_attachment(house, per, draft, "c", b"%PDF-" + b"c" * 5000))
    add_attachment(house, per, draft, "d.pdf", b"%PDF-d")
    assert "høyst 2 vedlegg" in refused(lambda: add_attachment(house, per, draft, "e.pdf", b"%PDF-e"))


def test_a_kind_without_attachments_takes_none(scene: Scene, paper: bytes):
    """Where the declaration says nothing of them there is no way in."""
    kind = replace(scene.house.catalogue[PAPER], attachments=None)
    other = scene.with_catalogue(type(scene.house.catalogue)((kind,)))
    per = other.actor("per.pedagog")
    draft = other.fill(per, kind=PAPER)
    with pytest.raises(NotFoundError):
        add_attachment(other.house, per, draft, "x.pdf", paper)


def test_a_discarded_draft_leaves_no_byte(scene: Scene, draft: str, paper: bytes):
    """Waiting and judged attachments go with their draft, and their jobs too."""
    per = scene.actor("per.pedagog")
    add_attachment(scene.house, per, draft, "a.pdf", paper)
    judge_all(scene)
    add_attachment(scene.house, per, draft, "b.pdf", zoo.plain())
    discard_draft(scene.house, per, draft)
    assert [scene.count(table) for table in ("vedlegg", "vedlegg_fil", "utboks")] == [0, 0, 0]
    judge_all(scene)


def test_removed_while_it_is_judged(scene: Scene, draft: str, paper: bytes, monkeypatch):
    """The verdict on what was taken away changes nothing."""
    per = scene.actor("per.pedagog")
    mine = add_attachment(scene.house, per, draft, "a.pdf", paper)

    def slow(data: bytes, kind: str) -> scan.Judgement:
        remove_attachment(scene.house, per, draft, mine)
        return scan.Judgement(scan.REBUILT, "ikke_pdfa", 1, data)

    monkeypatch.setattr(scan, "judge", slow)
    judge_all(scene)
    assert [scene.count(table) for table in ("vedlegg", "vedlegg_fil", "utboks")] == [0, 0, 0]


def test_a_file_that_fells_the_worker_is_given_up(scene: Scene, draft: str, paper: bytes, monkeypatch):
    """Taken again after each fall, and refused at last: never tried for ever."""
    per = scene.actor("per.pedagog")
    add_attachment(scene.house, per, draft, "a.pdf", paper)
    scene.sql("UPDATE utboks SET forsoek = :tries", tries=scanning.MOST_TRIES)
    monkeypatch.setattr(scan, "judge", lambda *_: pytest.fail("opened again"))
    judge_all(scene)
    (row,) = listed(scene, "per.pedagog", draft)
    assert (row.status, row.grunn) == ("avvist", "kan_ikke_leses")


def test_a_full_disk_keeps_the_job(scene: Scene, draft: str, paper: bytes, monkeypatch):
    """A fault of the machine is no fault of the file: it waits and is judged later."""
    from samhandling.work import worker  # noqa: PLC0415

    per = scene.actor("per.pedagog")
    add_attachment(scene.house, per, draft, "a.pdf", paper)
    real = scan.judge

    def fails(*_args: object) -> scan.Judgement:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(scan, "judge", fails)
    worker.work_once(scene.house, {"vedlegg": scanning.judge_attachment})
    (row,) = listed(scene, "per.pedagog", draft)
    assert row.waits
    monkeypatch.setattr(scan, "judge", real)
    scene.lease_ends()
    judge_all(scene)
    (row,) = listed(scene, "per.pedagog", draft)
    assert row.status == "godkjent"


def test_pictures_that_grow_too_large_are_refused(scene: Scene, draft: str, monkeypatch):
    """What a rebuilt file adds up to is bounded too."""
    house = replace(scene.house, settings=replace(scene.house.settings, attachment_total=5_000))
    per = scene.actor("per.pedagog")
    add_attachment(house, per, draft, "a.pdf", b"%PDF-a")
    grown = scan.Judgement(scan.REBUILT, "ikke_pdfa", 1, b"%PDF-" + b"x" * 20_000)
    monkeypatch.setattr(scan, "judge", lambda *_: grown)
    job = outbox.claim(house)
    scanning.judge_attachment(house, job)
    (row,) = listed(scene, "per.pedagog", draft)
    assert (row.status, row.grunn) == ("avvist", "for_mye")
    assert scene.count("vedlegg_fil") == 0


def test_two_at_once(scene: Scene, draft: str, paper: bytes):
    """Uploading and finishing at the same moment: what is in is judged, or the document was first."""
    per = scene.actor("per.pedagog")
    add_attachment(scene.house, per, draft, "a.pdf", paper)
    judge_all(scene)
    results = together(
        lambda: add_attachment(scene.house, per, draft, "b.pdf", zoo.archive(1)),
        lambda: scene.finish(per, draft),
    )
    rows = listed(scene, "per.pedagog", draft)
    if results[1] == []:
        assert isinstance(results[0], ConflictError)
        assert len(rows) == 1
    else:
        assert len(rows) == 2
        assert [finding.section for finding in results[1]] == ["vedlegg"]
