"""Registers for phones and other programmes. The same register sent again changes nothing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from mektepke.attendance import actions, queries
from mektepke.attendance.models import Reason, Register
from mektepke.attendance.rules import MOST_LESSONS, MarkGiven, MarkKind, Marks, Outcome, Session
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.requests import person_of

router = Router(tags=["registers"])

MOST_MARKS = 60
"""More children than this are in no class."""


class MarkIn(BaseModel):
    """One exception: a child who is not simply present. `excused` null: nobody has said yet."""

    model_config = ConfigDict(extra="forbid")

    child: UUID
    kind: MarkKind
    reason: Reason | None = None
    excused: bool | None = None
    lessons_missed: Annotated[int, Field(ge=1, le=MOST_LESSONS)] | None = None

    def given(self) -> MarkGiven:
        """As the house keeps it."""
        return MarkGiven(self.kind, self.reason.value if self.reason else "", self.excused, self.lessons_missed)


def _each_child_once(marks: list[MarkIn]) -> list[MarkIn]:
    if len({mark.child for mark in marks}) < len(marks):
        raise ValueError("child_twice")
    return marks


class RegisterIn(BaseModel):
    """A register: whoever is on the roll and not named here is present. `based_on` is the version the sender saw."""

    model_config = ConfigDict(extra="forbid")

    based_on: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    device_time: AwareDatetime | None = None
    marks: Annotated[list[MarkIn], Field(max_length=MOST_MARKS), AfterValidator(_each_child_once)]


class MarkOut(BaseModel):
    """One exception as it is stored."""

    child: UUID
    kind: MarkKind
    reason: str
    excused: bool | None
    lessons_missed: int | None


class RegisterOut(BaseModel):
    """A register as it is stored. Version 0 without a time: nobody has taken it, so nobody is present or absent."""

    school_class: UUID
    day: date
    session: Session
    version: int
    taken_at: datetime | None
    change_number: int | None
    marks: list[MarkOut]


class TakenOut(BaseModel):
    """What became of a register that was sent, and the register as it is stored now."""

    outcome: Outcome
    stored: RegisterOut


class ConflictOut(TakenOut):
    """Somebody else's register is stored; the one that was sent is kept beside it. The sender looks and sends again."""

    code: str
    message: str


@router.get("/registers/{school_class}/{day}", response=RegisterOut)
@needs(Permission.TAKE_REGISTER)
def register(request: HttpRequest, school_class: UUID, day: date, session: Session = Session.DAY) -> dict[str, Any]:
    """The register of one class and day, exceptions only."""
    person = person_of(request)
    found = queries.class_to_mark(person, school_class)
    stored = queries.register_of(found, day, session)
    if stored is None:
        return _out(Register(school_class=found, day=day, session=session, version=0), {})
    return _out(stored, stored.given())


@router.put("/registers/{school_class}/{day}", response={200: TakenOut, 409: ConflictOut})
@needs(Permission.TAKE_REGISTER)
def take(
    request: HttpRequest, school_class: UUID, day: date, sent: RegisterIn, session: Session = Session.DAY
) -> Status[dict[str, Any]]:
    """Store a register: `new`, `identical`, `updated`, or 409 `conflicting` with the stored one."""
    person = person_of(request)
    taken = actions.take_register(
        school_class=queries.class_to_mark(person, school_class),
        day=day,
        session=session,
        marks={mark.child: mark.given() for mark in sent.marks},
        by=person,
        based_on=sent.based_on,
        device_time=sent.device_time,
    )
    answer = {"outcome": taken.outcome, "stored": _out(taken.register, taken.marks)}
    if taken.outcome is Outcome.CONFLICTING:
        message = _("Somebody else stored this register meanwhile. Both are kept; look and send it again.")
        return Status(409, {"code": "conflicting", "message": message, **answer})
    return Status(200, answer)


def _out(register: Register, marks: Marks) -> dict[str, Any]:
    return {
        "school_class": register.school_class_id,
        "day": register.day,
        "session": register.session,
        "version": register.version,
        "taken_at": register.taken_at if register.version else None,
        "change_number": register.change_number,
        "marks": [
            {
                "child": child,
                "kind": mark.kind,
                "reason": mark.reason,
                "excused": mark.excused,
                "lessons_missed": mark.lessons_missed,
            }
            for child, mark in marks.items()
        ],
    }
