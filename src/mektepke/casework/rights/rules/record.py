"""What goes into the record that a family is given, and what stays in the house. No Django.

What a child or somebody else has said in confidence is theirs, and who would be known by it could be hurt. So of every
field with words it is said here whether it goes, and a field that is not named here does not go. Of the way of
protection nothing goes, and nothing shows that there is one. Codes are written as the tables keep them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

TIME_TO_ANSWER = timedelta(days=7)


class Words(StrEnum):
    """Whether the words of a field go into the record."""

    GO = "go"
    DEPEND = "depend"
    """On who said it, on who asks, or on what else stands beside it: see the functions below."""
    STAY = "stay"


WORDS: dict[str, Words] = {
    **dict.fromkeys(
        [
            "pupils.Child.family_name", "pupils.Child.given_name", "pupils.Child.patronymic", "pupils.Child.birth_date",
            "pupils.Child.languages", "pupils.Child.disability", "pupils.Child.helps_in_class",
            "pupils.Child.documents_missing", "pupils.Household.migrant_parent", "pupils.Guardian.full_name",
            "casework.Case.closing_words", "casework.Ending.closing_words", "casework.Assessment.household_needs",
            "casework.Assessment.strengths", "casework.Review.words", "casework.Correction.words",
            "casework.Correction.answer_words",
        ],
        Words.GO,
    ),
    **dict.fromkeys(
        [
            "pupils.Household.street", "pupils.Household.house", "pupils.Household.poor_register_number",
            "pupils.Guardian.phone", "pupils.Transfer.to_elsewhere", "pupils.OutOfSchool.goes_to",
            "casework.CaseCause.cause", "casework.CaseCause.evidence", "casework.CaseCause.said_by",
            "casework.Action.words", "casework.Action.shown_by", "casework.Agreement.who", "casework.Consent.with_whom",
            "casework.Contact.words", "casework.Referral.need", "casework.Referral.addressee",
        ],
        Words.DEPEND,
    ),
}  # fmt: skip

SIGNALS = frozenset(
    {
        "absent_today", "days_in_a_row", "september", "share_of_days", "sharp_drop", "same_weekday", "never_came",
        "transfer_overdue", "no_school",
    }
)  # fmt: skip
"""What was worked out from registers and rolls. That a neighbour or a peer said something is theirs."""
ANSWERS = frozenset({"called", "visited", "not_a_problem", "other"})
"""Talks with the child are the child's. That a case was opened stands with the case, where it goes at all."""
PARENTS = frozenset({"mother", "father", "guardian"})
SPOKE_WITH_FAMILY = frozenset({"reached", "comes_back", "reason_known", "still_away", "needs_visit"})
DANGERS = frozenset({"violence", "early_marriage"})
"""A case with such a cause belongs on the way of protection; until it is there, the cause is kept as if it were."""
PROTECTING = frozenset({"commission", "guardianship", "police"})


def words_of(field: str) -> Words:
    """Whether the words of this field (`casework.Review.words`) go; one that nobody has decided about stays."""
    return WORDS.get(field, Words.STAY)


def due_on(asked_on: date) -> date:
    """By when the family has the record."""
    return asked_on + TIME_TO_ANSWER


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: mother, father, another guardian or the child; and whether under one roof with the child."""

    who: str
    lives_together: bool

    @property
    def may_know_home(self) -> bool:
        """Where the child lives, and which school it went to. Whoever lives elsewhere may have to be kept from it."""
        return self.lives_together or self.who == "child"

    def hears(self, who: str) -> bool:
        """Whether it goes what this adult said or decided: under one roof, or one's own. What a mother told the school
        must not be read by whom she has left."""
        return self.may_know_home or who == self.who

    def may_know_phone_of(self, relation: str) -> bool:
        """An adult's number: under one roof, or one's own."""
        return self.may_know_home or relation == self.who


def case_goes(track: str) -> bool:
    """Whether anything of a case goes."""
    return track == "ordinary"


def signal_goes(rule: str) -> bool:
    """Whether a signal goes."""
    return rule in SIGNALS


def answer_goes(kind: str) -> bool:
    """Whether it goes that somebody answered a signal so. Never in the words of who answered: they were written about
    the family, for a colleague."""
    return kind in ANSWERS


def cause_goes(cause: str) -> bool:
    """Whether a cause goes."""
    return cause not in DANGERS


def evidence_goes(said_by: str, asker: Asker) -> bool:
    """Whether it goes what shows a cause: what a parent said, what the worker saw, what stands in a document. What the
    child said stays the child's, and what others said would tell who they are. Which parent it was is not kept: to who
    lives elsewhere it does not go."""
    return said_by in {"seen", "document"} or (said_by == "parent" and asker.may_know_home)


def said_by_goes(said_by: str) -> bool:
    """Whether it goes who named a cause."""
    return said_by == "parent"


@dataclass(frozen=True, slots=True)
class ActionGoes:
    """Whether an action of the plan goes at all, and with its words."""

    at_all: bool
    with_words: bool


def action_goes(causes: Iterable[str]) -> ActionGoes:
    """An action answers causes. Where all of them stay, it stays too; where one does, its words stay."""
    go = [cause_goes(cause) for cause in causes]
    return ActionGoes(at_all=not go or any(go), with_words=all(go))


def contact_goes(met: str, result: str) -> bool:
    """Whether it goes that there was a call or a visit: with a parent, or with nobody met. A talk with the child, a
    neighbour, a relative or a teacher stays, and so does that there was one."""
    return met in {*PARENTS, ""} and result != "child_seen"


def contact_words_go(met: str, result: str, *, dialled: str, asker: Asker) -> bool:
    """Whether it goes what was said: only where it is known that a parent said it, and to who may hear this parent.
    `dialled`: whose number was dialled; nobody's where it is not known."""
    spoke = met or dialled
    with_parent = spoke in PARENTS or (met == "" and dialled != "" and asker.may_know_home)
    return with_parent and asker.hears(spoke) and contact_goes(met, result) and result in SPOKE_WITH_FAMILY


def agreement_who_goes(whom: str, asker: Asker) -> bool:
    """Whether it goes who agreed to a plan, by name; that the child did, goes without."""
    return whom == "parent" and asker.may_know_home


def consent_goes(given_by: str, asker: Asker) -> bool:
    """Whether a consent goes: what the child alone decided stays the child's."""
    return given_by in PARENTS and asker.hears(given_by)


def referral_goes(body: str, *, with_consent: bool) -> bool:
    """Whether it goes that another body was written to. Where one that protects children was told without the family,
    there was a reason, and the family may be it."""
    return with_consent or body not in PROTECTING


def request_goes(asked_by: str, asker: Asker) -> bool:
    """Whether it goes that somebody asked for the record: to the same one. Who asks in silence is not betrayed."""
    return asked_by == asker.who


def look_goes(page: str, reason: str) -> bool:
    """Whether it is counted that somebody looked: not at the pages of protection and of what neighbours said."""
    return not page.startswith(("protection", "concern", "report")) and reason != "protection_officer"


@dataclass(frozen=True, slots=True)
class Worker:
    """Who works on a case, whether the case is open, and whether this person still works on cases at its school."""

    person: UUID
    is_open: bool
    still_there: bool


def keeper(workers: Collection[Worker]) -> UUID | None:
    """Who makes the record, from the workers of the child's cases that go into it, the latest case first: the one of
    the open case, else of the latest, while they are there. None: any social pedagogue of the child's school."""
    ordered = sorted(workers, key=lambda worker: not worker.is_open)
    return next((worker.person for worker in ordered[:1] if worker.still_there), None)
