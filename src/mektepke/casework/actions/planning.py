"""Actions of a plan, with whom it was agreed, and help in kind."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.casework.actions.given import ActionGiven, NotInProtection
from mektepke.casework.actions.stepping import note_change, still_open, straight_into_action
from mektepke.casework.catalogue import NOT_IN_PROTECTION, PARTIES_NOT_IN_PROTECTION
from mektepke.casework.models import Action, Agreement, Case
from mektepke.people.models import Person
from mektepke.trail.actions import record


@transaction.atomic
def add_action(*, case: Case, given: ActionGiven, by: Person) -> Action:
    """One more action of an open case. A plan that was approved is another one then. Raises `AlreadyClosed` or
    `NotInProtection`."""
    still_open(case)
    if case.in_protection and (given.kind in NOT_IN_PROTECTION or given.party in PARTIES_NOT_IN_PROTECTION):
        raise NotInProtection
    action = Action(
        case=case, kind=given.kind, party=given.party, due_on=given.due_on, words=given.words, shown_by=given.shown_by,
        level_before=given.level_before, hours=given.hours, made_by=by,
    )  # fmt: skip
    action.full_clean()
    action.save()
    action.causes.set(given.causes if given.causes is not None else case.causes.filter(no_longer_on__isnull=True))
    change_plan(case)
    note_change(case, "case.action_added", by, fields=["actions"])
    if case.on_one_screen:
        straight_into_action(case, by=by)
    return action


def change_plan(case: Case) -> None:
    """Another plan than the one that was agreed and approved. Counted where it is stored: on a page that lay open while
    the plan was changed and approved, one more would be the number that was approved."""
    Case.objects.filter(pk=case.pk).update(plan_version=F("plan_version") + 1)
    case.refresh_from_db(fields=["plan_version"])


@transaction.atomic
def finish_action(*, action: Action, by: Person, worked: str = "", level_after: str = "") -> None:
    """The action is done today; saying so twice keeps the first day."""
    waiting = Action.objects.filter(pk=action.pk, done_on__isnull=True, dropped_on__isnull=True)
    if waiting.update(done_on=clock.today(), worked=worked, level_after=level_after):
        # Of the case, as where a child-protection body was told: the trail tells the two apart by nothing.
        note_change(action.case, "case.action_done", by, fields=["done_on"])


@transaction.atomic
def say_what_came(*, action: Action, worked: str, level_after: str, by: Person) -> None:
    """What came of an action that was marked as done without a word. Said once, it stays: a later look back is a
    review."""
    still_open(action.case)
    silent = Action.objects.filter(pk=action.pk, done_on__isnull=False, worked="")
    if worked and silent.update(worked=worked, level_after=level_after):
        note_change(action.case, "case.action_done", by, subject=action, fields=["worked"])


@transaction.atomic
def drop_action(*, action: Action, by: Person) -> None:
    """The action is no longer needed, since today."""
    waiting = Action.objects.filter(pk=action.pk, done_on__isnull=True, dropped_on__isnull=True)
    if waiting.update(dropped_on=clock.today()):
        change_plan(action.case)
        note_change(action.case, "case.action_dropped", by, subject=action, fields=["dropped_on"])


@transaction.atomic
def postpone_action(*, action: Action, due_on: date, by: Person) -> None:
    """Another day for the same action; the plan is still the same."""
    still_open(action.case)
    action.due_on = due_on
    action.full_clean()
    action.save(update_fields=["due_on"])
    note_change(action.case, "case.action_postponed", by, subject=action, fields=["due_on"])


@transaction.atomic
def ask_for_aid(*, action: Action, by: Person) -> None:
    """Help in kind was asked for today. Its reference says to nobody else whose it is."""
    waiting = Action.objects.filter(pk=action.pk, asked_on__isnull=True)
    if waiting.update(asked_on=clock.today(), reference=new_key()):
        note_change(action.case, "case.aid_asked", by, subject=action, fields=["asked_on"])


@transaction.atomic
def receive_aid(*, action: Action, by: Person) -> None:
    """What was asked for came today; the action is done with it."""
    waiting = Action.objects.filter(pk=action.pk, asked_on__isnull=False, received_on__isnull=True)
    if waiting.update(received_on=clock.today()):
        note_change(action.case, "case.aid_received", by, subject=action, fields=["received_on"])
        finish_action(action=action, by=by)


@transaction.atomic
def agree(*, case: Case, whom: str, who: str, how: str, on: date, by: Person) -> Agreement:
    """That the plan was agreed with a parent, or with the child."""
    still_open(case)
    if case.in_protection and whom == Agreement.Whom.PARENT:
        raise NotInProtection
    agreement = Agreement(case=case, whom=whom, who=who, how=how, on=on, recorded_by=by)
    agreement.full_clean()
    agreement.save()
    record(by=by, action="case.agreed", subject=case, child=case.child_id, place=case.school_id, fields=["agreements"])
    return agreement
