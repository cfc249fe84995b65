"""Everything that is kept about one child and can go into the record for the family: rows, not yet words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.db.models.functions import TruncDate

from mektepke.attendance.queries import ShownDay, child_days
from mektepke.base.clock import SCHOOL_TIME
from mektepke.casework.models import Case, Contact, RecordRequest
from mektepke.casework.rights.rules import record as goes
from mektepke.pupils.models import Child, Enrolment, Guardian, OutOfSchool, Transfer
from mektepke.trail.queries import looks_at
from mektepke.watch.models import Signal


@dataclass(frozen=True, slots=True)
class Looked:
    """On how many days somebody with one role looked, and when last."""

    role: str
    days: int
    last: date


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows, each list oldest first."""

    child: Child
    guardians: list[Guardian]
    enrolments: list[Enrolment]
    transfers: list[Transfer]
    out_of_school: list[OutOfSchool]
    days: list[ShownDay]
    signals: list[Signal]
    contacts: list[Contact]
    cases: list[Case]
    looks: list[Looked]
    requests: list[RecordRequest]


def unsafe_kept(child: Child, *, today: date) -> Kept:
    """What may go of all that is kept about a child; the caller has asked for whom. A fixed number of queries."""
    enrolments = Enrolment.objects.held().filter(child=child).select_related("school_class__school")
    own = sorted(enrolments, key=lambda row: row.starts)
    return Kept(
        child=child,
        guardians=list(Guardian.objects.filter(household=child.household_id)),
        enrolments=own,
        transfers=list(Transfer.objects.filter(child=child).select_related("to_school").order_by("sent_on")),
        out_of_school=list(OutOfSchool.objects.filter(child=child).order_by("found_on")),
        days=child_days(child, first=own[0].starts, last=today) if own else [],
        signals=list(_signals(child)),
        contacts=list(Contact.objects.filter(child=child).select_related("guardian").order_by("on", "at")),
        cases=list(_cases(child)),
        looks=_looks(child),
        requests=list(RecordRequest.objects.filter(child=child).prefetch_related("corrections").order_by("asked_on")),
    )


def _signals(child: Child) -> list[Signal]:
    found = Signal.objects.filter(child=child).prefetch_related("answers").order_by("raised_on")
    return [signal for signal in found if goes.signal_goes(signal.rule)]


def _cases(child: Child) -> list[Case]:
    parts = ("causes", "actions__causes", "agreements", "approvals", "reviews", "endings", "consents")
    found = Case.objects.filter(child=child).select_related("school", "assessment").order_by("opened_on", "at")
    cases = [case for case in found if goes.case_goes(case.track)]
    prefetch_related_objects(cases, *parts, "referrals__to_school")
    return cases


def _looks(child: Child) -> list[Looked]:
    """By role: nobody's name. Who looked on how many pages of one day has looked on one day."""
    rows = looks_at(child.pk).order_by().values_list("reason", "page", TruncDate("at", tzinfo=SCHOOL_TIME)).distinct()
    by_role: dict[str, set[date]] = {}
    for role, page, on in rows:
        if goes.look_goes(page, role):
            by_role.setdefault(role, set()).add(on)
    return [Looked(role, len(days), max(days)) for role, days in sorted(by_role.items())]
