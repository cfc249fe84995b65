"""Reading children: only those the person has a reason to see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404

from mektepke.base import clock
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import assignments_with, classes_where, villages_where
from mektepke.places.models import School, SchoolClass
from mektepke.pupils.models import Child, Enrolment, OutOfSchool, Transfer


def visible_to(person: Person, permission: Permission = Permission.SEE_CHILD) -> QuerySet[Child]:
    """The children whom this person has a reason to see today: on the roll of their class or school, on the way from
    it, or in no school in their village."""
    on_roll = Enrolment.objects.on(clock.today()).filter(
        classes_where(person, permission, path="school_class"), child=OuterRef("pk")
    )
    on_the_way = Transfer.objects.filter(
        classes_where(person, permission, path="from_enrolment__school_class"),
        child=OuterRef("pk"),
        received_on__isnull=True,
    )
    return Child.objects.filter(
        Q(Exists(on_roll)) | Q(Exists(on_the_way)) | Q(Exists(_in_no_school(person).filter(child=OuterRef("pk"))))
    )


def _in_no_school(person: Person) -> QuerySet[OutOfSchool]:
    reach = villages_where(person, Permission.REGISTER_OUT_OF_SCHOOL, path="child__household__village")
    return OutOfSchool.objects.filter(reach, ended_on__isnull=True)


def child_for(person: Person, key: UUID, permission: Permission = Permission.SEE_CHILD) -> Child:
    """The child, if this person may see it; 404 otherwise, the same whether the child exists or not."""
    found = visible_to(person, permission).filter(pk=key).select_related("household__village").first()
    if found is None:
        raise Http404
    return found


def class_for(person: Person, key: UUID, permission: Permission) -> SchoolClass:
    """The class, if the person has this permission in it; 404 otherwise."""
    found = SchoolClass.objects.filter(classes_where(person, permission), pk=key).select_related("school", "year").first()
    if found is None:
        raise Http404
    return found


def roll(school_class: SchoolClass, day: date) -> list[Enrolment]:
    """Who is on the roll of the class on this day, in the order of the list, with the children. One query.

    The caller has fetched the class for a person; the roll of a class is what that permission is about.
    """
    return list(unsafe_roll([school_class.pk], day))


def unsafe_roll(classes: Sequence[UUID], day: date) -> QuerySet[Enrolment]:
    """Who is on the rolls of these classes on this day, without asking who wants to know."""
    return (
        Enrolment.objects.on(day)
        .filter(school_class__in=classes)
        .select_related("child")
        .annotate(order=F("child__sort_key"))
        .order_by("school_class", "order")
    )


def enrolment_on(child: Child, day: date) -> Enrolment | None:
    """Where the child is enrolled on this day; None if nowhere."""
    found = Enrolment.objects.on(day).filter(child=child).select_related("school_class__school__village", "school_class__year")
    return found.order_by("-starts").first()


def reason_to_see(person: Person, child: Child) -> str:
    """The code of the role for which the person sees this child, for the page and the trail."""
    enrolment = enrolment_on(child, clock.today())
    for assignment in person.assignments_now:
        if enrolment and assignment.school_class_id == enrolment.school_class_id:
            return str(assignment.role)
        if enrolment and assignment.school_id == enrolment.school_class.school_id:
            return str(assignment.role)
    return next(iter(sorted(person.roles_now())), "")


def classes_of(children: Sequence[Child], day: date) -> dict[UUID, str]:
    """The names of the classes in which these children are on this day, by the child's key. One query."""
    rows = Enrolment.objects.on(day).filter(child__in=children).select_related("school_class")
    return {row.child_id: row.school_class.name for row in rows}


def school_of(person: Person, child: Child, permission: Permission) -> School:
    """The school that acts for this child when this person does something: where it is enrolled, else where it came
    from, else the person's own (a child in no school). 404 if the person is at no school."""
    enrolment = enrolment_on(child, clock.today()) or _last_enrolment(child)
    if enrolment is not None:
        return enrolment.school_class.school
    own = next((found.school for found in assignments_with(person, permission) if found.school), None)
    if own is None:
        raise Http404
    return own


def _last_enrolment(child: Child) -> Enrolment | None:
    past = Enrolment.objects.filter(child=child).select_related("school_class__school")
    return past.order_by("-starts").first()
