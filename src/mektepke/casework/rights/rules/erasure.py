"""What is removed when a child is erased, or when the time of a case is over. No Django.

Of each table that can be reached from a child: the way there, and the fields that are emptied. Dates, codes, keys and
outcomes stay, so that every figure of a group stays as it was. A field with words that is missing here fails a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Held(StrEnum):
    """Why nothing of a child can be removed yet."""

    ON_ROLL = "on_roll"
    ON_THE_WAY = "on_the_way"
    IN_NO_SCHOOL = "in_no_school"
    IN_CARE = "in_care"


@dataclass(frozen=True, slots=True)
class Emptied:
    """A table: its way to the child, its way to the case if it has one, and what is emptied in it."""

    child: str
    fields: tuple[str, ...]
    case: str = ""
    asked_for: tuple[str, ...] = ()
    """Of the fields those in which the database asks for a word: a dash stands there, where there was one."""


EMPTIED: dict[str, Emptied] = {
    "casework.Case": Emptied("child", ("risk_reason", "closing_words", "despite_registers"), case="pk"),
    "casework.StepTaken": Emptied("case__child", ("words",), case="case"),
    "casework.Ending": Emptied("case__child", ("closing_words",), case="case"),
    "casework.Reader": Emptied("case__child", ("reason",), case="case"),
    "casework.Action": Emptied("case__child", ("words", "shown_by", "level_before", "level_after"), case="case"),
    "casework.Agreement": Emptied("case__child", ("who",), case="case"),
    "casework.Approval": Emptied("case__child", ("words",), case="case"),
    "casework.Review": Emptied("case__child", ("words",), case="case"),
    "casework.Report": Emptied("case__child", ("danger", "whom", "words"), case="case"),
    "casework.Consent": Emptied("child", ("with_whom",), case="case", asked_for=("with_whom",)),
    "casework.Referral": Emptied(
        "case__child",
        ("need", "addressee", "without_consent", "answer_words"),
        case="case",
        asked_for=("without_consent",),
    ),
    "casework.Contact": Emptied("child", ("seen", "words", "number")),
    "casework.Correction": Emptied("request__child", ("words", "answer_words")),
    "casework.Erasure": Emptied("child", ("words", "decision_words")),
    "watch.Answer": Emptied("signal__child", ("words",), asked_for=("words",)),
}
REMOVED: dict[str, Emptied] = {
    "casework.CaseCause": Emptied("case__child", (), case="case"),
    "casework.Assessment": Emptied("case__child", (), case="pk"),
    "casework.PairMember": Emptied("child", ()),
    "watch.Concern": Emptied("child", ()),
}
"""Tables whose rows go as a whole: why a child misses school, how it is, with whom it walks, what a neighbour said."""
