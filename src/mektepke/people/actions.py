"""Accounts, roles and one-time codes. Each action checks by itself whether whoever acts may, and writes the trail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.people import queries, rules
from mektepke.people.models import Assignment, OneTimeCode, Person
from mektepke.people.queries import Where
from mektepke.people.roles import Role
from mektepke.places.actions import add_place
from mektepke.places.models import Place, School
from mektepke.trail.actions import record

# A browser that goes back asks for the form anew, and fills in what was typed. Nobody does the very same for one child
# twice within so few minutes.
A_MOMENT = timedelta(minutes=10)


class DoneBefore(Exception):
    """What was sent once more, by a reload or a second touch, was done the first time. Nothing was done now."""


@transaction.atomic
def add_person(
    *,
    family_name: str,
    given_name: str,
    role: str,
    where: Where,
    starts: date,
    by: Person | None,
    patronymic: str = "",
    phone: str = "",
    language: str = "ky",
    ends: date | None = None,
    hours_a_week: int = 20,
    id: UUID | None = None,  # noqa: A002 - the key that the page made
) -> Person:
    """A new account with its first role and a sign-in name made from the name. Nobody can sign in to it yet.

    Raises `DoneBefore` if there is somebody with this `id` already.
    """
    person = Person(
        id=id or new_key(), username=free_sign_in_name(family_name, given_name), family_name=family_name,
        given_name=given_name, patronymic=patronymic, phone=phone, language=language,
    )  # fmt: skip
    person.set_unusable_password()
    _refuse_again(person)
    person.full_clean()
    _insert(person)
    record(by=by, action="person.added", subject=person, place=_place_key(where))
    grant(person=person, role=role, where=where, starts=starts, ends=ends, hours_a_week=hours_a_week, by=by)
    return person


@transaction.atomic
def correct_person(*, person: Person, fields: Iterable[str], by: Person) -> Person:
    """A name, phone or language put right. The sign-in name stays: it is on a slip of paper somewhere."""
    _refuse_beyond(by, person)
    person.full_clean()
    person.save(force_update=True)
    record(by=by, action="person.corrected", subject=person, fields=fields)
    return person


@transaction.atomic
def grant(
    *,
    person: Person,
    role: str,
    where: Where,
    starts: date,
    by: Person | None,
    ends: date | None = None,
    hours_a_week: int = 20,
) -> Assignment:
    """Give a role at a place, school or class. `by` None is the house itself, when it begins.

    PermissionDenied if `by` may not give this role there, or is the person: nobody gives themselves more.
    """
    if not queries.fits(role, where):
        raise ValidationError(_("This role is not given there."))
    if by is not None and (by == person or not queries.may_grant(by, role, where)):
        raise PermissionDenied
    return _give(person=person, role=role, where=where, starts=starts, by=by, ends=ends, hours_a_week=hours_a_week)


@transaction.atomic
def add_oblast(*, place: Place, by: Person) -> Place:
    """One more oblast. Whoever kept the whole house until now keeps this one too, or nobody could enter anything there.

    PermissionDenied if `by` does not keep the whole house. Raises ValidationError.
    """
    keepers = queries.house_keepers(by)
    if not keepers:
        raise PermissionDenied
    made = add_place(place=place, by=by)
    for keeper in keepers:
        _give(person=keeper, role=Role.ADMINISTRATOR, where=made, starts=clock.today(), by=by)
    return made


def _give(
    *,
    person: Person,
    role: str,
    where: Where,
    starts: date,
    by: Person | None,
    ends: date | None = None,
    hours_a_week: int = 20,
) -> Assignment:
    made = Assignment(
        person=person, role=role, starts=starts, ends=ends, hours_a_week=hours_a_week, granted_by=by, **_at(where)
    )
    _refuse_backwards(starts, ends)
    _refuse_slips(starts, ends)
    overlapping = Q(ends__isnull=True) | Q(ends__gte=starts)
    same = Assignment.objects.held().filter(overlapping, person=person, role=role, **_at(where))
    if (same.filter(starts__lte=ends) if ends else same).exists():
        raise ValidationError(_("%(person)s already has this role there in that time.") % {"person": person.full_name})
    made.full_clean()
    made.save(force_insert=True)
    record(by=by, action="role.given", subject=made, place=_place_key(where), fields=["role"], reason=role)
    return made


@transaction.atomic
def change_role(*, assignment: Assignment, ends: date | None, hours_a_week: int, by: Person) -> Assignment:
    """Another last day, or other hours a week, which the length of a pedagogue's call list follows."""
    _refuse_role(by, assignment)
    _refuse_backwards(assignment.starts, ends)
    _refuse_slips(None, ends)
    assignment.ends, assignment.hours_a_week = ends, hours_a_week
    assignment.full_clean()
    assignment.save()
    fields = ["ends", "hours_a_week"]
    record(by=by, action="role.changed", subject=assignment, place=_place_key(assignment.where), fields=fields)
    return assignment


