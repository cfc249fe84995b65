"""Opening and closing cases, recording calls and visits. Each writes its line in the trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from mektepke.base import clock
from mektepke.base.identity import derived_key, new_key
from mektepke.casework.models import Action, CapacityRow, Case, CaseCause, Contact
from mektepke.casework.queries import coming_school_days
from mektepke.casework.rules import counted_day, school_days_after_care, school_days_until_look
from mektepke.people.actions import A_MOMENT, DoneBefore
from mektepke.people.models import Person
from mektepke.places.models import School
from mektepke.pupils.models import Child, Guardian
from mektepke.pupils.queries import reason_to_see
from mektepke.trail.actions import looked, record
from mektepke.watch.actions import answer_signals_of
from mektepke.watch.models import Answer, Signal


@dataclass(frozen=True, slots=True)
class CauseGiven:
    """One cause as the pedagogue found it."""

    cause: str
    evidence: str
    said_by: str


@dataclass(frozen=True, slots=True)
class ActionGiven:
    """One action as agreed."""

    kind: str
    party: str
    due_on: date
    words: str = ""


class AlreadyClosed(Exception):
    """Somebody closed the case meanwhile."""


class NamedAlready(Exception):
    """The same cause by the same people is named already."""


class AlreadyOpen(Exception):
    """The child has an open case already; it is in the exception."""

    def __init__(self, case: Case) -> None:
        super().__init__("already open")
        self.case = case


@transaction.atomic
def open_case(
    *,
    child: Child,
    school: School,
    causes: list[CauseGiven],
    action: ActionGiven,
    by: Person,
    signal: Signal | None = None,
) -> Case:
    """Take a child into care of a case: at least one cause, one first action with a party and a date. Answers the
    child's open signals."""
    already = Case.objects.select_for_update().filter(child=child, closed_on__isnull=True).first()
    if already is not None:
        raise AlreadyOpen(already)
    case = Case.objects.create(child=child, school=school, worker=by, signal=signal, opened_on=clock.today())
    for given in causes:
        add_cause(case=case, given=given, by=by)
    add_action(case=case, given=action, by=by)
    answer_signals_of(child=child, kind=Answer.Kind.CASE_OPENED, by=by)
    record(by=by, action="case.opened", subject=case, child=child.pk, place=school.pk)
    return case


@transaction.atomic
def add_cause(*, case: Case, given: CauseGiven, by: Person) -> CaseCause:
    """One more cause of an open case."""
    _still_open(case)
    if case.causes.filter(cause=given.cause, said_by=given.said_by).exists():
        raise NamedAlready
    cause = CaseCause(case=case, cause=given.cause, evidence=given.evidence, said_by=given.said_by, recorded_by=by)
    cause.full_clean()
    cause.save()
    record(by=by, action="case.cause_added", subject=case, child=case.child_id, place=case.school_id, fields=["causes"])
    return cause


@transaction.atomic
def add_action(*, case: Case, given: ActionGiven, by: Person) -> Action:
    """One more action of an open case."""
    _still_open(case)
    action = Action(case=case, kind=given.kind, party=given.party, due_on=given.due_on, words=given.words, made_by=by)
    action.full_clean()
    action.save()
    record(
        by=by, action="case.action_added", subject=case, child=case.child_id, place=case.school_id, fields=["actions"]
    )
    return action


@transaction.atomic
def finish_action(*, action: Action, by: Person) -> None:
    """The action is done today; saying so twice keeps the first day."""
    waiting = Action.objects.filter(pk=action.pk, done_on__isnull=True, dropped_on__isnull=True)
    if waiting.update(done_on=clock.today()):
        case = action.case
        record(
            by=by,
            action="case.action_done",
            subject=case,
            child=case.child_id,
            place=case.school_id,
            fields=["done_on"],
        )


def _still_open(case: Case) -> None:
    """Lock the case, and refuse if somebody closed it while this page lay open."""
    if not Case.objects.select_for_update().filter(pk=case.pk, closed_on__isnull=True).exists():
        raise AlreadyClosed


@transaction.atomic
def close_case(*, case: Case, outcome: str, words: str, by: Person, despite_registers: str = "") -> None:
    """End a case with its outcome and what helped. Actions that are not done end with it, as no longer needed.

    `despite_registers` says why a child counts as returned, or as in no need of care, whom the registers do not show at
    school. A child that is said to be at school is looked at again: the case keeps the day.
    """
    _still_open(case)
    case.outcome, case.closing_words, case.closed_on = outcome, words, clock.today()
    case.despite_registers = despite_registers
    case.look_again_on = _day_after(school_days_after_care(outcome), case.school, after=clock.today())
    case.full_clean()
    case.save(update_fields=["outcome", "closing_words", "despite_registers", "closed_on", "look_again_on"])
    for action in case.actions.filter(done_on__isnull=True, dropped_on__isnull=True):
        _drop(action, case, by)
    fields = ["outcome", *(["despite_registers"] if despite_registers else [])]
    record(by=by, action="case.closed", subject=case, child=case.child_id, place=case.school_id, fields=fields)


