"""The marked days of classes and of a child."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from mektepke.attendance.models import Mark, Register
from mektepke.attendance.queries.counting import SchoolDays, days_that_count
from mektepke.attendance.rules import IN_ORDER, GivenReason, MarkGiven, MarkKind, kind_of, kind_of_day, reason_of_day
from mektepke.pupils.models import Child, Enrolment

Taken = dict[UUID, dict[date, dict[UUID, datetime]]]
"""class → day → registers in the order of the day, each with the moment when it was stored."""


def day_kind(mark: MarkGiven | Mark | None) -> str:
    """How one mark is shown and counted: present (None), absent, excused, late or left_early."""
    return "present" if mark is None else kind_of(mark.kind, excused=mark.excused)


@dataclass(frozen=True, slots=True)
class ShownDay:
    """One day of a strip: the date and how it was."""

    date: date
    kind: str


@dataclass(frozen=True, slots=True)
class ClassDays:
    """The marked days of classes and the exceptions of their children, over a span."""

    marked: dict[UUID, dict[date, datetime]]
    """class → day → when it was stored; of a day with several registers, when the first of them was."""
    exceptions: dict[UUID, dict[date, str]]
    """child → day → kind, only where it is not "present"; several sessions are one day."""
    reasons: dict[UUID, dict[date, GivenReason]] = field(default_factory=dict)
    """child → day → the reason written beside an absence that is not excused; none where nobody said why."""

    def marked_for(self, school_class: UUID, *, listed_at: datetime) -> tuple[date, ...]:
        """The marked days of a class that say something about a child who was put on its list at that moment: nobody
        could mark the child in a register that was stored before."""
        return tuple(day for day, stored in self.marked.get(school_class, {}).items() if listed_at <= stored)

    def days_of(self, enrolments: Sequence[Enrolment], *, first: date, last: date) -> list[ShownDay]:
        """The marked days of one child over its enrolments, in order. Learning at home has no marked days."""
        found = []
        for enrolment in enrolments:
            if enrolment.mode == Enrolment.Mode.HOME:
                continue
            starts, ends = max(first, enrolment.starts), min(last, enrolment.ends or last)
            away = self.exceptions.get(enrolment.child_id, {})
            for day in self.marked_for(enrolment.school_class_id, listed_at=enrolment.listed_at):
                if starts <= day <= ends:
                    found.append(ShownDay(day, away.get(day, "present")))
        return sorted(found, key=lambda shown: shown.date)


def class_days(
    classes: Iterable[UUID],
    *,
    first: date,
    last: date,
    school_days: SchoolDays | None = None,
    children: Collection[UUID] | None = None,
) -> ClassDays:
    """Registers that count and marks of these classes from first to last, both included; with `children` only theirs.

    Five queries; two where the caller has read the `school_days` of their schools already.
    """
    keys = list(classes)
    taken = registers_taken(keys, first=first, last=last, school_days=school_days)
    exceptions: dict[UUID, dict[date, str]] = defaultdict(dict)
    reasons: dict[UUID, dict[date, GivenReason]] = defaultdict(dict)
    for (child, school_class, day), given in _marks(keys, first, last, children).items():
        sessions = tuple(given.get(register) for register in taken[school_class].get(day, ()))
        if not any(sessions):
            continue
        exceptions[child][day], reason = _whole_day(sessions)
        if reason:
            reasons[child][day] = reason
    marked = {
        school_class: {day: min(registers.values()) for day, registers in days.items()}
        for school_class, days in taken.items()
    }
    return ClassDays(marked, dict(exceptions), dict(reasons))


# A school year has tens of thousands of marks, and few different ones.
@lru_cache(maxsize=1_000)
def _whole_day(sessions: tuple[MarkGiven | None, ...]) -> tuple[str, GivenReason | None]:
    return kind_of_day([day_kind(mark) for mark in sessions]), reason_of_day(sessions)


@lru_cache(maxsize=1_000)
def _given(kind: str, reason: str, excused: bool | None) -> MarkGiven:
    return MarkGiven(MarkKind(kind), reason, excused)


def _marks(
    classes: Sequence[UUID], first: date, last: date, children: Collection[UUID] | None
) -> dict[tuple[UUID, UUID, date], dict[UUID, MarkGiven]]:
    """(child, class, day) → register → mark."""
    found: dict[tuple[UUID, UUID, date], dict[UUID, MarkGiven]] = defaultdict(dict)
    rows = Mark.objects.filter(register__day__range=(first, last), register__school_class__in=classes)
    rows = rows if children is None else rows.filter(child__in=children)
    for child, school_class, day, register, kind, reason, excused in rows.values_list(
        "child_id", "register__school_class_id", "register__day", "register_id", "kind", "reason", "excused"
    ):
        found[child, school_class, day][register] = _given(kind, reason, excused)
    return found


def registers_taken(
    classes: Sequence[UUID], *, first: date, last: date, school_days: SchoolDays | None = None
) -> Taken:
    """The registers that count of these classes by day, the days in order, and the sessions in the order of the day.

    Four queries; one where the caller has read the `school_days` of all their schools already, or nothing was taken.
    """
    rows = Register.objects.filter(day__range=(first, last), school_class__in=classes).order_by()
    fields = ("day", "session", "pk", "taken_at", "school_class_id", "school_class__school_id")
    taken = list(rows.values_list(*fields))
    known = school_days or {}
    school_days = {**known, **days_that_count({row[-1] for row in taken} - known.keys(), first=first, last=last)}
    found: Taken = defaultdict(lambda: defaultdict(dict))
    for day, _session, key, stored, school_class, school in sorted(taken, key=lambda row: (row[0], IN_ORDER[row[1]])):
        if day in school_days[school]:
            found[school_class][day][key] = stored
    return found


def days_of_children(
    children: Collection[UUID], *, first: date, last: date, school_days: SchoolDays | None = None
) -> dict[UUID, list[ShownDay]]:
    """The marked days of each of these children, the oldest first; none for one without.

    Six queries at most; three where the caller has read the `school_days` of their schools already. The caller fetched
    the children for a person.
    """
    if not children:
        return {}
    enrolments: dict[UUID, list[Enrolment]] = {child: [] for child in children}
    held = Enrolment.objects.held().filter(child__in=children, starts__lte=last).exclude(ends__lt=first)
    for enrolment in held.order_by():
        enrolments[enrolment.child_id].append(enrolment)
    classes = {enrolment.school_class_id for own in enrolments.values() for enrolment in own}
    found = class_days(classes, first=first, last=last, school_days=school_days, children=children)
    return {child: found.days_of(own, first=first, last=last) for child, own in enrolments.items()}


def child_days(child: Child, *, first: date, last: date) -> list[ShownDay]:
    """The marked days of one child. Six queries at most."""
    return days_of_children([child.pk], first=first, last=last)[child.pk]
