"""Reading places and calendars. Nothing here is about a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from mektepke.places import rules
from mektepke.places.models import DayChange, Place, School, SchoolCalendar, SchoolClass, SchoolYear, Term
from mektepke.places.rules import STEPS_TO_VILLAGE, Level


def villages_below(place: Place, *, path: str = "") -> Q:
    """A condition: the village that `path` leads to is this place or lies in it. `path` such as `school__village`."""
    steps = STEPS_TO_VILLAGE[Level(place.level)]
    field = "__".join([part for part in [path] if part] + ["parent"] * steps) or "pk"
    return Q(**{field: place.pk})


def year_on(day: date) -> SchoolYear | None:
    """The school year of this day; in summer the one that ended last; None if there is none yet."""
    return SchoolYear.objects.filter(starts__lte=day).order_by("-starts").first()


def classes_on(day: date, *, schools: Sequence[School] | None = None) -> list[SchoolClass]:
    """The classes of the school year of this day, in the order of grades."""
    year = year_on(day)
    if year is None:
        return []
    found = SchoolClass.objects.filter(year=year).select_related("school").order_by("school__code", "grade", "letter")
    return list(found if schools is None else found.filter(school__in=schools))


def school_days(school: School, *, first: date, last: date) -> list[date]:
    """The days with school at this school, first to last included; four queries, however long the span."""
    return school_days_of([school], first=first, last=last)[school.pk]


def school_days_of(schools: Sequence[School], *, first: date, last: date) -> dict[object, list[date]]:
    """The school days of several schools by their key, in a fixed number of queries."""
    terms = [(term.starts, term.ends) for term in Term.objects.filter(ends__gte=first, starts__lte=last)]
    weeks = dict(
        SchoolCalendar.objects.filter(school__in=schools, year__starts__lte=last)
        .order_by("year__starts")
        .values_list("school_id", "days_a_week")
    )
    everywhere: dict[date, bool] = {}
    own: dict[object, dict[date, bool]] = {school.pk: {} for school in schools}
    changes = DayChange.objects.filter(Q(school__isnull=True) | Q(school__in=schools), day__range=(first, last))
    for change in changes:
        (everywhere if change.school_id is None else own[change.school_id])[change.day] = change.is_school_day
    return {
        school.pk: rules.school_days(
            first=first,
            last=last,
            terms=terms,
            days_a_week=weeks.get(school.pk, 6),
            changes=everywhere | own[school.pk],
        )
        for school in schools
    }


def is_school_day(school: School, day: date) -> bool:
    """Whether there is school on this day."""
    return bool(school_days(school, first=day, last=day))
