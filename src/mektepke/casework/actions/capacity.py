"""How much one person can take on."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from mektepke.base.identity import derived_key
from mektepke.casework.models import CapacityRow
from mektepke.people.models import Person
from mektepke.trail.actions import record


@transaction.atomic
def set_capacity(*, row: CapacityRow, by: Person) -> None:
    """What somebody with at least so many hours takes on, from now on."""
    row.full_clean(validate_unique=False)
    kept = {name: getattr(row, name) for name in ("new_a_day", "visits_a_week", "open_cases")}
    CapacityRow.objects.update_or_create(hours_from=row.hours_from, defaults=kept)
    record(by=by, action="capacity.set", subject=("casework.capacityrow", _row_key(row.hours_from)))


@transaction.atomic
def remove_capacity(*, hours: int, by: Person) -> None:
    """Back to what holds without this row."""
    if CapacityRow.objects.filter(hours_from=hours).delete()[0]:
        record(by=by, action="capacity.removed", subject=("casework.capacityrow", _row_key(hours)))


def _row_key(hours: int) -> UUID:
    return derived_key("capacity", str(hours))
