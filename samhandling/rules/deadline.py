"""Deadlines (domain.md §4): calendar weeks and months, never moved; the one place that counts them."""

import calendar
from datetime import date, timedelta

from samhandling.vocabulary.kind import Deadline


def due(deadline: Deadline, start: date) -> date:
    """Return the unmoved date: months are calendar months, the last day where the month is shorter."""
    month = start.month - 1 + deadline.months
    year, month = start.year + month // 12, month % 12 + 1
    day = min(start.day, calendar.monthrange(year, month)[1])
    return date(year, month, day) + timedelta(weeks=deadline.weeks, days=deadline.days)
