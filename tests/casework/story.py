"""Short ways to say what happens to a child in these tests."""

from __future__ import annotations

from datetime import date, timedelta

from mektepke.attendance.actions import take_register
from mektepke.attendance.rules import MarkGiven, MarkKind
from mektepke.casework.actions import ActionGiven, CauseGiven, open_case, record_contact
from mektepke.casework.models import Case
from mektepke.places.queries import school_days
from mektepke.pupils.models import Child
from mektepke.watch.actions import notice
from tests.cast import Cast, Side


def misses(side: Side, child: Child, days: int, *, today: date) -> None:
    """The child came once, then misses the last school days before today; the others come; the morning notices."""
    past = school_days(side.school, first=today - timedelta(days=60), last=today - timedelta(days=1))
    take_register(school_class=side.school_class, day=past[-days - 1], marks={}, by=side.teacher)
    for day in past[-days:]:
        take_register(
            school_class=side.school_class, day=day, marks={child.pk: MarkGiven(MarkKind.ABSENT)}, by=side.teacher
        )
    notice(school=side.school, today=today)


def all_miss(side: Side, children: list[Child], *, today: date, days: int = 3) -> None:
    """Several children miss the last school days; so many others come that the class is not as good as closed."""
    past = school_days(side.school, first=today - timedelta(days=60), last=today - timedelta(days=1))
    take_register(school_class=side.school_class, day=past[-days - 1], marks={}, by=side.teacher)
    for day in past[-days:]:
        marks = {child.pk: MarkGiven(MarkKind.ABSENT) for child in children}
        take_register(school_class=side.school_class, day=day, marks=marks, by=side.teacher)
    notice(school=side.school, today=today)


def in_care(side: Side, child: Child, *, due: date) -> Case:
    """The pedagogue takes the child into care for field work, with a home visit first."""
    return open_case(
        child=child,
        school=side.school,
        causes=[CauseGiven("seasonal_work", "Sorts onions with an uncle", "parent")],
        action=ActionGiven("home_visit", "pedagogue", due),
        by=side.pedagogue,
    )


def called(cast: Cast, child: Child, *, result: str = "reached", next_on: date | None = None) -> None:
    """The pedagogue here calls the child's family today."""
    record_contact(
        child=child, school=cast.here.school, kind="call", result=result, words="", next_on=next_on,
        by=cast.here.pedagogue,
    )  # fmt: skip
