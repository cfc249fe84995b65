"""The autumn as the schools worked through it: a morning a week, and what people did about what it found; beside it,
day by day, what neighbours wrote, what pairs told, and which children were in danger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import transaction

from mektepke.base import clock
from mektepke.pilot import week
from mektepke.pilot.in_danger import learned_on, protect
from mektepke.pilot.keys import Keys
from mektepke.pilot.models import Built
from mektepke.pilot.pairs import go_together, hears_pairs
from mektepke.pilot.plan import SchoolPlan
from mektepke.pilot.village_speaks import speak, written_on
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
    """All weekly mornings that are still to be lived through before today, each kept whole with the days before it,
    and the days since the last; returns how many mornings."""
    built = Built.objects.get(seed=keys.seed)
    days = rounds_between(built.rounds_until, today)
    for done, day in enumerate(days, start=1):
        with transaction.atomic(), _on(day):
            live_days(plans, keys, after=built.rounds_until, until=day)
            for plan in plans:
                week.of(plan, keys, day).live()
            notice_children_in_no_school(today=day)
            built.rounds_until = day
            built.save(update_fields=["rounds_until"])
        if progress:
            progress(done, len(days))
    with transaction.atomic():
        live_days(plans, keys, after=built.rounds_until, until=today)
    return len(days)


def live_days(plans: tuple[SchoolPlan, ...], keys: Keys, *, after: date | None, until: date) -> None:
    """What came between the mornings. Of the days since the last one some may have been lived before: what is there
    stays as it is, also where somebody has answered it."""
    day = after or FIRST_ROUND - week.EVERY
    while (day := day + timedelta(days=1)) <= until:
        with _on(day):
            for plan in plans:
                if _has_something(plan, day):
                    here = week.of(plan, keys, day)
                    speak(here, keys)
                    go_together(here, keys)
                    protect(here, keys)


def _has_something(plan: SchoolPlan, day: date) -> bool:
    code = plan.school.code
    return bool(written_on(code, day)) or learned_on(code, day) is not None or hears_pairs(plan, day)


@contextmanager
def _on(day: date) -> Iterator[None]:
    """The clock on a day of the past, and back."""
    before = clock.today() if clock.pinned() else None
    clock.set_today(day)
    try:
        yield
    finally:
        clock.set_today(before)
