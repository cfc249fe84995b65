"""Rules that look at one child's marked days. An unmarked day is not there: it neither breaks nor lengthens anything.

Excused days: chronic absence counts every day missed for whatever reason (a day missed is a day not learned), so the
September rule and the share of days count them and say how many they were. The rules about a child who may need
somebody at the door today count only days without an accepted or known reason: excused does not nag.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from mektepke.attendance.rules import GivenReason
from mektepke.watch.rules import order
from mektepke.watch.rules.days import CAME, ChildDays, DayKind
from mektepke.watch.rules.evidence import Evidence

FIRST_MONTH = timedelta(days=30)
TWO_MONTHS = timedelta(days=61)


def open_run(days: ChildDays) -> tuple[date, int, int] | None:
    """The run of absences that reaches to the newest marked day: its first day, days unexcused, days excused inside.

    An excused day inside neither counts nor ends the run: the child has not come back, only that day is explained.
    None if the child came, or was excused, on the newest marked day: then somebody knows.
    """
    if not days.kinds or days.kinds[-1] is not DayKind.ABSENT:
        return None
    first, unexcused, excused, inside = days.days[-1], 0, 0, 0
    for day, kind in zip(reversed(days.days), reversed(days.kinds), strict=True):
        if kind in CAME:
            break
        if kind is DayKind.ABSENT:
            first, unexcused, excused = day, unexcused + 1, inside
        else:
            inside += 1
    return first, unexcused, excused


def absent_today(
    days: ChildDays,
    *,
    today: date,
    school_day_before: date | None,
    streak_days: int,
    reasons: Mapping[date, GivenReason],
) -> Evidence | None:
    """Missing today without a known reason: the class teacher calls the same day.

    A day whose reason stands in the register is known, unless it is marked as not excused: then the family is called,
    and the call knows what the register says. `reasons` are those of days that are not excused.
    The morning's round runs before the first register, so an absence on the school day before still counts while today
    is unmarked. From the third day on the pedagogue has the child: two people calling one family is worse than one.
    """
    known = days.up_to(today).explained(day for day, given in reasons.items() if not given.refused)
    run = open_run(known)
    if run is None or run[1] >= streak_days:
        return None
    newest = known.days[-1]
    if newest not in (today, school_day_before):
        return None
    given = reasons.get(newest)
    return Evidence(since=run[0], until=newest, count=run[1], excused=run[2], reason=given.code if given else None)


def days_in_a_row(days: ChildDays, *, today: date, streak_days: int) -> Evidence | None:
    """Three school days in a row without a known reason: the pedagogue, and a visit within two school days."""
    known = days.up_to(today)
    run = open_run(known)
    if run is None or run[1] < streak_days:
        return None
    first, unexcused, excused = run
    level = order.step(unexcused, order.STREAK)
    return Evidence(since=first, until=known.days[-1], count=unexcused, excused=excused, level=level)


def september(days: ChildDays, *, today: date, opening: date, watch_at: int, act_at: int) -> Evidence | None:
    """Days missed in the first month of the school year, for whatever reason: 2–4 watch, more than 4 act (Olson 2014).

    It speaks until the end of the second month; by then the share of all days knows more.
    """
    if not opening <= today < opening + TWO_MONTHS:
        return None
    month = days.up_to(min(today, opening + FIRST_MONTH - timedelta(days=1)))
    if month.missed < watch_at:
        return None
    level = 2 if month.missed >= act_at else 1
    return Evidence(
        since=opening, until=month.days[-1], count=month.missed, of=len(month), excused=month.excused, level=level
    )


def share_of_days(days: ChildDays, *, today: date, opening: date, percent: int, after: int) -> Evidence | None:
    """At least a tenth of this year's marked days missed, once 20 are marked (chronic absence, Attendance Works).

    All absences count and excused ones are told apart: a child who is often ill needs another help, but needs it.
    """
    known = days.up_to(today)
    if len(known) < max(after, 1) or known.missed * 100 < percent * len(known):
        return None
    level = order.step(known.missed * 100 // len(known), order.SHARE)
    return Evidence(
        since=opening, until=known.days[-1], count=known.missed, of=len(known), excused=known.excused, level=level
    )


def sharp_drop(days: ChildDays, *, today: date, recent: int, before: int, rise: int, at_least: int) -> Evidence | None:
    """Far more days missed lately than this child's own usual: its last 10 marked days against the 40 before.

    Unexcused days only, on both sides; `rise` is in percentage points. Half of the 40 must be there: a child who has
    only just come has no usual yet. One stretch away is the streak's business and told once, there; a drop is coming
    and going, so the days missed must lie in two stretches or more.
    """
    known = days.up_to(today)
    usual, lately = known.before_last(recent, before), known.last(recent)
    if len(usual) < max(before // 2, 1) or lately.absent < at_least or stretches(lately) < 2:
        return None
    if (lately.absent * len(usual) - usual.absent * len(lately)) * 100 < rise * len(usual) * len(lately):
        return None
    return Evidence(
        since=lately.days[0], until=lately.days[-1], count=lately.absent, of=len(lately), excused=lately.excused,
        others=usual.absent, others_of=len(usual), level=order.step(lately.absent, order.DROP),
    )  # fmt: skip


def stretches(days: ChildDays) -> int:
    """How many separate stretches of days missed without a reason; an excused day inside does not divide one."""
    unexplained = [kind is DayKind.ABSENT for kind in days.kinds if kind is not DayKind.EXCUSED]
    return sum(1 for index, absent in enumerate(unexplained) if absent and not (index and unexplained[index - 1]))


def same_weekday(days: ChildDays, *, today: date, absent: int, of: int, times: int) -> Evidence | None:
    """The same weekday again and again: 6 of the last 10 Mondays, and at least twice as often as on other weekdays.

    Unexcused days only: a weekly treatment is excused. The weekday with most absences wins; no more than one is told.
    """
    known = days.up_to(today)
    if known.absent < absent:
        return None
    found = [evidence for weekday in range(7) if (evidence := _weekday(known, weekday, absent, of, times))]
    return max(found, key=lambda evidence: evidence.count, default=None)


def _weekday(days: ChildDays, weekday: int, absent: int, of: int, times: int) -> Evidence | None:
    same = days.only(day for day in days.days if day.weekday() == weekday).last(of)
    if same.absent < absent:
        return None
    others = days.only(day for day in days.days if day.weekday() != weekday and day >= same.days[0])
    # absent/of on this weekday against times × the same rate on the others, without dividing
    if same.absent * len(others) < times * others.absent * len(same):
        return None
    return Evidence(
        since=same.days[0], until=days.days[-1], count=same.absent, of=len(same), excused=same.excused,
        weekday=weekday, others=others.absent, others_of=len(others), level=order.step(same.absent, order.WEEKDAY),
    )  # fmt: skip


def never_came(days: ChildDays, *, today: date, enrolled: date, after: int) -> Evidence | None:
    """Enrolled, and nobody has seen the child in school: every marked day missed, at least six without a reason."""
    known = days.up_to(today)
    if known.ever_came or known.absent < max(after, 1):
        return None
    return Evidence(
        since=enrolled, until=known.days[-1], count=known.missed, of=len(known), excused=known.excused,
        level=order.step(known.missed, order.STREAK),
    )  # fmt: skip
