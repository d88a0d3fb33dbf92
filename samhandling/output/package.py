"""The archive package: a folder with arkivmelding.xml, its files and a manifest, made whole or not at all.

It is written beside its place, flushed to the disk and renamed into it. The folder's
name is our own key for the document, so the same document gives the same package, and
making it twice gives it once. The archive answers by putting a receipt into the folder.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from samhandling.output.arkivmelding import Arkivmelding, Dokumentfil, Kvittering, read, read_kvittering, write

MESSAGE = "arkivmelding.xml"
MANIFEST = "manifest-sha256.txt"
RECEIPT = "arkivkvittering.xml"

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_DRAFT = ".tmp"
_LOCK = ".laas"


class PackageError(ValueError):
    """The package cannot be made as asked, or what stands in its place is another document."""


def describe(data: bytes, referanse: str, tittel: str, filnavn: str) -> Dokumentfil:
    """The facts of one PDF/A file for the message, checksum and size among them."""
    return Dokumentfil(tittel, filnavn, referanse, hashlib.sha256(data).hexdigest(), len(data))


def build(folder: Path, melding: Arkivmelding, files: Mapping[str, bytes]) -> Path:
    """The path of the finished package of `melding` below `folder`; `files` is name in the package → bytes.

    Safe to call again, and by two processes at once: a package that is there already and holds
    the same document and files is left as it is. PackageError when another document stands
    there, or `files` and the message disagree. OSError when the disk refuses; then nothing is there.
    """
    _check(melding, files)
    content = {MESSAGE: write(melding), **files}
    target = folder / _name(melding)
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        _sweep(folder)
        if not target.exists():
            _write(folder / f".{target.name}.{secrets.token_hex(8)}{_DRAFT}", target, content)
        elif not _same(target, melding, files):
            raise PackageError(f"another document stands in the package's place: {target.name}")
    return target


def manifest(content: Mapping[str, bytes]) -> bytes:
    """The manifest of `content`, as sha256sum writes and checks it, sorted by name."""
    lines = (f"{hashlib.sha256(content[name]).hexdigest()}  {name}\n" for name in sorted(content))
    return "".join(lines).encode("ascii")


def find_receipt(package: Path) -> Kvittering | None:
    """The archive's receipt in a package folder, or None while there is none.

    XmlError when it cannot be read (it may be half written: ask again later); PackageError when
    it answers for another document.
    """
    try:
        data = (package / RECEIPT).read_bytes()
    except FileNotFoundError:
        return None
    answer = read_kvittering(data)
    ours = read((package / MESSAGE).read_bytes()).journalpost.noekkel
    if answer.journalpost and answer.journalpost.noekkel not in {"", ours}:
        raise PackageError("the receipt is for another document")
    return answer


def _name(melding: Arkivmelding) -> str:
    name = melding.journalpost.noekkel.lower()
    return name if _NAME.fullmatch(name) else hashlib.sha256(name.encode()).hexdigest()


def _check(melding: Arkivmelding, files: Mapping[str, bytes]) -> None:
    said = {each.referanse: (each.sjekksum, each.stoerrelse) for each in melding.journalpost.dokumenter}
    had = {name: (hashlib.sha256(data).hexdigest(), len(data)) for name, data in files.items()}
    if said != had or len(said) != len(melding.journalpost.dokumenter):
        raise PackageError("the message and the files disagree")
    if any(not _NAME.fullmatch(name) or name in {MESSAGE, MANIFEST, RECEIPT} for name in files):
        raise PackageError("a file's name is not plain lower-case ASCII")


def _same(target: Path, melding: Arkivmelding, files: Mapping[str, bytes]) -> bool:
    """Whether the package at `target` is whole and holds this document with these files."""
    try:
        content = {name: (target / name).read_bytes() for name in (MESSAGE, *files)}
        whole = (target / MANIFEST).read_bytes() == manifest(content)
        return whole and files.items() <= content.items() and _key(content[MESSAGE]) == melding.journalpost.noekkel
    except (OSError, ValueError):
        return False


def _key(message: bytes) -> str:
    return read(message).journalpost.noekkel


def _write(draft: Path, target: Path, content: Mapping[str, bytes]) -> None:
    draft.mkdir(mode=0o770)
    try:
        for name, data in {**content, MANIFEST: manifest(content)}.items():
            _write_file(draft / name, data)
        _flush(draft)
        draft.rename(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    _flush(target.parent)


def _write_file(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One builder at a time in `folder`; the lock goes with the process, also when it is killed."""
    with (folder / _LOCK).open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _sweep(folder: Path) -> None:
    """Remove what a killed builder left; nobody else is building while we hold the lock."""
    for left in folder.glob(f".*{_DRAFT}"):
        shutil.rmtree(left, ignore_errors=True)
