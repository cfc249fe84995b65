"""How long what is kept here, and what waits to be confirmed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from mektepke.casework.models import RetentionPeriod, RetentionProposal
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools_where
from mektepke.places.models import SchoolYear
from mektepke.places.queries import at_or_below

P = Permission.CONFIRM_RETENTION


def own_periods() -> dict[str, int]:
    """The months that the programme has set, by kind."""
    return dict(RetentionPeriod.objects.values_list("kind", "months"))


def year_ends(today: date) -> list[date]:
    """The last days of the school years that are over."""
    return list(SchoolYear.objects.filter(ends__lt=today).values_list("ends", flat=True))


def visible_to(person: Person) -> QuerySet[RetentionProposal]:
    """The proposals of this person's schools and municipalities. They count records and name nobody."""
    found = schools_where(person, P, path="school")
    for place in person.reach(P).places:
        found |= at_or_below(place, path="municipality")
    return RetentionProposal.objects.filter(found).select_related("school", "municipality", "decided_by")


def proposals_to_decide(person: Person) -> QuerySet[RetentionProposal]:
    """What waits for this person, the oldest first."""
    return visible_to(person).filter(decision="").order_by("proposed_on", "school__code", "kind", "pk")


def decided(person: Person) -> QuerySet[RetentionProposal]:
    """What was decided at this person's schools and municipalities, the latest first."""
    return visible_to(person).exclude(decision="").order_by("-decided_on", "-pk")


def proposal_for(person: Person, key: UUID) -> RetentionProposal:
    """The proposal, if it is this person's to decide; 404 otherwise."""
    found = visible_to(person).filter(pk=key).first()
    if found is None:
        raise Http404
    return found
