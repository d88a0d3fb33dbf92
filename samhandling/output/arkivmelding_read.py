"""The archive message read back from XML: our own files when they are verified, and others' when they are taken in."""

from __future__ import annotations

import re
from datetime import date, datetime

from samhandling.output.arkivmelding_write import MELDING_NS
from samhandling.output.noark import (
    Arkivmelding,
    Dokumentfil,
    Journalpost,
    Klassifikasjon,
    Kode,
    Korrespondansepart,
    Mappe,
    Skjerming,
)
from samhandling.output.xml_text import Element, fault, parse
from samhandling.vocabulary.text import _


def read(data: bytes) -> Arkivmelding:
    """The message in `data`; elements that we never write are passed over.

    XmlError, naming the line, when it is not a Fiks Arkiv V1 message with one saksmappe and
    one journalpost, or a mandatory element is missing, empty or not of its kind.
    """
    root = parse(data)
    if root.name != f"{{{MELDING_NS}}}arkivmelding":
        raise fault(root.line, str(_("filen er ikke en arkivmelding (Fiks Arkiv V1)")))
    mappe, post = root.one("mappe"), root.one("registrering")
    for element, kind in ((mappe, "saksmappe"), (post, "journalpost")):
        if element.kind != kind:
            raise fault(element.line, str(_("«%s» er ikke av typen «%s»")) % (element.local, kind))
    melding = Arkivmelding(_mappe(mappe), _journalpost(post), root.required("system"))
    _check(root, melding)
    return melding


def _check(root: Element, melding: Arkivmelding) -> None:
    post = root.one("registrering")
    parent = post.required("referanseForelderMappe", "referanseEksternNoekkel", "noekkel")
    if parent != melding.mappe.noekkel:
        raise fault(post.line, str(_("journalposten viser til en annen mappe enn den i meldingen")))
    if whole(root, "antallFiler") != len(melding.journalpost.dokumenter):
        raise fault(root.line, str(_("antallFiler stemmer ikke med antall dokumenter")))


def _mappe(element: Element) -> Mappe:
    return Mappe(
        noekkel=element.required("referanseEksternNoekkel", "noekkel"),
        tittel=element.required("tittel"),
        offentlig_tittel=element.required("offentligTittel"),
        dato=day(element, "saksdato"),
        skjerming=_skjerming(element.one("skjerming")),
        klassifikasjon=tuple(_klassifikasjon(each) for each in element.all("klassifikasjon")),
        enhet=element.value("administrativEnhet", "navn"),
        ansvarlig=element.value("saksansvarlig", "navn"),
        status=code(element, "saksstatus"),
        arkivdel=maybe_code(element, "arkivdel"),
        mappetype=maybe_code(element, "mappetype"),
    )


def _journalpost(element: Element) -> Journalpost:
    return Journalpost(
        noekkel=element.required("referanseEksternNoekkel", "noekkel"),
        tittel=element.required("tittel"),
        offentlig_tittel=element.required("offentligTittel"),
        opprettet=moment(element, "opprettetDato"),
        opprettet_av=element.required("opprettetAv"),
        type=code(element, "journalposttype"),
        dokumentets_dato=day(element, "dokumentetsDato"),
        skjerming=_skjerming(element.one("skjerming")),
        dokumenter=tuple(_dokument(each) for each in element.all("dokumentbeskrivelse")),
        parter=tuple(_part(each) for each in element.all("korrespondansepart")),
        status=code(element, "journalstatus"),
        mottatt=moment(element, "mottattDato") if element.maybe("mottattDato") else None,
        sendt=moment(element, "sendtDato") if element.maybe("sendtDato") else None,
    )


def _dokument(element: Element) -> Dokumentfil:
    file = element.one("dokumentobjekt")
    if file.required("sjekksumAlgoritme") != "SHA-256":
        raise fault(file.line, str(_("sjekksummen er ikke SHA-256")))
    return Dokumentfil(
        tittel=element.required("tittel"),
        filnavn=file.required("filnavn"),
        referanse=file.required("referanseDokumentfil"),
        sjekksum=file.required("sjekksum"),
        stoerrelse=whole(file, "filstoerrelse"),
        dokumenttype=code(element, "dokumenttype"),
        rolle=code(element, "tilknyttetRegistreringSom"),
        versjon=whole(file, "versjonsnummer"),
        variant=code(file, "variantformat"),
        format=code(file, "format"),
        mimetype=file.required("mimeType"),
    )


def _skjerming(element: Element) -> Skjerming:
    ends = day(element, "skjermingOpphoererDato") if element.maybe("skjermingOpphoererDato") else None
    return Skjerming(element.required("skjermingshjemmel"), code(element, "tilgangsrestriksjon"), ends)


def _klassifikasjon(element: Element) -> Klassifikasjon:
    return Klassifikasjon(
        element.required("klasseID"),
        element.value("tittel"),
        element.value("klassifikasjonssystemID"),
        flag(element, "erSkjermet"),
    )


def _part(element: Element) -> Korrespondansepart:
    return Korrespondansepart(
        code(element, "korrespondanseparttype"),
        element.required("korrespondansepartNavn"),
        element.value("organisasjonid"),
        flag(element, "erPersonnavn"),
        element.value("saksbehandler", "navn"),
    )


def code(element: Element, name: str) -> Kode:
    """The code in the child `name`; XmlError when it is missing."""
    return Kode(element.required(name, "kode"), element.value(name, "beskrivelse"))


def maybe_code(element: Element, name: str) -> Kode | None:
    """The code in the child `name`, or None without such a child."""
    return code(element, name) if element.maybe(name) else None


def flag(element: Element, name: str) -> bool:
    """The boolean in the child `name`; False without such a child."""
    return element.value(name) in {"true", "1"}


def whole(element: Element, name: str) -> int:
    """The whole number in the child `name`; XmlError when it is none."""
    text = element.required(name)
    if not re.fullmatch("[0-9]{1,10}", text):
        raise fault(element.one(name).line, str(_("«%s» er ikke et tall")) % name)
    return int(text)


def day(element: Element, name: str) -> date:
    """The date in the child `name`; XmlError when it is none."""
    try:
        return date.fromisoformat(element.required(name)[:10])
    except ValueError as error:
        raise fault(element.one(name).line, str(_("«%s» er ikke en dato")) % name) from error


def moment(element: Element, name: str) -> datetime:
    """The time in the child `name`; XmlError when it is none."""
    try:
        return datetime.fromisoformat(element.required(name))
    except ValueError as error:
        raise fault(element.one(name).line, str(_("«%s» er ikke et tidspunkt")) % name) from error
