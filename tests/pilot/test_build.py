"""The pilot in the database: exact by the house's own figures, kept when built again, and nothing ahead of its day."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date, timedelta

import numpy
import pytest
from django.db import connection, models, transaction

from mektepke.attendance.actions import take_register
from mektepke.attendance.models import Mark, Register
from mektepke.attendance.rules import MarkGiven, MarkKind
from mektepke.base import clock
from mektepke.people.models import Assignment, Person
from mektepke.people.roles import Role
from mektepke.pilot import facts
from mektepke.pilot.build import AnotherHouse, fill
from mektepke.pilot.keys import Keys
from mektepke.pilot.models import Built
from mektepke.pilot.plan import SchoolPlan, plan_pilot
from mektepke.pilot.staff import LOGIN_ROLES, login
from mektepke.places.models import (
    DayChange,
    Place,
    Programme,
    School,
    SchoolCalendar,
    SchoolClass,
    Sequence,
)
from mektepke.places.queries import school_days_of
from mektepke.pupils.models import Child, Enrolment, Guardian, Household, OutOfSchool, Transfer
from mektepke.results.queries import programme_totals
from tests.pilot.conftest import Plans, silent

TABLES: tuple[type[models.Model], ...] = (
    Place, School, SchoolCalendar, SchoolClass, Sequence, DayChange, Programme, Person, Assignment, Household, Guardian,
    Child, Enrolment, Transfer, OutOfSchool, Register, Mark,
)  # fmt: skip
# What the moment of building leaves behind, and the salt of a password.
NOT_OF_THE_SEED = {"added_at", "password", "last_login"}


def digest() -> dict[str, str]:
    """Every row of every table, as one number a table."""
    found = {}
    for table in TABLES:
        columns = [field for field in table._meta.concrete_fields if not isinstance(field, models.AutoField)]
        fields = [field.attname for field in columns if field.name not in NOT_OF_THE_SEED]
        rows = sorted(repr(row) for row in table._default_manager.values_list(*fields))
        found[table.__name__] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def fill_again(plans: Plans, today: date, *, seed: int = facts.SEED) -> int:
    """What `mektepke demo --today` does a second time."""
    clock.set_today(today)
    return fill(plans, Keys(seed), today=today, tell=silent)


def first(plans: Plans) -> SchoolPlan:
    """The school whose pedagogue signs in first."""
    return next(plan for plan in plans if plan.school.code == facts.FIRST_SCHOOL)


def waiting_class(plans: Plans) -> SchoolClass:
    """The class of the teacher who signs in first."""
    plan = first(plans)
    assert plan.odd.waits is not None
    return SchoolClass.objects.get(pk=Keys(facts.SEED).school_class(plan.school.code, plan.odd.waits))


def test_the_programme_s_totals_come_out_exactly(house: Plans) -> None:
    totals = programme_totals(Programme.objects.get())
    assert totals.on == facts.BASELINE
    assert (totals.pupils, totals.pupils_out_of_school) == (6968, 400)
    assert (totals.schools, totals.villages, totals.municipalities) == (22, 16, 4)


def test_children_in_no_school_come_on_top_and_are_few(house: Plans) -> None:
    assert Counter(OutOfSchool.objects.values_list("kind", flat=True)) == {"never": 12, "left": 6, "late": 5}
    assert not Enrolment.objects.filter(child__out_of_school__isnull=False).exists()


def test_the_house_s_calendar_has_the_school_days_of_the_plan(house: Plans) -> None:
    schools = {school.code: school for school in School.objects.all()}
    found = school_days_of(list(schools.values()), first=date(2014, 9, 1), last=facts.TODAY)
    for plan in house:
        mine = [day for day in plan.days if day <= facts.TODAY]
        assert found[schools[plan.school.code].pk] == mine


def test_nothing_is_later_than_today(house: Plans) -> None:
    today = facts.TODAY
    assert not Register.objects.filter(day__gt=today).exists()
    assert not Enrolment.objects.filter(starts__gt=today).exists()
    assert not Enrolment.objects.filter(ends__gt=today).exists()
    assert not Transfer.objects.filter(sent_on__gt=today).exists()
    assert not Transfer.objects.filter(received_on__gt=today).exists()
    assert not OutOfSchool.objects.filter(found_on__gt=today).exists()
    assert not DayChange.objects.filter(day__gt=today, kind=DayChange.Kind.SNOW).exists()
    assert not Register.objects.filter(taken_at__date__gt=today).exists()


def test_about_half_of_today_s_registers_are_still_to_be_taken(house: Plans) -> None:
    taken = Register.objects.filter(day=facts.TODAY).count()
    assert 0.4 < taken / SchoolClass.objects.count() < 0.6
    assert not Register.objects.filter(day=facts.TODAY, school_class=waiting_class(house)).exists()


def test_every_class_has_registers_on_the_rolls_own_children_only(house: Plans) -> None:
    outside = Mark.objects.exclude(child__enrolments__school_class=models.F("register__school_class"))
    assert not outside.exists()
    early = Mark.objects.filter(
        register__day__lt=models.F("child__enrolments__starts"),
        child__enrolments__school_class=models.F("register__school_class"),
    )
    assert not early.exists()


def test_everybody_is_marked_as_made_up(house: Plans) -> None:
    assert not Child.objects.filter(made_up=False).exists()
    assert not Person.objects.filter(made_up=False).exists()


def test_every_role_has_staff_and_every_class_its_teacher(house: Plans) -> None:
    roles = Counter(Assignment.objects.values_list("role", flat=True))
    assert set(roles) == set(Role.values)
    assert (roles["teacher"], roles["pedagogue"], roles["head"]) == (SchoolClass.objects.count(), 22, 22)
    assert roles["group_member"] == 4 * 16


def test_one_account_a_role_has_a_password_and_nobody_else(house: Plans) -> None:
    can_sign_in = {person.username for person in Person.objects.all() if person.has_usable_password()}
    assert can_sign_in == {login(role, house) for role in LOGIN_ROLES}


def test_a_transfer_is_overdue_and_some_are_on_the_way(house: Plans) -> None:
    waiting = Transfer.objects.filter(received_on__isnull=True)
    assert waiting.filter(due_on__lt=facts.TODAY - timedelta(days=20)).count() == 1
    assert waiting.count() >= 3
    assert not Enrolment.objects.on(facts.TODAY).filter(child__transfers__in=waiting).exists()


def test_absences_in_the_database_are_spread_like_real_ones(house: Plans) -> None:
    keys = Keys(facts.SEED)
    told = {keys.child(plan.school.code, story.child) for plan in house for story in plan.stories}
    others = set(Enrolment.objects.filter(mode="school").values_list("child_id", flat=True)) - told
    missed = Counter(Mark.objects.filter(kind="absent").values_list("child_id", flat=True))
    counts = [missed[child] for child in others]
    mean, variance = float(numpy.mean(counts)), float(numpy.var(counts, ddof=1))
    assert 0.5 < mean**2 / (variance - mean) < 1.2


def test_a_second_run_changes_nothing(house: Plans) -> None:
    before = digest()
    assert fill_again(house, facts.TODAY) == 0
    assert digest() == before


def test_the_same_seed_gives_the_same_rows_and_another_seed_others(db: None) -> None:
    found = []
    for seed in (facts.SEED, facts.SEED, 7):
        with transaction.atomic():
            fill(plan_pilot(seed)[:2], Keys(seed), today=facts.TODAY, tell=silent)
            found.append(digest())
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert all(found[0][table.__name__] != found[2][table.__name__] for table in (Child, Guardian, Register, Mark))


def test_a_register_somebody_took_stays_when_today_moves_on(house: Plans) -> None:
    school_class = waiting_class(house)
    pupil = Enrolment.objects.filter(school_class=school_class).earliest("child__sort_key").child
    teacher = Person.objects.get(assignments__school_class=school_class)
    mine = {pupil.pk: MarkGiven(MarkKind.ABSENT, "competition", True)}
    clock.set_today(facts.TODAY)
    take_register(school_class=school_class, day=facts.TODAY, marks=mine, by=teacher)

    assert fill_again(house, facts.TODAY) == 0
    assert fill_again(house, date(2014, 11, 20)) > 500
    kept = Register.objects.get(school_class=school_class, day=facts.TODAY)
    assert {mark.child_id: mark.given() for mark in kept.marks.all()} == mine


def test_a_corrected_register_of_the_past_stays_as_corrected(house: Plans) -> None:
    register = Register.objects.filter(day=date(2014, 11, 14), marks__isnull=False).order_by("id").first()
    assert register is not None
    clock.set_today(facts.TODAY)
    take_register(
        school_class=register.school_class, day=register.day, marks={}, by=register.taken_by, based_on=register.version
    )
    fill_again(house, date(2014, 11, 18))
    assert not Mark.objects.filter(register=register).exists()


def test_moving_today_on_adds_the_days_between_as_they_would_have_been(house: Plans) -> None:
    before = set(Register.objects.values_list("pk", flat=True))
    fill_again(house, date(2014, 11, 21))
    days = set(Register.objects.exclude(pk__in=before).values_list("day", flat=True))
    assert days == {date(2014, 11, day) for day in range(17, 22)}
    assert Built.objects.get().until == date(2014, 11, 21)


def test_moving_today_back_adds_and_removes_nothing(house: Plans) -> None:
    before = digest()
    assert fill_again(house, date(2014, 10, 1)) == 0
    assert digest() == before
    assert Built.objects.get().until == facts.TODAY


def test_a_child_who_moved_to_another_class_is_not_marked_in_the_old_one(house: Plans) -> None:
    plan = first(house)
    story = next(story for story in plan.stories if story.back is None)
    child = Keys(facts.SEED).child(plan.school.code, story.child)
    Enrolment.objects.filter(child=child).update(ends=facts.TODAY, reason_of_leaving="left")
    fill_again(house, date(2014, 11, 21))
    assert not Mark.objects.filter(child=child, register__day__gt=facts.TODAY).exists()


def test_change_numbers_of_a_school_run_on_without_a_gap(house: Plans) -> None:
    fill_again(house, date(2014, 11, 19))
    for sequence in Sequence.objects.all():
        numbers = Register.objects.filter(school_class__school=sequence.school_id).values_list(
            "change_number", flat=True
        )
        assert sorted(numbers) == list(range(1, sequence.last + 1))


def test_another_seed_is_refused_in_a_house_that_has_one(house: Plans) -> None:
    with pytest.raises(AnotherHouse):
        fill_again(plan_pilot(7), facts.TODAY, seed=7)


def test_a_house_with_a_school_of_its_own_is_left_alone(db: None) -> None:
    village = Place.objects.create(level="oblast", name_ky="Түштүк")
    School.objects.create(code="own", name_ky="Өз мектебибиз", village=village)
    with pytest.raises(AnotherHouse):
        fill_again(plan_pilot(7), facts.TODAY, seed=7)
    assert School.objects.count() == 1
    assert not Child.objects.exists()


def test_the_database_finds_no_row_that_points_nowhere(house: Plans) -> None:
    connection.check_constraints()
