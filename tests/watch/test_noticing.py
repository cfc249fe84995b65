"""The round, on a real database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from mektepke.attendance.models import Mark, Register
from mektepke.base import clock
from mektepke.places.models import DayChange, Programme, SchoolClass
from mektepke.pupils.models import Child, Enrolment, OutOfSchool, Transfer
from mektepke.trail.models import Change
from mektepke.watch.actions import answer, answer_signals_of, notice, notice_children_in_no_school
from mektepke.watch.models import Answer, Signal, Threshold
from mektepke.watch.rules.evidence import Rule
from tests.cast import Cast, more_pupils, pupil
from tests.watch.school import days_until, take

MONDAY = date(2014, 11, 17)
SATURDAY = date(2014, 11, 15)
TUESDAY = date(2014, 11, 18)


def rules_about(child: Child) -> set[str]:
    return set(Signal.objects.filter(child=child).exclude(state="ended").values_list("rule", flat=True))


def rules_about_school() -> list[str]:
    return list(Signal.objects.filter(child__isnull=True).exclude(state="ended").values_list("rule", flat=True))


def autumn(cast: Cast, marks: dict[Child, str], *, last: date = SATURDAY, more: int = 12) -> None:
    """Registers of the class here up to Saturday, in a class large enough that a few missing are not most of it."""
    more_pupils(cast.here.school_class, more)
    take(cast.here.school_class, days_until(cast.here.school_class, last), cast.here.teacher, marks)


def one_more_day(cast: Cast, day: date, marks: dict[Child, str]) -> None:
    take(cast.here.school_class, [day], cast.here.teacher, marks)


def test_three_days_become_one_signal_with_its_evidence_and_date(cast: Cast) -> None:
    away = cast.here.pupils[0]
    autumn(cast, {away: "aaa"})
    assert notice(school=cast.here.school, today=MONDAY) == 1
    signal = Signal.objects.get(child=away)
    assert (signal.rule, signal.audience, signal.next_step) == ("days_in_a_row", "pedagogue", "home_visit")
    assert signal.evidence == {"since": "2014-11-13", "until": "2014-11-15", "count": 3, "excused": 0, "level": 1}
    assert signal.due_on == date(2014, 11, 19), "within two school days"
    assert signal.school == cast.here.school


def test_a_round_run_twice_changes_nothing(cast: Cast) -> None:
    autumn(cast, {cast.here.pupils[0]: "aaa", cast.here.pupils[1]: "." + "a" * 30, cast.here.pupils[2]: "a"})
    notice(school=cast.here.school, today=MONDAY)
    before = list(Signal.objects.order_by("pk").values())
    trail = Change.objects.count()
    assert len(before) >= 4
    assert notice(school=cast.here.school, today=MONDAY) == 0
    assert list(Signal.objects.order_by("pk").values()) == before
    assert Change.objects.count() == trail


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


def test_a_watched_september_that_gets_worse_moves_to_the_pedagogue(cast: Cast) -> None:
    child = cast.here.pupils[0]
    autumn(cast, {child: "aa.aa..."}, last=date(2014, 9, 20))
    notice(school=cast.here.school, today=date(2014, 9, 20))
    signal = Signal.objects.get(child=child, rule="september")
    answer(signal=signal, kind=Answer.Kind.TALKED, words="Promised to come", by=cast.here.teacher)
    one_more_day(cast, date(2014, 9, 22), {child: "a"})
    notice(school=cast.here.school, today=date(2014, 9, 22))
    signal.refresh_from_db()
    assert (signal.state, signal.audience, signal.next_step) == ("open", "pedagogue", "talk")
    assert signal.due_on == date(2014, 9, 24)


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
    record.ended_on = MONDAY
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


def test_what_was_handled_does_not_come_back(cast: Cast) -> None:
    away = cast.here.pupils[0]
    autumn(cast, {away: "aaa"})
    notice(school=cast.here.school, today=MONDAY)
    signal = Signal.objects.get(child=away)
    answer(signal=signal, kind=Answer.Kind.VISITED, by=cast.here.pedagogue)
    one_more_day(cast, MONDAY, {away: "a"})
    notice(school=cast.here.school, today=TUESDAY)
    signal.refresh_from_db()
    assert signal.state == "handled"
    assert signal.facts.count == 4, "its facts stay fresh"


def test_what_was_handled_and_gets_worse_does(cast: Cast) -> None:
    away = cast.here.pupils[0]
    autumn(cast, {away: "aaa"}, last=date(2014, 11, 12))
    notice(school=cast.here.school, today=date(2014, 11, 12))
    signal = Signal.objects.get(child=away)
    answer(signal=signal, kind=Answer.Kind.CALLED, by=cast.here.pedagogue)
    for day in (13, 14, 15):
        one_more_day(cast, date(2014, 11, day), {away: "a"})
    notice(school=cast.here.school, today=MONDAY)
    signal.refresh_from_db()
    assert (signal.state, signal.level, signal.due_on) == ("open", 2, date(2014, 11, 19))
    assert Change.objects.filter(action="signal.came_back", child_key=away.pk).count() == 1


def test_a_child_who_comes_again_ends_the_signal_and_a_new_stretch_is_a_new_one(cast: Cast) -> None:
    away = cast.here.pupils[0]
    autumn(cast, {away: "aaa"}, last=date(2014, 11, 12))
    notice(school=cast.here.school, today=date(2014, 11, 12))
    first = Signal.objects.get(child=away)
    answer(signal=first, kind=Answer.Kind.VISITED, by=cast.here.pedagogue)
    one_more_day(cast, date(2014, 11, 13), {away: "."})
    notice(school=cast.here.school, today=date(2014, 11, 13))
    first.refresh_from_db()
    assert (first.state, first.ended_on) == ("ended", date(2014, 11, 13))
    for day in (14, 15, 17):
        one_more_day(cast, date(2014, 11, day), {away: "a"})
    notice(school=cast.here.school, today=MONDAY)
    first.refresh_from_db()
    assert first.state == "ended"
    assert Signal.objects.filter(child=away, rule="days_in_a_row", state="open").count() == 1


def test_a_new_stretch_is_new_even_if_no_round_ran_in_between(cast: Cast) -> None:
    away = cast.here.pupils[0]
    autumn(cast, {away: "aaa"}, last=date(2014, 11, 12))
    notice(school=cast.here.school, today=date(2014, 11, 12))
    answer_signals_of(child=away, kind=Answer.Kind.VISITED, by=cast.here.pedagogue)
    for day, letter in ((13, "."), (14, "a"), (15, "a"), (17, "a")):
        one_more_day(cast, date(2014, 11, day), {away: letter})
    notice(school=cast.here.school, today=MONDAY)
    states = dict(Signal.objects.filter(child=away, rule="days_in_a_row").values_list("raised_on", "state"))
    assert states == {date(2014, 11, 12): "ended", MONDAY: "open"}


def test_a_corrected_first_day_is_still_the_same_stretch(cast: Cast) -> None:
    away = cast.here.pupils[0]
    autumn(cast, {away: "aaaa"})
    notice(school=cast.here.school, today=MONDAY)
    answer_signals_of(child=away, kind=Answer.Kind.CALLED, by=cast.here.pedagogue)
    Mark.objects.filter(child=away, register__day=date(2014, 11, 12)).delete()
    assert notice(school=cast.here.school, today=MONDAY) == 0
    signal = Signal.objects.get(child=away, rule="days_in_a_row")
    assert (signal.state, signal.facts.count) == ("handled", 3)


def test_a_signal_that_ends_and_holds_again_is_revived_and_stays_answered(cast: Cast) -> None:
    child = cast.here.pupils[0]
    autumn(cast, {child: "a." + "eeeeea"})
    notice(school=cast.here.school, today=MONDAY)
    signal = Signal.objects.get(child=child, rule="share_of_days")
    answer(signal=signal, kind=Answer.Kind.TALKED, by=cast.here.pedagogue)
    Mark.objects.filter(child=child, excused=True).update(kind="late")
    notice(school=cast.here.school, today=MONDAY)
    signal.refresh_from_db()
    assert signal.state == "ended"
    Mark.objects.filter(child=child, kind="late").update(kind="absent")
    notice(school=cast.here.school, today=MONDAY)
    signal.refresh_from_db()
    assert (signal.state, signal.ended_on) == ("handled", None)


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
    autumn(cast, {child: "a."}, last=date(2014, 11, 13))
    Enrolment.objects.filter(child=child).update(ends=date(2014, 11, 13), reason_of_leaving="moved_class")
    Mark.objects.filter(child=child).update()
    Enrolment.objects.create(child=child, school_class=other, starts=date(2014, 11, 14))
    Register.objects.filter(school_class=here.school_class, day=date(2014, 11, 13)).get().marks.create(
        id=Mark.key_of(Register.key_of(here.school_class.pk, date(2014, 11, 13)), child.pk), child=child, kind="absent"
    )
    take(other, [date(2014, 11, 14), SATURDAY], here.teacher, {child: "aa"})
    notice(school=here.school, today=MONDAY)
    signal = Signal.objects.get(child=child, rule="days_in_a_row", state="open")
    assert signal.facts.count >= 3


def test_a_child_enrolled_late_is_measured_from_its_first_day(cast: Cast) -> None:
    child = cast.here.pupils[0]
    autumn(cast, {})
    Enrolment.objects.filter(child=child).update(starts=date(2014, 11, 13))
    Register.objects.get(school_class=cast.here.school_class, day=date(2014, 11, 13))
    for day in (13, 14, 15):
        register = Register.objects.get(school_class=cast.here.school_class, day=date(2014, 11, day))
        Mark.objects.create(id=Mark.key_of(register.pk, child.pk), register=register, child=child, kind="absent")
    notice(school=cast.here.school, today=MONDAY)
    signal = Signal.objects.get(child=child)
    assert (signal.rule, signal.facts.since) == ("never_came", date(2014, 11, 13))


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


def test_a_round_for_an_earlier_day_tells_that_day_and_breaks_nothing(cast: Cast) -> None:
    away = cast.here.pupils[0]
    autumn(cast, {away: "a" * 10})
    notice(school=cast.here.school, today=MONDAY)
    clock.set_today(date(2014, 11, 12))
    notice(school=cast.here.school, today=date(2014, 11, 12))
    signal = Signal.objects.get(child=away, rule="days_in_a_row")
    assert (signal.raised_on, signal.facts.until) == (date(2014, 11, 12), date(2014, 11, 12))
    notice(school=cast.here.school, today=MONDAY)
    signal.refresh_from_db()
    assert (signal.raised_on, signal.facts.count) == (date(2014, 11, 12), 10)


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


@pytest.mark.django_db
def test_the_database_refuses_what_cannot_be(cast: Cast) -> None:
    good = {
        "rule": "days_in_a_row", "child": cast.here.pupils[0], "school": cast.here.school, "audience": "pedagogue",
        "next_step": "call", "due_on": MONDAY, "raised_on": MONDAY, "last_seen_on": MONDAY,
    }  # fmt: skip
    Signal.objects.create(id=cast.here.school.pk, **good)
    wrong: list[dict[str, object]] = [
        {"rule": "bad_mood"},
        {"next_step": "shout"},
        {"audience": "neighbour"},
        {"state": "forgotten"},
        {"child": None},
        {"rule": "no_register"},
        {"village": cast.here.village},
        {"school": None},
        {"state": "ended"},
        {"state": "handled"},
        {"due_on": MONDAY - timedelta(days=1)},
        {"school_class": cast.here.school_class},
        {"level": 0},
        {},  # a second one at a time about the same child
    ]
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Signal.objects.create(id=cast.here.village.pk, **{**good, **change})


def test_limits_out_of_bounds_or_twice_are_refused(cast: Cast) -> None:
    house = {"programme": None, "set_by": cast.programme_manager}
    Threshold.objects.create(name="streak_days", value=4, **house)
    for name, value in (("streak_days", 5), ("share_percent", 99), ("courage", 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Threshold.objects.create(name=name, value=value, **house)


def test_every_stored_rule_is_known(cast: Cast) -> None:
    assert {rule.value for rule in Rule} >= set(Signal.objects.values_list("rule", flat=True))
