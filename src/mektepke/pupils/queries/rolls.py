"""Classes and who is on their rolls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404

from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import classes_where
from mektepke.places.models import School, SchoolClass
from mektepke.places.queries import school_days, year_on
from mektepke.pupils.models import SEALED_OF_CHILD, Child, Enrolment
from mektepke.pupils.rules import ONE_DAY

# Longer than any holidays within a school year; after that the day itself is proposed.
WITHIN = timedelta(days=21)


def class_for(person: Person, key: UUID, permission: Permission) -> SchoolClass:
    """The class, if the person has this permission in it; 404 otherwise."""
    found = (
        SchoolClass.objects.filter(classes_where(person, permission), pk=key).select_related("school", "year").first()
    )
    if found is None:
        raise Http404
    return found


def classes_from(person: Person, permission: Permission, day: date) -> QuerySet[SchoolClass]:
    """The classes of this school year and later ones in which the person has the permission, in the order of doors."""
    year = year_on(day)
    found = SchoolClass.objects.filter(
        classes_where(person, permission), Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    )
    found = found.filter(year__starts__gte=year.starts) if year else found
    return found.select_related("school", "year").order_by("school__code", "year__starts", "grade", "letter")


@dataclass(frozen=True, slots=True)
class ShownClass:
    """A class and how many children are on its roll today, or will be when its year begins, and how many come later."""

    school_class: SchoolClass
    children: int
    later: int


@dataclass(frozen=True, slots=True)
class ShownSchool:
    """A school with the classes of one school year."""

    school: School
    year: str
    classes: list[ShownClass]

    @property
    def children(self) -> int:
        """How many children are on all these rolls."""
        return sum(shown.children for shown in self.classes)

    @property
    def later(self) -> int:
        """How many more come to these classes on a later day."""
        return sum(shown.later for shown in self.classes)


def classes_shown(person: Person, day: date) -> list[ShownSchool]:
    """The person's classes by school and year, with the size of their rolls. Two queries."""
    listed = _NOT_MISTAKEN & _not_over(day)
    counted = classes_from(person, Permission.SEE_CLASS, day).annotate(
        children=Count("enrolments", filter=listed & _begun(day), distinct=True),
        later=Count("enrolments", filter=listed & ~_begun(day), distinct=True),
    )
    found: dict[tuple[UUID, str], ShownSchool] = {}
    for one in counted:
        group = found.setdefault((one.school_id, one.year_id), ShownSchool(one.school, one.year_id, []))
        group.classes.append(ShownClass(one, one.children, one.later))
    return list(found.values())


_NOT_MISTAKEN = ~Q(enrolments__reason_of_leaving=Enrolment.Leaving.MISTAKE)


def _not_over(day: date) -> Q:
    return Q(enrolments__ends__isnull=True) | Q(enrolments__ends__gte=day)


def _begun(day: date) -> Q:
    """In summer the class of next year is counted as it stands on its first day: nobody would find their children
    under a class that says it has none."""
    return Q(enrolments__starts__lte=day) | Q(enrolments__starts__lte=F("year__starts"))


def counted_now(rows: Sequence[Enrolment], school_class: SchoolClass, day: date) -> list[Enrolment]:
    """Those of a class's list who are on its roll on this day, or on the first day of a year that has not begun."""
    return [row for row in rows if row.starts <= max(day, school_class.year.starts)]


def roll(school_class: SchoolClass, day: date) -> list[Enrolment]:
    """Who is on the roll of the class on this day, in the order of the list, with the children. One query.

    The caller has fetched the class for a person; the roll of a class is what that permission is about.
    """
    return list(unsafe_roll([school_class.pk], day))


def unsafe_roll(classes: Sequence[UUID], day: date) -> QuerySet[Enrolment]:
    """Who is on the rolls of these classes on this day, without asking who wants to know."""
    return _in_order(Enrolment.objects.on(day).filter(school_class__in=classes))


def list_of(school_class: SchoolClass, day: date) -> list[Enrolment]:
    """The class's list: its roll on this day, or the one with which it will begin. One query."""
    return list(_in_order(Enrolment.objects.not_over(day).filter(school_class=school_class)))


def _in_order(found: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    names = found.select_related("child").defer(*SEALED_OF_CHILD)
    return names.annotate(order=F("child__sort_key")).order_by("school_class", "order")


def enrolment_on(child: Child, day: date) -> Enrolment | None:
    """Where the child is enrolled on this day; None if nowhere."""
    found = (
        Enrolment.objects.on(day)
        .filter(child=child)
        .select_related("school_class__school__village", "school_class__year")
    )
    return found.order_by("-starts").first()


def enrolment_now_or_next(child: Child, day: date) -> Enrolment | None:
    """Where the child is enrolled, or will be from a day already set; None if nowhere."""
    found = Enrolment.objects.filter(child=child, ends__isnull=True)
    return found.select_related("school_class__school__village", "school_class__year").first() or enrolment_on(
        child, day
    )


def last_enrolment(child: Child) -> Enrolment | None:
    """The latest row of the child on any roll."""
    past = Enrolment.objects.filter(child=child).select_related("school_class__school")
    return past.order_by("-starts").first()


def enrolments_of(child: Child) -> list[Enrolment]:
    """All rows of the child on rolls, the latest first."""
    return list(Enrolment.objects.filter(child=child).select_related("school_class__school").order_by("-starts", "-pk"))


def classes_of(children: Sequence[Child], day: date) -> dict[UUID, str]:
    """The names of the classes in which these children are on this day, by the child's key. One query."""
    rows = Enrolment.objects.on(day).filter(child__in=children).select_related("school_class")
    return {row.child_id: row.school_class.name for row in rows}


def first_school_day(school: School | None, *, after: date | None, today: date) -> date:
    """The day proposed for a new row on a roll: the school's first day with lessons from today on, and never a day on
    which the child is still on another roll, `after` being the last one there. Four queries; without a school none."""
    earliest = max(today, after + ONE_DAY) if after else today
    if school is None:
        return earliest
    return next(iter(school_days(school, first=earliest, last=earliest + WITHIN)), earliest)
