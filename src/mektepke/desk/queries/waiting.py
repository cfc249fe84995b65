"""How many children nobody answered about by the agreed day: by school, and in one school by rule. No child."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Min, QuerySet

from mektepke.desk.rules import shown_counts
from mektepke.places.models import School
from mektepke.watch.models import Signal
from mektepke.watch.rules.evidence import Rule
from mektepke.watch.words import RULES


@dataclass(frozen=True, slots=True)
class WaitingRule:
    """One thing that was noticed. Without count and day where so few children wait that they could be guessed."""

    words: str
    children: int | None
    oldest: date | None
    """The earliest day by which somebody should have answered."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One school's children who wait too long, as its row among the other schools counts them."""

    children: int | None
    oldest: date | None
    rules: list[WaitingRule]


def waiting_by_school(schools: Sequence[School], *, today: date) -> Counter[UUID]:
    """Children by school about whom nobody answered by their day. One query."""
    rows = _late(schools, today).values("school").annotate(number=Count("child", distinct=True)).order_by()
    return Counter(dict(rows.values_list("school", "number")))


def waiting_at(school: School, *, beside: Sequence[School], today: date) -> Waiting:
    """The school's own part; `beside` are the schools of its table, itself among them, in the order of the table.

    Shown where the table shows it: two pages must not together tell what one withholds. Two queries.
    """
    counts = waiting_by_school(beside, today=today)
    shown = shown_counts([counts[other.pk] for other in beside])
    children = next((count for other, count in zip(beside, shown, strict=True) if other.pk == school.pk), None)
    if not children:
        return Waiting(children, None, [])
    by_rule = _late([school], today).values("rule").annotate(number=Count("child", distinct=True), oldest=Min("due_on"))
    rows = list(by_rule.order_by("-number", "rule").values_list("rule", "number", "oldest"))
    numbers = shown_counts([number for _rule, number, _oldest in rows])
    return Waiting(
        children=children,
        oldest=min(oldest for _rule, _number, oldest in rows),
        rules=[
            WaitingRule(str(RULES[Rule(rule)]), number, None if number is None else oldest)
            for (rule, _number, oldest), number in zip(rows, numbers, strict=True)
        ],
    )


def _late(schools: Sequence[School], today: date) -> QuerySet[Signal]:
    keys = [school.pk for school in schools]
    return Signal.objects.filter(school__in=keys, child__isnull=False, state=Signal.State.OPEN, due_on__lt=today)
