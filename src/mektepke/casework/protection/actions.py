"""Taking a child into protection, telling the body, keeping out who is named, and giving a case to somebody to read.

In the trail nothing here has a code of its own: whoever reads there that a case was opened, assessed, or an action done
learns no more of a case of protection than of any other (docs/decisions/0012-protection.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.casework.actions import AlreadyOpen, CauseGiven, add_cause
from mektepke.casework.actions.stepping import note_change, note_step, still_open
from mektepke.casework.models import Barred, Case, Reader, Report
from mektepke.casework.protection.queries import to_pass_on
from mektepke.casework.protection.rules import CAUSE_OF, LONGEST_READING, TIME_TO_TELL, Keeper, keeper
from mektepke.casework.protection.who import heads_of, municipality_of, officers_for
from mektepke.casework.queries import protected_case_of
from mektepke.people.actions import DoneBefore
from mektepke.people.models import Person
from mektepke.places.models import School
from mektepke.pupils.models import Child
from mektepke.trail.actions import record
from mektepke.watch.concerns.actions import nothing_needed
from mektepke.watch.concerns.models import Concern


@dataclass(frozen=True, slots=True)
class DangerGiven:
    """What threatens a child, what shows it and who said so, how much is at stake and why."""

    danger: str
    evidence: str
    said_by: str
    risk: str
    reason: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Who must not see a case: named in it, or kin of who is or of the child."""

    named: frozenset[Person] = frozenset()
    kin: frozenset[Person] = frozenset()

    def __contains__(self, person: object) -> bool:
        return person in self.named or person in self.kin

    @property
    def whys(self) -> dict[Person, str]:
        """Each of them once; who is both is named."""
        return dict.fromkeys(self.kin, Barred.Why.KIN.value) | dict.fromkeys(self.named, Barred.Why.NAMED.value)


class TooLong(Exception):
    """A case is given to read for a month at most, and not for days that have passed."""


class MayNotSee(Exception):
    """Who is named in a case, or is kin of who is, is not given it; nor whoever works on it."""


def keeper_of(school: School, kept: Kept, *, by: Person) -> Keeper:
    """Who will work on a case that `by` opens at this school, if these must not see it."""
    head = any(one in kept for one in heads_of(school))
    return keeper(pedagogue=by in kept, head=head, officer=bool(officers_for(school)))


@transaction.atomic
def open_protection(
    *,
    child: Child,
    school: School,
    given: DangerGiven,
    by: Person,
    kept: Kept | None = None,
    id: UUID | None = None,  # noqa: A002 - the key that the page made
    by_officer: bool = False,
) -> Case:
    """Take a child into protection, beside any case of the ordinary way, whose lists and signals stay as they are.

    The body is to be told within a day. Where the pedagogue or the head must not see it, or `by` is the municipality's
    officer, the case is the municipality's. Raises `AlreadyOpen` with the case on which `by` works already; of a case
    of somebody else nothing is said, and there will be two. Raises `DoneBefore` if there is one with this `id`.
    """
    kept = kept or Kept()
    Child.objects.select_for_update(no_key=True).get(pk=child.pk)
    if id and Case.objects.filter(pk=id).exists():
        raise DoneBefore
    if held := protected_case_of(by, child):
        raise AlreadyOpen(held)
    case = Case(
        id=id or new_key(), child=child, school=school, worker=by, track=Case.Track.PROTECTION, risk=given.risk,
        risk_reason=given.reason, opened_on=clock.today(),
    )  # fmt: skip
    if by_officer:
        case.municipality = municipality_of(school)
    elif keeper_of(school, kept, by=by) is Keeper.MUNICIPALITY:
        _send_up(case)
    case.full_clean()
    case.save(force_insert=True)
    note_step(case, by=by)
    Report.objects.create(case=case, danger=given.danger, due_at=clock.now() + TIME_TO_TELL)
    add_cause(case=case, given=CauseGiven(CAUSE_OF[given.danger], given.evidence, given.said_by), by=by)
    _bar(case, kept, by)
    record(by=by, action="case.opened", subject=case, child=child.pk, place=school.pk)
    return case


