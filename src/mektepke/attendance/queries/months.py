"""Months of classes, counted from their registers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from mektepke.attendance.models import Mark
from mektepke.attendance.months import ChildMonth, ClassMonth, count_days
from mektepke.attendance.queries.days import registers_taken
from mektepke.attendance.queries.registers import EXPECTED, is_expected
from mektepke.attendance.rules import MarkGiven, month_span
from mektepke.places.models import SchoolClass
from mektepke.places.queries import school_days_of
from mektepke.pupils.models import SEALED_OF_CHILD, Enrolment

Given = dict[tuple[UUID, UUID], MarkGiven]
"""(register, child) → mark"""


def months_of(classes: Sequence[SchoolClass], month: date, *, today: date) -> list[ClassMonth]:
    """The month of each class with its children by name, up to today. Six queries, however many classes.

    The caller fetched the classes for a person. A register of a day that the calendar calls no school day is not
    counted: a snow day declared at noon makes nobody absent.
    """
    first, last = month_span(month)
    last = min(last, today)
    keys = [school_class.pk for school_class in classes]
    open_days = school_days_of([school_class.school for school_class in classes], first=first, last=last)
    taken = registers_taken(keys, first=first, last=last, school_days=open_days)
    given, rolls = _given(keys, first, last), _rolls(keys, first, last)
    return [
        _class_month(school_class, open_days[school_class.school_id], taken[school_class.pk], given, rolls)
        for school_class in classes
    ]


def _given(classes: Sequence[UUID], first: date, last: date) -> Given:
    marks = Mark.objects.filter(register__day__range=(first, last), register__school_class__in=classes)
    return {(mark.register_id, mark.child_id): mark.given() for mark in marks}


def _rolls(classes: Sequence[UUID], first: date, last: date) -> dict[UUID, dict[UUID, list[Enrolment]]]:
    """class → child → enrolments that touch the span; a child who left and came back is one line."""
    found: dict[UUID, dict[UUID, list[Enrolment]]] = defaultdict(lambda: defaultdict(list))
    rows = Enrolment.objects.filter(EXPECTED, school_class__in=classes, starts__lte=last).exclude(ends__lt=first)
    for enrolment in rows.select_related("child").defer(*SEALED_OF_CHILD).order_by("child__sort_key", "starts"):
        found[enrolment.school_class_id][enrolment.child_id].append(enrolment)
    return found


def _class_month(
    school_class: SchoolClass,
    days: Sequence[date],
    taken: dict[date, dict[UUID, datetime]],
    given: Given,
    rolls: dict[UUID, dict[UUID, list[Enrolment]]],
) -> ClassMonth:
    children = [_child_month(days, spans, taken, given) for spans in rolls[school_class.pk].values()]
    return ClassMonth(school_class, len(days), sum(day in taken for day in days), children)


def _child_month(
    days: Sequence[date], spans: Sequence[Enrolment], taken: dict[date, dict[UUID, datetime]], given: Given
) -> ChildMonth:
    child = spans[0].child
    own = [day for day in days if is_expected(spans, day)]
    registers = (
        [key for key, stored in taken.get(day, {}).items() if is_expected(spans, day, stored=stored)] for day in own
    )
    return ChildMonth(child, count_days([given.get((key, child.pk)) for key in keys] for keys in registers))
