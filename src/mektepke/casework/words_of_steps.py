"""What the pages of a case say about its steps: where it stands, what is missing before the next, what comes then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mektepke.casework.models import Case, Step
from mektepke.casework.rules import steps
from mektepke.casework.rules.steps import Approved, Missing
from mektepke.look import dates
from mektepke.look.words import language

MISSING: dict[Missing, tuple[str | Promise, str]] = {
    Missing.RISK: (_("How much is at stake is not said yet."), "case_risk"),
    Missing.RISK_REASON: (_("Why so much is at stake is not said yet."), "case_risk"),
    Missing.CAUSE: (_("No cause is named yet."), "case_assessment"),
    Missing.ACTION_FOR_EVERY_CAUSE: (_("A cause has no action yet."), "case_plan"),
    Missing.WHAT_SHOWS_IT: (_("An action does not say yet what will show that it worked."), "case_plan"),
    Missing.AGREED_WITH_PARENT: (_("The plan is not agreed with a parent yet."), "case_plan"),
    Missing.AGREED_WITH_CHILD: (_("The plan is not agreed with the child yet."), "case_plan"),
    Missing.APPROVAL: (_("The plan is not approved yet."), "case_plan"),
    Missing.REVIEW: (_("The plan has not been reviewed yet."), "case_review"),
    Missing.REPORT: (_("The child-protection body has not been told yet."), "case"),
    Missing.OUTCOME: (_("How it ended is not said yet."), "close_case"),
}
"""What is missing, in words, and the page on which it is done."""

GO_ON: dict[steps.Step, str | Promise] = {
    steps.Step.ASSESSED: _("The assessment is done: go on to the plan"),
    steps.Step.PLANNED: _("The plan is made: go on"),
    steps.Step.ACTIVE: _("Go into action"),
    steps.Step.REVIEWED: _("Reviewed: go on"),
}
"""What the button says that takes the case to this step."""

PAGES: dict[str, str] = {
    Step.REGISTERED: "case",
    Step.ASSESSED: "case_assessment",
    Step.PLANNED: "case_plan",
    Step.ACTIVE: "case_follow_up",
    Step.REVIEWED: "case_review",
    Step.CLOSED: "close_case",
}

APPROVED: dict[Approved, str | Promise] = {
    Approved.NOT_ASKED: _("The plan has not been laid before the head yet."),
    Approved.ASKED: _("The plan lies before the head."),
    Approved.RETURNED: _("The head has sent the plan back with a question."),
    Approved.APPROVED: _("The plan is approved."),
    Approved.CHANGED: _("The plan was changed after it had been approved."),
}


@dataclass(frozen=True, slots=True)
class StepShown:
    """One of the six steps as the line of steps shows it."""

    name: str
    page: str
    taken_on: date | None
    here: bool


def steps_of(case: Case, taken: dict[str, date]) -> list[StepShown]:
    """The six steps of a case, each with its page and the day on which it was last reached; later ones have no day."""
    reached = steps.ORDER.index(steps.Step(case.step))
    return [
        StepShown(
            name=str(step.label),
            page=reverse(PAGES[step], args=[case.pk]),
            taken_on=taken.get(step.value) if place <= reached else None,
            here=place == reached,
        )
        for place, step in enumerate(Step)
    ]


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing that is missing before the next step, and where it is done."""

    words: str
    page: str


def to_do(case: Case, state: steps.State) -> list[ToDo]:
    """What is missing before the next step, in words."""
    return [ToDo(_missing(one, case), reverse(MISSING[one][1], args=[case.pk])) for one in steps.missing(state)]


def _missing(one: Missing, case: Case) -> str:
    """A plan that goes on after a review is not one that nobody has reviewed."""
    if one is Missing.REVIEW and case.review_on and case.reviews.exists():
        return gettext("The next review is on %(day)s.") % {"day": dates.day_short(case.review_on, language())}
    return str(MISSING[one][0])


def go_on_words(state: steps.State) -> str:
    """What the button for the next step says; nothing where something is missing or the next step is not a button."""
    following = steps.following(state.step)
    if not steps.may_go_on(state) or following is steps.Step.CLOSED:
        return ""
    return str(GO_ON[following])
