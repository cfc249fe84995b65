"""Requests of families: those of the children whose record this person makes."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from mektepke.base import clock
from mektepke.casework.models import Case, Correction, RecordRequest
from mektepke.casework.queries import acting_school
from mektepke.casework.rights.rules.record import Worker, case_goes, keeper
from mektepke.doors.permissions import Permission
from mektepke.people.models import Assignment, Person
from mektepke.people.queries import schools
from mektepke.people.roles import roles_with
from mektepke.places.models import School
from mektepke.pupils import queries as pupils
from mektepke.pupils.models import Child, Enrolment

P = Permission.WORK_ON_CASES


def children_of(person: Person, permission: Permission = P) -> QuerySet[Child]:
    """The children for whose families this person acts: those the person sees, and those who were last on the roll of
    one of the person's schools. A family may ask long after its child has left."""
    seen = pupils.visible_to(person, permission).values("pk")
    rows = Enrolment.objects.held().filter(child=OuterRef("pk")).order_by("-starts", "-listed_at")
    known = Child.objects.annotate(last_school=Subquery(rows.values("school_class__school")[:1]))
    return known.filter(Q(pk__in=seen) | Q(last_school__in=schools(person, permission).values("pk")))


def child_to_speak_for(person: Person, key: UUID) -> Child:
    """The child, if the person acts for its family; 404 otherwise."""
    found = children_of(person).filter(pk=key).select_related("household__village").first()
    if found is None:
        raise Http404
    return found


def keepers_of(children: Collection[UUID]) -> dict[UUID, UUID | None]:
    """For each child who makes its record because they work on its case; None: any social pedagogue of its school.
    Two queries."""
    found = Case.objects.filter(child__in=children).order_by("-opened_on", "-at")
    rows = list(found.values_list("child", "track", "worker", "school", "closed_on"))
    there = _still_there({row[2] for row in rows})
    workers: dict[UUID, list[Worker]] = {child: [] for child in children}
    for child, track, worker, school, closed_on in rows:
        if case_goes(track):
            workers[child].append(Worker(worker, closed_on is None, (worker, school) in there))
    return {child: keeper(own) for child, own in workers.items()}


def _still_there(people: Collection[UUID]) -> set[tuple[UUID, UUID | None]]:
    held = Assignment.objects.current(clock.today()).filter(person__in=people, role__in=roles_with(P))
    return set(held.values_list("person", "school"))


def keeper_of(child: Child) -> Person | None:
    """Who makes this child's record, where it is one person."""
    key = keepers_of([child.pk])[child.pk]
    return Person.objects.filter(pk=key).first() if key else None


def school_for(person: Person, child: Child) -> School:
    """The school at which the person acts for the child's family."""
    return acting_school(person, child, P)


def requests_of(person: Person) -> QuerySet[RecordRequest]:
    """The requests about children for whose families this person acts, also where somebody else makes the record."""
    return RecordRequest.objects.filter(child__in=children_of(person).values("pk")).select_related("child", "school")


def request_for(person: Person, key: UUID) -> RecordRequest:
    """The request, if this person makes the child's record; 404 otherwise."""
    found = requests_of(person).filter(pk=key).select_related("child__household__village", "school").first()
    if found is None or not may_make(person, found.child):
        raise Http404
    return found


def may_make(person: Person, child: Child) -> bool:
    """Whether this person makes the record of a child for whose family they act."""
    return keepers_of([child.pk])[child.pk] in {None, person.pk}


def correction_for(person: Person, key: UUID) -> Correction:
    """The correction, if this person makes the child's record; 404 otherwise."""
    found = Correction.objects.filter(pk=key).select_related("request").first()
    if found is None:
        raise Http404
    found.request = request_for(person, found.request_id)
    return found


def waiting_requests(person: Person) -> list[RecordRequest]:
    """The requests that wait for this person, those due first first. A fixed number of queries."""
    found = list(requests_of(person).filter(handed_on__isnull=True).order_by("due_on", "at"))
    keepers = keepers_of({request.child_id for request in found})
    return [request for request in found if keepers[request.child_id] in {None, person.pk}]
