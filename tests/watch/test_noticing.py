"""The round, on a real database: what each rule raises, and what raises nothing."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mektepke.attendance.models import Mark, Register
from mektepke.base.clock import SCHOOL_TIME
from mektepke.places.models import DayChange, Programme, SchoolClass
from mektepke.pupils.models import Child, Enrolment, OutOfSchool, Transfer
from mektepke.watch.actions import notice, notice_children_in_no_school
from mektepke.watch.models import Signal, Threshold
from tests.cast import Cast, more_pupils, pupil
from tests.watch.school import autumn, days_until, take

MONDAY = date(2014, 11, 17)
SATURDAY = date(2014, 11, 15)
TUESDAY = date(2014, 11, 18)


def rules_about(child: Child) -> set[str]:
    return set(Signal.objects.filter(child=child).exclude(state="ended").values_list("rule", flat=True))


def rules_about_school() -> list[str]:
    return list(Signal.objects.filter(child__isnull=True).exclude(state="ended").values_list("rule", flat=True))


def test_three_days_become_one_signal_with_its_evidence_and_date(cast: Cast) -> None:
    away = cast.here.pupils[0]
    autumn(cast, {away: "aaa"})
    assert notice(school=cast.here.school, today=MONDAY) == 1
    signal = Signal.objects.get(child=away)
    assert (signal.rule, signal.audience, signal.next_step) == ("days_in_a_row", "pedagogue", "home_visit")
    assert signal.evidence == {"since": "2014-11-13", "until": "2014-11-15", "count": 3, "excused": 0, "level": 1}
    assert signal.due_on == date(2014, 11, 19), "within two school days"
    assert signal.school == cast.here.school


def test_each_rule_about_a_child_comes_through_the_database(cast: Cast) -> None:
    here = cast.here
    first, row, share, drop, monday, never = here.pupils
    days = days_until(here.school_class, SATURDAY)
    mondays = "".join("a" if day.weekday() == 0 else "." for day in days)
    autumn(
        cast,
        {
            first: "a",
            row: "aaa",
            share: "eeaeea" + "." * 10,
            drop: "a.a.a...",
            monday: mondays,
            never: "a" * len(days),
        },
    )
    notice(school=here.school, today=MONDAY)
    assert rules_about(first) == {"absent_today"}
    assert rules_about(row) == {"days_in_a_row"}
    assert rules_about(share) == {"share_of_days"}
    assert rules_about(drop) == {"sharp_drop"}
    assert "same_weekday" in rules_about(monday)
    assert rules_about(never) == {"never_came"}


def test_september_is_watched_in_september(cast: Cast) -> None:
    watched, acted = cast.here.pupils[:2]
    autumn(cast, {watched: "a.a....", acted: "eaeaeae"}, last=date(2014, 9, 26))
    notice(school=cast.here.school, today=date(2014, 9, 27))
    by_child = {signal.child_id: signal for signal in Signal.objects.filter(rule="september")}
    assert (by_child[watched.pk].audience, by_child[watched.pk].next_step) == ("teacher", "watch")
    assert (by_child[acted.pk].audience, by_child[acted.pk].next_step) == ("pedagogue", "talk")


def test_a_transfer_that_is_overdue(cast: Cast) -> None:
    here = cast.here
    child = here.pupils[0]
    enrolment = Enrolment.objects.get(child=child)
    enrolment.ends, enrolment.reason_of_leaving = date(2014, 10, 20), "transferred"
    enrolment.save()
    transfer = Transfer.objects.create(
        child=child, from_enrolment=enrolment, to_school=cast.there.school, sent_on=date(2014, 10, 20),
        due_on=date(2014, 11, 14), sent_by=here.head,
    )  # fmt: skip
    notice(school=here.school, today=date(2014, 11, 14))
    assert rules_about(child) == set()
    notice(school=here.school, today=MONDAY)
    assert rules_about(child) == {"transfer_overdue"}
    transfer.received_on, transfer.received_by = MONDAY, cast.there.head
    transfer.save()
    notice(school=here.school, today=MONDAY)
    assert rules_about(child) == set()


def test_a_child_of_school_age_in_no_school(cast: Cast) -> None:
    child = cast.here.pupils[0]
    Enrolment.objects.filter(child=child).delete()
    record = OutOfSchool.objects.create(
        child=child, kind="never", found_on=date(2014, 9, 2), found_by=cast.here.pedagogue
    )
    assert notice_children_in_no_school(today=MONDAY) == 1
    assert notice_children_in_no_school(today=MONDAY) == 0
    signal = Signal.objects.get(child=child)
    assert (signal.rule, signal.audience, signal.school, signal.village) == (
        "no_school", "municipality", None, cast.here.village,
    )  # fmt: skip
    record.ended_on, record.ending = MONDAY, "enrolled"
    record.save()
    notice_children_in_no_school(today=MONDAY)
    assert rules_about(child) == set()


def test_each_rule_about_a_school_comes_through_the_database(cast: Cast) -> None:
    here = cast.here
    quiet = SchoolClass.objects.create(school=here.school, year=cast.year, grade=7, letter="А")
    lacking = SchoolClass.objects.create(school=here.school, year=cast.year, grade=8, letter="А")
    more_pupils(quiet, 10)
    for number in range(8):
        pupil(lacking, "Башка", str(number))
    days = days_until(here.school_class, SATURDAY)
    take(quiet, days, here.teacher)
    take(lacking, days[:-3], here.teacher, dict.fromkeys(more_pupils(lacking, 1), "a"))
    take(here.school_class, days, here.teacher, dict.fromkeys(here.pupils[:5], ".a.."))
    notice(school=here.school, today=MONDAY)
    found = {(signal.rule, signal.school_class_id) for signal in Signal.objects.filter(child__isnull=True)}
    assert found == {("no_absence", quiet.pk), ("no_register", lacking.pk), ("class_missing", here.school_class.pk)}
    assert all(signal.audience == "head" for signal in Signal.objects.filter(child__isnull=True))


def test_a_closure_is_one_signal_about_the_school_and_none_about_children(cast: Cast) -> None:
    here = cast.here
    other = SchoolClass.objects.create(school=here.school, year=cast.year, grade=7, letter="А")
    others, mine = more_pupils(other, 15), [*here.pupils, *more_pupils(here.school_class, 12)]
    days = days_until(here.school_class, SATURDAY)
    snow = "a" + "." + "aaa"
    take(here.school_class, days, here.teacher, {**dict.fromkeys(mine[2:], "aaa"), mine[0]: snow, mine[1]: "." * 5})
    take(other, days, here.teacher, {**dict.fromkeys(others[1:], "aaa"), others[0]: "a."})
    notice(school=here.school, today=MONDAY)
    assert rules_about_school() == ["school_closed"]
    assert not Signal.objects.filter(child__isnull=False).exclude(state="ended").exists()


def test_a_snow_day_put_into_the_calendar_ends_the_question(cast: Cast) -> None:
    here = cast.here
    pupils = [*here.pupils, *more_pupils(here.school_class, 12)]
    snow = {**dict.fromkeys(pupils, "a"), pupils[0]: "a........a"}
    take(here.school_class, days_until(here.school_class, SATURDAY), here.teacher, snow)
    notice(school=here.school, today=MONDAY)
    assert rules_about_school() == ["class_missing"]
    DayChange.objects.create(school=here.school, day=SATURDAY, kind="snow", is_school_day=False)
    notice(school=here.school, today=MONDAY)
    assert Signal.objects.exclude(state="ended").count() == 0


def test_a_question_about_a_day_long_past_is_not_asked_any_more(cast: Cast) -> None:
    here = cast.here
    pupils = [*here.pupils, *more_pupils(here.school_class, 12)]
    autumn_days = days_until(here.school_class, SATURDAY)
    long_ago = {**dict.fromkeys(pupils, "a" + "." * 20), pupils[0]: "a..........."}
    take(here.school_class, autumn_days, here.teacher, long_ago)
    notice(school=here.school, today=MONDAY)
    assert rules_about_school() == []
    assert not Signal.objects.filter(child__isnull=False).exists(), "and its children are shielded all the same"


def test_when_no_class_has_registers_the_school_is_asked_once(cast: Cast) -> None:
    other = SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=7, letter="А")
    more_pupils(other, 3)
    notice(school=cast.here.school, today=MONDAY)
    signal = Signal.objects.get()
    assert (signal.rule, signal.school_class, signal.child) == ("no_register", None, None)


@pytest.mark.parametrize("mode", ["home", "special", "evening"])
def test_only_who_learns_in_school_raises_signals(cast: Cast, mode: str) -> None:
    child = cast.here.pupils[0]
    autumn(cast, {child: "aaa"})
    Enrolment.objects.filter(child=child).update(mode=mode)
    notice(school=cast.here.school, today=MONDAY)
    assert rules_about(child) == set()


def test_a_child_who_left_the_roll_has_no_open_signal_here(cast: Cast) -> None:
    child = cast.here.pupils[0]
    autumn(cast, {child: "aaa"})
    notice(school=cast.here.school, today=MONDAY)
    Enrolment.objects.filter(child=child).update(ends=SATURDAY, reason_of_leaving="moved_away")
    notice(school=cast.here.school, today=MONDAY)
    assert rules_about(child) == set()


def test_a_child_who_moved_to_another_class_keeps_its_days(cast: Cast) -> None:
    here, child = cast.here, cast.here.pupils[0]
    other = SchoolClass.objects.create(school=here.school, year=cast.year, grade=6, letter="Б")
    more_pupils(other, 9)
    autumn(cast, {child: "a"}, last=date(2014, 11, 13))
    Enrolment.objects.filter(child=child).update(ends=date(2014, 11, 13), reason_of_leaving="moved_class")
    Enrolment.objects.create(child=child, school_class=other, starts=date(2014, 11, 14))
    take(other, [date(2014, 11, 14), SATURDAY], here.teacher, {child: "aa"})
    notice(school=here.school, today=MONDAY)
    signal = Signal.objects.get(child=child, rule="days_in_a_row")
    assert (signal.facts.since, signal.facts.count) == (date(2014, 11, 13), 3)


def test_a_child_enrolled_late_is_measured_from_its_first_day(cast: Cast) -> None:
    child, first = cast.here.pupils[0], date(2014, 11, 10)
    autumn(cast, {child: "aaaaaa"})
    Enrolment.objects.filter(child=child).update(starts=first)
    notice(school=cast.here.school, today=MONDAY)
    signal = Signal.objects.get(child=child)
    assert (signal.rule, signal.facts.since, signal.facts.of) == ("never_came", first, 6)


def test_in_summer_attendance_raises_nothing(cast: Cast) -> None:
    child = cast.here.pupils[0]
    autumn(cast, {child: "aaa"})
    notice(school=cast.here.school, today=MONDAY)
    notice(school=cast.here.school, today=date(2015, 7, 1))
    assert Signal.objects.exclude(state="ended").count() == 0


def test_before_the_first_school_year_there_is_nothing_to_notice(cast: Cast) -> None:
    assert notice(school=cast.here.school, today=date(2013, 9, 1)) == 0


def test_a_programmes_own_limit_holds_in_its_municipalities_only(cast: Cast) -> None:
    programme = Programme.objects.create(code="p", name_ky="П", starts=date(2014, 6, 1), baseline_on=date(2014, 10, 31))
    programme.municipalities.add(cast.here.municipality)
    Threshold.objects.create(programme=programme, name="streak_days", value=2, set_by=cast.programme_manager)
    away, elsewhere = cast.here.pupils[0], cast.there.pupils[0]
    autumn(cast, {away: "aa"})
    more_pupils(cast.there.school_class, 9)
    take(cast.there.school_class, days_until(cast.there.school_class, SATURDAY), cast.there.teacher, {elsewhere: "aa"})
    notice(school=cast.here.school, today=MONDAY)
    notice(school=cast.there.school, today=MONDAY)
    assert rules_about(away) == {"days_in_a_row"}
    assert rules_about(elsewhere) == {"absent_today"}


def _queries(cast: Cast) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        notice(school=cast.here.school, today=MONDAY)
    return len(captured)


def test_sixty_children_cost_no_more_questions_than_three(cast: Cast) -> None:
    away = cast.here.pupils[:3]
    more = more_pupils(cast.here.school_class, 90)
    days = days_until(cast.here.school_class, SATURDAY)
    take(cast.here.school_class, days[:-1], cast.here.teacher, dict.fromkeys(away, "aa"))
    take(cast.here.school_class, days[-1:], cast.here.teacher, dict.fromkeys(away, "a"))
    few_new, few_old = _queries(cast), _queries(cast)
    Signal.objects.all().delete()
    Mark.objects.bulk_create(
        Mark(id=Mark.key_of(register.pk, child.pk), register=register, child=child, kind="absent")
        for register in Register.objects.filter(day__in=days[-3:])
        for child in more[:40]
    )
    many_new, many_old = _queries(cast), _queries(cast)
    assert Signal.objects.filter(rule="days_in_a_row").count() == 43
    assert (many_new, many_old) == (few_new, few_old)
    assert few_old <= 25


def test_a_list_typed_in_november_owes_no_register_of_september(cast: Cast) -> None:
    """The list says 1 September, but the house only knows it since Friday: two days, and three make a question."""
    friday = datetime(2014, 11, 14, 9, tzinfo=SCHOOL_TIME)
    Child.objects.filter(pk__in=[child.pk for child in cast.here.pupils]).update(added_at=friday)
    notice(school=cast.here.school, today=MONDAY)
    assert rules_about_school() == []
    notice(school=cast.here.school, today=date(2014, 11, 19))
    signal = Signal.objects.get(rule="no_register")
    assert signal.evidence["since"] == "2014-11-14"


def test_registers_loaded_with_the_list_say_that_the_school_recorded_before(cast: Cast) -> None:
    Child.objects.update(added_at=datetime(2014, 11, 17, 9, tzinfo=SCHOOL_TIME))
    take(cast.here.school_class, [date(2014, 11, 10)], cast.here.teacher)
    notice(school=cast.here.school, today=MONDAY)
    assert Signal.objects.get(rule="no_register").evidence["since"] == "2014-11-11"
