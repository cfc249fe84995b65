"""The child's cases: causes, plan, who agreed, reviews, outcome; what the family agreed to, and who was written to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from mektepke.casework.models import Action, Agreement, Approval, Assessment, Case, CaseCause, Consent, Ending, Review
from mektepke.casework.queries.causes import cause_labels
from mektepke.casework.rights.queries.kept import Kept
from mektepke.casework.rights.record.parts import Entry, Section, day, lines, said, told
from mektepke.casework.rights.rules import record as goes
from mektepke.casework.rights.rules.record import Asker

Labels = Mapping[str, str]


def care(kept: Kept, asker: Asker) -> Section:
    """Every case that goes, from its opening to its outcome."""
    labels = cause_labels({cause.cause for case in kept.cases for cause in case.causes.all()} - {""})
    entries = [entry for case in kept.cases for entry in _case(case, labels, asker)]
    return Section(_("Care by the social pedagogue"), entries, _("The child was in nobody's care."))


def _case(case: Case, labels: Labels, asker: Asker) -> Iterator[Entry]:
    yield _course(case, asker)
    yield from _causes([cause for cause in case.causes.all() if goes.cause_goes(cause.cause)], labels, asker)
    if assessment := getattr(case, "assessment", None):
        yield from _understood(assessment)
    yield from filter(None, (_action(action) for action in case.actions.all()))
    yield from _agreed(case, asker)
    yield from (_review(review) for review in case.reviews.all())
    yield from (_ending(ending) for ending in case.endings.all())
    if case.closed_on:
        yield _outcome(case)


def _course(case: Case, asker: Asker) -> Entry:
    return Entry(
        said(_("Care since"), day(case.opened_on)),
        lines(
            told(Case, "school", case.school.name) if asker.may_know_home else None,
            told(Case, "reopened_on", case.reopened_on),
        ),
    )


def _causes(causes: Sequence[CaseCause], labels: Labels, asker: Asker) -> Iterator[Entry]:
    """Each cause once, with what may go of what shows it: how many have named it would tell that there were others."""
    for code in dict.fromkeys(cause.cause for cause in causes):
        own = [cause for cause in causes if cause.cause == code]
        shown = [line for cause in own if goes.evidence_goes(cause.said_by, asker) for line in _evidence(cause)]
        until = own[-1].no_longer_on if all(cause.no_longer_on for cause in own) else None
        yield Entry(
            told(CaseCause, "cause", labels.get(code, code)), [*shown, *lines(told(CaseCause, "no_longer_on", until))]
        )


def _evidence(cause: CaseCause) -> list[str]:
    said_by = cause.get_said_by_display() if goes.said_by_goes(cause.said_by) else ""
    return lines(
        told(CaseCause, "on", cause.on),
        told(CaseCause, "said_by", said_by),
        told(CaseCause, "evidence", cause.evidence),
    )


def _understood(assessment: Assessment) -> Iterator[Entry]:
    names = ("household_needs", "strengths")
    found = lines(*(told(Assessment, name, getattr(assessment, name)) for name in names))
    if found:
        yield Entry(_("How the social pedagogue sees it"), found)


def _action(action: Action) -> Entry | None:
    go = goes.action_goes(cause.cause for cause in action.causes.all())
    if not go.at_all:
        return None
    return Entry(
        told(Action, "kind", action.get_kind_display()),
        lines(
            *((action.words, told(Action, "shown_by", action.shown_by)) if go.with_words else ()),
            told(Action, "party", action.get_party_display()),
            *(told(Action, name, getattr(action, name)) for name in ("due_on", "done_on", "dropped_on")),
            told(Action, "worked", action.get_worked_display()),
            *(told(Action, name, getattr(action, name)) for name in ("level_before", "hours", "level_after")),
            *(told(Action, name, getattr(action, name)) for name in ("asked_on", "received_on")),
        ),
    )


def _agreed(case: Case, asker: Asker) -> Iterator[Entry]:
    found = [_agreement(one, asker) for one in case.agreements.all()]
    found += [_approval(one) for one in case.approvals.all() if one.decision == Approval.Decision.APPROVED]
    if found:
        yield Entry(_("Who agreed to the plan"), found)


def _agreement(one: Agreement, asker: Asker) -> str:
    who = one.who if goes.agreement_who_goes(one.whom, asker) else ""
    return " · ".join(filter(None, [str(one.get_whom_display()), who, str(one.get_how_display()), day(one.on)]))


def _approval(one: Approval) -> str:
    decided = one.decided_on or one.asked_on
    return said(_("Approved by the head of the school"), day(decided))


def _review(review: Review) -> Entry:
    return Entry(
        said(_("Review"), day(review.on)),
        lines(told(Review, "decision", review.get_decision_display()), told(Review, "words", review.words)),
    )


def _ending(ending: Ending) -> Entry:
    return Entry(
        said(_("Ended for a while"), day(ending.closed_on)),
        lines(
            told(Case, "outcome", ending.get_outcome_display()),
            told(Case, "closing_words", ending.closing_words),
            told(Case, "reopened_on", ending.reopened_on),
        ),
    )


def _outcome(case: Case) -> Entry:
    return Entry(
        told(Case, "closed_on", case.closed_on),
        lines(
            told(Case, "outcome", case.get_outcome_display()),
            told(Case, "closing_words", case.closing_words),
        ),
    )


def consents(kept: Kept, asker: Asker) -> Section:
    """What the family agreed to or refused, and what it took back."""
    found = [consent for case in kept.cases for consent in case.consents.all()]
    entries = [_consent(one) for one in found if goes.consent_goes(one.given_by, asker)]
    return Section(_("What the family agreed to"), entries, _("The family was asked for no consent."))


def _consent(consent: Consent) -> Entry:
    decided = _("agreed") if consent.agreed else _("did not agree")
    return Entry(
        told(Consent, "purpose", consent.get_purpose_display()),
        lines(
            said(consent.get_given_by_display(), " · ".join([decided, consent.get_how_display(), day(consent.on)])),
            told(Consent, "with_whom", consent.with_whom),
            told(Consent, "withdrawn_on", consent.withdrawn_on),
        ),
    )