@transaction.atomic
def end_role(*, assignment: Assignment, by: Person) -> Assignment:
    """End a role at once: yesterday was its last day. It is kept, so that old records still say in which role, and
    whose beginning was said for today or later stays as it was said: see `Assignment.taken_back_on`."""
    _refuse_role(by, assignment)
    if assignment.ends is not None and assignment.ends < clock.today():
        return assignment
    assignment.ends = clock.today() - timedelta(days=1)
    assignment.save()
    record(by=by, action="role.ended", subject=assignment, place=_place_key(assignment.where), fields=["ends"])
    return assignment


@transaction.atomic
def new_code(*, person: Person, by: Person | None, id: UUID | None = None) -> str:  # noqa: A002 - as above
    """A new one-time code, to be printed at once: only its hash is kept, and older codes end. `by` None is the house.

    PermissionDenied if the person has a role that `by` could not have given. `DoneBefore` if a code has this `id`.
    """
    if by is not None:
        _refuse_beyond(by, person)
    now, code = clock.now(), rules.make_code()
    made = OneTimeCode(
        id=id or new_key(), person=person, code_hash=make_password(code), expires=now + rules.CODE_HOLDS, made_by=by
    )
    _refuse_again(made)
    person.codes.filter(used_at__isnull=True, expires__gt=now).update(expires=now)
    _insert(made)
    record(by=by, action="code.made", subject=made, fields=["code_hash"])
    return code


def try_code(*, username: str, code: str) -> OneTimeCode | None:
    """The code's row if name and code fit together, else None, and one try less. Nothing tells which was wrong."""
    found = _open_code(username)
    if found is None:
        # As slow as a real try, so that a stranger cannot tell by the clock whether there is such a name.
        make_password(code)
        return None
    # Counted before it is compared and at once committed: many tries at the same moment are many tries.
    tried = OneTimeCode.objects.filter(pk=found.pk, tries__lt=rules.CODE_TRIES).update(tries=F("tries") + 1)
    if not tried or not check_password(rules.tidy_code(code), found.code_hash):
        return None
    return found


@transaction.atomic
def use_code(*, code: OneTimeCode, password: str, language: str = "") -> Person | None:
    """Set the password, once; None if the code was used or replaced meanwhile. Other devices are signed out by it.

    Who signs in for the first time keeps the `language` that they chose before; later it is their own already.
    """
    now = clock.now()
    if not OneTimeCode.objects.filter(pk=code.pk, used_at__isnull=True, expires__gt=now).update(used_at=now):
        return None
    person = code.person
    person.set_password(password)
    if language and person.last_login is None:
        person.language = language
    person.save()
    record(by=person, action="code.used", subject=code, fields=["password"])
    return person


def free_sign_in_name(family_name: str, given_name: str) -> str:
    """A sign-in name from a name, that nobody has."""
    plain = rules.sign_in_name(family_name, given_name, taken=())
    taken = set(Person.objects.filter(username__startswith=plain).values_list("username", flat=True))
    return rules.sign_in_name(family_name, given_name, taken=taken)


def _refuse_again(made: Person | OneTimeCode) -> None:
    if type(made)._default_manager.filter(pk=made.pk).exists():
        raise DoneBefore


def _insert(made: Person | OneTimeCode) -> None:
    """As a new row. Of two touches at the same moment, on PostgreSQL, the second is told here that it came too late."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        _refuse_again(made)
        raise


def _open_code(username: str) -> OneTimeCode | None:
    now = clock.now()
    found = OneTimeCode.objects.filter(
        person__username=username.strip().lower(), person__is_active=True, used_at__isnull=True, expires__gt=now
    )
    newest = found.select_related("person").order_by("-made_at", "-pk").first()
    return newest if newest and newest.may_be_tried(now) else None


def _refuse_beyond(by: Person, person: Person) -> None:
    is_visible = queries.visible_to(by).filter(pk=person.pk).exists()
    if by == person or not is_visible or queries.beyond(by, person):
        raise PermissionDenied


def _refuse_role(by: Person, assignment: Assignment) -> None:
    if by == assignment.person or not queries.may_grant(by, assignment.role, assignment.where):
        raise PermissionDenied


def _refuse_backwards(starts: date, ends: date | None) -> None:
    if ends is not None and ends < starts:
        raise ValidationError({"ends": _("The last day lies before the first one.")})


def _refuse_slips(starts: date | None, ends: date | None) -> None:
    today = clock.today()
    if starts is not None and not rules.may_begin(starts, today):
        words = _("A role begins at most %(past)s years ago and at most %(ahead)s years from now. Is the year right?")
        said = {"past": rules.LONGEST_WORK, "ahead": rules.PLANNED_AHEAD}
        raise ValidationError({"starts": words % said})
    if not rules.may_end(ends, today):
        words = _("A role ends at most %(ahead)s years from now. Is the year right?")
        raise ValidationError({"ends": words % {"ahead": rules.LONGEST_WORK}})


def _at(where: Where) -> dict[str, Where]:
    if isinstance(where, Place):
        return {"place": where}
    return {"school": where} if isinstance(where, School) else {"school_class": where}


def _place_key(where: Where) -> Place | School:
    return where if isinstance(where, Place | School) else where.school
