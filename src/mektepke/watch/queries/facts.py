"""Everything the rules need to know about one school, in a fixed number of queries however many children it has.

Nobody asks here on behalf of a person: the morning's round looks at every child. What it finds is read elsewhere, by
those who have a reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from mektepke.attendance.queries import ClassDays, class_days
from mektepke.attendance.rules import GivenReason, owes_registers_from
from mektepke.base import clock
from mektepke.places.models import School, SchoolClass
from mektepke.places.queries import school_days, year_on
from mektepke.pupils.models import Enrolment, OutOfSchool, Transfer
from mektepke.pupils.rules import age_on
from mektepke.watch.rules.days import ChildDays, DayKind, child_days
from mektepke.watch.rules.school import ClassDay
from mektepke.watch.rules.together import Calendar

# How far ahead due dates may reach: the longest holidays of the year and a school week.
AHEAD = timedelta(days=45)
CAME_NOT = frozenset({DayKind.ABSENT, DayKind.EXCUSED})


@dataclass(slots=True)
class OneChild:
    """A child on the school's roll today who should be in the class room, and its days in each of its classes here."""

    child: UUID
    enrolled: date
    parts: list[tuple[UUID, ChildDays]] = field(default_factory=list)
    reasons: Mapping[date, GivenReason] = field(default_factory=dict)
    """Why it was missing on days that are not excused, where the register says so."""

    def days(self, shielded: Mapping[UUID, frozenset[date]]) -> ChildDays:
        """All its marked days at this school but those that say nothing about a child."""
        found = ChildDays()
        for school_class, days in self.parts:
            found = found.then(days.without(shielded.get(school_class, frozenset())))
        return found


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """One school on one day. `ahead` are its school days from the first of the year to some weeks after today."""

    calendar: Calendar
    ahead: tuple[date, ...]
    classes: Mapping[UUID, list[ClassDay]]
    since: Mapping[UUID, date]
    """The classes that have children now, and since when each owes registers."""
    children: list[OneChild]
    on_the_way: list[tuple[UUID, date, date]]
    """Child, sent on, expected by."""


def unsafe_school_facts(school: School, *, today: date) -> SchoolFacts | None:
    """Registers, marks, rolls and calendar of a school; None before its first school year. Nine queries.

    Between two school years nobody is expected in a class room; children on the way still are on the way.
    """
    year = year_on(today)
    if year is None:
        return None
    ahead = tuple(school_days(school, first=year.starts, last=today + AHEAD))
    calendar = Calendar(today=today, opening=year.starts, school_days=tuple(day for day in ahead if day <= today))
    on_the_way = _on_the_way(school, today)
    if today > year.ends:
        return SchoolFacts(calendar, ahead, {}, {}, [], on_the_way)
    classes = list(SchoolClass.objects.filter(school=school, year=year).values_list("pk", flat=True))
    days = class_days(classes, first=year.starts, last=today, school_days={school.pk: set(ahead)})
    rows = _expected(classes, today)
    children, by_class = _by_child(rows, days, today)
    return SchoolFacts(calendar, ahead, by_class, _since(rows, days, today), children, on_the_way)


@dataclass(frozen=True, slots=True)
class _Row:
    child: UUID
    school_class: UUID
    mode: str
    starts: date
    ends: date | None
    added_at: datetime
    listed_at: datetime

    def holds_on(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day <= self.ends)


def _expected(classes: list[UUID], today: date) -> list[_Row]:
    """Enrolments of the year whose children are expected in the class room; a child at home is in no register."""
    held = Enrolment.objects.held().filter(school_class__in=classes, starts__lte=today)
    rows = held.exclude(mode=Enrolment.Mode.HOME)
    fields = ("child_id", "school_class_id", "mode", "starts", "ends", "child__added_at", "listed_at")
    return [_Row(*values) for values in rows.order_by("child", "starts").values_list(*fields)]


def _by_child(rows: Iterable[_Row], days: ClassDays, today: date) -> tuple[list[OneChild], dict[UUID, list[ClassDay]]]:
    """Each child's days, and each class's days with how many were missing. Only mode `school` raises signals."""
    children: dict[UUID, OneChild] = {}
    still_here: set[UUID] = set()
    pupils: dict[UUID, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    missed: dict[UUID, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    # Most children of a class were put on its list at one moment.
    marked_for = cache(days.marked_for)
    for row in rows:
        own = _days_of(row, marked_for(row.school_class, listed_at=row.listed_at), days)
        _count(own, pupils[row.school_class], missed[row.school_class])
        if row.mode == Enrolment.Mode.SCHOOL:
            reasons = days.reasons.get(row.child, {})
            child = children.setdefault(row.child, OneChild(row.child, row.starts, reasons=reasons))
            child.parts.append((row.school_class, own))
            if row.holds_on(today):
                still_here.add(row.child)
    by_class = {
        key: [ClassDay(day, missed[key].get(day, 0), count) for day, count in sorted(pupils[key].items())]
        for key in pupils
    }
    return [child for key, child in children.items() if key in still_here], by_class


def _days_of(row: _Row, marked: tuple[date, ...], days: ClassDays) -> ChildDays:
    exceptions = {day: DayKind(kind) for day, kind in days.exceptions.get(row.child, {}).items()}
    return child_days(marked, exceptions, since=row.starts, until=row.ends)


def _count(own: ChildDays, pupils: dict[date, int], missed: dict[date, int]) -> None:
    for day in own.days:
        pupils[day] += 1
    if own.missed:
        for day, kind in zip(own.days, own.kinds, strict=True):
            if kind in CAME_NOT:
                missed[day] += 1


def _since(rows: Iterable[_Row], days: ClassDays, today: date) -> dict[UUID, date]:
    by_class: dict[UUID, list[_Row]] = defaultdict(list)
    for row in rows:
        if row.holds_on(today):
            by_class[row.school_class].append(row)
    return {
        key: owes_registers_from(
            first_enrolled=min(row.starts for row in own),
            entered_on=clock.day_of(min(row.added_at for row in own)),
            first_register=min(days.marked.get(key, ()), default=None),
        )
        for key, own in by_class.items()
    }


def _on_the_way(school: School, today: date) -> list[tuple[UUID, date, date]]:
    waiting = Transfer.objects.filter(
        from_enrolment__school_class__school=school, received_on__isnull=True, sent_on__lte=today
    )
    return list(waiting.values_list("child_id", "sent_on", "due_on"))


@dataclass(frozen=True, slots=True)
class InNoSchool:
    """A child whom somebody has put down as in no school, with its village and its age as the school year begins."""

    child: UUID
    village: UUID
    municipality: UUID | None
    found_on: date
    enters_on: date | None
    age: int | None
    age_found: int | None
    """The age on the day somebody wrote the child down."""


def unsafe_in_no_school(*, today: date) -> list[InNoSchool]:
    """All children who are in no school now. Two queries."""
    year = year_on(today)
    begins = year.starts if year else today
    rows = OutOfSchool.objects.filter(ended_on__isnull=True, found_on__lte=today).values_list(
        "child_id", "child__household__village_id", "child__household__village__parent_id", "found_on", "enters_on",
        "child__birth_date", "child__birth_year",
    )  # fmt: skip
    return [
        InNoSchool(
            child,
            village,
            parent,
            found_on,
            enters_on,
            age=age_on(begins, birth_date=born, birth_year=born_in),
            age_found=age_on(found_on, birth_date=born, birth_year=born_in),
        )
        for child, village, parent, found_on, enters_on, born, born_in in rows
    ]
