"""Who may be the same child, asked before a child is written down a second time."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from mektepke.base import clock
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.pupils.models import Child, Enrolment, OutOfSchool, Transfer
from mektepke.pupils.queries.children import transfers_visible_to, visible_to
from mektepke.pupils.rules import Known, has_same_name_and_year, may_be_same_child

# More than these are no help to anybody who looks for one child.
MOST = 20


@dataclass(frozen=True, slots=True)
class AlikeChild:
    """A child whom the person may see, where it is now, and its record if it is in no school or on no school's list."""

    child: Child
    enrolment: Enrolment | None
    out_of_school: OutOfSchool | None


@dataclass(frozen=True, slots=True)
class Alike:
    """Children who may be the one that is being added. Of others' children no more than that there is one."""

    own: list[AlikeChild]
    coming: list[Transfer]
    on_other_rolls: int
    elsewhere: int

    def __bool__(self) -> bool:
        return bool(self.own or self.coming or self.on_other_rolls or self.elsewhere)


def known(child: Child) -> Known:
    """What decides whether two children may be one."""
    return Known(child.family_name, child.given_name, child.patronymic, child.birth_date, child.birth_year)


def alike(person: Person, wanted: Known) -> Alike:
    """Children like the wanted one. Five queries, however many there are."""
    found = [child for child in _same_name(wanted) if may_be_same_child(wanted, known(child))][:MOST]
    keys = [child.pk for child in found]
    visible = set(visible_to(person, Permission.EDIT_CHILDREN).filter(pk__in=keys).values_list("pk", flat=True))
    coming = list(
        transfers_visible_to(person).filter(child__in=keys, received_on__isnull=True).exclude(child__in=visible)
    )
    others = [
        child.pk
        for child in found
        if child.pk not in visible | {one.child_id for one in coming} and has_same_name_and_year(wanted, known(child))
    ]
    enrolments = {row.child_id: row for row in _rolls(keys)}
    records = {row.child_id: row for row in OutOfSchool.objects.in_sight().filter(child__in=visible)}
    own = [AlikeChild(child, enrolments.get(child.pk), records.get(child.pk)) for child in found if child.pk in visible]
    on_rolls = sum(key in enrolments for key in others)
    return Alike(own, coming, on_rolls, len(others) - on_rolls)


def _same_name(wanted: Known) -> QuerySet[Child]:
    names = Q()
    for key in sorted(wanted.name_keys):
        names |= Q(search_key=key) | Q(search_key__startswith=f"{key} ")
    return Child.objects.filter(names)


def _rolls(children: list[UUID]) -> QuerySet[Enrolment]:
    today = clock.today()
    return Enrolment.objects.not_over(today).filter(child__in=children).select_related("school_class__school")
