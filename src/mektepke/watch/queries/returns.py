"""When a signal that somebody had answered came back to a list. A signal keeps the day on which it was raised; on which
day it came back, the trail knows."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import OuterRef, QuerySet, Subquery

from mektepke.pupils.models import Child
from mektepke.trail.queries import changes
from mektepke.watch.models import Signal

# What the trail says when a signal stands on a list again.
CAME_BACK = "signal.came_back"


def with_return(signals: QuerySet[Signal]) -> QuerySet[Signal]:
    """The same signals, each with the moment at which it came back last; no query of its own."""
    moments = changes(action=CAME_BACK).filter(subject_key=OuterRef("pk")).values("at")
    return signals.annotate(came_back_at=Subquery(moments[:1]))


def standing_since(signals: QuerySet[Signal], day: date, *, child: Child) -> QuerySet[Signal]:
    """Those of the child's signals that were raised by this day, and have not come back as worse since."""
    since = changes(since=day + timedelta(days=1), action=CAME_BACK).filter(child_key=child.pk).order_by()
    return signals.filter(raised_on__lte=day).exclude(pk__in=since.values("subject_key"))
