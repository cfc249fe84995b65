"""What a house needs before its first register, and what of it is there already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from mektepke.doors.permissions import Permission
from mektepke.people.models import Assignment, Person
from mektepke.people.queries import schools
from mektepke.places.models import School, SchoolClass, SchoolYear
from mektepke.pupils.models import Enrolment


@dataclass(frozen=True, slots=True)
class Beginning:
    """The steps of a beginning; a step is done when every school has it."""

    schools: int
    has_year: bool
    without_classes: list[School]
    without_staff: list[School]
    without_pupils: list[School]

    @property
    def next(self) -> str:
        """The first step that is not done: `schools`, `year`, `classes`, `staff`, `pupils`; empty if all are."""
        undone = {
            "schools": not self.schools,
            "year": not self.has_year,
            "classes": not self.schools or self.without_classes,
            "staff": not self.schools or self.without_staff,
            "pupils": not self.schools or self.without_pupils,
        }
        return next((step for step, is_undone in undone.items() if is_undone), "")


def beginning_of(person: Person, *, today: date) -> Beginning | None:
    """How far the schools are that the person administers; None once nothing is left to do. Two queries."""
    classes = SchoolClass.objects.filter(school=OuterRef("pk"))
    staff = Assignment.objects.filter(Q(school=OuterRef("pk")) | Q(school_class__school=OuterRef("pk")))
    pupils = Enrolment.objects.filter(school_class__school=OuterRef("pk"))
    open_now = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    has = {"has_classes": Exists(classes), "has_staff": Exists(staff), "has_pupils": Exists(pupils)}
    found = list(schools(person, Permission.MANAGE_PLACES).filter(open_now).annotate(**has).order_by("code"))
    made = Beginning(
        len(found),
        SchoolYear.objects.exists(),
        *([school for school in found if not getattr(school, name)] for name in has),
    )
    return made if made.next else None
