"""Children on the way between schools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from mektepke.base import clock
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools_where
from mektepke.places.models import School
from mektepke.pupils.models import Child, Enrolment, Transfer
from mektepke.pupils.queries.children import enrolments_visible_to, transfers_visible_to

P = Permission.EDIT_CHILDREN


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """The transfers of a person's schools that nobody has received yet, those due first first."""

    coming: list[Transfer]
    sent: list[Transfer]


def on_the_way(person: Person) -> OnTheWay:
    """Who comes and who has been sent. Two queries."""
    return OnTheWay(list(_coming_to(person).order_by("due_on", "pk")), list(_sent_by(person).order_by("due_on", "pk")))


def coming_to(person: Person) -> list[Transfer]:
    """Who is on the way to the person's schools, those due first first. One query; none without the permission."""
    return list(_coming_to(person).order_by("due_on", "pk")) if person.may(P) else []


def transfer_to_receive(person: Person, key: UUID) -> Transfer:
    """A child on the way to one of the person's schools; 404 otherwise."""
    return _the_one(_coming_to(person), key)


def transfer_sent(person: Person, key: UUID) -> Transfer:
    """A child on the way from one of the person's schools; 404 otherwise."""
    return _the_one(_sent_by(person), key)


def left_for_good(person: Person, *, reasons: Sequence[str]) -> QuerySet[Enrolment]:
    """The rows of children who left the person's schools: those taken off a roll for one of these reasons, and those
    who have arrived at another school. Whoever is still on the way stands on the list of the transfers."""
    arrived = Q(reason_of_leaving=Enrolment.Leaving.TRANSFERRED, transfer_out__received_on__isnull=False)
    found = enrolments_visible_to(person, P).filter(Q(reason_of_leaving__in=reasons) | arrived)
    return found.select_related("child", "school_class__school", "transfer_out__to_school")


def open_transfer_of(child: Child) -> Transfer | None:
    """The transfer on which the child is on the way now."""
    found = Transfer.objects.filter(child=child, received_on__isnull=True)
    return found.select_related("to_school__village", "from_enrolment__school_class__school").first()


def other_schools(school: School) -> QuerySet[School]:
    """The schools to which a child can be sent, by municipality and name."""
    today = clock.today()
    found = School.objects.exclude(pk=school.pk).filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today))
    return found.select_related("village__parent").order_by("village__parent__name_ky", "name_ky")


def _coming_to(person: Person) -> QuerySet[Transfer]:
    return transfers_visible_to(person, P).filter(schools_where(person, P, path="to_school"), received_on__isnull=True)


def _sent_by(person: Person) -> QuerySet[Transfer]:
    own = schools_where(person, P, path="from_enrolment__school_class__school")
    return transfers_visible_to(person, P).filter(own, received_on__isnull=True)


def _the_one(found: QuerySet[Transfer], key: UUID) -> Transfer:
    transfer = (
        found.select_related("child__household__village", "from_enrolment__school_class__year").filter(pk=key).first()
    )
    if transfer is None:
        raise Http404
    return transfer
