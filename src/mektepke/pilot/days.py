"""What a register can say of one child on one day, as a small number, so that a school's year is one array."""

from __future__ import annotations

from enum import IntEnum

from mektepke.attendance.rules import MarkGiven, MarkKind


class Day(IntEnum):
    """Present, or why and how not."""

    PRESENT = 0
    NO_REASON = 1
    WORK = 2
    FIELD_WORK = 3
    ILLNESS = 4
    DOCTOR = 5
    FAMILY = 6
    WEATHER = 7
    LATE = 8
    LEFT_EARLY = 9


UNEXCUSED = (Day.NO_REASON, Day.WORK, Day.FIELD_WORK)
EXCUSED = (Day.ILLNESS, Day.DOCTOR, Day.FAMILY, Day.WEATHER)
ABSENT = UNEXCUSED + EXCUSED

# As the register keeps it. A school of five or six lessons: late is one lesson missed, left early the last two.
MARKS: dict[Day, MarkGiven] = {
    Day.NO_REASON: MarkGiven(MarkKind.ABSENT, "", False),
    Day.WORK: MarkGiven(MarkKind.ABSENT, "work", False),
    Day.FIELD_WORK: MarkGiven(MarkKind.ABSENT, "field_work", False),
    Day.ILLNESS: MarkGiven(MarkKind.ABSENT, "illness", True),
    Day.DOCTOR: MarkGiven(MarkKind.ABSENT, "doctor", True),
    Day.FAMILY: MarkGiven(MarkKind.ABSENT, "family", True),
    Day.WEATHER: MarkGiven(MarkKind.ABSENT, "weather", True),
    Day.LATE: MarkGiven(MarkKind.LATE, "", False, 1),
    Day.LEFT_EARLY: MarkGiven(MarkKind.LEFT_EARLY, "", None, 2),
}
