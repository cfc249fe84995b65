"""What to do next about a finding, who does it, and by when, in school days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mektepke.watch.rules.evidence import URGENT, Evidence, Rule
from mektepke.watch.rules.limits import Limits

SUNDAY = 6


class Actor(StrEnum):
    """Whose list a finding stands on."""

    TEACHER = "teacher"
    PEDAGOGUE = "pedagogue"
    HEAD = "head"
    MUNICIPALITY = "municipality"


class Step(StrEnum):
    """What to do next."""

    CALL = "call"
    HOME_VISIT = "home_visit"
    TALK = "talk"
    PROTECT = "protect"  # somebody has said that the child is in danger: nobody calls or visits the family first
    WATCH = "watch"
    ASK_SCHOOL = "ask_school"  # the other school, about a child on the way
    FIND_SCHOOL = "find_school"
    ASK_TEACHER = "ask_teacher"  # a head asks about a register
    SAY_WHY = "say_why"  # a head says what happened on a day


@dataclass(frozen=True, slots=True)
class Next:
    """Who does what, within how many school days (0: today)."""

    actor: Actor
    step: Step
    within: int


def next_step(rule: Rule, evidence: Evidence, limits: Limits) -> Next:
    """The next step that the field takes for this finding; a person may always take another."""
    if rule is Rule.DAYS_IN_A_ROW or rule is Rule.NEVER_CAME:
        return Next(Actor.PEDAGOGUE, Step.HOME_VISIT, limits.streak_visit_within)
    if rule is Rule.SEPTEMBER and evidence.level > 1:
        return Next(Actor.PEDAGOGUE, Step.TALK, 2)
    if rule is Rule.CONCERN:
        in_danger = evidence.reason == URGENT
        return Next(Actor.PEDAGOGUE, Step.PROTECT if in_danger else Step.HOME_VISIT, 0 if in_danger else 2)
    return _USUAL[rule]


_USUAL = {
    Rule.ABSENT_TODAY: Next(Actor.TEACHER, Step.CALL, 0),
    Rule.SEPTEMBER: Next(Actor.TEACHER, Step.WATCH, 5),
    # A habit of weeks is not broken by one call: talk with child and family within a school week.
    Rule.SHARE_OF_DAYS: Next(Actor.PEDAGOGUE, Step.TALK, 5),
    Rule.SAME_WEEKDAY: Next(Actor.PEDAGOGUE, Step.TALK, 5),
    Rule.SHARP_DROP: Next(Actor.PEDAGOGUE, Step.CALL, 2),
    Rule.TRANSFER_OVERDUE: Next(Actor.PEDAGOGUE, Step.ASK_SCHOOL, 2),
    Rule.NO_SCHOOL: Next(Actor.MUNICIPALITY, Step.FIND_SCHOOL, 5),
    Rule.NO_REGISTER: Next(Actor.HEAD, Step.ASK_TEACHER, 1),
    Rule.NO_ABSENCE: Next(Actor.HEAD, Step.ASK_TEACHER, 5),
    Rule.CLASS_MISSING: Next(Actor.HEAD, Step.SAY_WHY, 1),
    Rule.SCHOOL_CLOSED: Next(Actor.HEAD, Step.SAY_WHY, 1),
}


def due_on(raised_on: date, *, within: int, school_days: Sequence[date]) -> date:
    """The day by which a step is due: the n-th school day after it was raised; within 0, that day or the next one.

    Where the calendar ends (summer, or an empty house), every day but Sunday counts.
    """
    coming = [day for day in school_days if day > raised_on or (within == 0 and day == raised_on)]
    wanted = max(within, 1)
    if len(coming) >= wanted:
        return coming[wanted - 1]
    day, left = (coming[-1], wanted - len(coming)) if coming else (raised_on - timedelta(days=within == 0), wanted)
    while left:
        day += timedelta(days=1)
        left -= day.weekday() != SUNDAY
    return day
