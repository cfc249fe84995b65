"""Which fields of a case go to whom, where a consent stands, and when a letter has waited too long. No Django."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from enum import StrEnum

DAYS_TO_ANSWER = 10


class Field(StrEnum):
    """What can be told of a child besides what is asked, in the order of the letter."""

    NAME = "name"
    BIRTH = "birth"
    CLASS = "class"
    GUARDIAN = "guardian"
    PHONE = "phone"
    ADDRESS = "address"
    ATTENDANCE = "attendance"
    HEALTH = "health"


# Each cause is a field of its own: who helps with documents need not know of a quarrel at home.
CAUSE = "cause."
OF_THE_FAMILY = frozenset({Field.GUARDIAN, Field.PHONE})

# What a body cannot begin without. Who gives help in kind learns what is needed and in which size, and not for whom:
# the school hands it over.
DEFAULTS: dict[str, frozenset[Field]] = {
    "school": frozenset({Field.NAME, Field.BIRTH, Field.CLASS, Field.ATTENDANCE}),
    "commission": frozenset(
        {Field.NAME, Field.BIRTH, Field.CLASS, Field.GUARDIAN, Field.ADDRESS, Field.ATTENDANCE}
    ),
    "guardianship": frozenset({Field.NAME, Field.BIRTH, Field.GUARDIAN, Field.ADDRESS}),
    "social": frozenset({Field.NAME, Field.BIRTH, Field.GUARDIAN, Field.PHONE, Field.ADDRESS}),
    "health": frozenset({Field.NAME, Field.BIRTH, Field.GUARDIAN, Field.PHONE}),
    "pmpc": frozenset({Field.NAME, Field.BIRTH, Field.CLASS, Field.GUARDIAN, Field.PHONE}),
    "police": frozenset({Field.NAME, Field.BIRTH, Field.ADDRESS, Field.ATTENDANCE}),
    "registry": frozenset({Field.NAME, Field.BIRTH, Field.GUARDIAN, Field.PHONE}),
    "village": frozenset({Field.NAME, Field.ADDRESS}),
    "aid": frozenset(),
}  # fmt: skip

# The village would hear of it, and with it whoever hurts the child.
NOT_IN_PROTECTION = frozenset({"village", "aid"})


def may_receive(body: str, *, protection: bool, of_municipality: bool, on_one_screen: bool = False) -> bool:
    """Whether a case may be referred to such a body. What a school gave away to its municipality because somebody at
    school is named goes to no school by this way; and before another body is asked, a case goes the six steps."""
    if on_one_screen and body != "school":
        return False
    if protection and body in NOT_IN_PROTECTION:
        return False
    return not (of_municipality and body == "school")


def preselected(body: str, *, protection: bool) -> frozenset[str]:
    """The fields that are ticked before anybody has chosen. Health and causes never are, and in the way of protection
    nothing about the guardians, of whom one may be whom the child has to be protected from."""
    ticked = DEFAULTS.get(body, frozenset())
    return frozenset(field.value for field in ticked - (OF_THE_FAMILY if protection else frozenset()))


def cause_code(key: object) -> str:
    """The field of one cause."""
    return f"{CAUSE}{key}"


def is_told_alone(code: str) -> bool:
    """Whether a field is so confidential that nobody has it ticked for them."""
    return code == Field.HEALTH or code.startswith(CAUSE)


def going(ticked: Iterable[str], known: Sequence[str]) -> list[str]:
    """What goes: of the fields that were ticked those that are known, each once, in the order in which they are
    known."""
    wanted = set(ticked)
    return [code for code in dict.fromkeys(known) if code in wanted]


class Standing(StrEnum):
    """What a family has said last about one purpose."""

    NOT_ASKED = "not_asked"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


def standing(said: Sequence[tuple[bool, bool]]) -> Standing:
    """From what was said, oldest first, as (agreed, taken back). Mother and father may differ: the last word counts,
    and the page shows all of them."""
    if not said:
        return Standing.NOT_ASKED
    agreed, taken_back = said[-1]
    if not agreed:
        return Standing.REFUSED
    return Standing.WITHDRAWN if taken_back else Standing.AGREED


def waiting_before(school_days: Collection[date], *, today: date, days: int = DAYS_TO_ANSWER) -> date | None:
    """What was sent before this day has waited for so many school days by today. None where the calendar knows of
    fewer: in September nobody is reminded of what was sent in May."""
    passed = sorted(day for day in school_days if day <= today)
    return passed[-days] if len(passed) >= days else None
