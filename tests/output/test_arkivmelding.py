"""The archive message: valid by the published schema whatever is in it, and read back strictly."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from samhandling.output import arkivmelding as ark
from tests.machine import contracts
from tests.output.samples import NOW, message

SCHEMAS = "standards/fiks-arkiv-v1/no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett"
ANY = st.text(max_size=30) | st.sampled_from(["\ud800", "\x00", "<&>\"']]>", "\ufffe", "A\u030a", "  a \t b\r\n", "🫨"])
SOME = ANY.map("a{}".format)
WHOLE = st.integers(0, 2**31 - 1)
TIMES = st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)).flatmap(  # noqa: DTZ001 - zone added
    lambda moment: st.integers(-86399, 86399).map(lambda away: moment.replace(tzinfo=timezone(timedelta(seconds=away))))
)
CODES = st.builds(ark.Kode, SOME, ANY)
SCREENINGS = st.builds(ark.Skjerming, SOME, CODES, st.none() | st.dates())
FILES = st.builds(ark.Dokumentfil, SOME, SOME, SOME, SOME, WHOLE, CODES, CODES, WHOLE, CODES, CODES, SOME)
PARTS = st.builds(ark.Korrespondansepart, CODES, SOME, ANY, st.booleans())
CLASSES = st.builds(ark.Klassifikasjon, SOME, ANY, ANY, st.booleans())
FOLDERS = st.builds(
    ark.Mappe, SOME, SOME, st.just("Sak – skjermet"), st.dates(), SCREENINGS,
    st.lists(CLASSES, min_size=1, max_size=2).map(tuple), ANY, ANY, CODES, st.none() | CODES, st.none() | CODES,
)  # fmt: skip
POSTS = st.builds(
    ark.Journalpost, SOME, SOME, SOME, TIMES, SOME, CODES, st.dates(), SCREENINGS,
    st.lists(FILES, min_size=1, max_size=2).map(tuple), st.lists(PARTS, max_size=2).map(tuple), CODES,
    st.none() | TIMES, st.none() | TIMES,
)  # fmt: skip
MESSAGES = st.builds(ark.Arkivmelding, FOLDERS, POSTS, SOME)
GENTLE = settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@cache
def schema(kind: str = "") -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(contracts() / f"{SCHEMAS}{kind}.xsd")))


@pytest.mark.contracts
def test_the_message_is_valid_by_the_published_schema():
    """What we send in real life."""
    schema().assertValid(etree.fromstring(ark.write(message(b"pdf"))))


@pytest.mark.contracts
@GENTLE
@given(MESSAGES)
def test_whatever_is_written_is_valid_by_the_schema(melding):
    """Any text, date, time or number in a message with its mandatory facts gives a valid file."""
    schema().assertValid(etree.fromstring(ark.write(melding)))


def test_what_is_written_is_read_back():
    """Reading gives the values that were written."""
    melding = message(b"pdf")
    assert ark.read(ark.write(melding)) == melding


@GENTLE
@given(MESSAGES)
def test_reading_and_writing_again_changes_nothing(melding):
    """Any message that is written can be read, and writes the same bytes again."""
    data = ark.write(melding)
    assert ark.write(ark.read(data)) == data


def test_a_public_title_gives_nobody_away():
    """A public title with the child's name or number, or the sender's name, is refused."""
    melding = message(b"pdf")
    for title in ("Melding om Ánde", "Melding 14431712345", "Sæther", "Fra Åsnes"):
        for changed in (
            replace(melding, journalpost=replace(melding.journalpost, offentlig_tittel=title)),
            replace(melding, mappe=replace(melding.mappe, offentlig_tittel=title)),
        ):
            with pytest.raises(ark.ArkivmeldingError, match="public title"):
                ark.write(changed)


def test_a_child_always_has_a_class():
    """Number, else birth date and name, else unborn; never empty."""
    assert ark.by_child("Kari", "14431712345") == ark.Klassifikasjon("14431712345", "Kari")
    assert ark.by_child("Kari", foedselsdato=date(2023, 2, 1)).klasse_id == "2023-02-01 Kari"
    assert ark.by_child("", ufoedt=True).klasse_id == "ufødt navn ukjent"
    assert ark.by_child(" ").klasse_id
    assert ark.by_child("Kari", ufoedt=True).system != "PNR"


def test_what_the_archive_needs_is_demanded():
    """An empty title, a time without zone, a number out of range: refused by name."""
    melding = message(b"pdf")
    post = melding.journalpost
    file = post.dokumenter[0]
    for changes, name in (
        ({"tittel": " \x00"}, "tittel"),
        ({"opprettet": NOW.replace(tzinfo=None)}, "opprettetDato"),
        ({"dokumenter": (replace(file, stoerrelse=2**31),)}, "filstoerrelse"),
        ({"dokumenter": (replace(file, sjekksum=""),)}, "sjekksum"),
        ({"dokumenter": ()}, "antallFiler"),
        ({"skjerming": ark.Skjerming("")}, "skjermingshjemmel"),
    ):
        with pytest.raises(ark.ArkivmeldingError, match=name):
            ark.write(replace(melding, journalpost=replace(post, **changes)))


GOOD = ark.write(message(b"pdf"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a/>",
        b"ikke xml",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        GOOD.replace(b"<arkivmelding", b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'><arkivmelding", 1),
        GOOD.replace(b"<system>samhandling", b"<system>&xxe;"),
        GOOD.replace(b"<system>samhandling", b"<system>"),
        GOOD.replace(b"<antallFiler>1", b"<antallFiler>2"),
        GOOD.replace(b"<antallFiler>1", b"<antallFiler>en"),
        GOOD.replace(b"<saksdato>2026-11-22", b"<saksdato>2026-02-30"),
        GOOD.replace(b"SHA-256", b"MD5"),
        GOOD.replace(b'"saksmappe"', b'"moetemappe"'),
        GOOD.replace(b"sak-1", b"sak-2", 1),
        GOOD.replace(b"opprett/v1", b"opprett/v9"),
        GOOD.replace(b"<mappe ", b"<mappe/><mappe ", 1),
        GOOD.replace(b"</system>", b"</system>tekst", 1),
        GOOD.replace(b"UTF-8", b"finnes-ikke"),
        "<a>ø</a>".encode("latin-1"),
        b"<a>" * 100_000,
        b"<a>" + b"x" * 6_000_000 + b"</a>",
    ],
)
def test_a_bad_message_is_refused_with_one_clear_error(data):
    """Document types, entities, too large, malformed, wrong or missing facts: one error that names the place."""
    with pytest.raises(ark.XmlError, match=r"^(Linje \d+: .+\.|Filen er for stor: .+\.)$"):
        ark.read(data)


def test_a_message_cut_off_anywhere_is_refused():
    """Half a file is never taken for a whole one."""
    for end in range(0, len(GOOD.rstrip()), 7):
        with pytest.raises(ark.XmlError):
            ark.read(GOOD[:end])


RECEIPT = b"""<arkivmeldingKvittering xmlns="https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/arkivmelding/opprett/kvittering/v1"
  xmlns:m="https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/metadatakatalog/v1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <mappeKvittering xsi:type="saksmappeKvittering"><systemID>11111111-1111-1111-1111-111111111111</systemID>
    <opprettetEllerEksisterende>Opprettet</opprettetEllerEksisterende><saksaar>2026</saksaar><sakssekvensnummer>12</sakssekvensnummer></mappeKvittering>
  <registreringKvittering xsi:type="journalpostKvittering"><systemID>22222222-2222-2222-2222-222222222222</systemID>
    <arkivertDato>2026-11-22T09:00:00+01:00</arkivertDato>
    <referanseEksternNoekkel><m:fagsystem>samhandling</m:fagsystem><m:noekkel>dok-1</m:noekkel></referanseEksternNoekkel>
    <opprettetEllerEksisterende>Opprettet</opprettetEllerEksisterende><journalaar>2026</journalaar><journalsekvensnummer>34</journalsekvensnummer></registreringKvittering>
