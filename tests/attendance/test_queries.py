"""Reading registers: marked days, missing registers, weekly rates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mektepke.attendance import queries
from mektepke.attendance.actions import take_register
from mektepke.attendance.queries import ShownDay
from mektepke.attendance.rules import MarkGiven, MarkKind, Marks, Rate, WeekRate
from mektepke.base import clock
from mektepke.base.clock import SCHOOL_TIME
from mektepke.places.models import DayChange, SchoolClass, Term
from mektepke.places.queries import is_school_day, school_days_of
from mektepke.pupils.models import Child, Enrolment
from tests.cast import ENTERED_AT, Cast, Side, more_pupils, pupil

MON, TUE, WED = date(2014, 11, 10), date(2014, 11, 11), date(2014, 11, 12)
FRIDAY, SATURDAY = date(2014, 11, 14), date(2014, 11, 15)
ABSENT = MarkGiven(MarkKind.ABSENT)
EXCUSED = MarkGiven(MarkKind.ABSENT, "illness", True)
LATE = MarkGiven(MarkKind.LATE)

Take = Callable[..., None]


@pytest.fixture
def take(cast: Cast) -> Take:
    """Take a register of the class here, or of another side's."""

    def taken(day: date, marks: Marks | None = None, *, side: Side = cast.here, session: str = "day") -> None:
        take_register(school_class=side.school_class, day=day, marks=marks or {}, by=side.teacher, session=session)

    return taken


def test_only_marked_days_are_days(cast: Cast, take: Take) -> None:
    child = cast.here.pupils[0]
    take(MON, {child.pk: ABSENT})
    take(WED, {child.pk: EXCUSED})
    take(FRIDAY)
    found = queries.child_days(child, first=MON, last=FRIDAY)
    assert found == [ShownDay(MON, "absent"), ShownDay(WED, "excused"), ShownDay(FRIDAY, "present")]


def test_two_sessions_are_one_day(cast: Cast, take: Take) -> None:
    late, gone, away = (child.pk for child in cast.here.pupils[:3])
    take(MON, {late: ABSENT, away: EXCUSED}, session="morning")
    take(MON, {gone: EXCUSED, away: ABSENT}, session="afternoon")
    found = queries.class_days([cast.here.school_class.pk], first=MON, last=MON)
    assert {child: days[MON] for child, days in found.exceptions.items()} == {
        late: "late", gone: "left_early", away: "absent",
    }  # fmt: skip
    assert list(found.marked[cast.here.school_class.pk]) == [MON]


def test_a_child_has_days_only_while_on_a_roll_and_never_at_home(cast: Cast, take: Take) -> None:
    for day in (MON, TUE, WED):
        take(day)
        take(day, side=cast.there)
    child = cast.here.pupils[0]
    Enrolment.objects.filter(child=child).update(ends=MON, reason_of_leaving="transferred")
    Enrolment.objects.create(child=child, school_class=cast.there.school_class, starts=TUE, listed_at=ENTERED_AT)
    assert [day.date for day in queries.child_days(child, first=MON, last=WED)] == [MON, TUE, WED]
    Enrolment.objects.filter(child=child, starts=TUE).update(mode="home")
    assert [day.date for day in queries.child_days(child, first=MON, last=WED)] == [MON]


def test_class_days_of_many_classes_take_five_queries(cast: Cast, take: Take) -> None:
    take(MON, dict.fromkeys([child.pk for child in cast.here.pupils], ABSENT))
    take(MON, side=cast.there)
    keys = [cast.here.school_class.pk, cast.there.school_class.pk]
    with CaptureQueriesContext(connection) as asked:
        found = queries.class_days(keys, first=MON, last=FRIDAY)
    assert len(asked) == 5
    assert set(found.marked) == set(keys)
    school_days = school_days_of([cast.here.school, cast.there.school], first=MON, last=FRIDAY)
    with CaptureQueriesContext(connection) as asked:
        assert queries.class_days(keys, first=MON, last=FRIDAY, school_days=school_days) == found
    assert len(asked) == 2


