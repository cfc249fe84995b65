"""What is given to an action, and what an action may refuse."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from mektepke.casework.models import Case, CaseCause
from mektepke.casework.rules.steps import Missing


@dataclass(frozen=True, slots=True)
class CauseGiven:
    """One cause as the pedagogue found it. Without `on` it was said or seen today."""

    cause: str
    evidence: str
    said_by: str
    sure: str = CaseCause.Sure.LIKELY.value
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ActionGiven:
    """One action as agreed; `causes`: which causes of the case it answers, all of them where nothing is said."""

    kind: str
    party: str
    due_on: date
    words: str = ""
    shown_by: str = ""
    causes: Collection[CaseCause] | None = None
    level_before: str = ""
    hours: int | None = None


@dataclass(frozen=True, slots=True)
class RiskGiven:
    """How much is at stake, and why."""

    risk: str = Case.Risk.LOW.value
    reason: str = ""


LOW = RiskGiven()


class AlreadyClosed(Exception):
    """Somebody closed the case meanwhile."""


class NamedAlready(Exception):
    """The same cause by the same people is named already."""


class AlreadyOpen(Exception):
    """The child has an open case already; it is in the exception."""

    def __init__(self, case: Case) -> None:
        super().__init__("already open")
        self.case = case


@dataclass
class NotYet(Exception):
    """The step cannot be taken yet: what is missing before it."""

    missing: tuple[Missing, ...] = field(default_factory=tuple)


class NotYours(Exception):
    """Nobody approves their own plan."""


class NotInProtection(Exception):
    """In a case of protection nobody calls the family, sends a volunteer or asks the group or the head."""


class NotReturned(Exception):
    """The registers do not show that the child returned and stayed."""
