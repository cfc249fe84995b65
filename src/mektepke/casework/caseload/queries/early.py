"""Until when nobody can have returned and stayed, because the school year has not had the days for it."""

from __future__ import annotations

from datetime import date

from mektepke.casework.rules.outcomes import DAYS_TO_STAY
from mektepke.places import rules
from mektepke.places.models import DayChange, Term

# Some schools have lessons on five days a week, others on six. It is counted by the five, so that the same day holds
# for every school and on every page, and none stands with a nought beside others while it cannot have another number.
SHORTER_WEEK = 5


def too_early_until(*, since: date, today: date) -> date | None:
    """The day by which the school year that began on `since` has had the school days that a child has to stay; None
    once it is over, and without a calendar.

    It looks at the calendar alone and at no case: were it to depend on a count, it would give away a small one. Two
    queries, however many schools.
    """
    terms = list(Term.objects.filter(year__starts=since).values_list("starts", "ends"))
    if not terms:
        return None
    until = _last_day_to_wait(since, terms)
    return until if today <= until else None


def _last_day_to_wait(since: date, terms: list[tuple[date, date]]) -> date:
    """The last of so many school days of the whole house; the last day of lessons where there are fewer."""
    last = max(ends for _starts, ends in terms)
    changes = DayChange.objects.filter(school__isnull=True, day__range=(since, last))
    days = rules.school_days(
        first=since,
        last=last,
        terms=terms,
        days_a_week=SHORTER_WEEK,
        changes=dict(changes.values_list("day", "is_school_day")),
    )
    return days[DAYS_TO_STAY - 1] if len(days) >= DAYS_TO_STAY else last
