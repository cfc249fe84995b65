"""Who reads what is written about a village."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mektepke.people.models import Assignment, Person
from mektepke.places.models import Place
from mektepke.pupils.models import Household
from mektepke.watch.concerns.places import readers_of, villages_below, villages_read_at, without_officer
from mektepke.watch.concerns.queries import villages_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def hamlet(cast: Cast) -> Place:
    """A village without a school, of which one child goes to the school here."""
    village = Place.objects.create(level="village", name_ky="Жайлоо", parent=cast.here.municipality)
    Household.objects.filter(children=cast.here.pupils[0]).update(village=village)
    return village


def test_the_villages_own_school_reads(cast: Cast) -> None:
    readers = readers_of(cast.here.village)
    assert (list(readers.schools), readers.officer) == ([cast.here.school], True)


def test_without_a_school_those_read_to_whom_the_children_go(cast: Cast, hamlet: Place) -> None:
    assert list(readers_of(hamlet).schools) == [cast.here.school]
    assert villages_read_at([cast.here.school]) == [cast.here.village, hamlet]
    assert villages_of(cast.here.pedagogue) == [cast.here.village, hamlet]


def test_a_school_at_which_nobody_works_on_cases_reads_nothing(cast: Cast, today: date) -> None:
    Assignment.objects.filter(person=cast.here.pedagogue).update(ends=today - timedelta(days=1))
    readers = readers_of(cast.here.village)
    assert (list(readers.schools), readers.officer, readers.is_anybody) == ([], True, True)


def test_who_may_not_sign_in_any_more_reads_nothing(cast: Cast) -> None:
    Person.objects.filter(pk__in=[cast.here.pedagogue.pk, cast.here.protection_officer.pk]).update(is_active=False)
    assert not readers_of(cast.here.village).is_anybody


def test_an_officer_serves_the_own_municipality_only(cast: Cast) -> None:
    Assignment.objects.filter(person=cast.there.protection_officer).delete()
    assert without_officer([cast.here.village, cast.there.village]) == [cast.there.village]
    assert without_officer([]) == []


def test_the_villages_of_each_who_answers(cast: Cast) -> None:
    assert villages_of(cast.here.pedagogue) == [cast.here.village]
    assert villages_of(cast.here.protection_officer) == [cast.here.village]
    assert villages_of(cast.here.teacher) == []
    assert villages_below([cast.district]) == [cast.here.village, cast.there.village]
