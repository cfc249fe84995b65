"""The six steps of a case, what is missing before the next, and which way it may go. No Django.

The steps are those of child-protection case management (Global Protection Cluster, *Inter-agency guidelines for case
management and child protection*, 2014): identified and registered, assessed, planned, in action, reviewed, closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Step(StrEnum):
    """Which step a case has reached."""

    REGISTERED = "registered"
    ASSESSED = "assessed"
    PLANNED = "planned"
    ACTIVE = "active"
    REVIEWED = "reviewed"
    CLOSED = "closed"


ORDER = tuple(Step)
# A plan is looked at again at least every three months.
LONGEST_WITHOUT_REVIEW = timedelta(days=92)


class Risk(StrEnum):
    """How much harm threatens if nothing is done: it decides how much process a case needs, and ranks no child."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Track(StrEnum):
    """The ordinary way, or that of protection: without the family, the head, volunteers and the group."""

    ORDINARY = "ordinary"
    PROTECTION = "protection"


class Approved(StrEnum):
    """Where the approval of the plan stands."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    RETURNED = "returned"
    APPROVED = "approved"
    CHANGED = "changed"
    """Approved once, but the plan is another one now."""


class Missing(StrEnum):
    """What is still to be done before the next step."""

    RISK = "risk"
    RISK_REASON = "risk_reason"
    CAUSE = "cause"
    ACTION_FOR_EVERY_CAUSE = "action_for_every_cause"
    WHAT_SHOWS_IT = "what_shows_it"
    AGREED_WITH_PARENT = "agreed_with_parent"
    AGREED_WITH_CHILD = "agreed_with_child"
    APPROVAL = "approval"
    REVIEW = "review"
    REPORT = "report"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class State:
    """What decides about the next step. Counts are of what holds now, since the case was opened or reopened."""

    step: Step = Step.REGISTERED
    risk: Risk | None = None
    risk_reason: bool = False
    track: Track = Track.ORDINARY
    causes: int = 0
    causes_without_action: int = 0
    actions_without_sign: int = 0
    """Actions that do not say what would show that they worked."""
    with_parent: bool = False
    with_child: bool = False
    approved: Approved = Approved.NOT_ASKED
    reviewed: bool = False
    """Whether there was a review since the case went into action, or since the last one was acted on."""
    reported: bool = False
    """Protection only: whether the child-protection body was told."""

    @property
    def in_protection(self) -> bool:
        """Whether it is a case of protection."""
        return self.track is Track.PROTECTION

    @property
    def on_one_screen(self) -> bool:
        """A low risk needs a cause, an action and a date, and nobody's approval."""
        return self.risk is Risk.LOW and not self.in_protection


def following(step: Step) -> Step:
    """The step after this one; a reviewed case goes on in action unless it is closed."""
    return {Step.REVIEWED: Step.ACTIVE}.get(step) or ORDER[min(ORDER.index(step) + 1, len(ORDER) - 1)]


def missing(state: State) -> tuple[Missing, ...]:
    """What is missing before the next step, in the order in which it is done."""
    return tuple(_missing(state))


def _missing(state: State) -> Iterator[Missing]:
    if state.step is Step.REGISTERED:
        yield from _before_assessed(state)
    elif state.step is Step.ASSESSED:
        yield from _before_planned(state)
    elif state.step is Step.PLANNED and _needs_approval(state) and state.approved is not Approved.APPROVED:
        yield Missing.APPROVAL
    elif state.step is Step.ACTIVE and not state.reviewed:
        yield Missing.REVIEW
    elif state.step is Step.REVIEWED:
        yield from _before_going_on(state)


def _before_assessed(state: State) -> Iterator[Missing]:
    if state.risk is None:
        yield Missing.RISK
    elif not state.risk_reason:
        yield Missing.RISK_REASON
    if not state.causes:
        yield Missing.CAUSE


def _before_planned(state: State) -> Iterator[Missing]:
    if state.causes_without_action or not state.causes:
        yield Missing.ACTION_FOR_EVERY_CAUSE
    if state.actions_without_sign and not state.on_one_screen:
        yield Missing.WHAT_SHOWS_IT
    if state.in_protection or state.on_one_screen:
        return
    if not state.with_parent:
        yield Missing.AGREED_WITH_PARENT
    if not state.with_child:
        yield Missing.AGREED_WITH_CHILD


def _before_going_on(state: State) -> Iterator[Missing]:
    """A plan that the review changed is approved again before it goes on."""
    if state.causes_without_action:
        yield Missing.ACTION_FOR_EVERY_CAUSE
    if _needs_approval(state) and state.approved is not Approved.APPROVED:
        yield Missing.APPROVAL


def _needs_approval(state: State) -> bool:
    return not (state.in_protection or state.on_one_screen)


def may_go_on(state: State) -> bool:
    """Whether the case can take the next step now."""
    return state.step is not Step.CLOSED and not missing(state)


def may_go_back_to(state: State) -> tuple[Step, ...]:
    """The earlier steps to which a worker can go back; none once it is closed, which is reopened instead."""
    if state.step is Step.CLOSED:
        return ()
    return ORDER[: ORDER.index(state.step)]


def may_ask_approval(state: State) -> bool:
    """Whether the plan is complete enough to be laid before the head, and not there already."""
    complete = state.step in {Step.PLANNED, Step.ACTIVE, Step.REVIEWED}
    return complete and _needs_approval(state) and state.approved not in {Approved.ASKED, Approved.APPROVED}


def before_closing(state: State) -> tuple[Missing, ...]:
    """What must be there before a case may be closed at all, whatever its outcome."""
    return (Missing.REPORT,) if state.in_protection and not state.reported else ()


def begins_at(risk: Risk | None, track: Track) -> Step:
    """Where a new case begins: on one screen it is in action at once."""
    return Step.ACTIVE if risk is Risk.LOW and track is Track.ORDINARY else Step.REGISTERED
