"""Accounts, roles and codes: whoever may not is refused by the action itself, not only by a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from mektepke.base import clock
from mektepke.doors.permissions import Permission
from mektepke.people import actions
from mektepke.people.models import Assignment, OneTimeCode, Person
from mektepke.people.queries import beyond, may_grant
from mektepke.people.roles import Role
from mektepke.trail.models import Change
from tests.cast import PASSWORD, Cast, person

TODAY = date(2014, 11, 17)
Attempt = Callable[[Cast], object]


def give(to: Person, role: Role, where: object, by: Person | None) -> Assignment:
    return actions.grant(person=to, role=role, where=where, starts=TODAY, by=by)  # type: ignore[arg-type]


def test_a_head_gives_a_role_in_the_own_school_and_the_trail_says_so(cast: Cast) -> None:
    made = give(cast.here.teacher, Role.PEDAGOGUE, cast.here.school, cast.here.head)
    assert made.granted_by == cast.here.head
    line = Change.objects.get(action="role.given")
    assert (line.reason, line.place_key) == ("pedagogue", cast.here.school.pk)


REFUSED: dict[str, Attempt] = {
    "a head gives themselves more": lambda c: give(c.here.head, Role.PEDAGOGUE, c.here.school, c.here.head),
    "a head makes a head": lambda c: give(c.here.teacher, Role.HEAD, c.here.school, c.here.head),
    "a head makes an administrator": lambda c: give(c.here.teacher, Role.ADMINISTRATOR, c.district, c.here.head),
    "a head gives a role in another school": lambda c: give(
        c.here.teacher, Role.PEDAGOGUE, c.there.school, c.here.head
    ),
    "a head gives a class of another school": lambda c: give(
        c.here.teacher, Role.TEACHER, c.there.school_class, c.here.head
    ),
    "a teacher gives a role": lambda c: give(c.stranger, Role.TEACHER, c.here.school_class, c.here.teacher),
    "a district officer gives a role": lambda c: give(
        c.stranger, Role.TEACHER, c.here.school_class, c.district_officer
    ),
    "an administrator gives themselves a role": lambda c: give(
        c.administrator, Role.PEDAGOGUE, c.here.school, c.administrator
    ),
    "an administrator reaches above": lambda c: give(c.stranger, Role.DISTRICT, c.district.parent, c.administrator),
    "a head prints a code for an administrator": lambda c: actions.new_code(person=c.administrator, by=c.here.head),
    "a head prints a code for a teacher elsewhere": lambda c: actions.new_code(person=c.there.teacher, by=c.here.head),
    "a head prints a code for themselves": lambda c: actions.new_code(person=c.here.head, by=c.here.head),
    "a teacher prints a code": lambda c: actions.new_code(person=c.here.pedagogue, by=c.here.teacher),
    "a head corrects a teacher elsewhere": lambda c: actions.correct_person(
        person=c.there.teacher, fields=["phone"], by=c.here.head
    ),
    "a head ends a role elsewhere": lambda c: actions.end_role(
        assignment=c.there.teacher.assignments.get(), by=c.here.head
    ),
    "a head ends the own role": lambda c: actions.end_role(assignment=c.here.head.assignments.get(), by=c.here.head),
    "a head prolongs the own role": lambda c: actions.change_role(
        assignment=c.here.head.assignments.get(), ends=None, hours_a_week=40, by=c.here.head
    ),
    "a head adds a person elsewhere": lambda c: actions.add_person(
        family_name="Ким",
        given_name="Лена",
        role=Role.TEACHER,
        where=c.there.school_class,
        starts=TODAY,
        by=c.here.head,
    ),
}


@pytest.mark.parametrize("attempt", REFUSED.values(), ids=REFUSED.keys())
def test_nobody_reaches_further_than_their_role(cast: Cast, attempt: Attempt) -> None:
    before = list(Assignment.objects.order_by("pk").values_list())
    with pytest.raises(PermissionDenied):
        attempt(cast)
    assert list(Assignment.objects.order_by("pk").values_list()) == before
    assert not OneTimeCode.objects.exists()
    assert not Change.objects.exists()


def test_a_role_that_has_ended_gives_nothing(cast: Cast) -> None:
    Assignment.objects.filter(person=cast.here.head).update(ends=TODAY - timedelta(days=1))
    with pytest.raises(PermissionDenied):
        give(cast.here.teacher, Role.PEDAGOGUE, cast.here.school, cast.here.head)


def test_a_head_does_not_take_over_somebody_who_is_more_elsewhere(cast: Cast) -> None:
    give(cast.district_officer, Role.TEACHER, cast.here.school_class, cast.administrator)
    assert [role.role for role in beyond(cast.here.head, cast.district_officer)] == ["district"]
    with pytest.raises(PermissionDenied):
        actions.new_code(person=cast.district_officer, by=cast.here.head)
    actions.new_code(person=cast.district_officer, by=cast.administrator)


def test_an_administrator_gives_every_role_below_the_own_place(cast: Cast) -> None:
    for role, where in {
        Role.TEACHER: cast.there.school_class, Role.PEDAGOGUE: cast.there.school, Role.HEAD: cast.there.school,
        Role.GROUP_MEMBER: cast.there.village, Role.MUNICIPALITY: cast.there.municipality,
        Role.AUDITOR: cast.district,
    }.items():  # fmt: skip
        assert may_grant(cast.administrator, role, where)
        give(cast.stranger, role, where, cast.administrator)


def test_a_role_is_given_only_at_its_kind_of_place(cast: Cast) -> None:
    for role, where in [
        (Role.TEACHER, cast.here.school),
        (Role.HEAD, cast.district),
        (Role.GROUP_MEMBER, cast.district),
        (Role.DISTRICT, cast.here.village),
    ]:
        with pytest.raises(ValidationError, match="not given there"):
            give(cast.stranger, role, where, None)


def test_the_same_role_is_not_given_twice_for_one_time(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="already has this role"):
        give(cast.here.pedagogue, Role.PEDAGOGUE, cast.here.school, cast.administrator)
    with pytest.raises(ValidationError, match="last day lies before"):
        actions.grant(
            person=cast.stranger, role=Role.TEACHER, where=cast.here.school_class, starts=TODAY,
            ends=TODAY - timedelta(days=1), by=cast.here.head,
        )  # fmt: skip


def test_an_ended_role_ends_at_once_and_is_kept(cast: Cast) -> None:
    assignment = cast.here.teacher.assignments.get()
    actions.end_role(assignment=assignment, by=cast.here.head)
    assignment.refresh_from_db()
    assert assignment.ends == TODAY - timedelta(days=1)
    assert not Person.objects.get(pk=cast.here.teacher.pk).may(Permission.SEE_CHILD)


@pytest.mark.parametrize("starts", [TODAY, TODAY + timedelta(days=9)])
def test_a_role_that_never_held_is_taken_back_and_keeps_what_was_said(cast: Cast, starts: date) -> None:
    given = {"role": Role.TEACHER, "where": cast.here.school_class, "starts": starts, "by": cast.here.head}
    made = actions.grant(person=cast.stranger, **given)
    actions.end_role(assignment=made, by=cast.here.head)
    made.refresh_from_db()
    assert (made.starts, made.taken_back_on) == (starts, TODAY)
    for day in (TODAY, starts, starts + timedelta(days=1)):
        assert not cast.stranger.assignments.filter(pk__in=Assignment.objects.current(day)).exists()
    assert actions.grant(person=cast.stranger, **given | {"starts": date(2014, 9, 1)}).taken_back_on is None


def test_a_role_that_has_ended_does_not_end_again(cast: Cast) -> None:
    assignment = cast.here.teacher.assignments.get()
    actions.change_role(assignment=assignment, ends=date(2014, 10, 1), hours_a_week=20, by=cast.here.head)
    assert actions.end_role(assignment=assignment, by=cast.here.head).ends == date(2014, 10, 1)


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (date(1900, 1, 1), None, "begins at most 60 years ago"),
        (date(2016, 11, 18), None, "at most 2 years from now"),
        (TODAY, date(2099, 1, 1), "ends at most 60 years from now"),
    ],
)
def test_a_role_with_a_mistyped_year_is_refused_in_words(
    cast: Cast, starts: date, ends: date | None, words: str
) -> None:
    given = {"role": Role.TEACHER, "where": cast.here.school_class, "by": cast.here.head}
    with pytest.raises(ValidationError, match=words):
        actions.grant(person=cast.stranger, starts=starts, ends=ends, **given)
    actions.grant(person=cast.stranger, starts=date(1954, 11, 17), ends=date(1990, 1, 1), **given)
    actions.grant(person=cast.stranger, starts=date(2016, 11, 17), **given)


def test_a_last_day_with_a_mistyped_year_is_refused_afterwards_too(cast: Cast) -> None:
    role = cast.here.teacher.assignments.get()
    with pytest.raises(ValidationError, match="ends at most 60 years from now"):
        actions.change_role(assignment=role, ends=date(2099, 1, 1), hours_a_week=20, by=cast.here.head)


def test_hours_a_week_and_the_last_day_can_change(cast: Cast) -> None:
    assignment = cast.here.pedagogue.assignments.get()
    actions.change_role(assignment=assignment, ends=date(2015, 1, 31), hours_a_week=10, by=cast.here.head)
    assignment.refresh_from_db()
    assert (assignment.ends, assignment.hours_a_week) == (date(2015, 1, 31), 10)


def test_a_new_person_has_a_role_a_free_name_and_no_password(cast: Cast) -> None:
    given = {"role": Role.TEACHER, "where": cast.here.school_class, "starts": TODAY, "by": cast.here.head}
    first = actions.add_person(family_name="Ормонова", given_name="Айзат", **given)
    second = actions.add_person(family_name="Ормонова", given_name="Айгүл", **given)
    assert [first.username, second.username] == ["a.ormonova", "a.ormonova2"]
    assert not first.has_usable_password()
    assert first.roles_now() == {"teacher"}


def test_a_code_is_kept_only_as_a_hash_and_ends_the_one_before(cast: Cast) -> None:
    old = actions.new_code(person=cast.here.teacher, by=cast.here.head)
    new = actions.new_code(person=cast.here.teacher, by=cast.here.head)
    for kept in OneTimeCode.objects.values_list("code_hash", flat=True):
        assert kept.startswith("argon2")
        assert old not in kept
        assert new not in kept
    assert actions.try_code(username="asel", code=old) is None
    assert actions.try_code(username="Asel ", code=new.lower()) is not None


def test_a_code_works_once_and_sets_the_password(cast: Cast) -> None:
    code = actions.new_code(person=cast.here.teacher, by=cast.here.head)
    found = actions.try_code(username="asel", code=code)
    assert found is not None
    used = actions.use_code(code=found, password="тоо суу жайлоо")
    assert used == cast.here.teacher
    assert used.check_password("тоо суу жайлоо")
    assert not used.check_password(PASSWORD)
    assert actions.use_code(code=found, password="башка сыр сөз") is None
    assert actions.try_code(username="asel", code=code) is None
    assert Change.objects.get(action="code.used").by_key == cast.here.teacher.pk


def test_after_five_wrong_tries_the_right_code_does_not_work_either(cast: Cast) -> None:
    code = actions.new_code(person=cast.here.teacher, by=cast.here.head)
    for _ in range(5):
        assert actions.try_code(username="asel", code="AAAA-AAAA") is None
    assert actions.try_code(username="asel", code=code) is None


def test_a_code_ends_after_fourteen_days(cast: Cast) -> None:
    code = actions.new_code(person=cast.here.teacher, by=cast.here.head)
    clock.set_today(TODAY + timedelta(days=13))
    assert actions.try_code(username="asel", code=code) is not None
    clock.set_today(TODAY + timedelta(days=15))
    assert actions.try_code(username="asel", code=code) is None


def test_a_code_fits_one_person_only_and_an_unknown_name_says_no_more(cast: Cast) -> None:
    code = actions.new_code(person=cast.here.teacher, by=cast.here.head)
    actions.new_code(person=cast.here.pedagogue, by=cast.here.head)
    assert actions.try_code(username="nurgul", code=code) is None
    assert actions.try_code(username="nobody", code=code) is None


def test_a_closed_account_gets_in_with_no_code(cast: Cast) -> None:
    code = actions.new_code(person=cast.here.teacher, by=cast.here.head)
    Person.objects.filter(pk=cast.here.teacher.pk).update(is_active=False)
    assert actions.try_code(username="asel", code=code) is None


def test_a_teacher_of_two_schools_is_reset_by_the_administrator_only(cast: Cast) -> None:
    both = person("both", "Эки Мектеп", Role.TEACHER, school_class=cast.here.school_class)
    Assignment.objects.create(person=both, role=Role.TEACHER, school_class=cast.there.school_class, starts=TODAY)
    with pytest.raises(PermissionDenied):
        actions.new_code(person=both, by=cast.here.head)
    assert actions.new_code(person=both, by=cast.administrator)
