"""Children of school age in no school: written down, put right, ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mektepke.base import clock
from mektepke.people.models import Person
from mektepke.places.models import Place
from mektepke.pupils.actions.children import add_with_adults, correct_child
from mektepke.pupils.actions.enrolment import end_out_of_school_of, in_words, lock, put_in_no_school
from mektepke.pupils.models import Child, Enrolment, Guardian, OutOfSchool, Transfer
from mektepke.pupils.queries import enrolment_now_or_next, next_school_year_starts, school_age
from mektepke.pupils.rules import years_before
from mektepke.trail.actions import record

LONGEST_KNOWN = 5  # years


@transaction.atomic
def register_out_of_school(
    *,
    child: Child,
    kind: str,
    found_on: date,
    enters_on: date | None = None,
    guardians: Sequence[Guardian] = (),
    by: Person,
) -> OutOfSchool:
    """Write down that a child of school age is in no school; a child who is not yet known is written down with it."""
    _check_age(child)
    _check_days(kind, found_on, enters_on)
    _check_found(child, found_on)
    _check_still_to_come(enters_on)
    if child._state.adding:
        add_with_adults(child=child, guardians=guardians, by=by)
    lock(child)
    _check_on_no_roll(child)
    return put_in_no_school(child, kind=kind, found_on=found_on, enters_on=enters_on, by=by)


@transaction.atomic
def correct_out_of_school(*, record_of: OutOfSchool, fields: Iterable[str], by: Person) -> OutOfSchool:
    """The record, what is known of the child and its home put right; `fields` are the names of those that changed."""
    changed = set(fields)
    own = {"kind", "found_on", "enters_on"}
    _check_age(record_of.child)
    _check_days(record_of.kind, record_of.found_on, record_of.enters_on)
    if "found_on" in changed:
        _check_found(record_of.child, record_of.found_on)
    if changed & own:
        record_of.full_clean()
        record_of.save(force_update=True)
        record(
            by=by, action="out_of_school.corrected", subject=record_of, child=record_of.child_id,
            fields=sorted(changed & own),
        )  # fmt: skip
    correct_child(child=record_of.child, fields=changed - own, by=by)
    return record_of


@transaction.atomic
def end_out_of_school(*, record_of: OutOfSchool, on: date, ending: str, goes_to: str = "", by: Person) -> None:
    """End the record by hand: the child goes to school, has moved, or was put down by mistake.

    `goes_to` is the name of the school; it may be empty only where a school's roll has the child.
    """
    lock(record_of.child)
    if on < record_of.found_on:
        words = _("The child was found on %(day)s. Choose that day or a later one.")
        raise ValidationError({"on": words % {"day": in_words(record_of.found_on)}})
    if on > clock.today():
        raise ValidationError({"on": _("This day has not come yet.")})
    _check_goes_to(record_of.child, ending, goes_to)
    end_out_of_school_of(record_of.child, on=on, ending=ending, goes_to=goes_to, by=by)


@transaction.atomic
def open_door_to_door(*, place: Place, by: Person) -> None:
    """Leave the trace that somebody opened the sheet with all children of a village or municipality."""
    record(by=by, action="door_to_door.opened", subject=place, place=place)


def _check_age(child: Child) -> None:
    today = clock.today()
    age = school_age(today, villages=[child.household.village])
    begins = next_school_year_starts(today)
    ages = (child.age_on(today), child.age_on(begins))
    if None in ages or age.holds(ages[0]) or age.holds(ages[1]):
        return
    words = _(
        "Children from %(from)s to %(until)s years are of school age. This child is %(age)s. Check the birth date."
    )
    raise ValidationError({"born": words % {"from": age.starts_at, "until": age.until, "age": ages[0]}})


def _check_days(kind: str, found_on: date, enters_on: date | None) -> None:
    if found_on > clock.today():
        raise ValidationError({"found_on": _("This day has not come yet.")})
    late = kind == OutOfSchool.Kind.ENTERS_LATE
    if late and enters_on is None:
        raise ValidationError({"enters_on": _("Write when the child is expected to enter.")})
    if not late and enters_on is not None:
        raise ValidationError({"enters_on": _("Only for a child who will enter late. Leave it empty otherwise.")})
    if enters_on is not None and enters_on < found_on:
        raise ValidationError({"enters_on": _("The child cannot enter before it was found.")})


def _check_found(child: Child, found_on: date) -> None:
    """Nobody looks up a child who was found years ago: such a day is a slip in the year."""
    born = child.birth_date or (date(child.birth_year, 1, 1) if child.birth_year else None)
    if born is not None and found_on < born:
        raise ValidationError({"found_on": _("The child was not born yet on this day. Please check the year.")})
    if found_on < years_before(clock.today(), LONGEST_KNOWN):
        words = _("This day is more than %(years)s years ago. Please check the year.")
        raise ValidationError({"found_on": words % {"years": LONGEST_KNOWN}})


def _check_still_to_come(enters_on: date | None) -> None:
    if enters_on is not None and enters_on < clock.today():
        raise ValidationError({"enters_on": _("This day is over already. Write when the child is expected now.")})


def _check_goes_to(child: Child, ending: str, goes_to: str) -> None:
    """Nobody drops out of sight because somebody said that they go to school: it is written down to which one."""
    if ending != OutOfSchool.Ending.ENROLLED:
        if goes_to:
            raise ValidationError({"goes_to": _("Only for a child who goes to school now. Leave it empty otherwise.")})
    elif not goes_to and enrolment_now_or_next(child, clock.today()) is None:
        raise ValidationError({"goes_to": _("No school's list has this child yet. Write to which school it goes.")})


def _check_on_no_roll(child: Child) -> None:
    if Enrolment.objects.filter(child=child, ends__isnull=True).exists():
        raise ValidationError(_("This child is on the roll of a school."))
    if Transfer.objects.filter(child=child, received_on__isnull=True).exists():
        raise ValidationError(_("This child is on the way to another school."))
