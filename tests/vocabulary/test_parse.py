"""Reading what people type."""

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhandling.vocabulary import parse

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("24.12.2026", date(2026, 12, 24)),
        ("1.2.26", date(2026, 2, 1)),
        ("1/2-87", date(1987, 2, 1)),
        ("2026-12-24", date(2026, 12, 24)),
        ("29.02.2024", date(2024, 2, 29)),
    ],
)
def test_dates_as_people_write_them(text, read):
    """Day first, short or long year, ISO too."""
    assert parse.parse_date(text, TODAY) == read


@pytest.mark.parametrize("text", ["29.02.2026", "i går", "12.2026", "1.1.0001", "1.1.9999", "99.99.99"])
def test_what_is_no_date_is_refused(text):
    """With a message, never a crash."""
    with pytest.raises(ValueError, match=r"\w"):
        parse.parse_date(text, TODAY)


def test_times_are_24_hours():
    """Colon, dot, nothing, or hours alone."""
    assert [parse.parse_time(text) for text in ("14:30", "14.30", "1430", "14")] == [*[time(14, 30)] * 3, time(14)]
    for text in ("24:00", "12:60", "halv to"):
        with pytest.raises(ValueError, match="klokkeslett"):
            parse.parse_time(text)


def test_phone_numbers():
    """Eight digits, or abroad by country code; short ones only where asked for."""
    assert parse.parse_phone("99 99 99 99") == "99999999"
    assert parse.parse_phone("0046 8 123 456 78") == "+46812345678"
    assert parse.parse_phone("116 111", short=True) == "116111"
    for text in ("1234567", "112", "+999999999999", "tlf 99999999"):
        with pytest.raises(ValueError, match="telefonnummer"):
            parse.parse_phone(text)


def test_organisation_numbers_hold_by_modulus_11():
    """Spaces are taken; a wrong digit is not."""
    assert parse.parse_organisation_number("974 760 673") == "974760673"
    with pytest.raises(ValueError, match="Organisasjonsnummer"):
        parse.parse_organisation_number("974760674")


def test_postal_codes_keep_their_zero():
    """A postal code is text."""
    assert parse.parse_postal_code("0150") == "0150"


def test_e_mail_is_what_the_national_portal_takes():
    """So that a finished report can be exported."""
    assert parse.parse_email("kari.øy@skole-a.no") == "kari.øy@skole-a.no"
    for text in ("kari", "kari@skole", "k a@b.no", "a@b.no\n"):
        with pytest.raises(ValueError, match="e-post"):
            parse.parse_email(text)


def test_free_text_keeps_lines_and_refuses_what_cannot_be_stored():
    """Word's own line breaks become lines; control characters and halves are named, not dropped."""
    assert parse.parse_text(" a\x0bb\u2028c ", limit=9, lines=True) == "a\nb\nc"
    for text in ("\x00", "a\ud800b", "a\uffff"):
        with pytest.raises(ValueError, match="usynlig tegn"):
            parse.parse_text(text, limit=9, lines=True)


@given(st.text())
def test_readers_only_raise_value_errors(text):
    """Whatever is typed, the answer is a value or a message."""
    readers = (parse.parse_time, parse.parse_phone, parse.parse_email, parse.parse_postal_code)
    for read in (*readers, parse.parse_organisation_number, lambda typed: parse.parse_date(typed, TODAY)):
        with suppress(ValueError):
            read(text)
