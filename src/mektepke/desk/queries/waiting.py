"""About how many children nobody answered by the agreed day: by school, and in one school by rule. Which children they
are is only for those who may see every child of the school."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Min, QuerySet

from mektepke.desk.rules import shown_counts
from mektepke.people.models import Person
from mektepke.places.models import School
from mektepke.pupils.models import Child
from mektepke.pupils.queries import classes_of
from mektepke.watch.models import Signal
from mektepke.watch.queries import open_by_child
from mektepke.watch.rules.evidence import Rule
from mektepke.watch.sentences import sentence
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

    @property
    def withholds(self) -> bool:
        """Whether a number is not shown, so that the page has to say why."""
        return self.children is None or any(rule.children is None for rule in self.rules)


@dataclass(frozen=True, slots=True)
class WaitingChild:
    """One child who waits too long: why, and since when."""

    child: Child
    class_name: str
    reasons: list[str]
    due_on: date


@dataclass(frozen=True, slots=True)
class NamedWaiting:
    """The same for somebody who may see every child of the school: nothing is withheld."""

    children: list[WaitingChild]
    elsewhere: int
    """How many more the school's number counts who are on none of its lists any more."""

    @property
    def number(self) -> int:
        """How many children wait, as the school's row counts them."""
        return len(self.children) + self.elsewhere


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


def waiting_named(person: Person, school: School, *, today: date) -> NamedWaiting:
    """Who waits at a school all of whose children this person may see, the longest waiting first. Seven queries."""
    late = {
        key: [signal for signal in signals if signal.due_on < today]
        for key, signals in open_by_child(school, person=person, today=today).items()
    }
    found = [(signals[0].child, signals) for signals in late.values() if signals]
    names = classes_of([child for child, _signals in found if child], today)
    listed = [
        WaitingChild(
            child,
            names.get(child.pk, ""),
            [sentence(signal) for signal in signals],
            min(signal.due_on for signal in signals),
        )
        for child, signals in found
        if child
    ]
    listed.sort(key=lambda waiting: (waiting.due_on, waiting.child.sort_key))
    return NamedWaiting(listed, waiting_by_school([school], today=today)[school.pk] - len(listed))


def _late(schools: Sequence[School], today: date) -> QuerySet[Signal]:
    keys = [school.pk for school in schools]
    late = Signal.objects.filter(school__in=keys, child__isnull=False, state=Signal.State.OPEN, due_on__lt=today)
    # Of what neighbours say not even the number goes further: whoever counts would look for whom it is about.
    return late.exclude(rule=Rule.CONCERN)
