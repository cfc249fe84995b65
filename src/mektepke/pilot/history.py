"""The autumn as the schools worked through it: a morning a week, and what people did about what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction

from mektepke.base import clock
from mektepke.pilot import week
from mektepke.pilot.keys import Keys
from mektepke.pilot.models import Built
from mektepke.pilot.plan import SchoolPlan
from mektepke.watch.actions import notice_children_in_no_school

FIRST_ROUND = date(2014, 9, 10)  # OURS: a Wednesday, after a week and a half of school


def rounds_between(after: date | None, today: date) -> list[date]:
    """The weekly mornings after one day and before today."""
    days = []
    day = FIRST_ROUND
    while day < today:
        if after is None or day > after:
            days.append(day)
        day += week.EVERY
    return days


def live_through(
    plans: tuple[SchoolPlan, ...], keys: Keys, *, today: date, progress: Callable[[int, int], None] | None = None
) -> int:
    """All weekly mornings that are still to be lived through before today; returns how many. Each is kept whole."""
    built = Built.objects.get(seed=keys.seed)
    days = rounds_between(built.rounds_until, today)
    for done, day in enumerate(days, start=1):
        with transaction.atomic(), _on(day):
            for plan in plans:
                week.of(plan, keys, day).live()
            notice_children_in_no_school(today=day)
            built.rounds_until = day
            built.save(update_fields=["rounds_until"])
        if progress:
            progress(done, len(days))
    return len(days)


@contextmanager
def _on(day: date) -> Iterator[None]:
    """The clock on a day of the past, and back."""
    before = clock.today() if clock.pinned() else None
    clock.set_today(day)
    try:
        yield
    finally:
        clock.set_today(before)