def test_the_calendar_says_the_same_here_as_in_places(cast: Cast) -> None:
    """`why_closed` asks one question instead of three; whatever it is asked, the answer must be the same."""
    school = cast.here.school
    DayChange.objects.create(day=date(2014, 12, 5), kind="holiday", is_school_day=False)
    DayChange.objects.create(school=school, day=date(2014, 12, 7), kind="extra", is_school_day=True)
    DayChange.objects.create(school=cast.there.school, day=date(2014, 12, 8), kind="snow", is_school_day=False)
    DayChange.objects.create(day=date(2014, 12, 9), kind="closure", is_school_day=False)
    DayChange.objects.create(school=school, day=date(2014, 12, 9), kind="extra", is_school_day=True)
    Term.objects.filter(number=2).update(ends=date(2014, 12, 20))
    school.calendars.update(days_a_week=5)
    for offset in range(60):
        day = date(2014, 11, 1) + timedelta(days=offset)
        why = queries.why_closed(cast.here.school_class, day, today=date(2015, 1, 1))
        assert (why is None) == is_school_day(school, day), day


def test_a_class_is_missing_on_its_school_days_without_a_register(cast: Cast, take: Take) -> None:
    take(MON)
    DayChange.objects.create(school=cast.here.school, day=TUE, kind="snow", is_school_day=False)
    schools = [cast.here.school, cast.there.school]
    found = queries.missing_registers(schools, first=MON, last=WED)
    assert [(line.school_class, line.days) for line in found] == [
        (cast.here.school_class, [WED]),
        (cast.there.school_class, [MON, TUE, WED]),
    ]


def test_a_class_owes_registers_from_the_day_its_list_was_typed_in(cast: Cast, take: Take) -> None:
    """The list says since September, the house knows it since Tuesday evening (in Greenwich it is still afternoon)."""
    evening = datetime(2014, 11, 11, 23, tzinfo=SCHOOL_TIME)
    Child.objects.filter(pk__in=[child.pk for child in cast.here.pupils]).update(added_at=evening)
    found = queries.missing_registers([cast.here.school], first=MON, last=WED)
    assert [line.days for line in found] == [[TUE, WED]]
    assert queries.owing_since([cast.here.school_class.pk]) == {cast.here.school_class.pk: TUE}
    assert queries.missing_registers([cast.here.school], first=date(2014, 9, 1), last=MON) == []
    take(MON)
    assert queries.owing_since([cast.here.school_class.pk]) == {cast.here.school_class.pk: MON}


def test_the_day_before_is_the_last_school_day_not_a_sunday(cast: Cast) -> None:
    school, monday = cast.here.school, date(2014, 11, 17)

    def around(day: date, *, today: date = monday) -> queries.Neighbours:
        return queries.neighbours(day, school_days=queries.school_days_of_class(cast.here.school_class, today=today))

    assert around(monday) == queries.Neighbours(SATURDAY, None)
    assert around(SATURDAY) == queries.Neighbours(FRIDAY, monday)
    DayChange.objects.create(school=school, day=SATURDAY, kind="snow", is_school_day=False)
    assert around(monday).before == FRIDAY
    assert around(FRIDAY).after == monday
    # Over the autumn holidays, and where the year begins.
    assert around(MON).before == date(2014, 11, 1)
    assert around(date(2014, 9, 1)).before is None
    # A day to come is no way back, and last year's class has no day after its year.
    assert around(date(2014, 11, 20)).before == monday
    assert around(date(2015, 5, 25), today=date(2015, 9, 10)) == queries.Neighbours(date(2015, 5, 23), None)


def test_a_class_without_pupils_and_a_day_off_miss_nothing(cast: Cast) -> None:
    SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=1)
    found = queries.missing_registers([cast.here.school], first=MON, last=MON)
    assert [line.school_class for line in found] == [cast.here.school_class]
    sunday = date(2014, 11, 16)
    assert queries.missing_registers([cast.here.school], first=sunday, last=sunday) == []


