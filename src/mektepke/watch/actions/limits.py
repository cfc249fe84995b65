"""Setting the limits of the rules."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from mektepke.base import clock
from mektepke.people.models import Person
from mektepke.places.models import Programme
from mektepke.trail.actions import record
from mektepke.watch.models import Threshold
from mektepke.watch.queries.limits import own_limits
from mektepke.watch.rules.limits import DEFAULTS


class LimitsContradict(Exception):
    """Limits that cannot hold together. Carries the names of those to change."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


@transaction.atomic
def set_limits(*, programme: Programme | None, own: Mapping[str, int], by: Person) -> list[str]:
    """Replace a programme's own limits (the house's, for None) by these; what is not named falls back to its default.

    Returns the names of what changed. Raises ValueError for a limit that does not exist or lies out of bounds, and
    LimitsContradict for limits that cannot hold together; nothing is written then.
    """
    contradicting = DEFAULTS.changed(own).problems()
    if contradicting:
        raise LimitsContradict(contradicting)
    before = own_limits(programme)
    changed = sorted(name for name in before.keys() | own.keys() if before.get(name) != own.get(name))
    for name in changed:
        if name in own:
            _set(programme, name, own[name], by)
        else:
            _unset(programme, name, by)
    return changed


def _set(programme: Programme | None, name: str, value: int, by: Person) -> None:
    threshold, _made = Threshold.objects.update_or_create(
        programme=programme, name=name, defaults={"value": value, "set_by": by, "set_at": clock.now()}
    )
    record(by=by, action="threshold.set", subject=threshold, fields=[name])


def _unset(programme: Programme | None, name: str, by: Person) -> None:
    threshold = Threshold.objects.get(programme=programme, name=name)
    record(by=by, action="threshold.unset", subject=threshold, fields=[name])
    threshold.delete()
