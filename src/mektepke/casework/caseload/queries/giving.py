"""Which case a head may give away, and to whom."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404

from mektepke.casework.caseload.queries.late import ordinary
from mektepke.casework.caseload.queries.loads import Carries, carried, without_words
from mektepke.casework.models import Barred, Case
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools_where


def case_to_give(person: Person, child: UUID) -> Case:
    """The child's open case of the ordinary way at the person's school, without its words; 404 otherwise. A head knows
    the child; the key of a case stands only where it is read."""
    here = schools_where(person, Permission.ASSIGN_CASES, path="school")
    barred = Barred.objects.filter(person=person).values("case")
    found = Case.objects.filter(here, ordinary(), child=child, closed_on__isnull=True).exclude(pk__in=barred)
    case = without_words(found).first()
    if case is None:
        raise Http404
    return case


def receivers(case: Case, *, today: date) -> list[Carries]:
    """Who else works on cases at the school of this one, with what they carry. The caller fetched the case for a
    person."""
    here = carried([case.school], today=today)[case.school_id]
    return [one for one in here if one.works_here and one.worker.pk != case.worker_id]
