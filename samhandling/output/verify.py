"""A judgement in plain words on a sealed PDF or an archive package: whole, or not, and why."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from samhandling.output.arkivmelding import (
    PDF_A,
    PDF_A_1B,
    VEDLEGG,
    Arkivmelding,
    Dokumentfil,
    XmlError,
    read,
    read_kvittering,
)
from samhandling.output.development_key import is_development
from samhandling.output.package import MANIFEST, MESSAGE, RECEIPT, listed_attachments, manifest
from samhandling.output.pdfa import findings, keywords
from samhandling.output.seal_check import BrokenSealError, NoSealError, Seal, check_seal
from samhandling.vocabulary.text import Text, _

FLAVOURS = {PDF_A.kode: "2b", PDF_A_1B.kode: "1b"}


@dataclass(frozen=True)
class Verdict:
    """Whether all is well, and the grounds, one sentence a line."""

    ok: bool
    lines: list[str]


Point = tuple[bool, str]


def _good(message: Text, *facts: object) -> Point:
    return True, str(message) % facts


def _bad(message: Text, *facts: object) -> Point:
    return False, str(message) % facts


def verify(path: Path) -> Verdict:
    """The verdict on a PDF file or a package folder, in the current locale. Never raises on what it finds there."""
    try:
        points = list(_package(path) if path.is_dir() else _pdf(_bytes(path)))
    except OSError as error:
        points = [_bad(_("Kan ikke lese %s: %s."), path, error.strerror)]
    return Verdict(all(good for good, _line in points), [line for _good, line in points])


def _bytes(path: Path) -> bytes:
    """Return a plain file's bytes; a pipe would never end."""
    if not path.is_file():
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return path.read_bytes()


def verify_pdf(data: bytes) -> Verdict:
    """The verdict on the bytes of a PDF."""
    points = list(_pdf(data))
    return Verdict(all(good for good, _line in points), [line for _good, line in points])


def _pdf(data: bytes) -> Iterator[Point]:
    try:
        seal = check_seal(data)
    except NoSealError:
        yield _bad(_("Filen har ikke noe segl."))
        return
    except BrokenSealError:
        yield _bad(_("Seglet er brutt: filen er endret etter at den ble forseglet."))
        return
    yield _good(_("Seglet er helt og dekker hele filen: ingenting er endret etter at den ble forseglet."))
    yield from _sealed_by(seal)
    broken = findings(_before_seal(data))
    if broken:
        yield _bad(_("Sidene er ikke gyldig PDF/A-2b: %s."), broken[0])
    else:
        yield _good(_("Sidene er gyldig PDF/A-2b, formatet som arkivet krever."))


def _before_seal(data: bytes) -> bytes:
    """The file as it was rendered: the seal is appended to it (the PDF/A check knows no signature fields)."""
    end = b"%%EOF\n"
    return data[: data.index(end) + len(end)] if end in data else data


def _sealed_by(seal: Seal) -> Iterator[Point]:
    when = seal.when.strftime("%d.%m.%Y %H:%M %Z").strip()
    yield _good(_("Forseglet av «%s»; oppgitt tidspunkt er %s."), seal.name, when)
    if is_development(seal.certificate):
        yield _good(_("Dette er et utviklingssegl: det viser at filen er hel, men beviser ikke hvem den er fra."))
    else:
        yield _good(_("Sertifikatet er utstedt av «%s». Om utstederen er til å stole på, er ikke prøvd."), seal.issuer)
    if not seal.in_time:
        yield _bad(_("Sertifikatet var ikke gyldig på tidspunktet for forseglingen."))


def _package(folder: Path) -> Iterator[Point]:
    """Names, manifest, message and files of a package, in that order; stops where going on has no meaning."""
    odd = sorted(each.name for each in folder.iterdir() if each.is_symlink() or not each.is_file())
    if odd:
        yield _bad(_("Pakken inneholder noe annet enn filer: %s."), ", ".join(odd))
        return
    content = {each.name: each.read_bytes() for each in folder.iterdir()}
    receipt, listed = content.pop(RECEIPT, None), content.pop(MANIFEST, None)
    if listed is None:
        yield _bad(_("Filen %s mangler."), MANIFEST)
        return
    yield from _manifest(listed, content)
    yield from _message(content)
    if receipt is not None:
        yield _receipt(receipt)


