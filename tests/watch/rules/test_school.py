"""Rules about a class or a school."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import pytest

from mektepke.watch.rules import school
from mektepke.watch.rules.evidence import Evidence
from mektepke.watch.rules.school import ClassDay
from tests.watch.rules.days import week_days

DAYS = week_days(60)
LATER = date(2015, 5, 1)


def registers(missed: Sequence[int | None], pupils: int = 20) -> list[ClassDay]:
    """One register for each number, on week days from 1 September; None is an unmarked day."""
    return [ClassDay(day, number, pupils) for day, number in zip(DAYS, missed, strict=False) if number is not None]


def lacking(taken: Sequence[int], today: int) -> Evidence | None:
    return school.no_register(DAYS, {DAYS[place] for place in taken}, today=DAYS[today], at_least=3)


def test_a_class_without_a_register_for_three_school_days() -> None:
    assert lacking([0, 1], 4) is None, "two days missing, the third is today and still young"
    found = lacking([0, 1], 5)
    assert found is not None
    assert (found.since, found.until, found.count) == (DAYS[2], DAYS[4], 3)


def test_a_register_taken_today_answers_the_question() -> None:
    assert lacking([0, 1, 5], 5) is None


def test_a_new_class_without_any_register_is_asked_about_too() -> None:
    found = lacking([], 3)
    assert found is not None
    assert found.count == 3
    assert school.no_register([], set(), today=LATER, at_least=3) is None, "no calendar, no question"


def quiet(missed: Sequence[int | None], pupils: int = 20) -> Evidence | None:
    return school.no_absence(registers(missed, pupils), today=LATER, at_least=15, pupils=8)


def test_nobody_missing_for_fifteen_marked_days() -> None:
    assert quiet([1] + [0] * 14) is None
    found = quiet([1] + [0] * 15)
    assert found is not None
    assert (found.since, found.count, found.of) == (DAYS[1], 15, 300)
    assert quiet([0] * 15 + [1]) is None


def test_unmarked_days_are_not_days_without_an_absence() -> None:
    assert quiet([0] * 14 + [None] * 20) is None


def test_in_a_tiny_class_that_is_luck() -> None:
    assert quiet([0] * 30, pupils=7) is None
    assert quiet([0] * 30, pupils=8) is not None
    assert school.no_absence([], today=LATER, at_least=15, pupils=8) is None


def empty(missed: Sequence[int | None], pupils: int = 20, except_on: frozenset[date] = frozenset()) -> list[Evidence]:
    return school.class_missing(registers(missed, pupils), today=LATER, percent=50, pupils=6, except_on=except_on)


def test_most_of_a_class_is_more_than_half() -> None:
    assert empty([10]) == []
    found = empty([11])
    assert [(one.since, one.count, one.others, one.others_of) for one in found] == [(DAYS[0], 1, 11, 20)]


def test_in_a_class_of_five_three_at_home_are_no_riddle() -> None:
    assert empty([5], pupils=5) == []
    assert len(empty([4], pupils=6)) == 1


def test_days_in_a_row_are_one_finding_and_others_another() -> None:
    found = empty([0, 15, 15, None, 15, 0, 12])
    assert [(one.since, one.until, one.count) for one in found] == [(DAYS[1], DAYS[4], 3), (DAYS[6], DAYS[6], 1)]


def test_a_day_told_about_the_school_is_not_told_about_the_class() -> None:
    assert empty([0, 15, 0], except_on=frozenset({DAYS[1]})) == []


def closed(*classes: Sequence[int | None]) -> list[Evidence]:
    return school.school_closed([registers(missed) for missed in classes], today=LATER, percent=50, pupils=6)


def test_a_snow_day_is_told_once_about_the_school() -> None:
    found = closed([0, 18, 0], [1, 20, 0], [0, 2, 0])
    assert [(one.since, one.count, one.others, one.others_of) for one in found] == [(DAYS[1], 1, 40, 60)]


def test_half_of_the_classes_is_not_most() -> None:
    assert closed([18], [18], [1], [1]) == []
    assert len(closed([18], [18], [18], [1])) == 1


def test_unmarked_classes_say_nothing_and_one_class_is_no_school() -> None:
    assert closed([18], [None], [None]) == []
    assert len(closed([18], [18], [None], [None], [None])) == 1


def test_three_days_of_snow_are_one_finding() -> None:
    found = closed([0, 18, 18, 18, 0], [0, 18, 18, 18, 0])
    assert [(one.since, one.until, one.count, one.level) for one in found] == [(DAYS[1], DAYS[3], 3, 2)]


def test_a_handful_of_children_is_no_school() -> None:
    two = [registers([2, 2], pupils=2), registers([2, 2], pupils=2)]
    assert school.school_closed(two, today=LATER, percent=50, pupils=6) == []


def test_a_closed_day_shields_but_weeks_of_emptiness_do_not() -> None:
    class_days = registers([0, 18, 18, 0])
    assert school.shielded(empty([0, 18, 18, 0]), class_days, longest=5) == {DAYS[1], DAYS[2]}
    assert school.shielded(empty([18] * 5), registers([18] * 5), longest=5) == set(DAYS[:5])
    assert school.shielded(empty([18] * 6), registers([18] * 6), longest=5) == frozenset()


def test_when_no_class_has_a_register_the_school_is_asked_once() -> None:
    keys = [UUID(int=number) for number in range(3)]
    evidence = [Evidence(since=DAYS[0], until=DAYS[4], count=5), Evidence(since=DAYS[2], until=DAYS[4], count=3)]
    both = dict(zip(keys, evidence, strict=False))
    assert school.together(both, classes=3) is None, "one class has its register"
    found = school.together(both, classes=2)
    assert found is not None
    assert (found.since, found.count, found.others, found.others_of) == (DAYS[2], 3, 2, 2)
    assert school.together({keys[0]: evidence[0]}, classes=1) is None


@pytest.mark.parametrize("percent", [30, 50, 95])
def test_an_empty_class_is_never_missing(percent: int) -> None:
    assert not ClassDay(DAYS[0], 0, 0).mostly_missing(percent)
