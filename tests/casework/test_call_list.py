"""The call list: as long as the day, the most urgent first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mektepke.base import clock
from mektepke.casework.actions import record_contact
from mektepke.casework.models import CapacityRow
from mektepke.casework.queries import call_list
from tests.casework.story import all_miss, in_care, misses
from tests.cast import Cast, more_pupils

pytestmark = pytest.mark.django_db


def _called(cast: Cast, child: Any, *, result: str = "reached", next_on: date | None = None) -> None:
    record_contact(
        child=child, school=cast.here.school, kind="call", result=result, words="", next_on=next_on,
        by=cast.here.pedagogue,
    )  # fmt: skip


def _crowd(cast: Cast, today: date, number: int) -> list[Any]:
    pupils = more_pupils(cast.here.school_class, number * 2)
    all_miss(cast.here, pupils[:number], today=today)
    return pupils[:number]


def test_nobody_missing_nobody_listed(cast: Cast, today: date) -> None:
    listed = call_list(cast.here.pedagogue, today=today)
    assert (listed.lines, listed.waiting, listed.worst) == ([], 0, None)


def test_a_line_says_who_why_what_next_and_whom_to_call(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    line = call_list(cast.here.pedagogue, today=today).lines[0]
    assert (line.child, line.class_name, line.next_step) == (child, "6-А", "home_visit")
    assert line.guardian is not None
    assert line.guardian.phone == "+996777000001"
    assert line.due_on > today
    assert 1 <= len(line.reasons) <= 3


def test_the_list_is_cut_to_capacity_and_names_the_worst_below(cast: Cast, today: date) -> None:
    _crowd(cast, today, 6)
    listed = call_list(cast.here.pedagogue, today=today)
    assert len(listed.lines) == 2
    assert listed.waiting == 4
    assert listed.worst is not None
    assert listed.worst.child not in [line.child for line in listed.lines]


def test_who_was_called_today_counts_and_does_not_come_back(cast: Cast, today: date) -> None:
    _crowd(cast, today, 6)
    first = call_list(cast.here.pedagogue, today=today).lines[0].child
    _called(cast, first)
    after = call_list(cast.here.pedagogue, today=today)
    assert first not in [line.child for line in after.lines]
    assert (len(after.lines), after.begun_today, after.waiting) == (1, 1, 4)


def test_somebody_with_time_can_ask_for_one_more(cast: Cast, today: date) -> None:
    _crowd(cast, today, 6)
    assert len(call_list(cast.here.pedagogue, today=today, more=1).lines) == 3


def test_no_more_home_visits_than_the_week_has(cast: Cast, today: date) -> None:
    CapacityRow.objects.create(hours_from=0, new_a_day=9, visits_a_week=2)
    _crowd(cast, today, 6)
    listed = call_list(cast.here.pedagogue, today=today)
    assert [line.next_step for line in listed.lines].count("home_visit") == 2


def test_an_agreed_day_brings_the_child_back_and_takes_no_place(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    _called(cast, child, next_on=today + timedelta(days=2))
    assert call_list(cast.here.pedagogue, today=today).lines == []
    clock.set_today(today + timedelta(days=2))
    (line,) = call_list(cast.here.pedagogue, today=today + timedelta(days=2)).lines
    assert line.again
    assert line.child == child


def test_a_child_in_care_is_not_on_the_list(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    in_care(cast.here, child, due=today)
    assert call_list(cast.here.pedagogue, today=today).lines == []


def test_another_schools_pedagogue_sees_nothing_of_it(cast: Cast, today: date) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    assert call_list(cast.there.pedagogue, today=today).lines == []


def test_the_number_of_queries_does_not_grow(cast: Cast, today: date) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            call_list(cast.here.pedagogue, today=today, more=20)
        return len(found)

    misses(cast.here, cast.here.pupils[0], 3, today=today)
    count()  # the person's own roles are read once
    few = count()
    _crowd(cast, today, 12)
    assert count() == few


def test_a_child_in_care_who_gets_worse_comes_back_and_takes_nobodys_place(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    in_care(cast.here, child, due=today)
    later = today + timedelta(days=11)
    clock.set_today(later)
    misses(cast.here, child, 9, today=later)
    listed = call_list(cast.here.pedagogue, today=later)
    assert [line.child for line in listed.worse] == [child]
    assert listed.lines == []
