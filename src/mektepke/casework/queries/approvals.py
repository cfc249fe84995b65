"""Plans that wait for a head, or for the deputy where the head has not answered in time."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from mektepke.base import clock
from mektepke.casework.models import Approval
from mektepke.people.models import Person
from mektepke.people.roles import Role

DAYS_FOR_THE_HEAD = timedelta(days=3)


def plans_to_approve(person: Person) -> QuerySet[Approval]:
    """Plans that this person can decide on today: a head at once, a deputy once the head has let three days pass or
    cannot answer because the plan is the head's own. Nobody's own plan is among them."""
    as_head, as_deputy = _schools_as(person, Role.HEAD), _schools_as(person, Role.DEPUTY)
    late = Q(asked_on__lte=clock.today() - DAYS_FOR_THE_HEAD)
    heads_own = Q(asked_by__assignments__role=Role.HEAD) | Q(case__worker__assignments__role=Role.HEAD)
    mine = Q(case__school__in=as_head) | (Q(case__school__in=as_deputy) & (late | heads_own))
    waiting = Approval.objects.filter(mine, decision="", case__track="ordinary", case__closed_on=None)
    return waiting.exclude(asked_by=person).exclude(case__worker=person).distinct()


def plan_to_approve(person: Person, key: UUID) -> Approval:
    """One of them; 404 otherwise."""
    found = (
        plans_to_approve(person)
        .filter(pk=key)
        .select_related("case__child", "case__school", "case__worker", "asked_by")
    )
    approval = found.first()
    if approval is None:
        raise Http404
    return approval


def passes_to_deputy_on(approval: Approval) -> date:
    """The day from which the deputy can answer as well."""
    return approval.asked_on + DAYS_FOR_THE_HEAD


def _schools_as(person: Person, role: Role) -> list[UUID]:
    return [found.school_id for found in person.assignments_now if found.role == role and found.school_id]
