"""What an archive package holds: arkivmelding.xml, its files and a manifest, under our own key for the document.

The same document gives the same name, so making it twice gives it once. The archive answers by
putting a receipt beside the message. ``channels/folder.py`` writes and reads the folder.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from samhandling.output.arkivmelding import (
    HOVEDDOKUMENT,
    MELDING,
    PDF_A,
    PDF_A_1B,
    Arkivmelding,
    Dokumentfil,
    Kode,
    Kvittering,
    read,
    read_kvittering,
    write,
)

MESSAGE = "arkivmelding.xml"
MANIFEST = "manifest-sha256.txt"
RECEIPT = "arkivkvittering.xml"

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")


class PackageError(ValueError):
    """The package cannot be made as asked, or a receipt answers for another one."""


_PART_1 = re.compile(rb"pdfaid:part\s*(?:>|=\s*[\"'])\s*1")
_LISTED = re.compile(r"vedlegg-sha256((?: [0-9a-f]{64})+)")


def describe(
    data: bytes, referanse: str, tittel: str, filnavn: str, dokumenttype: Kode = MELDING, rolle: Kode = HOVEDDOKUMENT
) -> Dokumentfil:
    """The facts of one PDF/A file for the message, checksum and size among them."""
    checksum, form = hashlib.sha256(data).hexdigest(), PDF_A_1B if _PART_1.search(data) else PDF_A
    return Dokumentfil(tittel, filnavn, referanse, checksum, len(data), dokumenttype, rolle, format=form)


def attachment_keywords(checksums: Iterable[str]) -> str:
    """The checksums of a document's attachments, as its own sealed PDF carries them for `verify`; "" when none."""
    listed = list(checksums)
    return f"vedlegg-sha256 {' '.join(listed)}" if listed else ""


def listed_attachments(keywords: str) -> list[str]:
    """The checksums that a sealed PDF's keywords list."""
    found = _LISTED.search(keywords)
    return found[1].split() if found else []


def content(melding: Arkivmelding, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """All that the package of `melding` holds; `files` is name in the package → bytes.

    PackageError when `files` and the message disagree, or a name is not plain.
    """
    _check(melding, files)
    inside = {MESSAGE: write(melding), **files}
    return {**inside, MANIFEST: manifest(inside)}


def name(melding: Arkivmelding) -> str:
    """The package's name: our key, or its checksum where the key could tell something."""
    key = melding.journalpost.noekkel.lower()
    return key if _NAME.fullmatch(key) else hashlib.sha256(key.encode()).hexdigest()


def manifest(inside: Mapping[str, bytes]) -> bytes:
    """The manifest of files, as sha256sum writes and checks it, sorted by name."""
    lines = (f"{hashlib.sha256(inside[each]).hexdigest()}  {each}\n" for each in sorted(inside))
    return "".join(lines).encode("utf-8", "surrogateescape")


def is_same(target: Path, melding: Arkivmelding, files: Mapping[str, bytes]) -> bool:
    """Whether the package at `target` is whole and holds this document with these files."""
    try:
        there = {each: (target / each).read_bytes() for each in (MESSAGE, *files)}
        whole = (target / MANIFEST).read_bytes() == manifest(there)
        return whole and files.items() <= there.items() and _key(there[MESSAGE]) == melding.journalpost.noekkel
    except (OSError, ValueError):
        return False


def receipt(answer: bytes, message: bytes) -> Kvittering:
    """The archive's receipt for the package of `message`.

    XmlError when it cannot be read (it may be half written: ask again later); PackageError when
    it answers for another document.
    """
    found = read_kvittering(answer)
    if found.journalpost and found.journalpost.noekkel != _key(message):
        raise PackageError("the receipt is for another document")
    return found


def _check(melding: Arkivmelding, files: Mapping[str, bytes]) -> None:
    said = {each.referanse: (each.sjekksum, each.stoerrelse) for each in melding.journalpost.dokumenter}
    had = {each: (hashlib.sha256(data).hexdigest(), len(data)) for each, data in files.items()}
    if said != had or len(said) != len(melding.journalpost.dokumenter):
        raise PackageError("the message and the files disagree")
    if any(not _NAME.fullmatch(each) or each in {MESSAGE, MANIFEST, RECEIPT} for each in files):
        raise PackageError("a file's name is not plain lower-case ASCII")


def _key(message: bytes) -> str:
    return read(message).journalpost.noekkel