def test_weekly_rates_count_who_was_expected_on_marked_days(cast: Cast, take: Take) -> None:
    """Six pupils here. Week of the 3rd: holidays. Week of the 10th: two registers, one child gone from Tuesday on."""
    first, second, third = cast.here.pupils[:3]
    take(MON, {first.pk: ABSENT, second.pk: LATE})
    take(WED, {second.pk: EXCUSED, third.pk: ABSENT})
    Enrolment.objects.filter(child=first).update(ends=MON, reason_of_leaving="left")
    found = queries.weekly_rates(first=date(2014, 11, 3), last=date(2014, 11, 16), classes=[cast.here.school_class.pk])
    assert found == {
        cast.here.school_class.pk: [
            WeekRate(date(2014, 11, 3), Rate(0, 0)),
            WeekRate(MON, Rate(5 + 3, 6 + 5)),
        ]
    }
    by_school = queries.weekly_rates(first=MON, last=date(2014, 11, 16), schools=[cast.here.school.pk])
    assert by_school[cast.here.school.pk] == [WeekRate(MON, Rate(8, 11))]


def test_an_absence_of_a_child_taken_off_the_roll_since_is_in_neither_count(cast: Cast, take: Take) -> None:
    child = cast.here.pupils[0]
    take(WED, {child.pk: ABSENT})
    Enrolment.objects.filter(child=child).update(ends=MON, reason_of_leaving="left")
    (week,) = queries.weekly_rates(first=MON, last=WED, classes=[cast.here.school_class.pk])[cast.here.school_class.pk]
    assert week.rate == Rate(5, 5)


def test_weekly_rates_take_six_queries_whatever_the_size(cast: Cast, take: Take) -> None:
    more_pupils(cast.here.school_class, 20)
    for day in (MON, TUE, WED):
        take(day)
        take(day, side=cast.there)
    schools = [cast.here.school.pk, cast.there.school.pk]
    with CaptureQueriesContext(connection) as asked:
        found = queries.weekly_rates(first=date(2014, 9, 1), last=WED, schools=schools)
    assert len(asked) == 6
    assert {len(weeks) for weeks in found.values()} == {11}


def test_the_grid_shows_unmarked_days_as_such(cast: Cast, take: Take) -> None:
    came_later = cast.here.pupils[1]
    Enrolment.objects.filter(child=came_later).update(starts=TUE)
    take(MON, {cast.here.pupils[0].pk: ABSENT})
    rows = queries.class_grid(cast.here.school_class, first=MON, last=TUE)
    assert [row.child for row in rows] == cast.here.pupils
    assert list(rows[0].days) == [ShownDay(MON, "absent"), ShownDay(TUE, "unmarked")]
    assert list(rows[1].days) == [ShownDay(TUE, "unmarked")]
    assert list(rows[2].days) == [ShownDay(MON, "present"), ShownDay(TUE, "unmarked")]


def test_the_days_of_several_children_are_those_of_each(cast: Cast, take: Take) -> None:
    here, there, nowhere = cast.here.pupils[0], cast.there.pupils[0], cast.here.pupils[1]
    Enrolment.objects.filter(child=nowhere).delete()
    take(MON, {here.pk: ABSENT})
    take(TUE, {there.pk: LATE}, side=cast.there)
    found = queries.days_of_children([here.pk, there.pk, nowhere.pk], first=MON, last=WED)
    assert found == {here.pk: [ShownDay(MON, "absent")], there.pk: [ShownDay(TUE, "late")], nowhere.pk: []}


def test_the_days_of_many_children_take_six_queries_and_none_for_nobody(cast: Cast, take: Take) -> None:
    everybody = [child.pk for child in (*more_pupils(cast.here.school_class, 20), *cast.there.pupils)]
    for day in (MON, TUE):
        take(day, {everybody[0]: ABSENT})
        take(day, side=cast.there)
    with CaptureQueriesContext(connection) as asked:
        found = queries.days_of_children(everybody, first=MON, last=WED)
    assert len(asked) == 6
    assert {len(days) for days in found.values()} == {2}
    with CaptureQueriesContext(connection) as asked:
        assert queries.days_of_children([], first=MON, last=WED) == {}
    assert len(asked) == 0


@pytest.fixture
def snowed(cast: Cast, take: Take) -> Child:
    """A child who was absent on Monday and on Wednesday; the head has said since that Wednesday was a snow day."""
    child = cast.here.pupils[0]
    for day in (MON, WED):
        take(day, {child.pk: ABSENT})
    take(TUE)
    DayChange.objects.create(school=cast.here.school, day=WED, kind="snow", is_school_day=False)
    return child


