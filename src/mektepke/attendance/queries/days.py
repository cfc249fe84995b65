"""The marked days of classes and of a child."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from mektepke.attendance.models import Mark, Register
from mektepke.attendance.rules import IN_ORDER, GivenReason, MarkGiven, kind_of, kind_of_day
from mektepke.pupils.models import Child, Enrolment

Taken = dict[UUID, dict[date, list[UUID]]]
"""class → day → registers in the order of the day."""


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

    marked: dict[UUID, dict[date, UUID]]
    """class → day → register; the first session of a day stands for it."""
    exceptions: dict[UUID, dict[date, str]]
    """child → day → kind, only where it is not "present"; several sessions are one day."""
    reasons: dict[UUID, dict[date, GivenReason]] = field(default_factory=dict)
    """child → day → the reason written beside an absence that is not excused; none where nobody said why."""

    def days_of(self, enrolments: Sequence[Enrolment], *, first: date, last: date) -> list[ShownDay]:
        """The marked days of one child over its enrolments, in order. Learning at home has no marked days."""
        found = []
        for enrolment in enrolments:
            if enrolment.mode == Enrolment.Mode.HOME:
                continue
            starts, ends = max(first, enrolment.starts), min(last, enrolment.ends or last)
            away = self.exceptions.get(enrolment.child_id, {})
            for day in self.marked.get(enrolment.school_class_id, {}):
                if starts <= day <= ends:
                    found.append(ShownDay(day, away.get(day, "present")))
        return sorted(found, key=lambda shown: shown.date)


def class_days(classes: Iterable[UUID], *, first: date, last: date) -> ClassDays:
    """Registers and marks of these classes from first to last, both included. Two queries."""
    keys = list(classes)
    taken = registers_taken(keys, first=first, last=last)
    rows = Mark.objects.filter(register__day__range=(first, last), register__school_class__in=keys)
    exceptions: dict[UUID, dict[date, str]] = defaultdict(dict)
    reasons: dict[UUID, dict[date, GivenReason]] = defaultdict(dict)
    parts: dict[tuple[UUID, UUID, date], dict[UUID, str]] = defaultdict(dict)
    for child, day, school_class, register, kind, excused, reason in rows.values_list(
        "child_id", "register__day", "register__school_class_id", "register_id", "kind", "excused", "reason"
    ):
        shown = kind_of(kind, excused=excused)
        if shown == "absent" and reason:
            reasons[child][day] = GivenReason(reason, refused=excused is False)
        if len(taken[school_class][day]) == 1:
            exceptions[child][day] = shown
        else:
            parts[child, school_class, day][register] = shown
    for child, day, shown in _whole_days(parts, taken):
        exceptions[child][day] = shown
    marked = {school_class: {day: keys[0] for day, keys in days.items()} for school_class, days in taken.items()}
    return ClassDays(marked, dict(exceptions), dict(reasons))


def _whole_days(
    parts: dict[tuple[UUID, UUID, date], dict[UUID, str]], taken: Taken
) -> Iterator[tuple[UUID, date, str]]:
    for (child, school_class, day), kinds in parts.items():
        shown = kind_of_day([kinds.get(register, "present") for register in taken[school_class][day]])
        if shown != "present":
            yield child, day, shown


def registers_taken(classes: Sequence[UUID], *, first: date, last: date) -> Taken:
    """The registers of these classes by day, the days in order, and the sessions in the order of the day. One query."""
    rows = Register.objects.filter(day__range=(first, last), school_class__in=classes).order_by("day")
    found: Taken = defaultdict(lambda: defaultdict(list))
    for key, school_class, day, _session in sorted(
        rows.values_list("pk", "school_class_id", "day", "session"), key=lambda row: (row[2], IN_ORDER[row[3]])
    ):
        found[school_class][day].append(key)
    return found


def child_days(child: Child, *, first: date, last: date) -> list[ShownDay]:
    """The marked days of one child. Three queries."""
    enrolments = list(Enrolment.objects.held().filter(child=child, starts__lte=last).order_by("starts"))
    found = class_days({enrolment.school_class_id for enrolment in enrolments}, first=first, last=last)
    return found.days_of(enrolments, first=first, last=last)
