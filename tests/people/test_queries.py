"""Whom one may see among the staff, and where a role reaches."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import Http404

from mektepke.doors.permissions import Permission
from mektepke.people import queries
from mektepke.people.models import Assignment, Person
from mektepke.people.roles import Role
from mektepke.places.models import School, SchoolClass
from tests.cast import Cast, person

TODAY = date(2014, 11, 17)


def names(found: object) -> set[str]:
    return {one.username for one in found}  # type: ignore[attr-defined]


def test_a_head_sees_the_staff_of_the_own_school_only(cast: Cast) -> None:
    assert names(queries.visible_to(cast.here.head)) == {"asel", "nurgul", "bakyt", "roza"}


def test_an_administrator_sees_everybody_with_a_role_below(cast: Cast) -> None:
    assert names(queries.visible_to(cast.administrator)) == {one.username for one in cast.people()} - {"ruslan"}


@pytest.mark.parametrize("who", ["ruslan", "asel", "nurgul", "esen", "aibek", "daniyar"])
def test_whoever_keeps_no_staff_list_sees_only_themselves(cast: Cast, who: str) -> None:
    assert names(queries.visible_to(Person.objects.get(username=who))) == {who}


def test_somebody_whose_role_ended_stays_on_the_list_of_that_school(cast: Cast) -> None:
    Assignment.objects.filter(person=cast.here.teacher).update(ends=TODAY - timedelta(days=1))
    assert "asel" in names(queries.visible_to(cast.here.head))
    shown = queries.staff_list(cast.here.head).get(pk=cast.here.teacher.pk)
    assert shown.shown_roles == []  # type: ignore[attr-defined]


def test_a_role_elsewhere_is_not_shown_to_a_head(cast: Cast) -> None:
    both = person("both", "Эки Мектеп", Role.TEACHER, school_class=cast.here.school_class)
    Assignment.objects.create(person=both, role=Role.TEACHER, school_class=cast.there.school_class, starts=TODAY)
    assert [role.school_class for role in queries.roles_of(both, cast.here.head)] == [cast.here.school_class]
    assert len(queries.roles_of(both, cast.administrator)) == 2


def test_a_person_or_role_out_of_sight_is_not_found(cast: Cast) -> None:
    with pytest.raises(Http404):
        queries.person_for(cast.here.head, cast.there.teacher.pk)
    with pytest.raises(Http404):
        queries.assignment_for(cast.here.head, cast.there.teacher.assignments.get().pk)


def test_roles_can_be_given_where_they_belong(cast: Cast) -> None:
    head, administrator = cast.here.head, cast.administrator
    assert queries.grantable_places(head, Role.TEACHER) == [cast.here.school_class]
    assert queries.grantable_places(head, Role.PEDAGOGUE) == [cast.here.school]
    assert queries.grantable_places(head, Role.HEAD) == []
    assert set(queries.grantable_places(administrator, Role.GROUP_MEMBER)) == {cast.here.village, cast.there.village}
    assert queries.grantable_places(administrator, Role.DISTRICT) == [cast.district]


def test_a_role_reaches_down_and_never_up_or_aside(cast: Cast) -> None:
    here, there = cast.here, cast.there
    assert set(queries.classes(here.teacher, Permission.SEE_CLASS)) == {here.school_class}
    assert set(queries.classes(here.head, Permission.SEE_CLASS)) == set(SchoolClass.objects.filter(school=here.school))
    assert set(queries.schools(cast.district_officer, Permission.SEE_FIGURES)) == {here.school, there.school}
    assert set(queries.schools(here.municipality_officer, Permission.SEE_FIGURES)) == {here.school}
    assert not queries.schools(cast.stranger, Permission.SEE_TODAY).exists()
    assert not School.objects.filter(queries.schools_where(here.teacher, Permission.SEE_CLASS)).exists()


def test_the_staff_list_costs_the_same_however_long_it_is(cast: Cast, django_assert_num_queries: object) -> None:
    def shown() -> list[str]:
        found = queries.staff_list(Person.objects.get(pk=cast.here.head.pk))
        return [str(role.where) + str(role.get_role_display()) for one in found for role in one.shown_roles]  # type: ignore[attr-defined]

    with django_assert_num_queries(5):  # type: ignore[operator]
        few = shown()
    for number in range(30):
        person(f"t{number}", f"Мугалим {number}", Role.TEACHER, school_class=cast.here.school_class)
    with django_assert_num_queries(5):  # type: ignore[operator]
        assert len(shown()) == len(few) + 30
