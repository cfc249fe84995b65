"""The call list: as long as the day, the most urgent first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from mektepke.attendance.actions import take_register
from mektepke.attendance.rules import MarkGiven, MarkKind
from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.casework.actions import finish_action, record_contact
from mektepke.casework.models import CapacityRow
from mektepke.casework.queries import acting_school, call_list
from mektepke.doors.permissions import Permission
from mektepke.places.queries import school_days
from mektepke.pupils.models import Child, Enrolment, Guardian, Household, OutOfSchool
from mektepke.watch.actions import answer, notice, notice_children_in_no_school
from mektepke.watch.models import Signal
from mektepke.watch.rules.evidence import Evidence
from mektepke.watch.sentences import sentence
from tests.casework.story import all_miss, called, in_care, misses
from tests.cast import Cast, more_pupils

pytestmark = pytest.mark.django_db


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
    assert (line.child, line.class_name, line.step.code) == (child, "6-А", "home_visit")
    assert line.guardian is not None
    assert line.guardian.phone == "+996777000001"
    assert line.step.due_on > today
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
    called(cast, first)
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
    assert [line.step.code for line in listed.lines].count("home_visit") == 2


def test_an_agreed_day_brings_the_child_back_and_takes_no_place(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    called(cast, child, next_on=today + timedelta(days=2))
    assert call_list(cast.here.pedagogue, today=today).lines == []
    clock.set_today(today + timedelta(days=2))
    (line,) = call_list(cast.here.pedagogue, today=today + timedelta(days=2)).lines
    assert line.again
    assert line.again_on == today + timedelta(days=2)
    assert line.child == child


def test_a_second_look_that_was_done_shrinks_the_list_by_itself_alone(cast: Cast, today: date) -> None:
    first, *_others = _crowd(cast, today, 5)
    called(cast, first, next_on=today + timedelta(days=1))
    tomorrow = today + timedelta(days=1)
    clock.set_today(tomorrow)
    before = call_list(cast.here.pedagogue, today=tomorrow)
    assert [line.child for line in before.lines if line.again] == [first]
    called(cast, first)
    after = call_list(cast.here.pedagogue, today=tomorrow)
    assert after.begun_today == 0
    assert [line.child for line in after.lines] == [line.child for line in before.lines if not line.again]


def test_a_child_whom_nobody_reached_stays_and_pushes_nobody_out(cast: Cast, today: date) -> None:
    _crowd(cast, today, 5)
    before = [line.child for line in call_list(cast.here.pedagogue, today=today).lines]
    called(cast, before[0], result="not_reached")
    after = call_list(cast.here.pedagogue, today=today)
    assert [line.child for line in after.lines] == before
    assert after.begun_today == 1
    (last,) = [line.last for line in after.lines if line.last]
    assert last.result == "not_reached"


def test_a_child_whom_nobody_reached_waits_for_the_day_that_was_set(cast: Cast, today: date) -> None:
    first, *_others = _crowd(cast, today, 5)
    called(cast, first, result="not_reached", next_on=today + timedelta(days=2))
    listed = call_list(cast.here.pedagogue, today=today)
    assert first not in [line.child for line in listed.lines]
    assert listed.worst is not None
    assert first != listed.worst.child


def test_a_child_begun_yesterday_takes_no_new_childs_place_today(cast: Cast, today: date) -> None:
    first, *_others = _crowd(cast, today, 5)
    called(cast, first, result="not_reached")
    tomorrow = today + timedelta(days=1)
    clock.set_today(tomorrow)
    before = call_list(cast.here.pedagogue, today=tomorrow)
    assert before.lines[0].child == first
    assert len(before.lines) == 3
    called(cast, first)
    after = call_list(cast.here.pedagogue, today=tomorrow)
    assert (after.begun_today, len(after.lines)) == (0, 2)


def test_a_call_about_a_child_in_care_takes_nobodys_place(cast: Cast, today: date) -> None:
    first, *_others = _crowd(cast, today, 5)
    in_care(cast.here, first, due=today)
    tomorrow = today + timedelta(days=1)
    clock.set_today(tomorrow)
    called(cast, first)
    listed = call_list(cast.here.pedagogue, today=tomorrow)
    assert (listed.begun_today, len(listed.lines)) == (0, 2)


def test_a_second_look_says_why_it_began_and_what_was_agreed(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    (noticed,) = call_list(cast.here.pedagogue, today=today).lines
    agreed = today + timedelta(days=2)
    called(cast, child, next_on=agreed)
    clock.set_today(agreed + timedelta(days=1))
    (line,) = call_list(cast.here.pedagogue, today=agreed + timedelta(days=1)).lines
    assert line.reasons == noticed.reasons
    assert (line.again_on, line.step.due_on) == (agreed, agreed)
    assert line.last is not None
    assert line.last.on == today


def test_with_an_open_signal_the_step_is_due_when_the_signal_says_and_the_agreed_day_stands_apart(
    cast: Cast, today: date
) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    due = Signal.objects.get(child=child, state="open", audience="pedagogue").due_on
    called(cast, child, result="not_reached", next_on=today)
    (line,) = call_list(cast.here.pedagogue, today=today).lines
    assert (line.again_on, line.step.due_on) == (today, due)
    assert today != due


def test_a_child_whom_the_person_may_see_no_more_is_not_looked_at_again(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    called(cast, child, next_on=today)
    Enrolment.objects.filter(child=child).update(ends=today - timedelta(days=1), reason_of_leaving="moved_away")
    Signal.objects.filter(child=child).update(state="ended", ended_on=today)
    assert call_list(cast.here.pedagogue, today=today).lines == []


def _in_no_school(cast: Cast, today: date) -> Child:
    household = Household.objects.create(village=cast.here.village)
    child = Child.objects.create(
        household=household, family_name="Мектепсиз", given_name="Бала", birth_date=date(2005, 4, 2), made_up=True
    )
    OutOfSchool.objects.create(
        child=child, kind="never", found_on=date(2014, 8, 25), found_by=cast.here.municipality_officer
    )
    notice_children_in_no_school(today=today)
    return child


def test_a_child_of_the_village_in_no_school_is_on_the_list(cast: Cast, today: date) -> None:
    child = _in_no_school(cast, today)
    (line,) = call_list(cast.here.pedagogue, today=today).lines
    assert (line.child, line.class_name, line.step.code) == (child, "", "find_school")
    assert call_list(cast.there.pedagogue, today=today).lines == []


def test_a_child_in_no_school_can_be_taken_into_care_by_the_school_of_the_village(cast: Cast, today: date) -> None:
    child = _in_no_school(cast, today)
    Enrolment.objects.create(
        child=child, school_class=cast.there.school_class, starts=date(2014, 9, 1), ends=date(2014, 9, 20),
        reason_of_leaving="moved_away",
    )  # fmt: skip
    assert acting_school(cast.here.pedagogue, child, Permission.WORK_ON_CASES) == cast.here.school


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


def test_of_several_answered_signals_a_second_look_tells_the_worst_of_the_latest(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 6, today=today)
    (noticed,) = call_list(cast.here.pedagogue, today=today).lines
    called(cast, child, next_on=today)
    (line,) = call_list(cast.here.pedagogue, today=today).lines
    assert line.reasons == noticed.reasons[:1]


def test_a_child_whose_record_of_no_school_has_ended_is_not_on_the_list(cast: Cast, today: date) -> None:
    child = _in_no_school(cast, today)
    OutOfSchool.objects.filter(child=child).update(ended_on=today, ending="moved")
    assert Signal.objects.filter(child=child, state="open").exists()
    assert call_list(cast.here.pedagogue, today=today).lines == []


def _noticed_too(signal: Signal) -> Signal:
    """The share of days missed is noticed about the same child, on the same days."""
    return Signal.objects.create(
        id=new_key(), rule="share_of_days", child=signal.child, school=signal.school, audience="pedagogue",
        next_step="talk", due_on=signal.due_on, raised_on=signal.raised_on, last_seen_on=signal.last_seen_on,
        evidence=signal.evidence | {"of": 20},
    )  # fmt: skip


def test_of_a_child_on_the_list_for_another_reason_it_says_first_that_it_still_does_not_come(
    cast: Cast, today: date
) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 6, today=today)
    away = Signal.objects.get(child=child, rule="days_in_a_row")
    answer(signal=away, kind="called", by=cast.here.pedagogue)
    other = _noticed_too(away)
    (line,) = call_list(cast.here.pedagogue, today=today).lines
    assert line.reasons == [sentence(away), sentence(other)]


def test_who_came_in_the_meantime_is_not_said_to_be_still_away(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 6, today=today)
    away = Signal.objects.get(child=child, rule="days_in_a_row")
    other = _noticed_too(away)
    Signal.objects.filter(pk=away.pk).update(state="ended", ended_on=today)
    (line,) = call_list(cast.here.pedagogue, today=today).lines
    assert line.reasons == [sentence(other)]


@pytest.mark.parametrize("kind", ["call", "visit"])
def test_nobody_vanishes_from_todays_list_because_of_a_child_who_was_not_on_it(
    cast: Cast, today: date, kind: str
) -> None:
    crowd = _crowd(cast, today, 6)
    before = [line.child for line in call_list(cast.here.pedagogue, today=today).lines]
    for child in [child for child in crowd if child not in before][-2:]:
        record_contact(
            child=child, school=cast.here.school, kind=kind, result="reached", words="", next_on=None,
            by=cast.here.pedagogue,
        )  # fmt: skip
    after = call_list(cast.here.pedagogue, today=today)
    assert [line.child for line in after.lines] == before
    assert (after.begun_today, after.waiting) == (0, 2)


def test_a_visit_to_a_child_of_the_list_leaves_the_others_on_it(cast: Cast, today: date) -> None:
    CapacityRow.objects.create(hours_from=0, new_a_day=3, visits_a_week=3)
    _crowd(cast, today, 6)
    before = [line.child for line in call_list(cast.here.pedagogue, today=today).lines]
    record_contact(
        child=before[0], school=cast.here.school, kind="visit", result="reached", words="", next_on=None,
        by=cast.here.pedagogue,
    )  # fmt: skip
    assert [line.child for line in call_list(cast.here.pedagogue, today=today).lines] == before[1:]
    tomorrow = today + timedelta(days=1)
    clock.set_today(tomorrow)
    assert len(call_list(cast.here.pedagogue, today=tomorrow).lines) == 2


def test_whoever_has_time_for_one_more_gets_one_more_after_all_of_the_day_is_done(cast: Cast, today: date) -> None:
    _crowd(cast, today, 6)
    for line in call_list(cast.here.pedagogue, today=today).lines:
        called(cast, line.child)
    assert call_list(cast.here.pedagogue, today=today).lines == []
    assert len(call_list(cast.here.pedagogue, today=today, more=1).lines) == 1


def test_who_does_not_come_now_stands_before_who_was_promised_a_look(cast: Cast, today: date) -> None:
    short, long, promised, one_day, came = cast.here.pupils[:5]
    past = school_days(cast.here.school, first=today - timedelta(days=60), last=today - timedelta(days=1))
    more_pupils(cast.here.school_class, 14)
    run = {short: 4, long: 11, one_day: 1}
    for place, day in enumerate(reversed(past[-12:])):
        marks = {child.pk: MarkGiven(MarkKind.ABSENT) for child, days in run.items() if place < days}
        take_register(school_class=cast.here.school_class, day=day, marks=marks, by=cast.here.teacher)
    notice(school=cast.here.school, today=today)
    for child in (promised, came, one_day, short):
        record_contact(
            child=child, school=cast.here.school, kind="call", result="reached", words="", next_on=today,
            by=cast.here.pedagogue, on=past[-3],
        )  # fmt: skip
    share = Signal(
        id=new_key(), rule="share_of_days", child=came, school=cast.here.school, audience="pedagogue",
        next_step="talk", due_on=today, raised_on=past[-5], last_seen_on=today, state="handled", answered_level=4,
        evidence=Evidence(since=past[0], until=past[-1], count=21, of=50, level=4).as_json(),
    )  # fmt: skip
    share.save()
    listed = [line.child for line in call_list(cast.here.pedagogue, today=today).lines]
    assert listed == [long, short, one_day, came, promised]


def test_for_a_child_in_care_the_list_says_what_the_case_says(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    case = in_care(cast.here, child, due=today + timedelta(days=20))
    Signal.objects.filter(child=child).update(state="open", due_on=today)
    with translation.override("en"):
        (line,) = call_list(cast.here.pedagogue, today=today).worse
        assert (line.step.code, line.step.words, line.step.due_on) == (
            "home_visit", "Home visit", today + timedelta(days=20),
        )  # fmt: skip
        finish_action(action=case.actions.get(), by=cast.here.pedagogue)
        (line,) = call_list(cast.here.pedagogue, today=today).worse
        assert (line.step.words, line.step.due_on, line.main_button) == ("Agree the next step", None, "case")
        assert line.noticed_step is not None
        assert (line.noticed_step.words, line.noticed_step.due_on) == ("Visit the home", today)


def test_after_a_wrong_number_the_next_step_is_a_visit_until_the_number_is_right(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    Signal.objects.filter(child=child).update(next_step="call")
    mother = Guardian.objects.get(household=child.household)
    record_contact(
        child=child, school=cast.here.school, kind="call", result="wrong_number", words="", next_on=None,
        by=cast.here.pedagogue, guardian=mother,
    )  # fmt: skip
    with translation.override("en"):
        (line,) = call_list(cast.here.pedagogue, today=today).lines
    assert (line.step.words, line.main_button, line.wrong) == ("Home visit, or put the number right", "visit", mother)
    Guardian.objects.filter(pk=mother.pk).update(phone="+996777000077")
    (line,) = call_list(cast.here.pedagogue, today=today).lines
    assert (line.step.code, line.main_button, line.wrong) == ("call", "call", None)
