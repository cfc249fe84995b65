"""On the roll of a class, into another one, off the roll. Every change is a new row: history stays."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mektepke.base import clock
from mektepke.look.dates import day_full
from mektepke.people.models import Person
from mektepke.places.models import School, SchoolClass
from mektepke.pupils.models import Child, Enrolment, OutOfSchool, Transfer
from mektepke.pupils.queries import school_age
from mektepke.pupils.rules import ONE_DAY
from mektepke.trail.actions import record

L = Enrolment.Leaving
# What somebody can say of a child who leaves; the other reasons follow from what is done here.
REASONS = (L.LEFT, L.MOVED_AWAY, L.FINISHED, L.DIED, L.MISTAKE)


@transaction.atomic
def enrol(*, child: Child, school_class: SchoolClass, starts: date, mode: str = "school", by: Person) -> Enrolment:
    """Put the child on the roll of a class; an enrolment elsewhere in the same school ends the day before.

    Who was on the way to this school has arrived; who was in no school goes to one now. ValidationError in words where
    the child is another school's, on the way to another, or the day cannot be.
    """
    lock(child)
    before = Enrolment.objects.filter(child=child, ends__isnull=True).select_related("school_class__school").first()
    _check_class(before, school_class, mode)
    _check_start(child, school_class, starts, before)
    _receive_at(child, school_class.school, starts, by)
    if before is not None:
        _end_before(before, starts=starts, reason=_reason_of_move(before, school_class))
    # Who only learns in another way was in the class's registers all the time.
    same = before is not None and before.school_class_id == school_class.pk
    listed_at = before.listed_at if before and same else clock.now()
    enrolment = Enrolment.objects.create(
        child=child, school_class=school_class, starts=starts, mode=mode, listed_at=listed_at
    )
    end_out_of_school_of(child, on=starts, ending=OutOfSchool.Ending.ENROLLED, by=by)
    record(by=by, action="child.enrolled", subject=enrolment, child=child.pk, place=school_class.school_id)
    return enrolment


@transaction.atomic
def leave(*, enrolment: Enrolment, on: date, reason: str, by: Person) -> None:
    """End an enrolment with the reason. The child stays on record: leaving school is where the work begins.

    A child of school age who left school is at once a child in no school.
    """
    if reason not in REASONS:
        raise ValidationError({"reason": _("Choose why the child leaves.")})
    end(enrolment, on=on, reason=reason)
    school = enrolment.school_class.school
    record(by=by, action="child.left", subject=enrolment, child=enrolment.child_id, place=school.pk, reason=reason)
    age = enrolment.child.age_on(on)
    if reason == L.LEFT and school_age(on, school=school).holds(age):
        put_in_no_school(enrolment.child, kind=OutOfSchool.Kind.LEFT, found_on=on, by=by)


@transaction.atomic
def stay(*, enrolment: Enrolment, by: Person) -> Enrolment:
    """The child stays after all: whoever ended the enrolment was mistaken. The roll goes on with a new row from today;
    on the days between nobody marked the child, so nobody may read them as present."""
    lock(enrolment.child)
    if enrolment.ends is None or _comes_after(enrolment):
        raise ValidationError(_("The child is on a roll already. Nothing was changed."))
    if Transfer.objects.filter(child=enrolment.child_id, received_on__isnull=True).exists():
        raise ValidationError(_("The child is on the way to another school. If it stays, take the transfer back."))
    return goes_on(enrolment, by=by)


def goes_on(enrolment: Enrolment, *, by: Person) -> Enrolment:
    """A new row in the same class after one that ended by mistake. The caller's transaction."""
    ended = enrolment.ends or clock.today()
    enrolment.reason_of_leaving = L.STAYED
    enrolment.save(update_fields=["reason_of_leaving"])
    new = Enrolment.objects.create(
        child_id=enrolment.child_id,
        school_class_id=enrolment.school_class_id,
        mode=enrolment.mode,
        starts=max(clock.today(), ended + ONE_DAY),
    )
    end_out_of_school_of(enrolment.child, on=clock.today(), ending=OutOfSchool.Ending.MISTAKE, by=by)
    record(by=by, action="child.stayed", subject=new, child=enrolment.child_id, place=enrolment.school_class.school_id)
    return new


def end(enrolment: Enrolment, *, on: date, reason: str) -> None:
    """Write the last day and the reason, if the day can be. The caller's transaction."""
    lock(enrolment.child)
    enrolment.refresh_from_db(fields=["ends", "reason_of_leaving"])
    if enrolment.ends is not None:
        raise ValidationError(_("Somebody has taken this child off the roll meanwhile. Nothing was changed."))
    if enrolment.starts > clock.today() and reason == L.MISTAKE:
        on = enrolment.starts  # a place that was to begin in September and never will
    elif on < enrolment.starts:
        words = _("The child is on the roll from %(day)s. The last day cannot lie before that.")
        raise ValidationError({"on": words % {"day": in_words(enrolment.starts)}})
    elif on > clock.today():
        raise ValidationError({"on": _("This day has not come yet. Write it down when the child has left.")})
    enrolment.ends, enrolment.reason_of_leaving = on, reason
    enrolment.save(update_fields=["ends", "reason_of_leaving"])


