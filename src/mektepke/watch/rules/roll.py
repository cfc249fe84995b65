"""Rules about where a child is enrolled: on the way between two schools, or in none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mektepke.watch.rules import order
from mektepke.watch.rules.evidence import Evidence


def transfer_overdue(
    sent_on: date, *, due_on: date, today: date, school_days: Sequence[date], grace: int
) -> Evidence | None:
    """Sent to another school, expected there by `due_on`, and not received `grace` school days later.

    Between two schools nobody marks a child, so no other rule would ever miss it. `count` is the school days overdue.
    """
    late = sum(1 for day in school_days if due_on < day <= today)
    if today <= due_on or late <= grace:
        return None
    return Evidence(
        since=sent_on, until=today, count=late, of=(today - sent_on).days, level=order.step(late, order.OVERDUE)
    )


def no_school(
    found_on: date,
    *,
    age: int | None,
    age_found: int | None,
    today: date,
    enters_on: date | None,
    age_from: int,
    age_to: int,
) -> Evidence | None:
    """Of school age and in no school; `count` is the days since that is known.

    `age` is the age when the school year begins, `age_found` the age on the day somebody wrote the child down: found
    before school age, a child waits from the day on which it should have entered.

    A child who will enter late is no question until that day has passed. An unknown age is no reason to look away.
    """
    if age is not None and not age_from <= age <= age_to:
        return None
    if found_on > today or (enters_on is not None and enters_on >= today):
        return None
    waits_from = found_on if enters_on is None else max(found_on, enters_on)
    too_young = age_found is not None and age_found < age_from
    since = waits_from if too_young else found_on
    level = order.step((today - waits_from).days, order.NO_SCHOOL)
    return Evidence(since=since, until=today, count=(today - since).days, of=age, level=level)
