"""Children whose families nobody calls: they are in protection, and a call could warn whoever hurts them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from mektepke.casework.models import Case
from mektepke.casework.queries.cases import visible_to
from mektepke.people.models import Person
from mektepke.pupils.models import Child

_IN_PROTECTION = Q(track=Case.Track.PROTECTION, closed_on__isnull=True)


def nobody_calls() -> QuerySet[Case, UUID]:
    """The children who stand on no call list, whoever reads it: of two lists of which one has a child and the other has
    not, the second would tell."""
    return Case.objects.filter(_IN_PROTECTION).order_by().values_list("child", flat=True)


def protected_case_of(person: Person, child: Child) -> Case | None:
    """The child's open case of protection, if this person may read it. Nobody else learns that there is one."""
    return visible_to(person).filter(_IN_PROTECTION, child=child).first()
