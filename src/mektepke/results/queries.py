"""Group figures. Nothing here names a child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from mektepke.attendance.queries import class_days
from mektepke.places.models import Place, Programme, School
from mektepke.pupils.models import Enrolment, OutOfSchool
from mektepke.results.rules import Rate, is_out_of_school

# Ten marked days lie within this span even over the winter holidays.
LOOK_BACK = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Totals:
    """A programme's totals on one day, or the whole house's, which is no programme."""

    programme: str | None
    on: date
    pupils: int
    pupils_out_of_school: int
    schools: int
    villages: int
    municipalities: int
    children_in_no_school: int

    @property
    def out_of_school_rate(self) -> Rate:
        """Pupils on the rolls who do not go to school, of all pupils on the rolls."""
        return Rate(self.pupils_out_of_school, self.pupils, self.on)


def valid_on(day: date) -> Q:
    """A condition: the place or school exists on this day."""
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (
        Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    )


def programme_totals(programme: Programme, *, on: date | None = None) -> Totals:
    """The programme's totals on a day, by default the day of its baseline. A fixed number of queries."""
    municipalities = list(programme.municipalities.values_list("pk", flat=True))
    return _totals(programme.code, municipalities, on or programme.baseline_on)


def house_totals(*, on: date) -> Totals:
    """The totals of all schools on a day: a school or a municipality may well work without any programme."""
    municipalities = Place.objects.filter(valid_on(on), level="municipality").values_list("pk", flat=True)
    return _totals(None, list(municipalities), on)


def _totals(programme: str | None, municipalities: Sequence[UUID], day: date) -> Totals:
    villages = Place.objects.filter(valid_on(day), parent__in=municipalities, level="village")
    schools = School.objects.filter(valid_on(day), village__in=villages)
    enrolments = list(Enrolment.objects.on(day).filter(school_class__school__in=schools, mode="school"))
    others = Enrolment.objects.on(day).filter(school_class__school__in=schools).exclude(mode="school").count()
    in_no_school = OutOfSchool.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=day), child__household__village__in=villages, found_on__lte=day
    )
    return Totals(
        programme=programme,
        on=day,
        pupils=len(enrolments) + others,
        pupils_out_of_school=_out_of_school(enrolments, day),
        schools=schools.count(),
        villages=villages.count(),
        municipalities=len(municipalities),
        children_in_no_school=in_no_school.count(),
    )


def _out_of_school(enrolments: list[Enrolment], day: date) -> int:
    by_child: dict[UUID, Enrolment] = {enrolment.child_id: enrolment for enrolment in enrolments}
    classes = {enrolment.school_class_id for enrolment in enrolments}
    days = class_days(classes, first=day - LOOK_BACK, last=day)
    found = 0
    for enrolment in by_child.values():
        own = days.days_of([enrolment], first=day - LOOK_BACK, last=day)
        found += is_out_of_school([shown.kind for shown in own])
    return found