@transaction.atomic
def open_from_concern(
    *, concern: Concern, child: Child, school: School, given: DangerGiven, kept: Kept, by: Person, id: UUID  # noqa: A002
) -> Case:  # fmt: skip
    """The officer takes on what somebody in a village has written; with the case the concern is answered. Raises what
    `open_protection` raises."""
    case = open_protection(child=child, school=school, given=given, kept=kept, by=by, id=id, by_officer=True)
    nothing_needed(concern=concern, because=Concern.Because.TAKEN_ON.value, by=by)
    return case


def _send_up(case: Case) -> None:
    """The municipality's; its officers work on it together, and the first of them stands as the worker."""
    case.municipality = municipality_of(case.school)
    case.worker = next(iter(officers_for(case.school)), case.worker)


def _bar(case: Case, kept: Kept, by: Person) -> None:
    for person, why in kept.whys.items():
        Barred.objects.get_or_create(case=case, person=person, defaults={"why": why, "by": by})
    Reader.objects.filter(case=case, person__in=kept.whys, taken_back_on=None).update(taken_back_on=clock.today())


@transaction.atomic
def keep_out(*, case: Case, kept: Kept, by: Person) -> Keeper:
    """More people are named, or turn out to be kin. Where the pedagogue or the head is among them, the case becomes the
    municipality's, as if it had been said at once. Returns who works on it now. Raises `AlreadyClosed`."""
    still_open(case)
    case.refresh_from_db()
    _bar(case, kept, by)
    whose = Keeper.MUNICIPALITY if case.municipality_id else keeper_of(case.school, kept, by=by)
    if whose is Keeper.MUNICIPALITY and not case.municipality_id:
        _send_up(case)
        case.save(update_fields=["municipality", "worker"])
    note_change(case, "case.assessment_kept", by)
    return whose


@transaction.atomic
def tell(*, case: Case, how: str, whom: str, words: str, told_at: datetime, by: Person) -> Report:
    """The child-protection body was told. Raises `AlreadyClosed`, or `DoneBefore` where that is recorded already."""
    still_open(case)
    report = Report.objects.select_for_update().get(case=case)
    if report.told_at is not None:
        raise DoneBefore
    report.how, report.whom, report.words = how, whom, words
    report.told_at, report.told_by = told_at, by
    report.full_clean()
    report.save()
    note_change(case, "case.action_done", by, fields=["done_on"])
    return report


@transaction.atomic
def pass_on(*, by: Person | None = None) -> int:
    """Give every case of protection that nobody works on any more to the officer of its municipality: a head who ends a
    pedagogue's role ends nobody's protection. Done every morning. Returns how many were passed on."""
    passed = 0
    for case in to_pass_on():
        if officers_for(case.school):
            _send_up(case)
            case.save(update_fields=["municipality", "worker"])
            record(by=by, action="case.given", subject=case, child=case.child_id, place=case.school_id)
            passed += 1
    return passed


@transaction.atomic
def give_to_read(*, case: Case, to: Person, reason: str, ends: date, by: Person) -> Reader:
    """Give a case to one person to read, for a reason and until a day. Raises `TooLong` and `MayNotSee`."""
    today = clock.today()
    if not today <= ends <= today + LONGEST_READING:
        raise TooLong
    if to.pk in {by.pk, case.worker_id} or case.barred.filter(person=to).exists():
        raise MayNotSee
    reader = Reader(case=case, person=to, reason=reason, starts=today, ends=ends, given_by=by)
    reader.full_clean()
    reader.save()
    note_change(case, "case.given_to_read", by, subject=reader)
    return reader


@transaction.atomic
def take_back(*, reader: Reader, by: Person) -> None:
    """The person reads it no longer, from now on; saying so twice keeps the first day."""
    if Reader.objects.filter(pk=reader.pk, taken_back_on=None).update(taken_back_on=clock.today()):
        note_change(reader.case, "case.reading_ended", by, subject=reader)
