"""The archive message as XML, in the strict order of the Fiks Arkiv V1 schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from samhandling.output.noark import (
    FERDIGSTILT,
    Arkivmelding,
    ArkivmeldingError,
    Dokumentfil,
    Journalpost,
    Klassifikasjon,
    Kode,
    Korrespondansepart,
    Mappe,
    Skjerming,
)
from samhandling.output.xml_text import XSI, Element, legal, serialise

_BASE = "https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv"
MELDING_NS = f"{_BASE}/arkivmelding/opprett/v1"
KATALOG_NS = f"{_BASE}/metadatakatalog/v1"
NAMESPACES = {"": MELDING_NS, "mdk": KATALOG_NS, "xsi": XSI}
INT = 2**31 - 1


def write(melding: Arkivmelding) -> bytes:
    """The message as UTF-8 XML, valid by the schema whatever the text in it.

    Characters that XML cannot hold become spaces and empty optional facts are left out.
    ArkivmeldingError names the field when a mandatory one is empty, a number is out of
    range, a time has no zone, or a public title gives a name away.
    """
    _check_public_titles(melding)
    files = len(melding.journalpost.dokumenter)
    root = _group(
        "arkivmelding",
        _text("system", melding.system),
        _number("antallFiler", files, least=1),
        _mappe(melding.mappe),
        _journalpost(melding.journalpost, melding),
    )
    return serialise(root, NAMESPACES)


def _mappe(mappe: Mappe) -> Element:
    if not mappe.klassifikasjon:
        raise ArkivmeldingError("mappe: klassifikasjon is missing")
    return _group(
        "mappe",
        _text("tittel", mappe.tittel),
        _text("offentligTittel", mappe.offentlig_tittel),
        _maybe_code("arkivdel", mappe.arkivdel),
        _skjerming(mappe.skjerming),
        *(_klassifikasjon(each) for each in mappe.klassifikasjon),
        _noekkel(mappe.noekkel, MELDING_NS),
        _maybe_code("mappetype", mappe.mappetype),
        _date("saksdato", mappe.dato),
        _named("administrativEnhet", mappe.enhet),
        _named("saksansvarlig", mappe.ansvarlig),
        _code("saksstatus", mappe.status),
        kind="saksmappe",
    )


def _journalpost(post: Journalpost, melding: Arkivmelding) -> Element:
    return _group(
        "registrering",
        _time("opprettetDato", post.opprettet),
        _text("opprettetAv", post.opprettet_av),
        _group("referanseForelderMappe", _noekkel(melding.mappe.noekkel, KATALOG_NS)),
        _skjerming(post.skjerming),
        *(_dokument(each, number) for number, each in enumerate(post.dokumenter, 1)),
        _text("tittel", post.tittel),
        _text("offentligTittel", post.offentlig_tittel),
        *(_part(each) for each in post.parter),
        _noekkel(post.noekkel, MELDING_NS),
        _code("journalposttype", post.type),
        _code("journalstatus", post.status),
        _date("dokumentetsDato", post.dokumentets_dato),
        _time("mottattDato", post.mottatt) if post.mottatt else None,
        _time("sendtDato", post.sendt) if post.sendt else None,
        kind="journalpost",
    )


def _dokument(fil: Dokumentfil, number: int) -> Element:
    return _group(
        "dokumentbeskrivelse",
        _code("dokumenttype", fil.dokumenttype),
        _code("dokumentstatus", FERDIGSTILT),
        _text("tittel", fil.tittel),
        _code("tilknyttetRegistreringSom", fil.rolle),
        _number("dokumentnummer", number),
        _group(
            "dokumentobjekt",
            _number("versjonsnummer", fil.versjon),
            _code("variantformat", fil.variant),
            _code("format", fil.format),
            _text("mimeType", fil.mimetype),
            _text("filnavn", fil.filnavn),
            _text("referanseDokumentfil", fil.referanse),
            _text("sjekksum", fil.sjekksum),
            _text("sjekksumAlgoritme", "SHA-256"),
            _number("filstoerrelse", fil.stoerrelse),
        ),
    )


def _skjerming(skjerming: Skjerming) -> Element:
    return _group(
        "skjerming",
        _code("tilgangsrestriksjon", skjerming.tilgangsrestriksjon),
        _text("skjermingshjemmel", skjerming.hjemmel),
        _date("skjermingOpphoererDato", skjerming.opphoerer) if skjerming.opphoerer else None,
    )


def _klassifikasjon(klasse: Klassifikasjon) -> Element:
    return _group(
        "klassifikasjon",
        _maybe_text("klassifikasjonssystemID", klasse.system),
        _text("klasseID", klasse.klasse_id),
        _maybe_text("tittel", klasse.tittel),
        _flag("erSkjermet", klasse.skjermet),
    )


def _part(part: Korrespondansepart) -> Element:
    return _group(
        "korrespondansepart",
        _code("korrespondanseparttype", part.type),
        _text("korrespondansepartNavn", part.navn),
        _maybe_text("organisasjonid", part.organisasjonsnummer),
        _named("saksbehandler", part.saksbehandler),
        _flag("erSkjermet", part.person),
        _flag("erPersonnavn", part.person),
    )


def _noekkel(key: str, namespace: str) -> Element:
    inner = [_text("fagsystem", "samhandling", KATALOG_NS), _text("noekkel", key, KATALOG_NS)]
    return Element(f"{{{namespace}}}referanseEksternNoekkel", children=inner)


def _group(name: str, *children: Element | None, kind: str = "") -> Element:
    attributes = {f"{{{XSI}}}type": kind} if kind else {}
    return Element(f"{{{MELDING_NS}}}{name}", children=[child for child in children if child], attributes=attributes)


def _text(name: str, value: str, namespace: str = MELDING_NS) -> Element:
    text = legal(value)
    if not text:
        raise ArkivmeldingError(f"{name} is empty")
    return Element(f"{{{namespace}}}{name}", text)


def _maybe_text(name: str, value: str) -> Element | None:
    return _text(name, value) if legal(value) else None


def _code(name: str, code: Kode) -> Element:
    inner = [_text("kode", code.kode, KATALOG_NS)]
    if legal(code.beskrivelse):
        inner.append(_text("beskrivelse", code.beskrivelse, KATALOG_NS))
    return Element(f"{{{MELDING_NS}}}{name}", children=inner)


def _maybe_code(name: str, code: Kode | None) -> Element | None:
    return _code(name, code) if code else None


def _named(name: str, value: str) -> Element | None:
    return _group(name, _text("navn", value, KATALOG_NS)) if legal(value) else None


def _flag(name: str, value: bool) -> Element:  # noqa: FBT001 - the schema's boolean
    return _text(name, "true" if value else "false")


def _number(name: str, value: int, least: int = 0) -> Element:
    if not least <= value <= INT:
        raise ArkivmeldingError(f"{name} is out of range: {value}")
    return _text(name, str(value))


def _date(name: str, value: date) -> Element:
    return _text(name, value.strftime("%Y-%m-%d").rjust(10, "0"))


def _time(name: str, value: datetime) -> Element:
    offset = value.utcoffset()
    if offset is None:
        raise ArkivmeldingError(f"{name} has no time zone")
    plain = offset % timedelta(minutes=1) == timedelta(0) and abs(offset) <= timedelta(hours=14)
    return _text(name, (value if plain else value.astimezone(UTC)).isoformat())


def _check_public_titles(melding: Arkivmelding) -> None:
    """A public title that holds a word of the child's name, or the class itself, is refused."""
    klasser = melding.mappe.klassifikasjon
    secret = {word for klasse in klasser for text in (klasse.klasse_id, klasse.tittel) for word in _words(text)}
    people = (part.navn.partition(",")[0] for part in melding.journalpost.parter if part.person)
    secret |= {word for name in people for word in _words(name)}
    for name, title in _public_titles(melding):
        if secret & set(_words(title)):
            raise ArkivmeldingError(f"{name}: the public title names a person")


def _public_titles(melding: Arkivmelding) -> Iterator[tuple[str, str]]:
    yield "mappe", melding.mappe.offentlig_tittel
    yield "journalpost", melding.journalpost.offentlig_tittel


def _words(text: str) -> Sequence[str]:
    """The words that could tell who someone is: those with a capital or a digit, three signs or more."""
    return re.findall(r"\b(?=[^\W_a-zæøå])\w{3,}", legal(text))
