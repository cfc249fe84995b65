"""Counts of the desk as sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import ngettext

from mektepke.casework.queries import Steps
from mektepke.desk.queries.missing import A_SCHOOL_WEEK
from mektepke.places.models import School
from mektepke.places.queries import school_days_of
from mektepke.watch.sentences import span


def counted_days(schools: Sequence[School], *, today: date) -> str:
    """«11–15-ноябрь»: the school days whose missing registers are counted, up to yesterday. Four queries."""
    return school_span(schools, first=today - A_SCHOOL_WEEK, last=today - timedelta(days=1))


def school_span(schools: Sequence[School], *, first: date, last: date) -> str:
    """From the first school day of any of these schools to the last one; in the holidays the days themselves."""
    found = school_days_of(schools, first=first, last=last)
    days = sorted({day for own in found.values() for day in own}) or [first, last]
    return span(days[0], days[-1])


def in_words(steps: Steps) -> list[tuple[str, int]]:
    """The steps from a signal to a return as (sentence, count), for the funnel."""
    said = [
        (ngettext("%(count)d child was noticed", "%(count)d children were noticed", steps.noticed), steps.noticed),
        (
            ngettext("Spoke with %(count)d family", "Spoke with the families of %(count)d children", steps.spoken_with),
            steps.spoken_with,
        ),
        (
            ngettext("%(count)d child taken into care", "%(count)d children taken into care", steps.in_care),
            steps.in_care,
        ),
        (ngettext("%(count)d child came back", "%(count)d children came back", steps.came_back), steps.came_back),
    ]
    return [(sentence % {"count": count}, count) for sentence, count in said]