</arkivmeldingKvittering>"""
REFUSAL = b"""<arkivmeldingKvittering xmlns="https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/arkivmelding/opprett/kvittering/v1"
  xmlns:f="https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/feil/feilmelding/v1">
  <registreringFeilet><f:feilId>7</f:feilId><f:feilmelding>Ukjent arkivdel</f:feilmelding></registreringFeilet>
</arkivmeldingKvittering>"""


@pytest.mark.contracts
@pytest.mark.parametrize("data", [RECEIPT, REFUSAL])
def test_the_receipts_of_these_tests_are_real_ones(data):
    """They are valid by the published schema."""
    schema(".kvittering").assertValid(etree.fromstring(data))


def test_a_receipt_is_read():
    """Where it stands, under which number and since when; or why it was refused; or that it says nothing."""
    answer = ark.read_kvittering(RECEIPT)
    assert answer.ok
    assert answer.mappe.nummer == "2026/12"
    assert answer.journalpost.nummer == "2026/34"
    assert answer.journalpost.noekkel == "dok-1"
    assert answer.journalpost.dato.astimezone(UTC) == datetime(2026, 11, 22, 8, tzinfo=UTC)
    refused = ark.read_kvittering(REFUSAL)
    assert not refused.ok
    assert refused.feil == ("Ukjent arkivdel",)
    for bad in (
        RECEIPT[:-30],
        GOOD,
        RECEIPT.replace(b"registreringKvittering", b"x").replace(b"mappeKvittering", b"y"),
    ):
        with pytest.raises(ark.XmlError):
            ark.read_kvittering(bad)
