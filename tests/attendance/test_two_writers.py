"""Two phones take the same register at the same moment."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from mektepke.attendance.actions import give_reason, take_register
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


def corrects(register: Register, marks: Marks, *, holds: Event) -> None:
    """Somebody who has the register locked and stores other marks once another writer waits for it."""
    try:
        with transaction.atomic():
            stored = Register.objects.select_for_update().get(pk=register.pk)
            holds.set()
            until = time.monotonic() + 10
            # SQLite lets one writer in at a time, so there the other one waits anyway.
            while connection.vendor == "postgresql" and not _somebody_waits() and time.monotonic() < until:
                time.sleep(0.01)
            take_register(
                school_class=stored.school_class, day=stored.day, session=stored.session, marks=marks,
                by=stored.taken_by, based_on=stored.version,
            )  # fmt: skip
    finally:
        connection.close()


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock')"
        )
        (found,) = cursor.fetchone()
        return bool(found)


def give_reason_meanwhile(cast: Cast, register: Register, marks: Marks) -> None:
    """A family tells the reason while somebody corrects the register."""
    holds = Event()
    with ThreadPoolExecutor(1) as pool:
        correction = pool.submit(corrects, register, marks, holds=holds)
        assert holds.wait(timeout=10)
        give_reason(child=cast.here.pupils[0], day=FRIDAY, reason="illness", by=cast.here.head)
        correction.result(timeout=20)


@pytest.mark.parametrize("corrected", [None, LATE])
def test_a_reason_for_an_absence_that_is_corrected_meanwhile_is_written_nowhere(
    cast: Cast, corrected: MarkGiven | None
) -> None:
    child = cast.here.pupils[0].pk
    stored = take_register(
        school_class=cast.here.school_class, day=FRIDAY, marks={child: ABSENT}, by=cast.here.teacher
    ).register
    marks = {child: corrected} if corrected else {}
    give_reason_meanwhile(cast, stored, marks)
    register = Register.objects.get()
    assert register.given() == marks
    assert register.version == 2


def test_a_reason_for_a_whole_day_and_a_correction_of_its_second_register_do_not_wait_for_each_other(
    cast: Cast,
) -> None:
    child, other = (child.pk for child in cast.here.pupils[:2])
    for session in ("morning", "afternoon"):
        take_register(
            school_class=cast.here.school_class, day=FRIDAY, session=session, marks={child: ABSENT},
            by=cast.here.teacher,
        )  # fmt: skip
    first, second = Register.objects.order_by("pk")
    give_reason_meanwhile(cast, second, {child: ABSENT, other: LATE})
    ill = MarkGiven(MarkKind.ABSENT, "illness")
    assert first.given() == {child: ill}
    assert second.given() == {child: ill, other: LATE}
    assert list(Register.objects.order_by("pk").values_list("version", flat=True)) == [2, 3]
