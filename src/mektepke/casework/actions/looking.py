"""The trace of whoever reads a case, or opens the family's numbers."""

from __future__ import annotations

from mektepke.casework.models import Case
from mektepke.people.models import Person
from mektepke.pupils.models import Child
from mektepke.pupils.queries import reason_to_see
from mektepke.trail.actions import looked


def look_at_case(*, case: Case, by: Person) -> None:
    """Leave a trace that somebody read this case. That a child is in protection is not told by the trace either."""
    page = "protection" if case.in_protection else "case"
    looked(by=by, child=case.child_id, page=page, reason=reason_to_see(by, case.child))


def look_at_family(*, child: Child, page: str, by: Person) -> None:
    """Leave a trace that somebody opened the family's numbers."""
    looked(by=by, child=child.pk, page=page, reason=reason_to_see(by, child))
