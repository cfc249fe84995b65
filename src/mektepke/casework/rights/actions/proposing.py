"""The monthly run: what has had its time is counted and laid before somebody. It removes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from mektepke.base.identity import derived_key
from mektepke.casework.models import RetentionPeriod, RetentionProposal
from mektepke.casework.rights.queries.old import Where, counts
from mektepke.casework.rights.queries.retention import own_periods, year_ends
from mektepke.casework.rights.rules.schedule import PROPOSED, SCHEDULE, Kind, asked_again, over_before
from mektepke.people.models import Person
from mektepke.trail.actions import record


@dataclass(frozen=True, slots=True)
class Over:
    """So many records of one kind and place, from before a day, have had their time."""

    kind: Kind
    where: Where
    before: date
    count: int


@transaction.atomic
def propose(*, today: date, by: Person | None = None) -> list[RetentionProposal]:
    """Lay before each head, and before whoever is above a municipality, what has had its time. What waits already is
    counted anew; what somebody has kept for a reason is asked about again after a year. `by` None: the house itself."""
    waiting = {_of(one): one for one in RetentionProposal.objects.filter(decision="")}
    resting = _resting(today)
    over = [one for one in _over(today) if (one.kind.value, one.where) not in resting]
    proposed = [_propose(one, waiting.pop((one.kind.value, one.where), None), today, by) for one in over]
    # What waited and has nothing left to remove is over.
    RetentionProposal.objects.filter(pk__in=[one.pk for one in waiting.values()]).delete()
    return proposed


def _over(today: date) -> Iterator[Over]:
    own, ends = own_periods(), year_ends(today)
    for kind in PROPOSED:
        if before := over_before(kind, today=today, own=own, year_ends=ends):
            for where, count in sorted(counts(kind, before).items(), key=str):
                yield Over(kind, where, before, count)


def _propose(over: Over, known: RetentionProposal | None, today: date, by: Person | None) -> RetentionProposal:
    if known is not None:
        known.before, known.count = over.before, over.count
        known.save(update_fields=["before", "count"])
        return known
    made = RetentionProposal.objects.create(
        kind=over.kind.value, school_id=over.where.school, municipality_id=over.where.municipality, before=over.before,
        count=over.count, proposed_on=today,
    )  # fmt: skip
    place = over.where.school or over.where.municipality
    record(by=by, action="retention.proposed", subject=made, place=place, reason=over.kind.value)
    return made


def _resting(today: date) -> set[tuple[str, Where]]:
    """What somebody has kept for a reason, less than a year ago."""
    kept = RetentionProposal.objects.filter(decision=RetentionProposal.Decision.KEPT)
    return {_of(one) for one in kept if one.decided_on and not asked_again(today, answered_on=one.decided_on)}


def _of(one: RetentionProposal) -> tuple[str, Where]:
    return one.kind, Where(one.school_id, one.municipality_id)


@transaction.atomic
def set_period(*, kind: Kind, months: int, by: Person) -> None:
    """How long the programme keeps this kind from now on; the default's number takes its row away again."""
    if months == SCHEDULE[kind].months:
        RetentionPeriod.objects.filter(kind=kind.value).delete()
    else:
        RetentionPeriod.objects.update_or_create(kind=kind.value, defaults={"months": months, "set_by": by})
    subject = ("casework.retentionperiod", derived_key("retention", kind.value))
    record(by=by, action="retention.period_set", subject=subject, reason=kind.value)
