"""The one place that counts deadlines (domain.md §4): calendar lengths, never moved; working days for the notes.

The date of a deadline is unmoved. Where it falls on a Saturday, Sunday or public holiday, the last
working day before is what one should do it by, and the next working day is told as a note.
"""

import calendar
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import count

import holidays

from samhandling.vocabulary.frist import Length

SOON = 3
"""Working days before a deadline at which it is called soon."""
NO_LENGTH = Length()
SATURDAY = 5
DAY = timedelta(days=1)


def due(length: Length, start: date) -> date:
    """Return the unmoved date: months are calendar months, the last day where the month is shorter."""
    month = start.month - 1 + length.months
    year, month = start.year + month // 12, month % 12 + 1
    day = min(start.day, calendar.monthrange(year, month)[1])
    return date(year, month, day) + timedelta(weeks=length.weeks, days=length.days)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Return Norway's public holidays of a year, as the library knows them; Sundays are not named."""
    return frozenset(holidays.country_holidays("NO", years=year))


def is_working_day(day: date) -> bool:
    """Tell whether a day is neither Saturday, Sunday nor a public holiday; 24 and 31 December are working days."""
    return day.weekday() < SATURDAY and day not in public_holidays(day.year)


def do_by(day: date) -> date:
    """Return the last working day on or before a date: what is shown as «gjør det innen»."""
    return next(found for found in (day - n * DAY for n in count()) if is_working_day(found))


def next_working_day(day: date) -> date:
    """Return the first working day on or after a date: told as a note, since whether a deadline moves is unsure."""
    return next(found for found in (day + n * DAY for n in count()) if is_working_day(found))


def working_days_before(day: date, number: int) -> date:
    """Return the working day that lies ``number`` working days before the last one on or before ``day``."""
    found = do_by(day)
    for _ in range(number):
        found = do_by(found - DAY)
    return found


def soon_from(day: date, remind: Length = NO_LENGTH) -> date:
    """Return when a deadline begins to be called soon: three working days before, or the calendar length it names."""
    return day - timedelta(weeks=remind.weeks, days=remind.days) if remind.days else working_days_before(day, SOON)


def working_days_left(day: date, today: date) -> int:
    """Count the working days after today, up to the last one on or before a date; 0 when there is none."""
    days = (today + n * DAY for n in range(1, (day - today).days + 1))
    return sum(is_working_day(each) for each in days)


class State(StrEnum):
    """How a deadline stands on a day."""

    IN_TIME = "i_tide"
    SOON = "snart"
    TODAY = "i_dag"
    LATE = "forsinket"


def state(day: date, today: date, remind: Length = NO_LENGTH) -> State:
    """Tell how an unmoved date stands today.

    Late after the date itself, which is what the law counts. Today from the last working day that is left for it.
    """
    if today > day:
        return State.LATE
    if today >= do_by(day):
        return State.TODAY
    return State.SOON if today >= soon_from(day, remind) else State.IN_TIME
