"""The statements written by hand ask what the ORM would have asked."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

from django.db.models import F

from mektepke.attendance.models import Register
from mektepke.attendance.queries import expected_roll
from mektepke.attendance.statements import calendar_of, expected_among, next_number, sessions_taken
from mektepke.places.models import DayChange, GradeScheme, SchoolCalendar, Sequence
from mektepke.pupils.models import Enrolment
from tests.cast import Cast, more_pupils

FRIDAY = date(2014, 11, 14)


def test_who_is_expected_is_who_stands_on_the_register(cast: Cast) -> None:
    """Every kind of enrolment, on the days around its edges, against the roll that the page shows."""
    school_class = cast.here.school_class
    around = [FRIDAY - timedelta(days=1), FRIDAY, FRIDAY + timedelta(days=1)]
    kinds = list(product(Enrolment.Mode.values, around, [None, *around], ["left", "mistake"]))
    children = more_pupils(school_class, len(kinds))
    for child, (mode, starts, ends, leaving) in zip(children, kinds, strict=True):
        if ends is not None and ends < starts:
            ends = starts  # noqa: PLW2901 - a roll has no rows that end before they begin
        Enrolment.objects.filter(child=child).update(
            mode=mode, starts=starts, ends=ends, reason_of_leaving=leaving if ends else ""
        )
    keys = [child.pk for child in [*children, *cast.here.pupils, *cast.there.pupils]]
    for day in around:
        shown = {enrolment.child_id for enrolment in expected_roll(school_class, day)}
        assert expected_among(school_class.pk, day, keys) == shown
        assert shown


def test_nobody_is_expected_among_nobody(cast: Cast) -> None:
    assert expected_among(cast.here.school_class.pk, FRIDAY, []) == set()


def test_sessions_taken_are_those_of_the_class_and_the_day(cast: Cast) -> None:
    for session, day in (("morning", FRIDAY), ("afternoon", FRIDAY), ("day", FRIDAY - timedelta(days=1))):
        key = Register.key_of(cast.here.school_class.pk, day, session)
        Register.objects.create(
            id=key, school_class=cast.here.school_class, day=day, session=session, change_number=1,
            taken_by=cast.here.teacher,
        )  # fmt: skip
    assert sorted(sessions_taken(cast.here.school_class.pk, FRIDAY)) == ["afternoon", "morning"]
    assert sessions_taken(cast.there.school_class.pk, FRIDAY) == []


def test_each_school_counts_for_itself(cast: Cast) -> None:
    assert [next_number(cast.here.school.pk) for _ in range(3)] == [1, 2, 3]
    assert next_number(cast.there.school.pk) == 1
    Sequence.objects.update(last=F("last") + 10)
    assert next_number(cast.here.school.pk) == 14


def test_a_day_depends_on_the_own_change_that_of_all_schools_the_week_and_the_term(cast: Cast) -> None:
    school, year = cast.here.school, cast.year
    DayChange.objects.create(school=school, day=FRIDAY, kind="snow")
    DayChange.objects.create(school=None, day=FRIDAY, kind="extra", is_school_day=True)
    SchoolCalendar.objects.update_or_create(
        school=school, year=year, defaults={"days_a_week": 5, "scheme": GradeScheme.objects.all()[0]}
    )
    SchoolCalendar.objects.filter(school=cast.there.school).delete()
    assert calendar_of(school.pk, year.pk, FRIDAY) == ("snow", "extra", 5, True)
    assert calendar_of(cast.there.school.pk, year.pk, FRIDAY) == (None, "extra", None, True)
    summer = date(2015, 7, 1)
    assert calendar_of(cast.there.school.pk, year.pk, summer) == (None, None, None, False)
