"""Since when children in care are back, kept with their cases for figures that read no case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q

from mektepke.attendance.queries import ShownDay, days_of_children
from mektepke.casework.models import Case
from mektepke.casework.rules.outcomes import stay
from mektepke.places.models import School

# Sixty school days after a case has ended fit in even over the winter holidays.
AFTER_CARE = timedelta(days=120)
KEPT = ("back_since", "days_back", "days_to_return")


def refresh_stays(*, school: School, today: date) -> int:
    """What the registers say of the children in care at a school, and of those whose care has ended lately: since when
    they are back, for how many marked days, and how long that took from the plan. Returns how many cases changed.

    The house itself does it each morning, so the trail has no line of it. At most eight queries.
    """
    followed = Q(closed_on__isnull=True) | Q(closed_on__gte=today - AFTER_CARE)
    fields = ("child", "opened_on", "reopened_on", "planned_on", *KEPT)
    cases = list(Case.objects.filter(followed, school=school).only(*fields).order_by())
    if not cases:
        return 0
    first = min(case.since for case in cases)
    days = days_of_children({case.child_id for case in cases}, first=first, last=today)
    changed = [case for case in cases if _note(case, days[case.child_id])]
    Case.objects.bulk_update(changed, KEPT)
    return len(changed)


def _note(case: Case, days: Sequence[ShownDay]) -> bool:
    """Whether the registers say something else than yesterday."""
    before = [getattr(case, name) for name in KEPT]
    found = stay([(shown.date, shown.kind) for shown in days], since=case.since)
    case.back_since, case.days_back, case.days_to_return = found.since, found.days, None
    if found.since and case.planned_on:
        # A child who came back before there was a plan did not have to wait for it.
        case.days_to_return = max(0, (found.since - case.planned_on).days)
    return before != [getattr(case, name) for name in KEPT]
