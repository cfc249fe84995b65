"""Since when children in care are back, as the registers say each morning."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mektepke.casework.actions import refresh_stays
from mektepke.casework.models import Case
from mektepke.rounds.morning import morning
from tests.casework.caseload.story import case_of
from tests.cast import Cast
from tests.watch.school import days_until, take

pytestmark = pytest.mark.django_db

LAST = date(2014, 11, 15)
BEGAN = date(2014, 11, 10)


def refreshed(case: Case, today: date) -> tuple[date | None, int, int | None]:
    """What the case keeps after the morning."""
    refresh_stays(school=case.school, today=today)
    case.refresh_from_db()
    return case.back_since, case.days_back, case.days_to_return


def test_the_first_day_back_the_days_since_and_the_time_from_the_plan(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    take(cast.here.school_class, days_until(cast.here.school_class, LAST), cast.here.teacher, {child: "aaaaa...."})
    days = days_until(cast.here.school_class, LAST)
    case = case_of(cast.here, child, opened_on=days[-9], planned_on=days[-8])
    back = days[-4]
    assert refreshed(case, today) == (back, 4, (back - days[-8]).days)


def test_a_child_still_away_is_not_back(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    days = days_until(cast.here.school_class, LAST)
    take(cast.here.school_class, days, cast.here.teacher, {child: "aaa"})
    case = case_of(cast.here, child, opened_on=days[-3], planned_on=days[-3], back_since=days[-9], days_back=7)
    assert refreshed(case, today) == (None, 0, None)


def test_who_came_back_before_there_was_a_plan_waited_for_none(cast: Cast, today: date) -> None:
    days = days_until(cast.here.school_class, LAST)
    take(cast.here.school_class, days, cast.here.teacher, {})
    with_plan = case_of(cast.here, cast.here.pupils[0], opened_on=days[-5], planned_on=days[-2])
    without = case_of(cast.here, cast.here.pupils[1], opened_on=days[-5])
    assert refreshed(with_plan, today) == (days[-5], 5, 0)
    assert refreshed(without, today) == (days[-5], 5, None)


def test_a_case_that_ended_is_followed_for_four_months(cast: Cast, today: date) -> None:
    days = days_until(cast.here.school_class, LAST)
    take(cast.here.school_class, days, cast.here.teacher, {})
    ended = {"step": "closed", "outcome": "at_school", "opened_on": date(2014, 6, 1)}
    followed = case_of(cast.here, cast.here.pupils[0], closed_on=today - timedelta(days=120), **ended)
    long_ago = case_of(cast.here, cast.here.pupils[1], closed_on=today - timedelta(days=121), **ended)
    assert refreshed(followed, today)[:2] == (days[0], len(days))
    assert refreshed(long_ago, today)[:2] == (None, 0)


def test_only_this_schools_cases_are_touched_and_only_those_that_changed(cast: Cast, today: date) -> None:
    for side in (cast.here, cast.there):
        take(side.school_class, days_until(side.school_class, LAST), side.teacher, {})
        case_of(side, side.pupils[0], opened_on=BEGAN)
    assert refresh_stays(school=cast.here.school, today=today) == 1
    assert refresh_stays(school=cast.here.school, today=today) == 0
    assert Case.objects.get(school=cast.there.school).back_since is None


def test_it_costs_the_same_for_many_children_and_one_query_for_none(cast: Cast, today: date) -> None:
    take(cast.here.school_class, days_until(cast.here.school_class, LAST), cast.here.teacher, {})
    counts = []
    for children in ([], cast.here.pupils[:1], cast.here.pupils[1:]):
        for child in children:
            case_of(cast.here, child, opened_on=BEGAN)
        with CaptureQueriesContext(connection) as asked:
            refresh_stays(school=cast.here.school, today=today)
        counts.append(len(asked))
    assert counts[0] == 1
    assert counts[1] == counts[2] <= 10


def test_the_mornings_round_does_it(cast: Cast, today: date) -> None:
    take(cast.here.school_class, days_until(cast.here.school_class, LAST), cast.here.teacher, {})
    case = case_of(cast.here, cast.here.pupils[0], opened_on=BEGAN)
    morning(today=today)
    case.refresh_from_db()
    assert case.back_since == BEGAN
