"""Today, for every role."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.attendance.actions import take_register
from mektepke.attendance.rules import MarkGiven, MarkKind
from mektepke.base import clock
from mektepke.desk.queries import classes_today, head_today, officer_today, pedagogue_today, to_call
from mektepke.people.models import Person
from mektepke.people.roles import Role
from mektepke.places.models import School
from mektepke.pupils.models import Enrolment
from tests.casework.story import all_miss, in_care, misses
from tests.cast import Cast, more_pupils, person
from tests.desk.pages import today_of
from tests.promises.reading import read

pytestmark = pytest.mark.django_db


def test_the_pedagogue_sees_whom_to_see_and_why(cast: Cast, client: Client, today: date) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    page = today_of(client, cast.here.pedagogue)
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
    assert "РБ-4711" not in today_of(client, cast.here.pedagogue)


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
    assert absent.name in today_of(client, teacher)


def test_a_class_without_pupils_has_no_register_for_the_teacher_to_take(
    cast: Cast, client: Client, today: date
) -> None:
    Enrolment.objects.filter(school_class=cast.here.school_class).delete()
    assert classes_today(cast.here.teacher, today=today) == []
    page = today_of(client, cast.here.teacher)
    assert "No class with pupils is yours this school year." in page
    assert "is not taken yet" not in page


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
    page = today_of(client, cast.district_officer)
    assert not any(child.family_name in page for child in cast.here.pupils)


def test_the_municipality_sees_only_its_own_schools(cast: Cast, today: date) -> None:
    rows = officer_today(cast.here.municipality_officer, today=today).rows
    assert [row.place.pk for row in rows] == [cast.here.school.pk]


@pytest.mark.parametrize("who", ["district_officer", "programme_manager", "auditor", "administrator"])
def test_everybody_above_a_school_has_a_today_without_children(cast: Cast, client: Client, who: str) -> None:
    page = today_of(client, getattr(cast, who))
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


def test_an_empty_school_says_so_and_leads_to_its_classes(cast: Cast, client: Client) -> None:
    village = cast.here.village
    empty = School.objects.create(code="BOSH-01", village=village, name_ky="Бош мектеп")
    head = person("new.head", "Асанова Бурул", Role.HEAD, school=empty)
    page = today_of(client, head)
    assert "Your school has no classes yet" in page
    assert reverse("school", args=[empty.pk]) in page
    assert "All classes have their registers" not in page


def test_classes_without_pupils_do_not_count_as_complete(cast: Cast, client: Client) -> None:
    Enrolment.objects.filter(school_class=cast.here.school_class).delete()
    page = today_of(client, cast.here.head)
    assert "Nobody is on the lists of the classes yet." in page
    assert reverse("import_list") in page
    assert "All classes have their registers" not in page


def test_in_a_week_of_holidays_nobody_claims_that_its_registers_are_there(cast: Cast, client: Client) -> None:
    take_register(school_class=cast.here.school_class, day=date(2014, 10, 31), marks={}, by=cast.here.teacher)
    clock.set_today(date(2014, 11, 8))
    page = today_of(client, cast.here.head)
    assert "No register is missing." in page
    assert "All classes have their registers" not in page


def test_the_head_comes_from_today_to_reports_classes_and_figures(cast: Cast, client: Client) -> None:
    page = today_of(client, cast.here.head)
    for address in (reverse("reports"), reverse("classes"), reverse("school_figures", args=[cast.here.school.pk])):
        assert f'href="{address}"' in page


def test_the_head_reads_what_is_late_by_its_name_and_the_last_full_week_with_its_days(
    cast: Cast, client: Client, today: date
) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    in_care(cast.here, cast.here.pupils[1], due=date(2014, 11, 18))
    clock.set_today(date(2014, 11, 24))
    head = head_today(cast.here.head, today=date(2014, 11, 24))
    assert (head.overdue, head.waiting) == (1, 1)
    page = today_of(client, cast.here.head)
    assert "Agreed steps of care past their day" in page
    assert "Children waiting too long" in page
    # The week after had no register; this one is told with its days, from its first school day to its last.
    assert "The last full week with registers, 10–15 November: 21 of 24 child days present." in page


def test_each_day_without_a_register_leads_to_it(cast: Cast, client: Client) -> None:
    page = today_of(client, cast.here.head)
    for day in (date(2014, 11, 11), date(2014, 11, 15)):
        assert f'href="{reverse("register", args=[cast.here.school_class.pk, day])}"' in page


def test_an_officer_without_schools_is_told_who_enters_them(cast: Cast, client: Client) -> None:
    empty = cast.district.children.create(level="municipality", name_ky="Бош")
    page = today_of(client, person("new.officer", "Асанов Бек", Role.MUNICIPALITY, place=empty))
    assert "No school yet" in page
    assert "The administrator enters villages and schools." in page
    assert "registers are missing" not in page


def test_the_legend_stands_before_what_it_explains(cast: Cast, client: Client, today: date) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    for who in (cast.here.pedagogue, cast.here.head, cast.district_officer):
        pictures = [element.attributes.get("class") for element in read(today_of(client, who)).all("ul", "svg")]
        first = pictures.index("legend")
        assert not {"strip", "line"} & set(pictures[:first]), who
