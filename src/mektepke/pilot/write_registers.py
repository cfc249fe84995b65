"""Writing the registers that schools took. What is there already, by whomever, stays as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

import numpy

from mektepke.attendance.models import Mark, Register
from mektepke.base.clock import SCHOOL_TIME
from mektepke.pilot.days import MARKS, Day
from mektepke.pilot.keys import Keys
from mektepke.pilot.plan import SchoolPlan
from mektepke.pilot.staff import teacher_of
from mektepke.places.models import Sequence
from mektepke.pupils.models import Enrolment

BELL = time(8, 0)
SEVERAL = 1000  # rows in one statement
Rolls = Mapping[UUID, list[tuple[UUID, date, date | None]]]
"""Child → the classes it was in: class, from, until."""


def write_registers(
    plans: tuple[SchoolPlan, ...], keys: Keys, *, today: date, progress: Callable[[int, int], None] | None = None
) -> int:
    """Every register up to today that the plan knows and the house lacks; of today itself those taken by the morning.
    Returns how many."""
    there = set(Register.objects.filter(day__lte=today).values_list("school_class_id", "day"))
    rolls = _rolls(today)
    written = 0
    for done, plan in enumerate(plans, start=1):
        written += _write_school(plan, keys, today, there, rolls)
        if progress:
            progress(done, len(plans))
    return written


def _rolls(today: date) -> Rolls:
    found: dict[UUID, list[tuple[UUID, date, date | None]]] = defaultdict(list)
    for child, school_class, starts, ends in Enrolment.objects.filter(starts__lte=today).values_list(
        "child_id", "school_class_id", "starts", "ends"
    ):
        found[child].append((school_class, starts, ends))
    return found


def _write_school(plan: SchoolPlan, keys: Keys, today: date, there: set[tuple[UUID, date]], rolls: Rolls) -> int:
    lacking = list(_lacking(plan, keys, today, there))
    if not lacking:
        return 0
    sequence = Sequence.objects.select_for_update().get(school=keys.school(plan.school.code))
    seats = [plan.seats(place) for place in range(len(plan.classes))]
    children = [keys.child(plan.school.code, place) for place in range(len(plan.children))]
    registers, marks = [], []
    for number, (day_place, place) in enumerate(lacking, start=sequence.last + 1):
        register = _register(plan, keys, place, plan.days[day_place], number)
        registers.append(register)
        for child in seats[place][numpy.flatnonzero(plan.marks[seats[place], day_place])]:
            if _on_roll(rolls[children[child]], register):
                marks.append(_mark(register, children[child], Day(int(plan.marks[child, day_place]))))
    Register.objects.bulk_create(registers, batch_size=SEVERAL)
    Mark.objects.bulk_create(marks, batch_size=SEVERAL)
    sequence.last += len(registers)
    sequence.save(update_fields=["last"])
    return len(registers)


def _lacking(plan: SchoolPlan, keys: Keys, today: date, there: set[tuple[UUID, date]]) -> Iterator[tuple[int, int]]:
    """Places of day and class, day by day: the order in which the registers came."""
    classes = [keys.school_class(plan.school.code, place) for place in range(len(plan.classes))]
    for day_place, day in enumerate(plan.days):
        if day > today:
            return
        taken = plan.taken[:, day_place]
        if day == today:
            taken = taken & plan.by_morning[:, day_place]
        for place in numpy.flatnonzero(taken):
            if (classes[place], day) not in there:
                yield day_place, int(place)


def _register(plan: SchoolPlan, keys: Keys, place: int, day: date, number: int) -> Register:
    school_class = keys.school_class(plan.school.code, place)
    return Register(
        id=Register.key_of(school_class, day),
        school_class_id=school_class,
        day=day,
        change_number=number,
        taken_by_id=keys.person(teacher_of(plan, place)),
        taken_at=datetime.combine(day, BELL, SCHOOL_TIME) + timedelta(minutes=12 + place),
    )


def _on_roll(enrolments: list[tuple[UUID, date, date | None]], register: Register) -> bool:
    """Somebody may have moved the child to another class since: its days there are that class's to tell."""
    return any(
        school_class == register.school_class_id and starts <= register.day and (ends is None or register.day <= ends)
        for school_class, starts, ends in enrolments
    )


def _mark(register: Register, child: UUID, day: Day) -> Mark:
    given = MARKS[day]
    return Mark(
        id=Mark.key_of(register.id, child),
        register_id=register.id,
        child_id=child,
        kind=given.kind.value,
        reason=given.reason,
        excused=given.excused,
        lessons_missed=given.lessons_missed,
    )
