"""An administrator's Today: what a new house still needs, and nothing of that once it is there."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from mektepke.desk.queries.beginning import Beginning, beginning_of
from mektepke.people.models import Assignment, Person
from mektepke.places.models import School, SchoolClass
from mektepke.pupils.models import Enrolment
from tests.cast import Cast
from tests.desk.pages import today_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def new_school(cast: Cast) -> School:
    """A third school, of which nothing but the name is known."""
    return School.objects.create(code="BOSH-01", village=cast.here.village, name_ky="Бош мектеп")


def test_a_house_in_which_everything_is_there_shows_no_steps(cast: Cast, client: Client, today: date) -> None:
    assert beginning_of(cast.administrator, today=today) is None
    page = today_of(client, cast.administrator)
    assert "Before the first register" not in page
    assert f'<a class="button" href="{reverse("places")}">' in page


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_new_school_leads_to_its_classes_first(cast: Cast, new_school: School, client: Client, language: str) -> None:
    page = today_of(client, cast.administrator, language)
    step = page.split('<li class="next">')[1].split("</li>")[0]
    assert f'href="{reverse("school", args=[new_school.pk])}"' in step
    assert "Бош мектеп" in step


def test_step_after_step_comes_next(cast: Cast, new_school: School, today: date) -> None:
    def next_step() -> str:
        found = beginning_of(cast.administrator, today=today)
        return found.next if found else "nothing"

    assert next_step() == "classes"
    made = SchoolClass.objects.create(school=new_school, year=cast.year, grade=1, letter="А")
    assert next_step() == "staff"
    Assignment.objects.create(person=cast.stranger, role="teacher", school_class=made, starts=cast.year.starts)
    assert next_step() == "pupils"
    Enrolment.objects.filter(child=cast.here.pupils[0]).update(school_class=made)
    assert next_step() == "nothing"


def test_a_house_without_schools_or_a_year_says_so(cast: Cast, client: Client, today: date) -> None:
    empty = cast.district.parent.children.create(level="district", name_ky="Бош")  # type: ignore[union-attr]
    Assignment.objects.filter(person=cast.administrator).update(place=empty)
    administrator = Person.objects.get(pk=cast.administrator.pk)
    found = beginning_of(administrator, today=today)
    assert found is not None
    assert (found.schools, found.has_year, found.next) == (0, True, "schools")
    page = today_of(client, administrator)
    assert f'<li class="next"><a href="{reverse("places")}">Places and schools</a></li>' in page
    assert "`mektepke import`" in page
    assert page.count(": done") == 1


def test_a_school_that_is_no_more_needs_nothing(cast: Cast, new_school: School, today: date) -> None:
    School.objects.filter(pk=new_school.pk).update(valid_until=date(2014, 8, 31))
    assert beginning_of(cast.administrator, today=today) is None


def test_without_a_year_the_calendar_comes_before_the_classes() -> None:
    assert Beginning(1, False, [School()], [School()], [School()]).next == "year"


def test_however_many_schools_the_questions_are_two(
    cast: Cast, new_school: School, today: date, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    administrator = Person.objects.get(pk=cast.administrator.pk)
    assert administrator.assignments_now
    with django_assert_num_queries(2):
        beginning_of(administrator, today=today)


def test_of_several_schools_the_first_is_named_and_all_are_counted(
    cast: Cast, new_school: School, client: Client
) -> None:
    School.objects.create(code="CHON-01", village=cast.here.village, name_ky="Чоң мектеп")
    page = today_of(client, cast.administrator)
    assert "none yet in 2 schools, first of all Бош мектеп." in page
