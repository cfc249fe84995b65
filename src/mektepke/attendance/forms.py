"""The register as a page sends it: one choice per child."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import QueryDict

from mektepke.attendance.models import Mark
from mektepke.attendance.rules import MarkGiven, MarkKind
from mektepke.pupils.models import Enrolment


class UnclearMark(ValueError):
    """A mark that the page does not offer."""


def read_marks(post: QueryDict, roll: Sequence[Enrolment]) -> dict[UUID, MarkGiven]:
    """The exceptions of a register from a sent page: fields `mark-<child>`, `reason-<child>`, `excused-<child>`."""
    found = {}
    for enrolment in roll:
        kind = post.get(f"mark-{enrolment.child_id}", "present")
        if kind == "present":
            continue
        found[enrolment.child_id] = _one(post, enrolment.child_id, kind)
    return found


def _one(post: QueryDict, child: UUID, kind: str) -> MarkGiven:
    reason = post.get(f"reason-{child}", "")
    if kind not in set(MarkKind) or (reason and reason not in Mark.Reason.values):
        raise UnclearMark(kind)
    excused = {"yes": True, "no": False}.get(post.get(f"excused-{child}", ""))
    return MarkGiven(MarkKind(kind), reason, excused)
