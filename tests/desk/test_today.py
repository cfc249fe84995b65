"""Today, for every role."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.attendance.actions import take_register
from mektepke.attendance.rules import MarkGiven, MarkKind
from mektepke.desk.queries import classes_today, head_today, officer_today, pedagogue_today, to_call
from mektepke.people.models import Person
from tests.casework.story import all_miss, in_care, misses
from tests.cast import Cast, more_pupils

pytestmark = pytest.mark.django_db


def _today(client: Client, person: Person) -> str:
    person.language = "en"
    person.save()
    client.force_login(person)
    answer = client.get(reverse("today"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_pedagogue_sees_whom_to_see_and_why(cast: Cast, client: Client, today: date) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    page = _today(client, cast.here.pedagogue)
    assert "1 child needs you today" in page
    assert cast.here.pupils[0].name in page
    assert "3 school days in a row" in page
    assert cast.here.pupils[1].name not in page


def test_a_familys_circumstances_are_not_on_the_list(cast: Cast, client: Client, today: date) -> None:
    child = cast.here.pupils[0]
    household = child.household
    household.poor_register_number, household.migrant_parent = "РБ-4711", "yes"
    household.save()
    misses(cast.here, child, 3, today=today)
    assert "РБ-4711" not in _today(client, cast.here.pedagogue)


def test_the_teacher_sees_the_class_and_whom_to_call(cast: Cast, client: Client, today: date) -> None:
    assert [entry.taken for entry in classes_today(cast.here.teacher, today=today)] == [False]
    absent = cast.here.pupils[1]
    take_register(
        school_class=cast.here.school_class,
        day=today,
        marks={absent.pk: MarkGiven(MarkKind.ABSENT)},
        by=cast.here.teacher,
    )
    teacher = Person.objects.get(pk=cast.here.teacher.pk)
    assert [entry.taken for entry in classes_today(teacher, today=today)] == [True]
    assert [entry.child for entry in to_call(teacher, today=today)] == [absent]
    assert absent.name in _today(client, teacher)


def test_the_head_sees_missing_registers_with_todays_apart(cast: Cast, today: date) -> None:
    found = head_today(cast.here.head, today=today)
    assert [gap.school_class for gap in found.missing.today] == [cast.here.school_class]
    earlier = {day for gap in found.missing.earlier for day in gap.days}
    assert today not in earlier
    assert today - timedelta(days=3) in earlier  # the Friday before


def test_the_district_compares_municipalities_and_sees_no_child(cast: Cast, client: Client, today: date) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    rows = officer_today(cast.district_officer, today=today).rows
    assert {row.place.pk for row in rows} == {cast.here.municipality.pk, cast.there.municipality.pk}
    here = next(row for row in rows if row.place.pk == cast.here.municipality.pk)
    assert here.pupils == len(cast.here.pupils)
    assert here.latest is not None
    # Four registers of six children; one child missed three of the days.
    assert (here.latest.numerator, here.latest.denominator) == (21, 24)
    page = _today(client, cast.district_officer)
    assert not any(child.family_name in page for child in cast.here.pupils)


def test_the_municipality_sees_only_its_own_schools(cast: Cast, today: date) -> None:
    rows = officer_today(cast.here.municipality_officer, today=today).rows
    assert [row.place.pk for row in rows] == [cast.here.school.pk]


@pytest.mark.parametrize("who", ["district_officer", "programme_manager", "auditor", "administrator"])
def test_everybody_above_a_school_has_a_today_without_children(cast: Cast, client: Client, who: str) -> None:
    page = _today(client, getattr(cast, who))
    assert not any(child.given_name in page for child in cast.here.pupils)


def test_somebody_without_a_role_has_no_today(cast: Cast, client: Client) -> None:
    client.force_login(cast.stranger)
    assert client.get(reverse("today")).status_code == 403


def test_the_steps_of_the_year_are_counted_by_child(cast: Cast, today: date) -> None:
    pupils = more_pupils(cast.here.school_class, 8)
    all_miss(cast.here, pupils[:3], today=today)
    in_care(cast.here, pupils[0], due=today)
    steps = pedagogue_today(cast.here.pedagogue, today=today).steps
    assert (steps.noticed, steps.in_care, steps.came_back) == (3, 1, 0)
