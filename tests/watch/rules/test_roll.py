"""Rules about where a child is enrolled."""

from __future__ import annotations

from datetime import date

import pytest

from mektepke.watch.rules import roll
from mektepke.watch.rules.evidence import Evidence
from tests.watch.rules.days import week_days

DAYS = week_days(80)
SENT, DUE = date(2014, 9, 15), date(2014, 9, 26)  # a Monday, a Friday


def overdue(today: date, grace: int = 0) -> Evidence | None:
    return roll.transfer_overdue(SENT, due_on=DUE, today=today, school_days=DAYS, grace=grace)


def test_a_transfer_is_overdue_from_the_first_school_day_after_its_day() -> None:
    assert overdue(DUE) is None
    assert overdue(date(2014, 9, 28)) is None, "a weekend is no school day"
    found = overdue(date(2014, 9, 29))
    assert found is not None
    assert (found.since, found.count, found.of) == (SENT, 1, 14)


def test_a_programme_may_give_some_days_of_grace() -> None:
    assert overdue(date(2014, 9, 30), grace=2) is None
    assert overdue(date(2014, 10, 1), grace=2) is not None


def test_a_long_wait_climbs_steps() -> None:
    levels = [found.level for day in (1, 10, 20) if (found := overdue(DAYS[DAYS.index(DUE) + day]))]
    assert levels == [1, 2, 3]


def out(
    age: int | None, *, found: int | None = None, enters_on: date | None = None, today: date = date(2014, 11, 17)
) -> Evidence | None:
    return roll.no_school(
        date(2014, 9, 2), age=age, age_found=found, today=today, enters_on=enters_on, age_from=7, age_to=16
    )


@pytest.mark.parametrize(("age", "asked"), [(6, False), (7, True), (16, True), (17, False), (None, True)])
def test_a_child_of_school_age_should_be_in_a_school(age: int | None, asked: bool) -> None:
    assert (out(age) is not None) is asked


def test_who_enters_late_is_asked_about_only_after_that_day() -> None:
    assert out(8, enters_on=date(2014, 11, 17)) is None
    found = out(7, found=6, enters_on=date(2014, 11, 10))
    assert found is not None
    assert (found.since, found.count) == (date(2014, 11, 10), 7)


def test_of_a_child_of_school_age_it_is_said_since_when_somebody_knows_it() -> None:
    found = out(8, found=8, enters_on=date(2014, 11, 10))
    assert found is not None
    assert (found.since, found.count, found.level) == (date(2014, 9, 2), 76, 1), "the day on the officer's own list"


def test_the_longer_in_no_school_the_worse() -> None:
    found = [out(9, today=day) for day in (date(2014, 9, 3), date(2014, 10, 2), date(2014, 12, 1), date(2015, 3, 1))]
    assert [one.level for one in found if one] == [1, 2, 3, 4]


def test_a_record_from_tomorrow_is_no_finding() -> None:
    assert out(9, today=date(2014, 9, 1)) is None
