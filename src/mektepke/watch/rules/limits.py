"""Every threshold with its default, the bounds a programme may move it in, and where the default comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from mektepke.watch.rules.evidence import Rule


@dataclass(frozen=True, slots=True)
class Limits:
    """All thresholds of watch. Percentages are whole; days are marked days or school days, never calendar days.

    Sources of the defaults are in `NOTES`; ours means chosen by this project, to be judged on real registers.
    """

    streak_days: int = 3
    streak_visit_within: int = 2
    september_watch: int = 2
    september_act: int = 5
    share_percent: int = 10
    share_after: int = 20
    drop_recent: int = 10
    drop_before: int = 40
    drop_rise: int = 25
    drop_absent: int = 3
    weekday_absent: int = 6
    weekday_of: int = 10
    weekday_times: int = 2
    never_came_after: int = 6
    transfer_grace: int = 0
    school_age_from: int = 7
    school_age_to: int = 16
    register_missing: int = 3
    no_absence_days: int = 15
    no_absence_pupils: int = 8
    class_missing_percent: int = 50
    class_missing_pupils: int = 6
    class_missing_days: int = 5
    closed_percent: int = 50
    closed_days: int = 10

    def changed(self, own: Mapping[str, int]) -> Limits:
        """These limits with a programme's own. Raises ValueError for a name that is none or a value out of bounds."""
        for name, value in own.items():
            if name not in NOTES:
                raise ValueError(f"There is no limit called {name}.")
            if not NOTES[name].allows(value):
                raise ValueError(f"{name} must lie between {NOTES[name].least} and {NOTES[name].most}.")
        return replace(self, **own)

    def problems(self) -> list[str]:
        """Pairs that contradict each other, by name of the limit to change; empty if all is well."""
        wrong = {
            "september_act": self.september_act <= self.september_watch,
            "weekday_absent": self.weekday_absent > self.weekday_of,
            "drop_absent": self.drop_absent > self.drop_recent,
            "school_age_to": self.school_age_to < self.school_age_from,
        }
        return [name for name, holds in wrong.items() if holds]


class Source(StrEnum):
    """Where a default comes from."""

    OURS = "ours"
    OLSON = "olson"  # L. Olson, "Why September Matters", Baltimore Education Research Consortium, 2014
    ATTENDANCE_WORKS = "attendance_works"  # and the US Department of Education: chronic absence
    ORDER_388 = (
        "order_388"  # Government of the Kyrgyz Republic, 19 June 2017, No. 388: who counts children, of what age
    )


@dataclass(frozen=True, slots=True)
class Note:
    """What belongs to one limit: its rule, its bounds, and the source of its default."""

    rule: Rule
    least: int
    most: int
    source: Source = Source.OURS

    def allows(self, value: int) -> bool:
        """Whether a programme may set this value."""
        return self.least <= value <= self.most


# The largest sensible value is one that could still be reached within a school year.
NOTES: Mapping[str, Note] = {
    # Ours, after the usual practice of schools: the class teacher asks for the first days, from the third day on
    # it is the social pedagogue's (so Moscow's order on pupils who miss lessons), who goes before the week is out.
    "streak_days": Note(Rule.DAYS_IN_A_ROW, 2, 20),
    "streak_visit_within": Note(Rule.DAYS_IN_A_ROW, 0, 10),
    # Of those who missed 2 to 4 days in September half missed a month that year; of those with more, nine in ten.
    "september_watch": Note(Rule.SEPTEMBER, 1, 20, Source.OLSON),
    "september_act": Note(Rule.SEPTEMBER, 2, 25, Source.OLSON),
    # At least a tenth of the days for any reason; below 20 days a tenth is one cold.
    "share_percent": Note(Rule.SHARE_OF_DAYS, 3, 50, Source.ATTENDANCE_WORKS),
    "share_after": Note(Rule.SHARE_OF_DAYS, 10, 60, Source.ATTENDANCE_WORKS),
    # Ours: 3 of 10 days against a usual 5 % happens by chance about once in a hundred looks.
    "drop_recent": Note(Rule.SHARP_DROP, 5, 20),
    "drop_before": Note(Rule.SHARP_DROP, 20, 100),
    "drop_rise": Note(Rule.SHARP_DROP, 10, 90),
    "drop_absent": Note(Rule.SHARP_DROP, 2, 20),
    # Ours: bazaar days and field work fall on fixed weekdays.
    "weekday_absent": Note(Rule.SAME_WEEKDAY, 3, 30),
    "weekday_of": Note(Rule.SAME_WEEKDAY, 5, 30),
    "weekday_times": Note(Rule.SAME_WEEKDAY, 1, 10),
    # Ours: until then the streak says it, and on the sixth day a streak that was answered would come back anyway.
    "never_came_after": Note(Rule.NEVER_CAME, 1, 20),
    # Ours: the sending school has already said by when the child should be there.
    "transfer_grace": Note(Rule.TRANSFER_OVERDUE, 0, 60),
    # Municipalities count the children who must learn up to 16 inclusive; lessons begin at 7 (6 in some schools).
    "school_age_from": Note(Rule.NO_SCHOOL, 5, 8, Source.ORDER_388),
    "school_age_to": Note(Rule.NO_SCHOOL, 14, 18, Source.ORDER_388),
    # Ours: a teacher who is ill for two days comes back to it; three days need a substitute.
    "register_missing": Note(Rule.NO_REGISTER, 1, 20),
    "no_absence_days": Note(Rule.NO_ABSENCE, 5, 100),
    # Ours: 8 children for 15 days are 120 chances to be ill; at a usual 6 % nobody missing is one in 1 700.
    "no_absence_pupils": Note(Rule.NO_ABSENCE, 1, 40),
    # Ours: "most" means more than half; of six, four at once are no coincidence.
    "class_missing_percent": Note(Rule.CLASS_MISSING, 30, 95),
    "class_missing_pupils": Note(Rule.CLASS_MISSING, 2, 40),
    # Ours: longer than a school week it is no snow day, and the children behind it must be seen again.
    "class_missing_days": Note(Rule.CLASS_MISSING, 1, 20),
    "closed_percent": Note(Rule.SCHOOL_CLOSED, 30, 95),
    # Ours: two school weeks of registers that say "nobody" are no closure that a register would be taken on.
    "closed_days": Note(Rule.SCHOOL_CLOSED, 1, 60),
}

DEFAULTS = Limits()


def names() -> tuple[str, ...]:
    """All limits in the order a page shows them."""
    return tuple(field.name for field in fields(Limits))
