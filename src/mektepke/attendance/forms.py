"""The register as a page sends it: a line for each child, of which only the exceptions need to be sent.

Line 3 is `away-3` with the child's key if the child is not simply present, and then `kind-3`, `reason-3`, `excused-3`
and `lessons-3`, each of which may be left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from mektepke.attendance.models import Reason
from mektepke.attendance.rules import MOST_LESSONS, MarkGiven, MarkKind, Marks, NotThere
from mektepke.attendance.words import mark_words
from mektepke.pupils.models import Child, Enrolment
from mektepke.pupils.rules import told_apart

EXCUSED = {"": None, "yes": True, "no": False}
_AWAY = "away-"


@dataclass(slots=True)
class Line:
    """One child of the register as the page shows it, with what was typed, right or wrong."""

    number: int
    child: Child
    name: str
    """As on this list: of two namesakes the teacher must not mark the wrong one."""
    away: bool = False
    kind: str = MarkKind.ABSENT.value
    reason: str = ""
    excused: str = ""
    lessons: str = ""
    problem: str = ""
    stored: str = ""
    """In a conflict: what the other version says of this child, in words."""
    before: NotThere | None = None
    """That the child was missing when the register was last taken, said so that nobody is stored as present unseen."""

    def given(self) -> MarkGiven | None:
        """The mark, None for present. Fills in `problem` where something is unclear."""
        if not self.away:
            return None
        if self.kind not in set(MarkKind) or self.reason not in ["", *Reason.values] or self.excused not in EXCUSED:
            self.problem, self.kind, self.reason, self.excused = _("This choice is not known here."), "absent", "", ""
        lessons = int(self.lessons) if self.lessons.isdecimal() and len(self.lessons) < 4 else None
        if self.lessons and (lessons is None or not 1 <= lessons <= MOST_LESSONS):
            self.problem = _("Lessons missed: a number from 1 to %(most)s.") % {"most": MOST_LESSONS}
        return MarkGiven(MarkKind(self.kind), self.reason, EXCUSED[self.excused], lessons)


class RegisterForm:
    """The lines of a register: from what is stored, or from what somebody sent."""

    def __init__(
        self, roll: Sequence[Enrolment], *, marks: Marks | None = None, sent: Mapping[str, str] | None = None
    ) -> None:
        children = [enrolment.child for enrolment in roll]
        names = told_apart(children)
        self.lines = [Line(number, child, names[child.pk]) for number, child in enumerate(children, start=1)]
        self.unknown = 0
        by_child = {line.child.pk: line for line in self.lines}
        for child, mark in (marks or {}).items():
            if child in by_child:
                _fill(by_child[child], mark)
        if sent is not None:
            self._read(sent, by_child)
        self.marks = {line.child.pk: given for line in self.lines if (given := line.given())}

    def _read(self, sent: Mapping[str, str], by_child: dict[UUID, Line]) -> None:
        """Lines are known by the child's key: the list may have changed since the page was opened."""
        for field, value in sent.items():
            if not field.startswith(_AWAY):
                continue
            key, number = _key(value), field.removeprefix(_AWAY)
            line = by_child.get(key) if key else None
            if line is None:
                self.unknown += 1
                continue
            line.away = True
            line.kind = sent.get(f"kind-{number}") or MarkKind.ABSENT.value
            line.reason, line.excused = sent.get(f"reason-{number}", ""), sent.get(f"excused-{number}", "")
            line.lessons = sent.get(f"lessons-{number}", "").strip()

    @property
    def is_clear(self) -> bool:
        """Whether everything sent can be stored as it is."""
        return not self.unknown and not any(line.problem for line in self.lines)

    def say_before(self, missing: Mapping[UUID, NotThere]) -> None:
        """Say beside each name since when the child is missing; nobody is marked by it."""
        for line in self.lines:
            line.before = missing.get(line.child.pk)

    def show_beside(self, stored: Marks) -> None:
        """Say on each line where another version says something else."""
        for line in self.lines:
            if stored.get(line.child.pk) != self.marks.get(line.child.pk):
                line.stored = mark_words(stored.get(line.child.pk))


def _fill(line: Line, mark: MarkGiven) -> None:
    line.away, line.kind, line.reason = True, mark.kind.value, mark.reason
    line.excused = next(code for code, said in EXCUSED.items() if said is mark.excused)
    line.lessons = str(mark.lessons_missed or "")


def _key(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
