"""Identity numbers by Skatteetaten's rules (domain.md §1)."""

from datetime import date

import pytest

from samhandling.vocabulary.identity import parse_identity, synthetic_numbers

FIRST, SECOND = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def made(start, remainder=0):
    """Return a number from its nine first digits; None where a check digit would be ten."""
    first = (remainder - sum(w * int(d) for w, d in zip(FIRST, start, strict=True))) % 11
    second = -sum(w * int(d) for w, d in zip(SECOND, f"{start}{first % 10}", strict=True)) % 11
    return None if 10 in (first, second) else f"{start}{first}{second}"


def some(date_part, remainder=0, series=range(500, 1000)):
    """Return the first number of a series that can be made."""
    return next(number for i in series if (number := made(f"{date_part}{i:03}", remainder)))


@pytest.mark.parametrize("remainder", [0, 1, 2, 3])
def test_the_first_check_digit_may_leave_0_to_3(remainder):
    """Numbers from 2032 are taken as well as today's."""
    assert parse_identity(some("010119", remainder)).kind == "foedselsnummer"


@pytest.mark.parametrize("remainder", [4, 5, 9, 10])
def test_other_remainders_are_refused(remainder):
    """A first check digit that neither calculation gives is wrong."""
    with pytest.raises(ValueError, match="ikke gyldig"):
        parse_identity(some("010119", remainder))


def test_the_second_check_digit_is_unchanged():
    """Any other last digit is refused."""
    number = some("010119")
    for digit in set("0123456789") - {number[-1]}:
        with pytest.raises(ValueError, match="ikke gyldig"):
            parse_identity(number[:-1] + digit)


@pytest.mark.parametrize("number", ["02013299997", "30108299939"])
def test_the_published_examples_of_2032_hold(number):
    """Skatteetaten's own examples, issued to nobody yet."""
    assert parse_identity(number).number == number


def test_a_d_number_has_day_plus_40():
    """The birth date is told without the 40."""
    identity = parse_identity(some("550519"))
    assert (identity.kind, identity.birth_date) == ("d_nummer", date(2019, 5, 15))


def test_synthetic_numbers_only_where_allowed():
    """Month + 80 is refused in production, taken in demo and test."""
    number = some("018119")
    with pytest.raises(ValueError, match="syntetisk"):
        parse_identity(number)
    assert parse_identity(number, synthetic=True).birth_date == date(2019, 1, 1)
    with synthetic_numbers():
        assert parse_identity(number).synthetic
    with pytest.raises(ValueError, match="syntetisk"):
        parse_identity(number)


@pytest.mark.parametrize(
    ("start", "series", "born"),
    [
        ("010119", range(500, 1000), 2019),
        ("010175", range(500), 1975),
        ("010160", range(900, 1000), 1960),
        ("010170", range(500, 750), 1870),
        ("290200", range(500), 2000),
        ("410145", range(600, 900), 1945),
    ],
)
def test_the_individual_number_tells_the_century(start, series, born):
    """By the series in use; 29 February 1900 never was."""
    assert parse_identity(some(start, series=series)).birth_date.year == born


def test_a_number_from_2032_is_not_believed_to_be_from_the_future():
    """The series no longer tell the century: a date after today is read as the century before."""
    assert parse_identity("02013299997", today=date(2032, 1, 1)).birth_date == date(1932, 1, 2)


@pytest.mark.parametrize(
    "text", ["", "1234567890", "123456789012", "0101195000a", "٠١٠١١٩٥٠٠٠٠", "32011950000", "01131950000"]
)
def test_what_is_no_number_is_refused(text):
    """Length, letters, foreign digits, impossible dates, the old help numbers."""
    with pytest.raises(ValueError, match=r"."):
        parse_identity(text)
    with pytest.raises(ValueError, match=r"."):
        parse_identity(some("014119"))


def test_spaces_are_ignored():
    """As people write it."""
    number = some("010119")
    assert parse_identity(f" {number[:6]} {number[6:]} ").number == number
