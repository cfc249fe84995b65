"""Cases a person works on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from mektepke.casework.models import Action, CapacityRow, Case, Contact
from mektepke.casework.rules import Capacity, capacity_for
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import assignments_with, schools_where
from mektepke.pupils.models import Child


def visible_to(person: Person) -> QuerySet[Case]:
    """Cases of the schools where this person works on cases."""
    return Case.objects.filter(schools_where(person, Permission.WORK_ON_CASES, path="school"))


def case_for(person: Person, key: UUID) -> Case:
    """The case, if the person may work on it; 404 otherwise."""
    found = visible_to(person).filter(pk=key).select_related("child", "school", "worker").first()
    if found is None:
        raise Http404
    return found


def open_case_of(person: Person, child: Child) -> Case | None:
    """The child's open case, if the person may work on it."""
    return visible_to(person).filter(child=child, closed_on__isnull=True).first()


def cases_of(person: Person, child: Child) -> list[Case]:
    """All cases of one child that the person may work on, the latest first."""
    return list(visible_to(person).filter(child=child).select_related("worker"))


def open_cases(person: Person) -> list[Case]:
    """The person's own open cases, the oldest first, with child, causes and actions. Three queries."""
    mine = visible_to(person).filter(worker=person, closed_on__isnull=True).order_by("opened_on")
    return list(mine.select_related("child").prefetch_related("causes", "actions"))


def due_actions(person: Person, *, today: date) -> list[Action]:
    """Actions of the person's open cases that are due by today and not done, the oldest first."""
    waiting = Action.objects.filter(
        schools_where(person, Permission.WORK_ON_CASES, path="case__school"),
        case__worker=person,
        case__closed_on__isnull=True,
        done_on__isnull=True,
        due_on__lte=today,
    )
    return list(waiting.select_related("case__child"))


def action_for(person: Person, key: UUID) -> Action:
    """The action, if the person may work on its case; 404 otherwise."""
    mine = Q(case__in=visible_to(person))
    found = Action.objects.filter(mine, pk=key).select_related("case__child").first()
    if found is None:
        raise Http404
    return found


def contacts_of(person: Person, child: Child) -> list[Contact]:
    """Calls and visits about one child at the person's schools, the latest first."""
    own = schools_where(person, Permission.ANSWER_SIGNALS, path="school")
    mine = Contact.objects.filter(own | Q(by=person), child=child)
    return list(mine.select_related("by"))


def capacity_of(person: Person) -> Capacity:
    """What this person can take on, by the hours of the role that works on cases."""
    table = {row.hours_from: Capacity(row.new_a_day, row.visits_a_week) for row in CapacityRow.objects.all()}
    hours = sum(found.hours_a_week for found in assignments_with(person, Permission.WORK_ON_CASES))
    return capacity_for(hours, table)


def children_with_open_case(children: Sequence[UUID]) -> set[UUID]:
    """Which of these children somebody already has in care."""
    return set(Case.objects.filter(child__in=children, closed_on__isnull=True).values_list("child_id", flat=True))
