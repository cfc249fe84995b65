"""The classes of somebody who takes registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from mektepke.attendance.queries import taken_on
from mektepke.desk.queries.teacher import WithPedagogue, with_pedagogue
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import assignments_with
from mektepke.places.models import School, SchoolClass
from mektepke.places.queries import school_days_of
from mektepke.pupils.models import Enrolment
from mektepke.watch.queries import mostly_missing


@dataclass(frozen=True, slots=True)
class ClassToday:
    """A class, whether there is school today, whether its register is taken and what it says of the whole class; and
    its children who are the social pedagogue's for now."""

    school_class: SchoolClass
    has_school: bool
    taken: bool
    mostly_missing: bool
    with_pedagogue: list[WithPedagogue]


def classes_today(person: Person, *, today: date) -> list[ClassToday]:
    """The person's own classes (not the whole school of a pedagogue) with today's state, in a fixed number of queries.

    A class without pupils is none of them: it has no register to take.
    """
    own = _own_classes(person, today)
    if not own:
        return []
    keys = [school_class.pk for school_class in own]
    taken = taken_on(today, keys)
    days = school_days_of(_schools(own), first=today, last=today)
    empty = mostly_missing(keys, today=today)
    elsewhere = with_pedagogue(own, today=today)
    return [
        ClassToday(
            school_class,
            has_school=bool(days[school_class.school_id]),
            taken=school_class.pk in taken,
            mostly_missing=school_class.pk in taken & empty,
            with_pedagogue=elsewhere.get(school_class.pk, []),
        )
        for school_class in own
    ]


def _own_classes(person: Person, today: date) -> list[SchoolClass]:
    keys = [found.school_class_id for found in assignments_with(person, Permission.TAKE_REGISTER)]
    pupils = Enrolment.objects.on(today).filter(school_class=OuterRef("pk"))
    own = SchoolClass.objects.filter(
        Exists(pupils), pk__in=[key for key in keys if key], year__starts__lte=today, year__ends__gte=today
    )
    return list(own.select_related("school").order_by("grade", "letter"))


def _schools(classes: Sequence[SchoolClass]) -> list[School]:
    return list({school_class.school_id: school_class.school for school_class in classes}.values())
