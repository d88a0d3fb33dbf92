"""The archive package: whole or not there, made once, and every changed byte found."""

import multiprocessing
import random
import stat
import time
from dataclasses import replace

import pytest

from samhandling.channels.folder import PlaceTakenError
from samhandling.output import package
from samhandling.output.arkivmelding import XmlError
from samhandling.output.verify import verify
from tests.output.samples import NOW, build, message, receipt_in
from tests.output.test_arkivmelding import RECEIPT, REFUSAL

NAMES = {"arkivmelding.xml", "hoveddokument.pdf", "manifest-sha256.txt"}


def test_a_package_holds_just_its_files_and_is_found_good(packaged):
    """Plain names, the manifest as sha256sum writes it, and a good verdict."""
    assert packaged.name == "dok-1"
    assert {each.name for each in packaged.iterdir()} == NAMES
    assert all(each.name.isascii() and stat.S_ISREG(each.stat().st_mode) for each in packaged.iterdir())
    verdict = verify(packaged)
    assert verdict.ok, verdict.lines
    assert "Manifestet stemmer" in verdict.lines[0]


def test_making_it_again_gives_the_one_that_is_there(packaged, sealed):
    """The same document again changes nothing, even when the message would be worded anew."""
    before = {each.name: each.stat().st_mtime_ns for each in packaged.iterdir()}
    again = message(sealed)
    again = replace(again, journalpost=replace(again.journalpost, opprettet=NOW.replace(hour=20)))
    assert build(packaged.parent, again, {"hoveddokument.pdf": sealed}) == packaged
    assert {each.name: each.stat().st_mtime_ns for each in packaged.iterdir()} == before


def test_another_document_in_its_place_is_refused(packaged, sealed):
    """Other bytes under the same key, or a damaged package, are never taken for the package."""
    other = sealed + b"\n"
    with pytest.raises(PlaceTakenError):
        build(packaged.parent, message(other), {"hoveddokument.pdf": other})
    (packaged / "arkivmelding.xml").write_bytes(b"x")
    with pytest.raises(PlaceTakenError):
        build(packaged.parent, message(sealed), {"hoveddokument.pdf": sealed})


def test_message_and_files_must_agree(tmp_path, sealed):
    """A file too many, another one, or a name that is not plain: refused before anything is written."""
    for files in ({}, {"hoveddokument.pdf": b"x"}, {"hoveddokument.pdf": sealed, "b.pdf": b""}, {"../x.pdf": sealed}):
        with pytest.raises(package.PackageError):
            build(tmp_path / "eksport", message(sealed), files)
    assert not (tmp_path / "eksport").exists()


def test_a_key_that_is_no_plain_name_is_hidden(tmp_path, sealed):
    """A key with letters that could tell something does not become a folder's name."""
    made = build(tmp_path, message(sealed, "../Ánde Sæther"), {"hoveddokument.pdf": sealed})
    assert made.parent == tmp_path
    assert len(made.name) == 64


@pytest.mark.parametrize("name", sorted(NAMES))
def test_any_changed_byte_in_the_package_is_found(packaged, name):
    """A sample of each file by a fixed seed, the manifest in full."""
    path = packaged / name
    good = path.read_bytes()
    chance = random.Random(5)
    places = range(len(good)) if len(good) < 500 else chance.sample(range(len(good)), 60)
    for at in places:
        for mask in (0x01, 0x20):
            path.write_bytes(good[:at] + bytes([good[at] ^ mask]) + good[at + 1 :])
            assert not verify(packaged).ok, (name, at, mask)
    path.write_bytes(good)
    assert verify(packaged).ok


def test_files_too_many_or_too_few_are_found(packaged):
    """An extra file, a folder, a link, a missing file: each is said."""
    (packaged / "ekstra.txt").write_bytes(b"")
    assert any("ekstra.txt" in line for line in verify(packaged).lines)
    (packaged / "ekstra.txt").unlink()
    (packaged / "lenke").symlink_to("/etc/hostname")
    assert not verify(packaged).ok
    (packaged / "lenke").unlink()
    for name in sorted(NAMES):
        kept = (packaged / name).rename(packaged.parent / "utenfor")
        assert not verify(packaged).ok, name
        kept.rename(packaged / name)
    assert verify(packaged).ok


def test_a_changed_message_with_a_new_manifest_still_has_to_fit_the_files(packaged):
    """A manifest made to fit does not hide that message and file disagree."""
    path = packaged / "arkivmelding.xml"
    path.write_bytes(path.read_bytes().replace(b"<filstoerrelse>", b"<filstoerrelse>1"))
    files = {each.name: each.read_bytes() for each in packaged.iterdir() if each.name != package.MANIFEST}
    (packaged / package.MANIFEST).write_bytes(package.manifest(files))
    assert any("sjekksum eller størrelse" in line for line in verify(packaged).lines)


def test_a_receipt_in_the_folder_is_found(packaged):
    """None, then the archive's answer; a half or foreign one is an error, a refusal is no good verdict."""
    assert receipt_in(packaged) is None
    path = packaged / package.RECEIPT
    path.write_bytes(RECEIPT)
    assert receipt_in(packaged).journalpost.nummer == "2026/34"
    assert verify(packaged).ok
    path.write_bytes(RECEIPT[:200])
    with pytest.raises(XmlError):
        receipt_in(packaged)
    path.write_bytes(RECEIPT.replace(b"dok-1", b"dok-2"))
    with pytest.raises(package.PackageError):
        receipt_in(packaged)
    path.write_bytes(REFUSAL)
    assert receipt_in(packaged).feil == ("Ukjent arkivdel",)
    assert not verify(packaged).ok


def _build(folder, data, ready) -> None:
    ready.set()
    build(folder, message(data), {"hoveddokument.pdf": data})


def test_killed_at_any_moment_it_is_whole_or_not_there(tmp_path):
    """Twenty builders killed at chance moments: never half a package, never two, and the next one finishes."""
    data, chance, context = b"%PDF" + b"x" * 3_000_000, random.Random(11), multiprocessing.get_context("fork")
    seen = set()
    for number in range(20):
        folder = tmp_path / str(number)
        ready = context.Event()
        builder = context.Process(target=_build, args=(folder, data, ready))
        builder.start()
        ready.wait()
        time.sleep(chance.random() * 0.02)
        builder.kill()
        builder.join()
        there = (folder / "dok-1").exists()
        seen.add((there, bool(list(folder.glob(".*.tmp")))))
        if there:
            assert {each.name for each in (folder / "dok-1").iterdir()} == NAMES
            assert (folder / "dok-1/hoveddokument.pdf").read_bytes() == data
        made = build(folder, message(data), {"hoveddokument.pdf": data})
        assert {each.name for each in folder.iterdir()} == {"dok-1", ".laas"}
        assert {each.name for each in made.iterdir()} == NAMES
    assert len(seen) > 1, "the moments were all alike"
