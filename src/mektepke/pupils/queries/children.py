"""Reading children and those around them: only those the person has a reason to see."""

from __future__ import annotations

import re
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from mektepke.base import clock
from mektepke.base.names import search_key
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import assignments_with, classes_where, schools_where, villages_where
from mektepke.places.models import School
from mektepke.pupils.models import (
    SEALED_OF_CHILD,
    Child,
    Enrolment,
    Guardian,
    Household,
    OutOfSchool,
    OutOfSchoolQuerySet,
    Transfer,
)
from mektepke.pupils.queries.rolls import enrolment_on, last_enrolment
from mektepke.sheets.classes import read_class
from mektepke.sheets.faults import Fault

# `5 «А»`, `5 А`: a grade and its letter are one word.
_CLASS = re.compile(r"(?<!\w)(\d{1,2})[\s\-–«\"„'(]*([^\W\d_])[»\"“')]*(?!\w)")
_MARKS = ",.;:«»\"'()"
_CLASS_WORDS = {search_key(word) for word in ("класс", "классы", "класса", "class", "grade")}


def visible_to(person: Person, permission: Permission = Permission.SEE_CHILD) -> QuerySet[Child]:
    """The children whom this person has a reason to see today: on the roll of their class or school, or soon on it, on
    the way from it, or in no school in their village, also by a record that no school's list has borne out."""
    on_roll = Enrolment.objects.not_over(clock.today()).filter(
        classes_where(person, permission, path="school_class"), child=OuterRef("pk")
    )
    on_the_way = Transfer.objects.filter(
        classes_where(person, permission, path="from_enrolment__school_class"),
        child=OuterRef("pk"),
        received_on__isnull=True,
    )
    in_no_school = out_of_school_visible_to(person).in_sight().filter(child=OuterRef("pk"))
    return Child.objects.filter(Q(Exists(on_roll)) | Q(Exists(on_the_way)) | Q(Exists(in_no_school)))


def out_of_school_visible_to(person: Person) -> OutOfSchoolQuerySet:
    """The records of children in no school, ended ones too, in the villages for which this person keeps them."""
    return OutOfSchool.objects.filter(
        villages_where(person, Permission.REGISTER_OUT_OF_SCHOOL, path="child__household__village"),
        child__erased_on__isnull=True,
    )


def households_visible_to(person: Person, permission: Permission = Permission.SEE_CHILD) -> QuerySet[Household]:
    """The households of the children whom this person has a reason to see."""
    return Household.objects.filter(Exists(visible_to(person, permission).filter(household=OuterRef("pk"))))


def guardians_visible_to(person: Person, permission: Permission = Permission.SEE_CHILD) -> QuerySet[Guardian]:
    """The adults around the children whom this person has a reason to see."""
    return Guardian.objects.filter(
        Exists(visible_to(person, permission).filter(household=OuterRef("household")))
    ).select_related("household")


def enrolments_visible_to(person: Person, permission: Permission = Permission.SEE_CHILD) -> QuerySet[Enrolment]:
    """The rows of the rolls in this person's classes, past ones too: a school keeps its own book of pupils. Who was
    erased is no longer in it."""
    there = classes_where(person, permission, path="school_class")
    found = Enrolment.objects.filter(there, child__erased_on__isnull=True)
    return found.select_related("child", "school_class__school", "school_class__year").defer(*SEALED_OF_CHILD)


def transfers_visible_to(person: Person, permission: Permission = Permission.EDIT_CHILDREN) -> QuerySet[Transfer]:
    """The transfers that stand, from this person's schools and to them.

    Who receives gets the name, the birth and the school from it, and the rest with the child.
    """
    there = schools_where(person, permission, path="from_enrolment__school_class__school")
    here = schools_where(person, permission, path="to_school")
    found = Transfer.objects.filter(there | here, child__erased_on__isnull=True).defer(*SEALED_OF_CHILD)
    return found.select_related("child", "to_school__village", "from_enrolment__school_class__school__village")


def child_for(person: Person, key: UUID, permission: Permission = Permission.SEE_CHILD) -> Child:
    """The child, if this person may see it; 404 otherwise, the same whether the child exists or not."""
    found = visible_to(person, permission).filter(pk=key).select_related("household__village").first()
    if found is None:
        raise Http404
    return found


def may_for(person: Person, child: Child, permission: Permission) -> bool:
    """Whether the person may do this for this child, and not merely for children elsewhere: a class teacher here may be
    the social pedagogue of another school. One query, none for who may nowhere."""
    return person.may(permission) and visible_to(person, permission).filter(pk=child.pk).exists()


def guardian_for(person: Person, child: UUID, key: UUID, permission: Permission) -> tuple[Child, Guardian]:
    """An adult of the child's household, with the child; 404 if the person has no reason to see the child."""
    seen = child_for(person, child, permission)
    found = Guardian.objects.filter(pk=key, household=seen.household_id).first()
    if found is None:
        raise Http404
    return seen, found


def named(children: QuerySet[Child], words: str) -> QuerySet[Child]:
    """Those whose name has all these words, or their beginnings, in either alphabet and any order; all without words.

    A word that begins with a figure is a class: «Усенова 5-А», «5а». O and e are one letter here, because Үсөнова is
    Усенова in Russian papers.
    """
    for word in _CLASS.sub(r"\1-\2", words).split():
        children = children.filter(_in_class(word) if word[:1].isdecimal() else _has_in_name(word))
    return children


def _has_in_name(word: str) -> Q:
    """A condition: the name has these letters in a row. A word for «class» says nothing of a name."""
    key = search_key(word.strip(_MARKS) or word)
    if key in _CLASS_WORDS:
        return Q()
    return Q(search_key__regex="".join("[eo]" if letter in "eo" else re.escape(letter) for letter in key))


def _in_class(word: str) -> Q:
    """A condition: on the roll of this class, or of any class of this grade where no letter is said."""
    found = read_class(word)
    if isinstance(found, Fault):
        return Q(pk__in=[])
    rows = Enrolment.objects.not_over(clock.today()).filter(child=OuterRef("pk"), school_class__grade=found.grade)
    return Q(Exists(rows.filter(school_class__letter=found.letter) if found.letter else rows))


def in_same_household(child: Child) -> int:
    """How many other children live in the child's household; what is known of it holds for them too."""
    return Child.objects.filter(household=child.household_id).exclude(pk=child.pk).count()


def reason_to_see(person: Person, child: Child) -> str:
    """The code of the role for which the person sees this child, for the page and the trail."""
    enrolment = enrolment_on(child, clock.today())
    for assignment in person.assignments_now:
        if enrolment and assignment.school_class_id == enrolment.school_class_id:
            return str(assignment.role)
        if enrolment and assignment.school_id == enrolment.school_class.school_id:
            return str(assignment.role)
    return next(iter(sorted(person.roles_now())), "")


def school_of(person: Person, child: Child, permission: Permission) -> School:
    """The school that acts for this child when this person does something: where it is enrolled, else where it came
    from, else the person's own (a child in no school). 404 if the person is at no school."""
    enrolment = enrolment_on(child, clock.today()) or last_enrolment(child)
    if enrolment is not None:
        return enrolment.school_class.school
    own = next((found.school for found in assignments_with(person, permission) if found.school), None)
    if own is None:
        raise Http404
    return own