def test_a_register_of_a_day_closed_afterwards_makes_nobody_absent(cast: Cast, snowed: Child) -> None:
    own = cast.here.school_class.pk
    assert queries.child_days(snowed, first=MON, last=WED) == [ShownDay(MON, "absent"), ShownDay(TUE, "present")]
    found = queries.class_days([own], first=MON, last=WED)
    assert list(found.marked[own]) == [MON, TUE]
    assert found.exceptions == {snowed.pk: {MON: "absent"}}


def test_a_school_s_extra_day_counts_whatever_holds_for_all_schools(cast: Cast, snowed: Child) -> None:
    DayChange.objects.create(day=MON, kind="holiday", is_school_day=False)
    DayChange.objects.create(school=cast.here.school, day=TUE, kind="snow", is_school_day=False)
    assert queries.child_days(snowed, first=MON, last=WED) == []
    DayChange.objects.create(school=cast.here.school, day=MON, kind="extra", is_school_day=True)
    assert queries.child_days(snowed, first=MON, last=WED) == [ShownDay(MON, "absent")]


def test_weekly_rates_leave_out_days_closed_afterwards(cast: Cast, take: Take, snowed: Child) -> None:
    take(WED, side=cast.there)
    schools = [cast.here.school.pk, cast.there.school.pk]
    found = queries.weekly_rates(first=MON, last=FRIDAY, schools=schools)
    assert [week.rate for week in found[cast.here.school.pk]] == [Rate(6 + 5, 6 + 6)]
    assert [week.rate for week in found[cast.there.school.pk]] == [Rate(3, 3)]
    by_class = queries.weekly_rates(first=MON, last=FRIDAY, classes=[cast.here.school_class.pk])
    assert by_class[cast.here.school_class.pk] == found[cast.here.school.pk]


def test_a_day_is_explained_only_if_every_absence_of_it_is(cast: Cast, take: Take) -> None:
    """Morning: illness, afternoon: nothing said. Whichever row the database gives first, nobody has explained it."""
    half, other_half, both, refused, excused = (child.pk for child in cast.here.pupils[:5])
    ill, at_work = MarkGiven(MarkKind.ABSENT, "illness"), MarkGiven(MarkKind.ABSENT, "work")
    not_accepted = MarkGiven(MarkKind.ABSENT, "work", False)
    take(MON, {half: ill, other_half: ABSENT, both: ill, refused: not_accepted, excused: EXCUSED}, session="morning")
    take(MON, {half: ABSENT, other_half: ill, both: at_work, refused: ill, excused: ABSENT}, session="afternoon")
    found = queries.class_days([cast.here.school_class.pk], first=MON, last=MON)
    assert {child: days[MON].code for child, days in found.reasons.items()} == {both: "illness", refused: "work"}
    assert [found.reasons[child][MON].refused for child in (both, refused)] == [False, True]


def test_a_register_from_before_a_child_was_on_the_list_says_nothing_about_it(cast: Cast, take: Take) -> None:
    school_class, others = cast.here.school_class, len(cast.here.pupils)
    take(MON)
    late = pupil(school_class, "Кечиккен", "Кыз", listed_at=clock.now())
    take(TUE)
    assert queries.child_days(late, first=MON, last=TUE) == [ShownDay(TUE, "present")]
    rates = queries.weekly_rates(classes=[school_class.pk], first=MON, last=TUE)[school_class.pk]
    assert rates == [WeekRate(MON, Rate(2 * others + 1, 2 * others + 1))]
    row = next(row for row in queries.class_grid(school_class, first=MON, last=TUE) if row.child == late)
    assert row.days == [ShownDay(MON, "unmarked"), ShownDay(TUE, "present")]
    [month] = queries.months_of([school_class], MON, today=TUE)
    counts = next(found.counts for found in month.children if found.child == late)
    assert (counts.marked, counts.absent) == (1, 0)
    take_register(
        school_class=school_class, day=MON, marks={late.pk: ABSENT}, by=cast.here.teacher, based_on=1,
    )  # fmt: skip
    days = queries.child_days(late, first=MON, last=TUE)
    assert days == [ShownDay(MON, "absent"), ShownDay(TUE, "present")], "whoever corrects it sees the child"
