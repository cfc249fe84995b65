"""Reading registers. All figures count marked days only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mektepke.attendance.models import Mark, Register
from mektepke.attendance.rules import MarkGiven, MarkKind
from mektepke.places.models import SchoolClass
from mektepke.pupils.models import Child, Enrolment


def day_kind(mark: MarkGiven | Mark | None) -> str:
    """How a marked day is shown and counted: present, absent, excused, late or left_early."""
    if mark is None:
        return "present"
    if mark.kind == MarkKind.ABSENT:
        return "excused" if mark.excused else "absent"
    return str(mark.kind)


@dataclass(frozen=True, slots=True)
class ShownDay:
    """One day of a strip: the date and how it was."""

    date: date
    kind: str


def register_of(school_class: SchoolClass, day: date, session: str = "day") -> Register | None:
    """The register of this class, day and session with its marks, or None: unmarked."""
    key = Register.key_of(school_class.pk, day, session)
    return Register.objects.filter(pk=key).prefetch_related("marks").first()


def taken_on(day: date, classes: Iterable[UUID]) -> set[UUID]:
    """Which of these classes have a register for this day."""
    return set(Register.objects.filter(day=day, school_class__in=list(classes)).values_list("school_class_id", flat=True))


@dataclass(frozen=True, slots=True)
class ClassDays:
    """The marked days of classes and the exceptions of their children, over a span."""

    marked: dict[UUID, dict[date, UUID]]
    """class → day → register; the first session of a day stands for it."""
    exceptions: dict[UUID, dict[date, str]]
    """child → day → kind, only where it is not "present"."""

    def days_of(self, enrolments: Sequence[Enrolment], *, first: date, last: date) -> list[ShownDay]:
        """The marked days of one child over its enrolments, in order."""
        own: dict[UUID, dict[date, str]] = self.exceptions
        found = []
        for enrolment in enrolments:
            starts, ends = max(first, enrolment.starts), min(last, enrolment.ends or last)
            away = own.get(enrolment.child_id, {})
            for day in self.marked.get(enrolment.school_class_id, {}):
                if starts <= day <= ends:
                    found.append(ShownDay(day, away.get(day, "present")))
        return sorted(found, key=lambda shown: shown.date)


def class_days(classes: Iterable[UUID], *, first: date, last: date) -> ClassDays:
    """Registers and marks of these classes from first to last, both included. Two queries."""
    marked: dict[UUID, dict[date, UUID]] = defaultdict(dict)
    keys = list(classes)
    spans = {"day__range": (first, last), "school_class__in": keys}
    for key, school_class, day in Register.objects.filter(**spans).order_by("day").values_list("pk", "school_class_id", "day"):
        marked[school_class].setdefault(day, key)
    exceptions: dict[UUID, dict[date, str]] = defaultdict(dict)
    rows = Mark.objects.filter(register__day__range=(first, last), register__school_class__in=keys)
    for child, day, kind, excused in rows.values_list("child_id", "register__day", "kind", "excused"):
        shown = ("excused" if excused else "absent") if kind == MarkKind.ABSENT else kind
        exceptions[child][day] = shown
    return ClassDays(dict(marked), dict(exceptions))


def child_days(child: Child, *, first: date, last: date) -> list[ShownDay]:
    """The marked days of one child. Three queries."""
    enrolments = list(Enrolment.objects.filter(child=child, starts__lte=last).order_by("starts"))
    found = class_days({enrolment.school_class_id for enrolment in enrolments}, first=first, last=last)
    return found.days_of(enrolments, first=first, last=last)
