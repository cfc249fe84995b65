"""All rules at once: what holds for one child, and what the registers of a school say about the school."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from mektepke.attendance.rules import GivenReason
from mektepke.watch.rules import attendance, school
from mektepke.watch.rules.days import ChildDays
from mektepke.watch.rules.evidence import Evidence, Finding, Rule
from mektepke.watch.rules.limits import Limits
from mektepke.watch.rules.school import ClassDay

RECENT = 10
NO_REASONS: Mapping[date, GivenReason] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the rules need to know about time at one school."""

    today: date
    opening: date
    school_days: tuple[date, ...]
    """The school days of this year up to today, oldest first."""

    def is_recent(self, day: date) -> bool:
        """Whether the day lies within the last two school weeks: what happened earlier nobody remembers to answer."""
        return day >= self.school_days[-RECENT:][0] if self.school_days else True

    @property
    def school_day_before(self) -> date | None:
        """The school day before today."""
        return next((day for day in reversed(self.school_days) if day < self.today), None)


def child_findings(
    days: ChildDays,
    *,
    enrolled: date,
    calendar: Calendar,
    limits: Limits,
    reasons: Mapping[date, GivenReason] = NO_REASONS,
) -> list[Finding]:
    """Everything that holds about one child's attendance, from marked days without those that are shielded.

    `reasons` are those that the register gives for absences that are not excused.
    A child who never came is told once: every other rule would only say the same in its own words.
    """
    if not days.missed:
        return []
    today = calendar.today
    never = attendance.never_came(days, today=today, enrolled=enrolled, after=limits.never_came_after)
    if never is not None:
        return [Finding(Rule.NEVER_CAME, never)]
    found = _by_rule(days, calendar, limits, reasons)
    return [Finding(rule, evidence) for rule, evidence in found.items() if evidence is not None]


def _by_rule(
    days: ChildDays, calendar: Calendar, limits: Limits, reasons: Mapping[date, GivenReason]
) -> dict[Rule, Evidence | None]:
    today, opening = calendar.today, calendar.opening
    return {
        Rule.ABSENT_TODAY: attendance.absent_today(
            days, today=today, school_day_before=calendar.school_day_before, streak_days=limits.streak_days,
            reasons=reasons,
        ),
        Rule.DAYS_IN_A_ROW: attendance.days_in_a_row(days, today=today, streak_days=limits.streak_days),
        Rule.SEPTEMBER: attendance.september(
            days, today=today, opening=opening, watch_at=limits.september_watch, act_at=limits.september_act
        ),
        Rule.SHARE_OF_DAYS: attendance.share_of_days(
            days, today=today, opening=opening, percent=limits.share_percent, after=limits.share_after
        ),
        Rule.SHARP_DROP: attendance.sharp_drop(
            days, today=today, recent=limits.drop_recent, before=limits.drop_before, rise=limits.drop_rise,
            at_least=limits.drop_absent,
        ),
        Rule.SAME_WEEKDAY: attendance.same_weekday(
            days, today=today, absent=limits.weekday_absent, of=limits.weekday_of, times=limits.weekday_times
        ),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class SchoolFindings:
    """What the registers say about the school and its classes, and which days therefore say nothing about a child."""

    about_school: tuple[Finding, ...]
    about_classes: Mapping[UUID, tuple[Finding, ...]]
    shielded: Mapping[UUID, frozenset[date]]


def school_findings(
    classes: Mapping[UUID, Sequence[ClassDay]], *, since: Mapping[UUID, date], calendar: Calendar, limits: Limits
) -> SchoolFindings:
    """Everything that holds about a school, from the registers of its classes. A class without any belongs in too.

    `since` has the classes that have children now, and the day from which on each owes registers.
    """
    today = calendar.today
    closed = school.school_closed(
        list(classes.values()), today=today, percent=limits.closed_percent, pupils=limits.class_missing_pupils
    )
    closed_days = {key: school.shielded(closed, days, longest=limits.closed_days) for key, days in classes.items()}
    missing = {
        key: school.class_missing(
            days, today=today, percent=limits.class_missing_percent, pupils=limits.class_missing_pupils,
            except_on=school.days_of(closed, days),
        )
        for key, days in classes.items()
    }  # fmt: skip
    lacking = _lacking(classes, since, calendar, limits)
    everywhere = school.together(lacking, classes=len(since))
    return SchoolFindings(
        about_school=tuple(
            [Finding(Rule.SCHOOL_CLOSED, evidence) for evidence in closed]
            + ([Finding(Rule.NO_REGISTER, everywhere)] if everywhere else [])
        ),
        about_classes={
            key: _about_class(days, missing[key], None if everywhere else lacking.get(key), calendar, limits)
            for key, days in classes.items()
        },
        shielded={
            key: closed_days[key] | school.shielded(missing[key], days, longest=limits.class_missing_days)
            for key, days in classes.items()
        },
    )


def _lacking(
    classes: Mapping[UUID, Sequence[ClassDay]], since: Mapping[UUID, date], calendar: Calendar, limits: Limits
) -> dict[UUID, Evidence]:
    found = {
        key: school.no_register(
            [day for day in calendar.school_days if day >= first],
            {class_day.day for class_day in classes.get(key, ())},
            today=calendar.today,
            at_least=limits.register_missing,
        )
        for key, first in since.items()
    }
    return {key: evidence for key, evidence in found.items() if evidence is not None}


def _about_class(
    days: Sequence[ClassDay], missing: Sequence[Evidence], lacking: Evidence | None, calendar: Calendar, limits: Limits
) -> tuple[Finding, ...]:
    quiet = school.no_absence(
        days, today=calendar.today, at_least=limits.no_absence_days, pupils=limits.no_absence_pupils
    )
    return tuple(
        [Finding(Rule.CLASS_MISSING, evidence) for evidence in missing]
        + ([Finding(Rule.NO_REGISTER, lacking)] if lacking else [])
        + ([Finding(Rule.NO_ABSENCE, quiet)] if quiet else [])
    )
