"""The class's days, and the registers that are missing today."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mektepke.attendance.actions import take_register
from mektepke.attendance.rules import MarkGiven, MarkKind
from mektepke.people.models import Person
from mektepke.places.models import DayChange
from tests.cast import Cast, more_pupils

FRIDAY = date(2014, 11, 14)


@pytest.fixture(autouse=True)
def english(cast: Cast) -> None:
    """So that the tests can read the pages."""
    Person.objects.update(language="en")


def test_the_grid_shows_a_class_and_its_days(cast: Cast, client: Client) -> None:
    child = cast.here.pupils[0]
    marks = {child.pk: MarkGiven(MarkKind.ABSENT)}
    take_register(school_class=cast.here.school_class, day=FRIDAY, marks=marks, by=cast.here.teacher)
    client.force_login(cast.here.teacher)
    page = client.get(reverse("class_grid", args=[cast.here.school_class.pk])).content.decode()
    assert all(pupil.name in page for pupil in cast.here.pupils)
    assert reverse("child", args=[child.pk]) in page
    assert page.count('class="absent"') == 1
    assert 'class="unmarked"' in page


def test_the_grid_of_thirty_takes_as_many_queries_as_the_grid_of_three(cast: Cast, client: Client) -> None:
    client.force_login(cast.here.teacher)
    address = reverse("class_grid", args=[cast.here.school_class.pk, FRIDAY.replace(day=1)])
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    more_pupils(cast.here.school_class, 30)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(few) == len(many)


def test_a_month_that_has_not_begun_is_not_linked(cast: Cast, client: Client) -> None:
    client.force_login(cast.here.teacher)
    key = cast.here.school_class.pk
    now = client.get(reverse("class_grid", args=[key])).content.decode()
    assert reverse("class_grid", args=[key, date(2014, 10, 1)]) in now
    assert reverse("class_grid", args=[key, date(2014, 12, 1)]) not in now
    empty = client.get(reverse("class_grid", args=[key, date(2014, 7, 1)])).content.decode()
    assert "Nobody was on the list of this class in this month." in empty


def test_the_head_sees_which_classes_have_no_register_today(cast: Cast, client: Client, today: date) -> None:
    client.force_login(cast.here.head)
    page = client.get(reverse("missing_registers")).content.decode()
    assert "1 class has no register today" in page
    assert reverse("register", args=[cast.here.school_class.pk, today]) in page
    assert str(cast.there.school_class.pk) not in page
    take_register(school_class=cast.here.school_class, day=today, marks={}, by=cast.here.teacher)
    assert "No register is missing today" in client.get(reverse("missing_registers")).content.decode()


def test_a_day_off_misses_no_register(cast: Cast, client: Client, today: date) -> None:
    DayChange.objects.create(day=today, kind="holiday", is_school_day=False)
    client.force_login(cast.here.head)
    assert "No register is missing today" in client.get(reverse("missing_registers")).content.decode()


def test_a_teacher_is_told_of_the_own_class_only(cast: Cast, client: Client) -> None:
    client.force_login(cast.there.teacher)
    page = client.get(reverse("missing_registers")).content.decode()
    assert cast.there.school_class.name in page
    assert str(cast.here.school_class.pk) not in page


def test_an_officer_sees_classes_without_a_way_to_the_children(cast: Cast, client: Client) -> None:
    client.force_login(cast.district_officer)
    page = client.get(reverse("missing_registers")).content.decode()
    assert "2 classes have no register today" in page
    assert str(cast.here.school_class.pk) not in page
    client.force_login(cast.here.municipality_officer)
    assert "1 class has no register today" in client.get(reverse("missing_registers")).content.decode()


def test_an_officer_reads_them_by_municipality_and_school_and_comes_to_their_figures(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.district_officer)
    page = client.get(reverse("missing_registers")).content.decode()
    for side in (cast.here, cast.there):
        assert reverse("municipality_figures", args=[side.municipality.pk]) in page
        assert reverse("school_figures", args=[side.school.pk]) in page
    client.force_login(cast.here.head)
    own = client.get(reverse("missing_registers")).content.decode()
    assert reverse("school_figures", args=[cast.here.school.pk]) in own
    assert reverse("municipality_figures", args=[cast.here.municipality.pk]) not in own
