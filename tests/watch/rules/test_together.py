"""All rules at once."""

from __future__ import annotations

import random
import time
from datetime import date
from uuid import UUID

from mektepke.watch.rules.days import ChildDays, DayKind, child_days
from mektepke.watch.rules.evidence import Rule
from mektepke.watch.rules.limits import DEFAULTS
from mektepke.watch.rules.school import ClassDay
from mektepke.watch.rules.together import Calendar, child_findings, school_findings
from tests.watch.rules.days import OPENING, child, week_days

DAYS = tuple(week_days(150))
CLASSES = [UUID(int=number) for number in range(3)]
SINCE = dict.fromkeys(CLASSES, OPENING)


def calendar(day: int) -> Calendar:
    return Calendar(today=DAYS[day], opening=OPENING, school_days=DAYS[: day + 1])


def rules_of(letters: str) -> set[Rule]:
    days = child(letters)
    at = calendar(len(letters.replace(" ", "")) - 1)
    return {finding.rule for finding in child_findings(days, enrolled=OPENING, calendar=at, limits=DEFAULTS)}


def test_a_child_who_came_every_day_is_nobodys_business() -> None:
    assert rules_of("." * 60) == set()
    assert rules_of("l" * 60) == set()


def test_the_first_day_is_the_teachers_and_the_third_the_pedagogues() -> None:
    assert rules_of("." * 50 + "a") == {Rule.ABSENT_TODAY}
    assert rules_of("." * 50 + "aaa") == {Rule.DAYS_IN_A_ROW}


def test_a_child_who_never_came_is_told_once() -> None:
    assert rules_of("a" * 50) == {Rule.NEVER_CAME}
    assert Rule.DAYS_IN_A_ROW in rules_of("aaaaa"), "in the first days it is a streak like any other"


def test_several_reasons_stand_side_by_side() -> None:
    assert rules_of("." + "a" * 30) == {Rule.DAYS_IN_A_ROW, Rule.SEPTEMBER, Rule.SHARE_OF_DAYS}
    assert rules_of("a...." * 10) == {Rule.SHARE_OF_DAYS, Rule.SAME_WEEKDAY}


def test_the_school_day_before_today() -> None:
    assert calendar(5).school_day_before == DAYS[4]
    assert calendar(0).school_day_before is None


def school_of(*missed: list[int | None]) -> dict[UUID, list[ClassDay]]:
    return {
        key: [ClassDay(day, number, 20) for day, number in zip(DAYS, numbers, strict=False) if number is not None]
        for key, numbers in zip(CLASSES, missed, strict=False)
    }


def test_a_snow_day_is_about_the_school_and_says_nothing_about_children() -> None:
    classes = school_of([1, 19, 0], [0, 19, 1], [1, None, 0])
    found = school_findings(classes, since=SINCE, calendar=calendar(2), limits=DEFAULTS)
    assert [finding.rule for finding in found.about_school] == [Rule.SCHOOL_CLOSED]
    assert not any(found.about_classes.values())
    assert found.shielded == {CLASSES[0]: {DAYS[1]}, CLASSES[1]: {DAYS[1]}, CLASSES[2]: frozenset()}
    kept = child(".aa").without(found.shielded[CLASSES[0]])
    assert kept.absent == 1


def test_a_missing_class_is_about_that_class_alone() -> None:
    classes = school_of([1, 19, 0], [0, 1, 1], [1, 0, 0])
    found = school_findings(classes, since=SINCE, calendar=calendar(2), limits=DEFAULTS)
    assert found.about_school == ()
    assert [finding.rule for finding in found.about_classes[CLASSES[0]]] == [Rule.CLASS_MISSING]
    assert found.shielded[CLASSES[0]] == {DAYS[1]}
    assert found.shielded[CLASSES[1]] == frozenset()


def test_registers_missing_everywhere_are_one_question() -> None:
    everywhere = school_findings(school_of([1], [1], [1]), since=SINCE, calendar=calendar(5), limits=DEFAULTS)
    assert [finding.rule for finding in everywhere.about_school] == [Rule.NO_REGISTER]
    assert not any(everywhere.about_classes.values())
    one = school_findings(school_of([1], [1] * 6, [1] * 6), since=SINCE, calendar=calendar(5), limits=DEFAULTS)
    assert one.about_school == ()
    assert [finding.rule for finding in one.about_classes[CLASSES[0]]] == [Rule.NO_REGISTER]


def test_a_new_class_owes_registers_since_it_has_children() -> None:
    new = {**SINCE, CLASSES[0]: DAYS[3]}
    classes = school_of([], [1] * 6, [1] * 6)
    assert not school_findings(classes, since=new, calendar=calendar(5), limits=DEFAULTS).about_classes[CLASSES[0]]
    assert school_findings(classes, since=new, calendar=calendar(6), limits=DEFAULTS).about_classes[CLASSES[0]]


def test_a_class_without_children_owes_no_register() -> None:
    left = dict.fromkeys(CLASSES[1:], OPENING)
    found = school_findings(school_of([], [1] * 6, [1] * 6), since=left, calendar=calendar(5), limits=DEFAULTS)
    assert not found.about_classes[CLASSES[0]]


def test_two_school_weeks_are_recent() -> None:
    assert calendar(20).is_recent(DAYS[11])
    assert not calendar(20).is_recent(DAYS[10])
    assert calendar(3).is_recent(DAYS[0])
    assert Calendar(today=OPENING, opening=OPENING, school_days=()).is_recent(OPENING)


def test_a_class_in_which_nobody_ever_misses_is_a_question() -> None:
    found = school_findings(
        school_of([0] * 15, [1] * 15, [1] * 15), since=SINCE, calendar=calendar(14), limits=DEFAULTS
    )
    assert [finding.rule for finding in found.about_classes[CLASSES[0]]] == [Rule.NO_ABSENCE]


def test_the_pilots_children_are_looked_at_within_seconds() -> None:
    """7 000 children, 150 days, absences as uneven as real ones: far below what a morning may take."""
    chance = random.Random(2014)
    at = calendar(149)
    children = [_some_child(chance) for _ in range(7000)]
    started = time.perf_counter()
    found = sum(len(child_findings(days, enrolled=OPENING, calendar=at, limits=DEFAULTS)) for days in children)
    assert found > 500
    assert time.perf_counter() - started < 5


def _some_child(chance: random.Random) -> ChildDays:
    share = min(chance.gammavariate(0.6, 0.1), 1.0)
    exceptions: dict[date, DayKind] = {
        day: chance.choice([DayKind.ABSENT, DayKind.EXCUSED, DayKind.LATE]) for day in DAYS if chance.random() < share
    }
    return child_days(DAYS, exceptions)
