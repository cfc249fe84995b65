"""The monthly run: what has had its time is counted and laid before somebody. It removes nothing by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mektepke.casework.rights.actions import propose
from mektepke.casework.rights.rules.schedule import is_first_morning
from mektepke.casework.rights.words import proposal_words
from mektepke.places.models import School
from mektepke.places.queries import school_days_of
from mektepke.rounds.models import MorningRun

Echo = Callable[[object], None]


def propose_monthly(*, today: date, schools: Sequence[School]) -> None:
    """With the first morning on a school day of a month, or the first one after it."""
    begins = today.replace(day=1)
    days = {day for own in school_days_of(schools, first=begins, last=today).values() for day in own}
    done = list(MorningRun.objects.filter(day__gte=begins).values_list("day", flat=True))
    if is_first_morning(days, today=today, done=done):
        propose(today=today)


def run_retention(*, today: date, echo: Echo) -> int:
    """Count now, and print what waits for whom; the exit code."""
    found = propose(today=today)
    for one in found:
        where = one.school or one.municipality
        echo(f"{where}: {proposal_words(one)}")
    if not found:
        echo(_("Nothing has had its time."))
        return 0
    words = ngettext(
        "%(count)d proposal waits to be confirmed. Nothing was removed.",
        "%(count)d proposals wait to be confirmed. Nothing was removed.",
        len(found),
    )
    echo(words % {"count": len(found)})
    return 0
