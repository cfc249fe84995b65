"""Causes, risk, and what the worker understood of a child's situation."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from mektepke.base import clock
from mektepke.casework.actions.given import CauseGiven, NamedAlready, RiskGiven
from mektepke.casework.actions.stepping import back_to, note_change, still_open
from mektepke.casework.models import Assessment, Case, CaseCause, Step
from mektepke.people.models import Person

PARTS = ("child_says", "household_needs", "strengths", "health")


@transaction.atomic
def add_cause(*, case: Case, given: CauseGiven, by: Person) -> CaseCause:
    """One more cause of an open case. Raises `AlreadyClosed` or `NamedAlready`."""
    still_open(case)
    # Sealed words cannot be asked for in the database; a case has a handful of causes.
    held = case.causes.filter(no_longer_on__isnull=True)
    if any((one.cause, one.said_by) == (given.cause, given.said_by) for one in held):
        raise NamedAlready
    cause = CaseCause(
        case=case, cause=given.cause, evidence=given.evidence, said_by=given.said_by, sure=given.sure,
        on=given.on or clock.today(), recorded_by=by,
    )  # fmt: skip
    cause.full_clean()
    cause.save()
    note_change(case, "case.cause_added", by, fields=["causes"])
    return cause


@transaction.atomic
def end_cause(*, cause: CaseCause, by: Person) -> None:
    """It is no longer so, or was an error: the cause stays in the history and asks for no action any more."""
    still_open(cause.case)
    if cause.no_longer_on is None:
        cause.no_longer_on = clock.today()
        cause.save(update_fields=["no_longer_on"])
        note_change(cause.case, "case.cause_ended", by, fields=["causes"])


@transaction.atomic
def set_risk(*, case: Case, given: RiskGiven, by: Person) -> None:
    """How much is at stake, and why. A case that was cared for on one screen begins the six steps when more turns out
    to be at stake; its causes and actions stay."""
    still_open(case)
    case.refresh_from_db()
    was_on_one_screen = case.on_one_screen
    case.risk, case.risk_reason = given.risk, given.reason
    case.full_clean()
    case.save(update_fields=["risk", "risk_reason"])
    note_change(case, "case.risk_set", by, fields=["risk"])
    if was_on_one_screen and not case.on_one_screen:
        back_to(case=case, step=Step.REGISTERED, words="", by=by)


@transaction.atomic
def keep_assessment(*, case: Case, parts: Mapping[str, str], by: Person) -> Assessment:
    """Some parts of the assessment, by name as in `PARTS`; those that are not among them stay as they are."""
    still_open(case)
    found = Assessment.objects.filter(case=case).first() or Assessment(case=case)
    changed = [name for name in PARTS if name in parts and getattr(found, name) != parts[name]]
    for name in changed:
        setattr(found, name, parts[name])
    if changed:
        found.changed_by, found.changed_at = by, clock.now()
        found.save()
        # Which part it was stays out of the trail: that somebody is kept out of a case of protection looks the same.
        note_change(case, "case.assessment_kept", by)
    return found
