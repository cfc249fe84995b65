"""Children who come to school and stand on nobody's list: there is more to know of a child than its absences."""

from __future__ import annotations

from collections.abc import Callable

import numpy

from mektepke.casework.models import Case
from mektepke.pilot.children import ChildPlan
from mektepke.pilot.days import ABSENT
from mektepke.pilot.families import FamilyPlan
from mektepke.pilot.week import SchoolWeek
from mektepke.pupils.models import Child, Enrolment
from mektepke.watch.models import Signal

CAME = 10  # marked days in a row

Fits = Callable[[ChildPlan, FamilyPlan], bool]


def child_at_school(here: SchoolWeek, chance: numpy.random.Generator, fits: Fits) -> Child | None:
    """One of the children who `fits`, who came on each of the last days, with no signal, and never in care."""
    keys = [key for key, place in here.places.items() if _comes(here, place) and _fits(here, place, fits)]
    listed = Enrolment.objects.on(here.day).filter(child__in=keys, school_class__school=here.school).values("child")
    found = Child.objects.filter(pk__in=listed)
    found = found.exclude(pk__in=Case.objects.filter(child__in=keys).values("child"))
    noticed = Signal.objects.filter(child__in=keys).exclude(state=Signal.State.ENDED)
    children = list(found.exclude(pk__in=noticed.values("child")).order_by("sort_key", "pk"))
    return children[int(chance.integers(len(children)))] if children else None


def _fits(here: SchoolWeek, place: int, fits: Fits) -> bool:
    child = here.plan.children[place]
    return fits(child, here.plan.families[child.place_of_family])


def _comes(here: SchoolWeek, place: int) -> bool:
    """Whether the child is none of the 400, and came on each of the last marked days."""
    plan = here.plan
    if place in {story.child for story in plan.stories} or plan.children[place].mode != "school":
        return False
    marked = plan.taken[plan.children[place].place_of_class] & [day < here.day for day in plan.days]
    last = numpy.flatnonzero(marked)[-CAME:]
    return len(last) == CAME and not numpy.isin(plan.marks[place, last], ABSENT).any()