def put_in_no_school(
    child: Child, *, kind: str, found_on: date, by: Person, enters_on: date | None = None
) -> OutOfSchool:
    """The record of a child in no school; the open one if there is one already. The caller's transaction."""
    there = OutOfSchool.objects.filter(child=child, ended_on__isnull=True).first()
    if there is not None:
        return there
    made = OutOfSchool.objects.create(child=child, kind=kind, found_on=found_on, found_by=by, enters_on=enters_on)
    village = child.household.village_id
    record(by=by, action="out_of_school.registered", subject=made, child=child.pk, place=village, reason=kind)
    return made


def end_out_of_school_of(child: Child, *, on: date, ending: str, by: Person, goes_to: str = "") -> None:
    """End the child's open record, if there is one. The caller's transaction."""
    for found in OutOfSchool.objects.filter(child=child, ended_on__isnull=True):
        found.ended_on, found.ending, found.goes_to = max(on, found.found_on), ending, goes_to
        found.save(update_fields=["ended_on", "ending", "goes_to"])
        record(by=by, action="out_of_school.ended", subject=found, child=child.pk, reason=ending)


def lock(child: Child) -> None:
    """Two people who move the same child take turns."""
    Child.objects.select_for_update().get(pk=child.pk)


def in_words(day: date) -> str:
    """A day as the reader says it."""
    return day_full(day, get_language() or "ky")


def _check_class(before: Enrolment | None, school_class: SchoolClass, mode: str) -> None:
    if before is None:
        return
    if before.school_class.school_id != school_class.school_id:
        words = _("The child is on the roll of another school: %(school)s. Ask it to send the child to you.")
        raise ValidationError({"school_class": words % {"school": before.school_class.school.name}})
    if before.school_class_id == school_class.pk and before.mode == mode:
        raise ValidationError({"school_class": _("The child is in this class and learns in this way already.")})


def _check_start(child: Child, school_class: SchoolClass, starts: date, before: Enrolment | None) -> None:
    year = school_class.year
    if not year.starts <= starts <= year.ends:
        words = _("The school year of class %(name)s lasts from %(first)s until %(last)s. Choose a day in it.")
        raise ValidationError(
            {"starts": words % {"name": school_class.name, "first": in_words(year.starts), "last": in_words(year.ends)}}
        )
    if before is not None and starts < before.starts:
        words = _("The child has been in class %(name)s since %(day)s. Choose that day or a later one.")
        raise ValidationError({"starts": words % {"name": before.school_class.name, "day": in_words(before.starts)}})
    past = Enrolment.objects.filter(child=child, ends__gte=starts).exclude(reason_of_leaving=L.MISTAKE)
    last = past.select_related("school_class").order_by("-ends").first()
    if last is not None and last.ends is not None:
        words = _("The child was in class %(name)s until %(day)s. Choose a later day.")
        raise ValidationError({"starts": words % {"name": last.school_class.name, "day": in_words(last.ends)}})


def _receive_at(child: Child, school: School, starts: date, by: Person) -> None:
    transfer = Transfer.objects.filter(child=child, received_on__isnull=True).first()
    if transfer is None:
        return
    if transfer.to_school_id != school.pk:
        words = _("The child is on the way to another school. If it stays, take the transfer back.")
        raise ValidationError({"school_class": words})
    transfer.received_on, transfer.received_by = max(min(starts, clock.today()), transfer.sent_on), by
    transfer.save(update_fields=["received_on", "received_by"])
    record(by=by, action="transfer.received", subject=transfer, child=child.pk, place=school.pk)


def _reason_of_move(before: Enrolment, school_class: SchoolClass) -> str:
    return L.CHANGED_MODE if before.school_class_id == school_class.pk else L.MOVED_CLASS


def _end_before(enrolment: Enrolment, *, starts: date, reason: str) -> None:
    """A child moved on the very day it was enrolled was never in the first class: that row was a mistake."""
    last = starts - ONE_DAY
    if last < enrolment.starts:
        last, reason = enrolment.starts, L.MISTAKE
    enrolment.ends, enrolment.reason_of_leaving = last, reason
    enrolment.save(update_fields=["ends", "reason_of_leaving"])


def _comes_after(enrolment: Enrolment) -> bool:
    later = Enrolment.objects.filter(child=enrolment.child_id, starts__gte=enrolment.starts).exclude(pk=enrolment.pk)
    return later.exclude(reason_of_leaving=L.MISTAKE).exists()
