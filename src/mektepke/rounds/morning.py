"""The morning's round: look at every child once, raise what needs attention, follow those in care, forget old uploads,
seal the trail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from time import monotonic

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from mektepke.casework.actions import bring_reviews_forward, refresh_stays
from mektepke.casework.protection.actions import pass_on
from mektepke.casework.rights.actions import finish_erasures
from mektepke.people.importing.actions import forget_old_sheets
from mektepke.places.models import Place, School
from mektepke.pupils.importing.uploads import forget_old
from mektepke.rounds.models import MorningRun
from mektepke.rounds.retention import propose_monthly
from mektepke.trail.actions import seal
from mektepke.trail.queries import head
from mektepke.watch.actions import notice, notice_children_in_no_school
from mektepke.watch.concerns.actions import forget_senders
from mektepke.watch.models import Signal

Progress = Callable[[int, int], None]
"""Called with how many schools are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Found:
    """What needs attention in one municipality this morning."""

    municipality: Place
    children: int


def open_houses(today: date) -> list[School]:
    """The schools that exist on this day."""
    ended = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=today)
    return list(School.objects.filter(begun, ended).select_related("village__parent").order_by("code"))


def morning(*, today: date, progress: Progress | None = None) -> MorningRun:
    """Do the round for all schools, one transaction a school: a round cut off is simply run again."""
    begun = monotonic()
    schools = open_houses(today)
    new = 0
    for done, school in enumerate(schools, start=1):
        new += notice(school=school, today=today)
        refresh_stays(school=school, today=today)
        bring_reviews_forward(school=school, today=today)
        if progress:
            progress(done, len(schools))
    new += notice_children_in_no_school(today=today)
    forget_old()
    forget_old_sheets()
    forget_senders()
    pass_on()
    finish_erasures()
    propose_monthly(today=today, schools=schools)
    seal()
    return MorningRun.objects.create(
        day=today,
        seconds=monotonic() - begun,
        schools=len(schools),
        new_signals=new,
        children_waiting=sum(found.children for found in by_municipality()),
        trail_head=str(head()),
    )


def by_municipality() -> list[Found]:
    """How many children wait for somebody, by municipality. A child with three signals is counted once."""
    waiting = (
        Signal.objects.filter(state=Signal.State.OPEN, child__isnull=False)
        .values(municipality=Coalesce(F("school__village__parent"), F("village__parent")))
        .annotate(children=Count("child", distinct=True))
    )
    counts = {row["municipality"]: row["children"] for row in waiting}
    places = Place.objects.filter(level="municipality").order_by("soate", "name_ky")
    return [Found(place, counts[place.pk]) for place in places if place.pk in counts]
