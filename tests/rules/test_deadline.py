"""Deadlines are calendar lengths, never moved; notes and reminders count Norwegian working days (domain.md §4)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhandling.rules.deadline import (
    State,
    do_by,
    due,
    is_working_day,
    next_working_day,
    public_holidays,
    soon_from,
    state,
    working_days_before,
    working_days_left,
)
from samhandling.vocabulary.frist import FRIST, Length

DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))
DAY = timedelta(days=1)


# ---- a naive reference, written from the calendar and not from the code


def easter(year: int) -> date:
    """Easter Sunday by the table of the church: Butcher's rule."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 19 * m) // 433
    month = (h + m - 7 * n + 90) // 25
    return date(year, month, (h + m - 7 * n + 33 * month + 19) % 32)


def days_off(year: int) -> set[date]:
    """Lov om helligdager og helligdagsfred, and the first and seventeenth of May."""
    sunday = easter(year)
    moving = {sunday + timedelta(days=n) for n in (-3, -2, 0, 1, 39, 49, 50)}
    fixed = {date(year, month, day) for month, day in ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))}
    return moving | fixed


def naive_working(day: date) -> bool:
    return day.strftime("%a") not in {"Sat", "Sun"} and day not in days_off(day.year)


# ---- the calendar


@pytest.mark.parametrize("year", range(2024, 2041))
def test_holidays_are_those_of_the_law(year: int):
    """§4: Easter and what follows from it, the fixed ones, and not the eves of Christmas and New Year."""
    assert public_holidays(year) == days_off(year)
    assert date(year, 12, 24) not in public_holidays(year)
    assert date(year, 12, 31) not in public_holidays(year)


def test_easter_as_it_is_known():
    """The reference itself agrees with the almanac."""
    assert [easter(year) for year in (2024, 2025, 2026, 2038)] == [
        date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2038, 4, 25)
    ]  # fmt: skip


@given(DAYS)
def test_a_working_day_is_one_by_the_reference(day: date):
    """§4: neither Saturday, Sunday nor public holiday."""
    assert is_working_day(day) == naive_working(day)


@given(DAYS)
def test_do_by_and_the_next_working_day_are_the_nearest(day: date):
    """§4: the last working day on or before, the first on or after, nothing between."""
    before, after = do_by(day), next_working_day(day)
    assert before <= day <= after
    assert naive_working(before)
    assert naive_working(after)
    between = [before + n * DAY for n in range(1, (after - before).days)]
    assert not any(naive_working(each) for each in between)
    assert (before == after == day) == naive_working(day)


@given(DAYS, st.integers(0, 15))
def test_working_days_before_are_counted_one_by_one(day: date, number: int):
    """§4: reminders count working days."""
    found = working_days_before(day, number)
    assert naive_working(found)
    later = [found + n * DAY for n in range(1, (day - found).days + 1)]
    assert sum(naive_working(each) for each in later) == number


@given(DAYS, st.integers(-3, 30))
def test_working_days_left_are_counted_one_by_one(today: date, ahead: int):
    """§4: today does not count, the last day does."""
    day = today + ahead * DAY
    expected = sum(naive_working(today + n * DAY) for n in range(1, ahead + 1))
    assert working_days_left(day, today) == expected


# ---- lengths


@given(DAYS, st.integers(0, 60))
def test_months_are_calendar_months(start: date, months: int):
    """§4: the same day of the month, or the last one where the month is shorter; never moved to another month."""
    found = due(Length(months=months), start)
    assert (found.year * 12 + found.month) - (start.year * 12 + start.month) == months
    assert found.day == start.day or (found.day < start.day and (found + DAY).day == 1)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_weeks_and_days_are_plain(start: date, weeks: int, days: int):
    """§4: calendar weeks and days; holidays move nothing."""
    assert due(Length(weeks=weeks, days=days), start) - start == timedelta(days=7 * weeks + days)


def test_months_end_on_a_day_that_is_there():
    """§4: a month from 31 January is the last of February, unmoved."""
    assert due(Length(months=1), date(2027, 1, 31)) == date(2027, 2, 28)
    assert due(Length(months=1), date(2028, 1, 31)) == date(2028, 2, 29)
    assert due(Length(months=1), date(2026, 12, 31)) == date(2027, 1, 31)


def test_f1_to_f4_from_one_day():
    """F1-F4, A18: one week, three weeks, three months from the end of that week, six in all when extended."""
    received = date(2026, 11, 24)
    f1 = due(FRIST["F1"].length, received)
    assert f1 == date(2026, 12, 1)
    assert due(FRIST["F2"].length, received) == date(2026, 12, 15)
    assert due(FRIST["F3"].length, f1) == date(2027, 3, 1)
    assert FRIST["F3"].longest is not None
    assert due(FRIST["F3"].longest, f1) == date(2027, 6, 1)
    assert due(FRIST["F4"].length, date(2027, 3, 1)) == date(2027, 3, 22)
    assert (FRIST["F3"].after, FRIST["F3"].follows) == ("F1", "end")
    assert (FRIST["F4"].after, FRIST["F4"].follows) == ("F3", "done")


# ---- how it stands


def test_a_deadline_in_easter_2026():
    """§4: F1 of a report received 27 March falls on Good Friday: done by Wednesday, the next is Tuesday."""
    day = due(FRIST["F1"].length, date(2026, 3, 27))
    assert (day, do_by(day), next_working_day(day)) == (date(2026, 4, 3), date(2026, 4, 1), date(2026, 4, 7))
    assert soon_from(day) == date(2026, 3, 27)
    assert {n: state(day, date(2026, 3, 26) + n * DAY) for n in (0, 1, 5, 6, 8, 9)} == {
        0: State.IN_TIME, 1: State.SOON, 5: State.SOON, 6: State.TODAY, 8: State.TODAY, 9: State.LATE
    }  # fmt: skip


@given(DAYS, st.integers(-40, 40))
def test_states_follow_each_other(day: date, offset: int):
    """§4: in time, soon from three working days before, today from the last working day, late after the date."""
    today = day + offset * DAY
    left = sum(naive_working(today + n * DAY) for n in range(1, max(0, -offset) + 1))
    expected = State.TODAY if left == 0 else State.SOON if left <= 3 else State.IN_TIME
    assert state(day, today) == (State.LATE if today > day else expected)


def test_a_consent_reminds_by_the_calendar():
    """F13: thirty days before."""
    day = date(2026, 12, 31)
    assert soon_from(day, FRIST["F13"].remind) == date(2026, 12, 1)
    assert state(day, date(2026, 12, 1), FRIST["F13"].remind) is State.SOON
    assert state(day, date(2026, 11, 30), FRIST["F13"].remind) is State.IN_TIME


def test_the_table_is_whole():
    """§4: F1-F13, each with a title, a source, who owes it, and a length or how often; uncertain laws are marked."""
    assert list(FRIST) == [f"F{number}" for number in range(1, 14)]
    for facts in FRIST.values():
        assert str(facts.title)
        assert facts.source
        assert str(facts.owes)
        assert facts.length != Length() or facts.repeats or facts.remind != Length()
    assert [code for code, facts in FRIST.items() if facts.check] == ["F2", "F4"]
