"""Who sees which signal."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import Http404
from pytest_django.fixtures import DjangoAssertNumQueries

from mektepke.people.models import Person
from mektepke.pupils.models import Enrolment, OutOfSchool
from mektepke.watch.actions import answer, notice, notice_children_in_no_school
from mektepke.watch.models import Answer, Signal
from mektepke.watch.queries import (
    about_schools,
    answerable_by,
    calls_of_today,
    in_no_school,
    open_by_child,
    signal_for,
    signals_of,
    visible_to,
    waiting_for,
)
from tests.cast import Cast, more_pupils
from tests.watch.school import days_until, take

MONDAY = date(2014, 11, 17)
SATURDAY = date(2014, 11, 15)


@pytest.fixture
def noticed(cast: Cast) -> Cast:
    """Two children away and a question about the class here, one child away there, one child in no school here."""
    more_pupils(cast.here.school_class, 12)
    days = days_until(cast.here.school_class, SATURDAY)
    first, second, out = cast.here.pupils[:3]
    take(cast.here.school_class, days[:-3], cast.here.teacher, {first: "aaaa", second: "a"})
    more_pupils(cast.there.school_class, 12)
    take(cast.there.school_class, days, cast.there.teacher, {cast.there.pupils[0]: "aaa"})
    Enrolment.objects.filter(child=out).delete()
    OutOfSchool.objects.create(child=out, kind="never", found_on=days[0], found_by=cast.here.pedagogue)
    for side in (cast.here, cast.there):
        notice(school=side.school, today=MONDAY)
    notice_children_in_no_school(today=MONDAY)
    return cast


def seen(person: Person) -> set[tuple[str, str]]:
    return {(signal.rule, str(signal.child or signal.school)) for signal in visible_to(person)}


def test_each_sees_their_own(noticed: Cast) -> None:
    here, there = noticed.here, noticed.there
    away, out, school = str(here.pupils[0]), str(here.pupils[2]), str(here.school)
    about_school = {("no_register", school), ("no_absence", str(here.school))} & seen(here.head)
    assert ("no_register", school) in about_school
    assert ("days_in_a_row", away) in seen(here.teacher)
    assert not any(name == school for _rule, name in seen(here.teacher))
    assert {("days_in_a_row", away), ("no_school", out)} <= seen(here.pedagogue)
    assert seen(here.municipality_officer) >= {("no_school", out)}
    assert ("days_in_a_row", away) not in seen(here.municipality_officer)
    for stranger in (there.teacher, there.pedagogue, there.head, there.municipality_officer, noticed.stranger):
        assert not {name for _rule, name in seen(stranger)} & {away, out, school}


@pytest.mark.parametrize("name", ["district_officer", "programme_manager", "auditor", "administrator", "stranger"])
def test_nobody_above_sees_a_child(noticed: Cast, name: str) -> None:
    person = getattr(noticed, name)
    assert not visible_to(person).filter(child__isnull=False).exists()
    assert not answerable_by(person).exists()


def test_a_question_about_the_school_is_the_heads_to_answer(noticed: Cast) -> None:
    question = Signal.objects.filter(child__isnull=True, school=noticed.here.school).first()
    assert question is not None
    assert signal_for(noticed.here.head, question.pk) == question
    for other in (noticed.here.pedagogue, noticed.here.teacher, noticed.there.head, noticed.district_officer):
        with pytest.raises(Http404):
            signal_for(other, question.pk)
    assert question in about_schools(noticed.district_officer, today=MONDAY)
    assert about_schools(noticed.here.teacher, today=MONDAY) == []


def test_a_signal_of_another_school_is_not_there(noticed: Cast) -> None:
    signal = Signal.objects.get(child=noticed.here.pupils[0], rule="days_in_a_row")
    assert signal_for(noticed.here.pedagogue, signal.pk).child == noticed.here.pupils[0]
    for other in (noticed.there.pedagogue, noticed.there.teacher, noticed.stranger):
        with pytest.raises(Http404):
            signal_for(other, signal.pk)


def test_lists_hold_what_is_open_and_the_worst_first(noticed: Cast) -> None:
    here = noticed.here
    lines = waiting_for(here.pedagogue, today=MONDAY).children
    assert [line.child for line in lines] == [here.pupils[0], here.pupils[2]], "away now, then in no school"
    assert lines[0].class_name == "6-А"
    assert next(iter(open_by_child(here.school, person=here.pedagogue, today=MONDAY))) == here.pupils[0].pk
    assert list(in_no_school(here.municipality_officer, today=MONDAY)) == [here.pupils[2].pk]
    answer(signal=lines[0].first, kind=Answer.Kind.VISITED, by=here.pedagogue)
    assert [line.child for line in waiting_for(here.pedagogue, today=MONDAY).children] == [here.pupils[2]]
    assert signals_of(here.pupils[0])[0].answers.all()[0].by == here.pedagogue


def test_the_head_has_questions_and_the_officer_children_in_no_school(noticed: Cast) -> None:
    waiting = waiting_for(noticed.here.head, today=MONDAY)
    assert waiting.about_school
    assert waiting.children == []
    officer = waiting_for(noticed.here.municipality_officer, today=MONDAY)
    assert [line.child for line in officer.children] == [noticed.here.pupils[2]]
    assert officer.about_school == []


def test_lists_ask_as_much_for_sixty_children_as_for_three(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    more = more_pupils(cast.here.school_class, 90)
    days = days_until(cast.here.school_class, MONDAY)
    many = {**dict.fromkeys(more[:20], "aaa"), **dict.fromkeys(more[20:40], "a")}
    take(cast.here.school_class, days, cast.here.teacher, many)
    more_pupils(cast.there.school_class, 9)
    few = {cast.there.pupils[0]: "aaa", cast.there.pupils[1]: "a"}
    take(cast.there.school_class, days, cast.there.teacher, few)
    for side in (cast.here, cast.there):
        notice(school=side.school, today=MONDAY)
        pedagogue = Person.objects.get(pk=side.pedagogue.pk)
        with django_assert_num_queries(4):  # roles, their schools, signals, classes
            waiting_for(pedagogue, today=MONDAY)
        teacher = Person.objects.get(pk=side.teacher.pk)
        with django_assert_num_queries(9):
            calls_of_today(teacher, today=MONDAY)