def _day_after(number: int | None, school: School, *, after: date) -> date | None:
    """So many school days after this day; None for none."""
    if number is None:
        return None
    return counted_day(coming_school_days(school, after=after), number, after=after)


def _drop(action: Action, case: Case, by: Person) -> None:
    action.dropped_on = case.closed_on
    action.save(update_fields=["dropped_on"])
    record(
        by=by,
        action="case.action_dropped",
        subject=action,
        child=case.child_id,
        place=case.school_id,
        fields=["dropped_on"],
    )


@transaction.atomic
def record_contact(
    *,
    child: Child,
    school: School,
    kind: str,
    result: str,
    words: str,
    next_on: date | None,
    by: Person,
    on: date | None = None,
    guardian: Guardian | None = None,
    id: UUID | None = None,  # noqa: A002 - the key that the page made
) -> Contact:
    """A call or a visit, of today if `on` is None. One that reached the family or the child answers the child's signals
    that stood there on that day, so it always has a day on which somebody looks again: where `next_on` is None, the
    house sets it. With whose number it was (`guardian`) the number is kept as it was dialled.

    Raises `DoneBefore` if there is one with this `id` already, or the same was sent by a page a moment ago.
    """
    spoke = school_days_until_look(result)
    day = on or clock.today()
    contact = Contact(
        id=id or new_key(), child=child, school=school, kind=kind, result=result, words=words, on=day, by=by,
        guardian=guardian, number=guardian.phone if guardian and kind == Contact.Kind.CALL else "",
        next_on=next_on or _day_after(spoke, school, after=day), next_by_house=next_on is None and spoke is not None,
    )  # fmt: skip
    _refuse_again(contact)
    if id:
        _refuse_the_same(contact)
    contact.full_clean()
    _insert(contact)
    if spoke is not None:
        answer = Answer.Kind.CALLED if kind == Contact.Kind.CALL else Answer.Kind.VISITED
        answer_signals_of(child=child, kind=answer, by=by, raised_by=day)
    record(by=by, action=f"contact.{kind}", subject=contact, child=child.pk, place=school.pk)
    return contact


def _refuse_again(contact: Contact) -> None:
    if Contact.objects.filter(pk=contact.pk).exists():
        raise DoneBefore


def _refuse_the_same(contact: Contact) -> None:
    same = ("child_id", "kind", "result", "guardian_id", "words", "next_on", "on", "by_id")
    given = {name: getattr(contact, name) for name in same}
    if Contact.objects.filter(**given, at__gt=clock.now() - A_MOMENT).exists():
        raise DoneBefore


def _insert(contact: Contact) -> None:
    """As a new row. Of two touches at the same moment, on PostgreSQL, the second is told here that it came too late."""
    try:
        with transaction.atomic():
            contact.save(force_insert=True)
    except IntegrityError:
        _refuse_again(contact)
        raise


def look_at_case(*, case: Case, by: Person) -> None:
    """Leave a trace that somebody read this case."""
    looked(by=by, child=case.child_id, page="case", reason=reason_to_see(by, case.child))


def look_at_family(*, child: Child, page: str, by: Person) -> None:
    """Leave a trace that somebody opened the family's numbers."""
    looked(by=by, child=child.pk, page=page, reason=reason_to_see(by, child))


@transaction.atomic
def set_capacity(*, row: CapacityRow, by: Person) -> None:
    """What somebody with at least so many hours takes on, from now on."""
    row.full_clean(validate_unique=False)
    CapacityRow.objects.update_or_create(
        hours_from=row.hours_from, defaults={"new_a_day": row.new_a_day, "visits_a_week": row.visits_a_week}
    )
    record(by=by, action="capacity.set", subject=("casework.capacityrow", _row_key(row.hours_from)))


@transaction.atomic
def remove_capacity(*, hours: int, by: Person) -> None:
    """Back to what holds without this row."""
    if CapacityRow.objects.filter(hours_from=hours).delete()[0]:
        record(by=by, action="capacity.removed", subject=("casework.capacityrow", _row_key(hours)))


def _row_key(hours: int) -> UUID:
    return derived_key("capacity", str(hours))
