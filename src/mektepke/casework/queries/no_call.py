"""Children whose families nobody calls: they are in protection, and a call could warn whoever hurts them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from mektepke.base import clock
from mektepke.casework.models import Case
from mektepke.casework.queries.cases import visible_to
from mektepke.casework.rules.steps import LONGEST_WITHOUT_REVIEW
from mektepke.people.models import Person
from mektepke.pupils.models import Child
from mektepke.watch.models import Signal
from mektepke.watch.rules.evidence import URGENT, Rule

_IN_PROTECTION = Q(track=Case.Track.PROTECTION, closed_on__isnull=True)


def nobody_calls() -> QuerySet[Case, UUID]:
    """The children who stand on no call list, whoever reads it: of two lists of which one has a child and the other has
    not, the second would tell."""
    return Case.objects.filter(_IN_PROTECTION).order_by().values_list("child", flat=True)


def is_said_to_be_in_danger(child: Child) -> bool:
    """Whether somebody in the village has said so, and nobody has answered it yet. The caller fetched the child for a
    person who works on cases."""
    said = Signal.objects.filter(child=child, rule=Rule.CONCERN.value, state=Signal.State.OPEN)
    return any(signal.facts.reason == URGENT for signal in said)


def was_protected_until(person: Person, child: Child) -> date | None:
    """The day on which the child's last case of protection was closed, if this person may read it and it was no longer
    ago than a plan goes without review: whoever hurt the child may still be there."""
    since = clock.today() - LONGEST_WITHOUT_REVIEW
    closed = visible_to(person).filter(track=Case.Track.PROTECTION, child=child, closed_on__gte=since)
    return closed.order_by("-closed_on").values_list("closed_on", flat=True).first()


def protected_case_of(person: Person, child: Child) -> Case | None:
    """The child's open case of protection, if this person may read it. Nobody else learns that there is one."""
    return visible_to(person).filter(_IN_PROTECTION, child=child).first()
