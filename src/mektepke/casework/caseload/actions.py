"""Giving a case to another worker, and the programme's own causes."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from mektepke.base import clock
from mektepke.base.identity import derived_key
from mektepke.casework.actions.stepping import note_change, still_open
from mektepke.casework.caseload.queries.loads import workers_at
from mektepke.casework.caseload.rules import own_code
from mektepke.casework.models import Case, OwnCause
from mektepke.people.actions import DoneBefore
from mektepke.people.models import Person
from mektepke.trail.actions import record


class NotHere(Exception):
    """Whoever should get the case does not work on cases at its school."""


@transaction.atomic
def give_case(*, case: Case, to: Person, by: Person) -> None:
    """From now on the other person works on it, and who did until now sees it no more. However much somebody carries:
    the house warns, and the head decides.

    Raises `AlreadyClosed`, `DoneBefore` where it is theirs already, `NotHere` for who does not work there, or where the
    case has become one of protection meanwhile.
    """
    still_open(case)
    now = Case.objects.only("worker", "track").get(pk=case.pk)
    if now.worker_id == to.pk:
        raise DoneBefore
    if now.in_protection or not workers_at([case.school], clock.today()).filter(person=to).exists():
        raise NotHere
    Case.objects.filter(pk=case.pk).update(worker=to, given_on=clock.today())
    note_change(case, "case.given", by, subject=to, fields=["worker"])


@transaction.atomic
def add_own_cause(*, cause: OwnCause, by: Person) -> OwnCause:
    """One more cause on the list, in three languages, for all schools. Raises `DoneBefore` if it is there already."""
    taken = set(OwnCause.objects.values_list("code", flat=True))
    cause.code, cause.added_by = own_code(cause.name_en, taken=taken), by
    cause.full_clean()
    try:
        with transaction.atomic():
            cause.save(force_insert=True)
    except IntegrityError as clash:
        # Two who add the same within a moment get the same code.
        raise DoneBefore from clash
    record(by=by, action="cause.listed", subject=("casework.owncause", derived_key("own_cause", cause.code)))
    return cause


@transaction.atomic
def end_own_cause(*, cause: OwnCause, by: Person) -> None:
    """It can no longer be chosen, from today on. Cases in which it was named keep it, and its name."""
    if OwnCause.objects.filter(pk=cause.pk, ended_on__isnull=True).update(ended_on=clock.today()):
        record(by=by, action="cause.ended", subject=("casework.owncause", derived_key("own_cause", cause.code)))