def _manifest(listed: bytes, content: dict[str, bytes]) -> Iterator[Point]:
    if listed == manifest(content):
        yield _good(_("Manifestet stemmer: %s filer, ingen for mye og ingen for lite."), len(content))
        return
    lines = listed.decode("ascii", "replace").split("\n")
    said = {line[66:]: line[:64] for line in lines if line}
    yield _bad(_("Manifestet stemmer ikke."))
    for name in sorted(said.keys() | content.keys()):
        if name not in content:
            yield _bad(_("Filen %s mangler."), name)
        elif name not in said:
            yield _bad(_("Filen %s står ikke i manifestet."), name)
        elif hashlib.sha256(content[name]).hexdigest() != said[name]:
            yield _bad(_("Filen %s er endret."), name)


def _message(content: dict[str, bytes]) -> Iterator[Point]:
    if MESSAGE not in content:
        yield _bad(_("Filen %s mangler."), MESSAGE)
        return
    try:
        melding = read(content[MESSAGE])
    except XmlError as error:
        yield _bad(_("%s kan ikke leses. %s"), MESSAGE, error)
        return
    yield _good(_("Arkivmeldingen kan leses: journalpost %s."), melding.journalpost.noekkel)
    yield from _files(melding, content)


def _files(melding: Arkivmelding, content: dict[str, bytes]) -> Iterator[Point]:
    named = {each.referanse: each for each in melding.journalpost.dokumenter}
    for name in sorted(content.keys() - named.keys() - {MESSAGE}):
        yield _bad(_("Filen %s er ikke nevnt i arkivmeldingen."), name)
    for name, fil in named.items():
        data = content.get(name)
        if data is None:
            yield _bad(_("Filen %s er nevnt i arkivmeldingen, men mangler."), name)
        elif (hashlib.sha256(data).hexdigest(), len(data)) != (fil.sjekksum, fil.stoerrelse):
            yield _bad(_("Filen %s har en annen sjekksum eller størrelse enn arkivmeldingen sier."), name)
        else:
            yield _good(_("Filen %s har den sjekksummen og størrelsen som arkivmeldingen sier."), name)
            yield from _file(fil, data)
    yield from _attachments(melding, content)


def _file(fil: Dokumentfil, data: bytes) -> Iterator[Point]:
    """The main document is sealed; an attachment is PDF/A of the kind that the message says, by its checksum bound."""
    if fil.mimetype != "application/pdf":
        return
    if fil.rolle != VEDLEGG:
        yield from _pdf(data)
        return
    broken = findings(data, FLAVOURS.get(fil.format.kode, "2b"))
    if broken:
        yield _bad(_("Vedlegget %s er ikke gyldig PDF/A: %s."), fil.referanse, broken[0])
    else:
        yield _good(_("Vedlegget %s er gyldig PDF/A, formatet som arkivet krever."), fil.referanse)


def _attachments(melding: Arkivmelding, content: dict[str, bytes]) -> Iterator[Point]:
    """The sealed document lists its attachments' checksums: none may be missing, changed, or come from elsewhere."""
    main = next((fil for fil in melding.journalpost.dokumenter if fil.rolle != VEDLEGG), None)
    beside = [fil for fil in melding.journalpost.dokumenter if fil.rolle == VEDLEGG]
    listed = listed_attachments(keywords(content[main.referanse])) if main and main.referanse in content else []
    held = [hashlib.sha256(content.get(fil.referanse, b"")).hexdigest() for fil in beside]
    if not listed and not held:
        return
    if sorted(listed) == sorted(held):
        yield _good(_("Det forseglede dokumentet nevner nettopp disse vedleggene: %s."), len(held))
    else:
        yield _bad(_("Vedleggene er ikke de som det forseglede dokumentet nevner."))


def _receipt(data: bytes) -> Point:
    try:
        answer = read_kvittering(data)
    except XmlError as error:
        return _bad(_("%s kan ikke leses. %s"), RECEIPT, error)
    if answer.ok and answer.journalpost:
        return _good(_("Arkivet har kvittert: %s."), answer.journalpost.nummer or answer.journalpost.system_id)
    return _bad(_("Arkivet har avvist dokumentet: %s."), "; ".join(answer.feil))
