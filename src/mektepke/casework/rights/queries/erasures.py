"""Children whose record can be removed, and what two people have decided about it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from mektepke.base import clock
from mektepke.casework.models import Case, Erasure
from mektepke.casework.queries import visible_to
from mektepke.casework.rights.queries.requests import children_of
from mektepke.casework.rights.queries.retention import own_periods
from mektepke.casework.rights.rules.erasure import Held
from mektepke.casework.rights.rules.schedule import AGAIN_AFTER, Kind, months_before, over_before
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.pupils.models import Child, Enrolment, OutOfSchool, Transfer

ORDINARY = Case.Track.ORDINARY


def held_by(person: Person, child: Child) -> list[Held]:
    """Why nothing of the child can be removed yet, as far as this person may know it. Four queries."""
    on_roll = Enrolment.objects.not_over(clock.today()).filter(child=child)
    on_the_way = Transfer.objects.filter(child=child, received_on__isnull=True)
    in_no_school = OutOfSchool.objects.filter(child=child, ended_on__isnull=True)
    # A case of protection that somebody else works on holds nothing up in sight of this person: see `finish_erasures`.
    mine = Q(track=ORDINARY) | Q(pk__in=visible_to(person).values("pk"))
    in_care = Case.objects.filter(mine, child=child, closed_on__isnull=True)
    found = {
        Held.ON_ROLL: on_roll, Held.ON_THE_WAY: on_the_way, Held.IN_NO_SCHOOL: in_no_school, Held.IN_CARE: in_care,
    }  # fmt: skip
    return [why for why, rows in found.items() if rows.exists()]


def time_is_over(person: Person) -> QuerySet[Child]:
    """The children of this person's schools who left so long ago that nothing is kept about them any more, and about
    whom nobody was asked within a year."""
    before = over_before(Kind.CHILDREN, today=clock.today(), own=own_periods()) or date.min
    rows = Enrolment.objects.held().filter(child=OuterRef("pk"))
    later = rows.filter(Q(ends__isnull=True) | Q(ends__gte=before))
    open_case = Case.objects.filter(child=OuterRef("pk"), closed_on__isnull=True, track=ORDINARY)
    asked = Erasure.objects.filter(child=OuterRef("pk"), decision="")
    lately = Erasure.objects.filter(child=OuterRef("pk"), decided_on__gt=months_before(clock.today(), AGAIN_AFTER))
    found = children_of(person).filter(Exists(rows), ~Exists(later), ~Exists(open_case))
    return found.filter(~Exists(asked), ~Exists(lately)).order_by("sort_key", "pk")


def erasures_proposed_by(person: Person) -> list[Erasure]:
    """What this person has proposed and nobody has decided yet, the oldest first."""
    return list(Erasure.objects.filter(proposed_by=person, decision="").select_related("child", "school"))


def open_erasure_of(child: Child) -> Erasure | None:
    """What was proposed about this child and is not decided; the caller fetched the child for a person."""
    return Erasure.objects.filter(child=child, decision="").select_related("proposed_by").first()


def erasures_to_decide(person: Person) -> QuerySet[Erasure]:
    """What waits for this head. An administrator above the school confirms none: it names a child."""
    schools = person.reach(Permission.CONFIRM_RETENTION).schools
    found = Erasure.objects.filter(school__in=schools, decision="").exclude(proposed_by=person)
    return found.select_related("child", "school", "proposed_by")


def erasure_for(person: Person, key: UUID) -> Erasure:
    """What waits for this head, or was decided already; 404 for whoever proposed it and for everybody else."""
    schools = person.reach(Permission.CONFIRM_RETENTION).schools
    found = Erasure.objects.filter(pk=key, school__in=schools).exclude(proposed_by=person)
    erasure = found.select_related("child", "school", "proposed_by", "decided_by").first()
    if erasure is None:
        raise Http404
    return erasure


def erasures_to_finish() -> QuerySet[Erasure]:
    """Confirmed ones of which not all words are gone, because a case of protection was open; none is now."""
    still = Case.objects.filter(child=OuterRef("child"), closed_on__isnull=True)
    confirmed = Erasure.objects.filter(decision=Erasure.Decision.CONFIRMED, done_on__isnull=True)
    return confirmed.filter(~Exists(still)).select_related("child", "school")
