"""What a rule found: its name and plain facts that fit into JSON, without anybody's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum


class Rule(StrEnum):
    """Every rule, as stored. The first ten are about a child, the last four about a school and never a child."""

    ABSENT_TODAY = "absent_today"
    DAYS_IN_A_ROW = "days_in_a_row"
    SEPTEMBER = "september"
    SHARE_OF_DAYS = "share_of_days"
    SHARP_DROP = "sharp_drop"
    SAME_WEEKDAY = "same_weekday"
    NEVER_CAME = "never_came"
    TRANSFER_OVERDUE = "transfer_overdue"
    NO_SCHOOL = "no_school"
    CONCERN = "concern"  # somebody in the village has said so; no register ends it
    NO_REGISTER = "no_register"
    NO_ABSENCE = "no_absence"
    CLASS_MISSING = "class_missing"
    SCHOOL_CLOSED = "school_closed"


# What a concern says that cannot wait; the only thing of it that stands in its evidence.
URGENT = "urgent"
SCHOOL_RULES = frozenset({Rule.NO_REGISTER, Rule.NO_ABSENCE, Rule.CLASS_MISSING, Rule.SCHOOL_CLOSED})


@dataclass(frozen=True, slots=True)
class Evidence:
    """Facts of one episode. `count` of `of` is the rule's own rate; what a rule does not use stays None.

    An episode begins on `since`; the facts reach to `until`. Two findings of one rule about one child whose spans
    touch are the same episode. `level` grows as it gets worse (see `order`).
    """

    since: date
    until: date
    count: int
    of: int | None = None
    excused: int | None = None  # how many of the count were excused, or lay inside the run
    weekday: int | None = None  # 0 is Monday
    others: int | None = None  # the rate it is compared with: other weekdays, or the child's own days before
    others_of: int | None = None
    # The code of what the register says, where that was not accepted as an excuse; of a concern, that it is urgent.
    reason: str | None = None
    level: int = 1

    def as_json(self) -> dict[str, int | str]:
        """The facts as JSON keeps them: dates as ISO text, nothing for what is not used."""
        facts = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: fact.isoformat() if isinstance(fact, date) else fact
            for name, fact in facts.items()
            if fact is not None
        }

    @classmethod
    def from_json(cls, facts: Mapping[str, int | str]) -> Evidence:
        """Back from JSON. Raises KeyError or ValueError for what `as_json` never wrote."""
        numbers = {name: int(facts[name]) for name in _NUMBERS if name in facts}
        return cls(
            since=date.fromisoformat(str(facts["since"])),
            until=date.fromisoformat(str(facts["until"])),
            count=numbers.pop("count"),
            reason=str(facts["reason"]) if "reason" in facts else None,
            **numbers,
        )

    def same_episode(self, other: Evidence) -> bool:
        """Whether both tell of one stretch of time: a streak that grew by a day is the old one, not a new one."""
        return self.since <= other.until and other.since <= self.until


_NUMBERS = tuple(field.name for field in fields(Evidence) if field.name not in {"since", "until", "reason"})


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that holds, and why."""

    rule: Rule
    evidence: Evidence
