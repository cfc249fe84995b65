"""Reading the trail. It holds keys and codes; whoever shows a name for a key does so only to who may see it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import TruncDate

from mektepke.base.clock import SCHOOL_TIME
from mektepke.trail.models import Change, Look, Seal, Verification
from mektepke.trail.rules import Head
from mektepke.trail.verification import verify

# A slip of the finger in a year must not leave the calendar: nothing was recorded before, and nothing will be after.
FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)

__all__ = ["changes", "changes_about", "changes_of", "head", "last_verification", "looks_at", "looks_by_day", "verify"]


def looks_at(child_key: UUID) -> QuerySet[Look]:
    """Who looked at this child's pages, the latest first."""
    return Look.objects.filter(child_key=child_key).order_by("-at", "-pk")


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody who looked at a child's pages on one day, for one reason: the last time, and how often."""

    by_key: UUID | None
    reason: str
    last: datetime
    times: int


def looks_by_day(child_key: UUID, *, most: int, but: Collection[str] = ()) -> list[Looked]:
    """Who looked at this child's pages, one entry for each person, day and reason, the latest first; looks at the pages
    `but` these are not counted. One query."""
    days = looks_at(child_key).exclude(page__in=but).order_by().values("by_key", "reason", day=TruncDate("at"))
    found = days.annotate(last=Max("at"), times=Count("pk")).order_by("-last")
    return [Looked(row["by_key"], row["reason"], row["last"], row["times"]) for row in found[:most]]


def changes_of(subject: models.Model | tuple[str, UUID]) -> QuerySet[Change]:
    """What happened to one record, the latest first."""
    kind, key = subject if isinstance(subject, tuple) else (subject._meta.label_lower, subject.pk)
    return Change.objects.filter(subject_kind=kind, subject_key=key).order_by("-at", "-pk")


def changes_about(child_key: UUID) -> QuerySet[Change]:
    """What happened to any record of one child, the latest first."""
    return Change.objects.filter(child_key=child_key).order_by("-at", "-pk")


def changes(
    *, since: date | None = None, until: date | None = None, action: str = "", before: Change | None = None
) -> QuerySet[Change]:
    """All changes from a day to a day, both included, as the school's clock counts days; the latest first.

    `before` is the last one of the page before: a country's trail is too long to be counted or skipped through.
    """
    found = Change.objects.order_by("-at", "-pk")
    if since:
        found = found.filter(at__gte=_midnight(since))
    if until:
        found = found.filter(at__lt=_midnight(min(until, LAST) + timedelta(days=1)))
    if before:
        found = found.filter(Q(at__lt=before.at) | Q(at=before.at, pk__lt=before.pk))
    return found.filter(action=action) if action else found


def head(*, using: str = DEFAULT_DB_ALIAS) -> Head:
    """The last seal's number and hash, for the backup and the morning's report; number 0 if nothing is sealed yet."""
    last = Seal.objects.using(using).order_by("-number").first()
    return last.head if last else Head()


def last_verification() -> Verification | None:
    """The latest verification, by the time the row was made: the demo's clock may have been moved back since."""
    return Verification.objects.order_by("-pk").first()


def _midnight(day: date) -> datetime:
    return datetime.combine(min(max(day, FIRST), LAST), time.min, SCHOOL_TIME)
