"""Two phones take the same register at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from mektepke.attendance.actions import take_register
from mektepke.attendance.models import Mark, Register, RegisterVersion
from mektepke.attendance.rules import MarkGiven, MarkKind, Marks, Outcome
from mektepke.people.models import Person
from mektepke.places.models import SchoolClass, Sequence
from mektepke.trail.models import Change
from tests.cast import Cast, raise_the_cast

FRIDAY = date(2014, 11, 14)
ABSENT = MarkGiven(MarkKind.ABSENT)
LATE = MarkGiven(MarkKind.LATE)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast, committed, so that other connections see it."""
    return raise_the_cast()


def at_once(school_class: SchoolClass, sent: list[tuple[Person, Marks]], *, based_on: int = 0) -> list[Outcome]:
    """Everybody stores at the same moment, each on a connection of their own."""
    ready = Barrier(len(sent))

    def one(by: Person, marks: Marks) -> Outcome:
        try:
            ready.wait(timeout=10)
            taken = take_register(school_class=school_class, day=FRIDAY, marks=marks, by=by, based_on=based_on)
            return taken.outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(len(sent)) as pool:
        return list(pool.map(lambda work: one(*work), sent))


def test_the_same_register_twice_is_one_row(cast: Cast) -> None:
    marks = {cast.here.pupils[0].pk: ABSENT}
    outcomes = at_once(cast.here.school_class, [(cast.here.teacher, marks), (cast.here.head, marks)])
    assert sorted(outcomes) == [Outcome.IDENTICAL, Outcome.NEW]
    assert (Register.objects.count(), Mark.objects.count(), RegisterVersion.objects.count()) == (1, 1, 0)
    assert Change.objects.filter(action="register.new").count() == 1


def test_two_different_registers_are_one_row_and_one_kept_beside_it(cast: Cast) -> None:
    first, second = (child.pk for child in cast.here.pupils[:2])
    outcomes = at_once(cast.here.school_class, [(cast.here.teacher, {first: ABSENT}), (cast.here.head, {second: LATE})])
    assert sorted(outcomes) == [Outcome.CONFLICTING, Outcome.NEW]
    stored, kept = Register.objects.get(), RegisterVersion.objects.get()
    assert {str(child) for child in stored.given()} | {mark["child"] for mark in kept.marks} == {
        str(first), str(second),
    }  # fmt: skip
    assert {stored.taken_by, kept.by} == {cast.here.teacher, cast.here.head}


def test_of_two_corrections_of_the_same_version_one_stands_and_both_are_kept(cast: Cast) -> None:
    first, second = (child.pk for child in cast.here.pupils[:2])
    take_register(school_class=cast.here.school_class, day=FRIDAY, marks={}, by=cast.here.teacher)
    outcomes = at_once(
        cast.here.school_class,
        [(cast.here.pedagogue, {first: ABSENT}), (cast.here.head, {second: LATE})],
        based_on=1,
    )
    assert sorted(outcomes) == [Outcome.CONFLICTING, Outcome.UPDATED]
    assert Register.objects.get().version == 2
    assert sorted(RegisterVersion.objects.values_list("version", "outcome")) == [
        (1, "conflicting"), (1, "updated"),
    ]  # fmt: skip


def test_eight_classes_at_once_get_eight_change_numbers(cast: Cast) -> None:
    school = cast.here.school
    classes = [
        SchoolClass.objects.create(school=school, year=cast.year, grade=grade, letter="Я") for grade in range(1, 9)
    ]
    ready = Barrier(len(classes))

    def one(school_class: SchoolClass) -> int:
        try:
            ready.wait(timeout=10)
            taken = take_register(school_class=school_class, day=FRIDAY, marks={}, by=cast.here.head)
            return taken.register.change_number
        finally:
            connection.close()

    with ThreadPoolExecutor(len(classes)) as pool:
        numbers = sorted(pool.map(one, classes))
    assert numbers == list(range(numbers[0], numbers[0] + len(classes)))
    assert Sequence.objects.get(school=school).last == numbers[-1]
