"""The limits that hold somewhere: the field's defaults, the house's own, and a programme's own over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import assignments_with
from mektepke.places.models import Programme, School
from mektepke.places.queries import at_or_below
from mektepke.watch.models import Threshold
from mektepke.watch.rules.limits import DEFAULTS, Limits


def limits_of(school: School, *, today: date) -> Limits:
    """The limits at one school: those of the programme that works in its municipality. One query."""
    there = Q(programme__municipalities__children=school.village_id)
    return _limits(_holding(there, today).values_list("name", "value", "programme_id"))


def limits_by_municipality(*, today: date) -> Mapping[UUID | None, Limits]:
    """The limits of every municipality with a programme; those of the house for any other. One query."""
    rows = _holding(Q(programme__isnull=False), today)
    found: dict[UUID | None, list[tuple[str, int, str | None]]] = defaultdict(list)
    house: list[tuple[str, int, str | None]] = []
    for name, value, programme, place in rows.values_list("name", "value", "programme_id", "programme__municipalities"):
        (found[place] if programme else house).append((name, value, programme))
    limits = {place: _limits(house + own) for place, own in found.items()}
    return defaultdict(lambda: _limits(house), limits)


def _holding(where: Q, today: date) -> QuerySet[Threshold]:
    """What holds today. The house's own come first, so that a programme's own overrule them."""
    now = Q(programme__ends__isnull=True) | Q(programme__ends__gte=today)
    found = Threshold.objects.filter(Q(programme__isnull=True) | (where & now))
    return found.order_by("programme__starts", "programme_id", "name")


def _limits(rows: Iterable[tuple[str, int, str | None]]) -> Limits:
    # Not every database sorts the house's rows, which have no programme, to the front.
    ordered = sorted(rows, key=lambda row: row[2] is not None)
    return DEFAULTS.changed({name: value for name, value, _programme in ordered})


def programme_of(person: Person) -> Programme | None:
    """The programme whose limits this person sets: the newest with a municipality within their reach."""
    reach = Q(pk__in=[])
    for assignment in assignments_with(person, Permission.SET_THRESHOLDS):
        if assignment.place:
            reach |= at_or_below(assignment.place, path="municipalities")
    return Programme.objects.filter(reach).distinct().order_by("-starts", "code").first()


def own_limits(programme: Programme | None) -> dict[str, int]:
    """The limits that this programme, or the house, has set itself. One query."""
    return dict(Threshold.objects.filter(programme=programme).values_list("name", "value"))
