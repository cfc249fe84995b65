"""Looking at a child again: on the day that was agreed or that the house set, until something newer holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation

from mektepke.attendance.actions import take_register
from mektepke.attendance.rules import MarkGiven, MarkKind
from mektepke.base import clock
from mektepke.casework.actions import close_case, record_contact
from mektepke.casework.queries import call_list
from mektepke.pupils.actions import leave
from mektepke.pupils.models import Child, Enrolment
from mektepke.watch.actions import answer
from mektepke.watch.models import Signal
from tests.casework.story import called, in_care, misses
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def _marked(cast: Cast, child: Child, days: list[date], *, away: bool) -> None:
    for day in days:
        clock.set_today(day)
        marks = {child.pk: MarkGiven(MarkKind.ABSENT)} if away else {}
        take_register(school_class=cast.here.school_class, day=day, marks=marks, by=cast.here.teacher)


def _listed_on(cast: Cast, day: date) -> list[Child]:
    clock.set_today(day)
    return [line.child for line in call_list(cast.here.pedagogue, today=day).lines]


def test_a_child_who_does_not_come_back_as_said_is_on_the_list_the_next_school_day(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    called(cast, child, result="comes_back")
    assert _listed_on(cast, today) == []
    assert _listed_on(cast, today + timedelta(days=1)) == [child]
    (line,) = call_list(cast.here.pedagogue, today=clock.today()).lines
    assert (line.again_on, line.agreed) == (today + timedelta(days=1), False)


@pytest.mark.parametrize("away", [True, False])
def test_the_houses_own_day_is_passed_over_where_the_registers_show_the_child_at_school(
    cast: Cast, today: date, *, away: bool
) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    called(cast, child, result="reached")
    _marked(cast, child, [today + timedelta(days=number) for number in (1, 2, 3, 4)], away=away)
    assert _listed_on(cast, today + timedelta(days=4)) == []
    assert _listed_on(cast, today + timedelta(days=5)) == ([child] if away else [])


def test_a_day_that_somebody_chose_is_kept_whatever_the_registers_show(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    called(cast, child, next_on=today + timedelta(days=3))
    _marked(cast, child, [today + timedelta(days=1), today + timedelta(days=2)], away=False)
    assert _listed_on(cast, today + timedelta(days=3)) == [child]


def test_a_second_look_on_which_nobody_was_reached_does_not_take_the_child_off_the_list(
    cast: Cast, today: date
) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    called(cast, child, result="comes_back")
    assert _listed_on(cast, today + timedelta(days=1)) == [child]
    called(cast, child, result="not_reached")
    assert _listed_on(cast, today + timedelta(days=1)) == [child]


@pytest.mark.parametrize("outcome", ["at_school", "not_needed"])
def test_a_child_whose_care_ended_is_on_the_list_once_more_with_what_the_registers_say_since(
    cast: Cast, today: date, outcome: str
) -> None:
    child = cast.here.pupils[0]
    case = in_care(cast.here, child, due=today)
    close_case(case=case, outcome=outcome, words="", by=cast.here.pedagogue)
    _marked(cast, child, [today + timedelta(days=1)], away=False)
    _marked(cast, child, [today + timedelta(days=2), today + timedelta(days=3)], away=True)
    due = today + timedelta(days=5)
    assert _listed_on(cast, due - timedelta(days=1)) == []
    assert _listed_on(cast, due) == [child]
    with translation.override("en"):
        (line,) = call_list(cast.here.pedagogue, today=due).lines
    assert line.reasons[0] == "Care ended on 17 November; the registers since: present on 1 of 3 marked days."
    called(cast, child, result="not_reached")
    assert _listed_on(cast, due) == [child]
    called(cast, child, result="comes_back")
    assert _listed_on(cast, due) == []


def test_a_child_taken_into_care_again_is_not_looked_at_for_the_case_before(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    close_case(case=in_care(cast.here, child, due=today), outcome="at_school", words="", by=cast.here.pedagogue)
    clock.set_today(today + timedelta(days=1))
    in_care(cast.here, child, due=today)
    assert _listed_on(cast, today + timedelta(days=5)) == []


def test_a_case_that_ended_otherwise_brings_nobody_back(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    close_case(case=in_care(cast.here, child, due=today), outcome="moved", words="", by=cast.here.pedagogue)
    assert _listed_on(cast, today + timedelta(days=30)) == []


def test_after_care_nobody_looks_for_a_child_who_has_left_the_school(cast: Cast, today: date) -> None:
    child, due = cast.here.pupils[0], today + timedelta(days=5)
    close_case(case=in_care(cast.here, child, due=today), outcome="at_school", words="", by=cast.here.pedagogue)
    assert _listed_on(cast, due) == [child]
    enrolment = Enrolment.objects.get(child=child)
    leave(enrolment=enrolment, on=due - timedelta(days=1), reason="moved_away", by=cast.here.head)
    assert _listed_on(cast, due) == []


@pytest.mark.parametrize("ending", ["opened", "closed", "answered", "talked", "colleague"])
def test_what_is_newer_ends_an_earlier_day_to_look_again(cast: Cast, today: date, ending: str) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    called(cast, child, next_on=today + timedelta(days=2))
    clock.set_today(today + timedelta(days=1))
    signal = Signal.objects.get(child=child, rule="days_in_a_row")
    if ending in {"opened", "closed"}:
        case = in_care(cast.here, child, due=today + timedelta(days=9))
        if ending == "closed":
            close_case(case=case, outcome="at_school", words="", by=cast.here.pedagogue)
    elif ending == "colleague":
        record_contact(
            child=child, school=cast.here.school, kind="call", result="reached", words="", next_on=None,
            by=cast.here.head,
        )  # fmt: skip
    else:
        kind = {"answered": "not_a_problem", "talked": "talked"}[ending]
        answer(signal=signal, kind=kind, words="Was at a competition", by=cast.here.pedagogue)
    assert _listed_on(cast, today + timedelta(days=2)) == []


def test_after_care_has_ended_only_its_own_day_brings_the_child_back(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    called(cast, child, next_on=today + timedelta(days=1))
    clock.set_today(today + timedelta(days=1))
    case = in_care(cast.here, child, due=today + timedelta(days=9))
    clock.set_today(today + timedelta(days=2))
    close_case(case=case, outcome="at_school", words="", by=cast.here.pedagogue)
    assert case.look_again_on == date(2014, 11, 25)
    assert _listed_on(cast, today + timedelta(days=7)) == []
    assert _listed_on(cast, case.look_again_on) == [child]


def test_a_teachers_answer_does_not_end_what_the_pedagogue_agreed_with_the_family(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    called(cast, child, next_on=today + timedelta(days=2))
    answer(signal=Signal.objects.get(child=child, rule="days_in_a_row"), kind="talked", by=cast.here.teacher)
    assert _listed_on(cast, today + timedelta(days=2)) == [child]


def test_a_promise_made_in_care_holds(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    in_care(cast.here, child, due=today)
    called(cast, child, next_on=today + timedelta(days=2))
    assert _listed_on(cast, today + timedelta(days=2)) == [child]
