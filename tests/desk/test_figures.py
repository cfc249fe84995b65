"""From Today down to a municipality's schools and a school's classes: figures within one's reach, and no child."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from mektepke.attendance.actions import take_register
from mektepke.base import clock
from mektepke.desk.queries import municipality_figures, officer_today, school_figures
from mektepke.people.models import Person
from mektepke.places.models import School, SchoolCalendar, SchoolClass
from mektepke.places.queries import school_days
from mektepke.pupils.models import Child, Enrolment
from mektepke.watch.models import Signal
from tests.casework.story import all_miss, misses
from tests.cast import Cast, Side, more_pupils
from tests.promises.reading import read

pytestmark = pytest.mark.django_db


def _open(client: Client, person: Person, address: str, *, status: int = 200) -> str:
    Person.objects.filter(pk=person.pk).update(language="en")
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def _links(page: str) -> list[str]:
    return [link.attributes["href"] for part in read(page).all("main") for link in part.all("a")]


def _of(side: Side) -> str:
    return reverse("municipality_figures", args=[side.municipality.pk])


def _school(side: Side) -> str:
    return reverse("school_figures", args=[side.school.pk])


def test_a_row_leads_down_to_the_schools_and_on_to_the_classes_and_back(
    cast: Cast, client: Client, today: date
) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    first = _open(client, cast.district_officer, reverse("today"))
    assert {_of(cast.here), _of(cast.there)} <= set(_links(first))
    schools = _open(client, cast.district_officer, _of(cast.here))
    assert _links(schools) == [reverse("today"), _school(cast.here)]
    classes = _open(client, cast.district_officer, _school(cast.here))
    assert _links(classes) == [_of(cast.here)]
    assert cast.here.school_class.name in classes
    assert "21 of 24" in classes
    for page in (first, schools, classes):
        assert not any(child.family_name in page for child in cast.here.pupils)


def test_a_municipality_officer_comes_from_today_to_the_classes(cast: Cast, client: Client) -> None:
    officer = cast.here.municipality_officer
    assert _school(cast.here) in _links(_open(client, officer, reverse("today")))
    assert _links(_open(client, officer, _school(cast.here))) == [reverse("today")]


def test_a_head_opens_the_classes_own_pages_from_their_figures(cast: Cast, client: Client) -> None:
    links = _links(_open(client, cast.here.head, _school(cast.here)))
    assert reverse("class_grid", args=[cast.here.school_class.pk]) in links


def test_nobody_comes_to_figures_beyond_their_reach(cast: Cast, client: Client) -> None:
    for person in (cast.here.municipality_officer, cast.here.head):
        _open(client, person, _of(cast.there), status=404)
        _open(client, person, _school(cast.there), status=404)
    for person in (cast.here.teacher, cast.here.pedagogue, cast.here.group_member, cast.administrator):
        _open(client, person, _school(cast.here), status=403)


def test_a_district_or_a_village_is_no_municipality(cast: Cast, client: Client) -> None:
    for place in (cast.district, cast.here.village):
        _open(client, cast.district_officer, reverse("municipality_figures", args=[place.pk]), status=404)


def test_the_registers_missing_are_named_by_class_and_day(cast: Cast, client: Client, today: date) -> None:
    found = school_figures(cast.district_officer, cast.here.school.pk, today=today)
    assert [gap.school_class for gap in found.missing.today] == [cast.here.school_class]
    assert today not in found.classes[0].missing
    assert found.days_missing == len(found.classes[0].missing) > 0
    page = _open(client, cast.district_officer, _school(cast.here))
    assert "1 class has no register of today yet:" in page
    assert "for 11–15 November" in page
    assert "14 November" in page


def test_of_a_class_with_two_pupils_nothing_is_shown(cast: Cast, today: date) -> None:
    tiny = SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=1, letter="А")
    more_pupils(tiny, 2)
    large = SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=9, letter="А")
    more_pupils(large, 8)
    found = school_figures(cast.district_officer, cast.here.school.pk, today=today)
    shown = {row.school_class.pk: row.pupils for row in found.classes}
    # The next larger one is withheld too, or the school's total would tell the small one.
    assert shown == {tiny.pk: None, cast.here.school_class.pk: None, large.pk: 8}
    assert [row.weeks == [] for row in found.classes] == [True, True, False]


def test_only_where_a_class_is_hidden_the_page_says_which_are(cast: Cast, client: Client) -> None:
    said = "Nor is anything shown of the smallest other class"
    assert said not in _open(client, cast.district_officer, _school(cast.here))
    more_pupils(SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=1, letter="А"), 2)
    page = _open(client, cast.district_officer, _school(cast.here))
    assert said in page
    assert page.count("not shown") == 6
    assert "not shown" not in _open(client, cast.here.head, _school(cast.here))


def test_registers_of_days_before_the_lists_were_there_are_not_counted_and_not_none(
    cast: Cast, client: Client, today: date
) -> None:
    Child.objects.update(added_at=clock.now())
    School.objects.create(code="BOSH-01", village=cast.here.village, name_ky="Бош мектеп")  # owes no register
    page = _open(client, cast.here.head, _school(cast.here))
    assert "Alma-Suu school: registers count from 17 November" in page
    assert "the list of the class is here only since 17 November" in page
    assert ">none<" not in page
    assert page.count(">not counted<") == 1
    schools = _open(client, cast.district_officer, _of(cast.here))
    assert schools.count(">not counted<") == 1
    assert "are here only since 17 November" in schools
    assert "Almaluu: registers count from 17 November" in schools
    today_page = _open(client, cast.district_officer, reverse("today"))
    assert ">Registers count from 17 November<" in today_page
    assert "No register is missing" not in today_page
    rows = officer_today(cast.district_officer, today=today).rows
    assert [row.counted_from for row in rows] == [today, today]
    take_register(school_class=cast.here.school_class, day=date(2014, 11, 14), marks={}, by=cast.here.teacher)
    assert "not counted" not in _open(client, cast.here.head, _school(cast.here))
    counted = _open(client, cast.district_officer, _of(cast.here))
    assert "not counted" not in counted
    assert "registers count from" not in counted
    assert ">1 register is missing for 11–15 November<" in _open(client, cast.district_officer, reverse("today"))


def test_of_a_class_without_pupils_no_register_is_said_to_be_there(cast: Cast, client: Client) -> None:
    SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=1, letter="А")
    assert ">no pupils<" in _open(client, cast.here.head, _school(cast.here))


def test_the_days_that_count_end_with_the_last_school_day(cast: Cast, client: Client) -> None:
    SchoolCalendar.objects.update(days_a_week=5)
    assert "for 11–14 November" in _open(client, cast.district_officer, _school(cast.here))
    clock.set_today(date(2014, 11, 7))
    assert "for 1–6 November" in _open(client, cast.district_officer, _of(cast.here))  # holidays: the days themselves


def test_few_waiting_children_are_not_counted_on_the_page(cast: Cast, client: Client, today: date) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    late = date(2014, 11, 24)
    found = municipality_figures(cast.district_officer, cast.here.municipality.pk, today=late)
    assert [row.overdue for row in found.rows] == [None]
    clock.set_today(late)
    assert "their number is not shown" in _open(client, cast.district_officer, _of(cast.here))


def test_where_every_number_is_shown_no_page_says_that_one_is_not(cast: Cast, client: Client) -> None:
    for address in (reverse("today"), _of(cast.here), _school(cast.here)):
        assert "not shown" not in _open(client, cast.district_officer, address)


def test_a_municipality_without_schools_and_a_school_without_classes_say_so(cast: Cast, client: Client) -> None:
    empty = cast.district.children.create(level="municipality", name_ky="Бош")
    page = _open(client, cast.district_officer, reverse("municipality_figures", args=[empty.pk]))
    assert "There is no school in this municipality yet." in page
    school = School.objects.create(code="BOSH-01", village=cast.here.village, name_ky="Бош мектеп")
    page = _open(client, cast.district_officer, reverse("school_figures", args=[school.pk]))
    assert "There are no classes this school year yet." in page


def test_the_registers_of_classes_schools_and_municipalities_add_up(cast: Cast, today: date) -> None:
    SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=1, letter="А")
    misses(cast.here, cast.here.pupils[0], 2, today=today)
    officer = cast.district_officer
    district = officer_today(officer, today=today)
    below = {row.place.pk: municipality_figures(officer, row.place.pk, today=today) for row in district.rows}
    for row in district.rows:
        assert row.missing == below[row.place.pk].missing
        for school in below[row.place.pk].rows:
            found = school_figures(officer, school.place.pk, today=today)
            assert school.missing == found.days_missing == sum(len(line.missing) for line in found.classes)
    assert district.missing == sum(found.missing for found in below.values()) > 0


def test_a_school_says_what_its_children_wait_for_and_since_when(cast: Cast, client: Client, today: date) -> None:
    pupils = more_pupils(cast.here.school_class, 10)
    all_miss(cast.here, pupils[:4], today=today)
    late = date(2014, 11, 24)
    row = municipality_figures(cast.district_officer, cast.here.municipality.pk, today=late).rows[0]
    with translation.override("en"):
        waiting = school_figures(cast.district_officer, cast.here.school.pk, today=late).waiting
        assert waiting
        assert waiting.children == row.overdue == 4
        assert waiting.oldest == date(2014, 11, 19)
        assert (waiting.rules[0].words, waiting.rules[0].children) == ("Several school days in a row", 4)
    clock.set_today(late)
    page = _open(client, cast.district_officer, _school(cast.here))
    assert "About 4 children nobody answered by the agreed day. The first of these days was 19 November." in page
    assert not any(child.family_name in page for child in pupils[:4])


def test_the_head_reads_who_waits_too_long_and_why_and_comes_to_each(cast: Cast, client: Client, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    clock.set_today(date(2014, 11, 24))
    page = _open(client, cast.here.head, _school(cast.here))
    assert "About 1 child nobody answered by the agreed day." in page
    assert "3 school days in a row without coming (13–15 November)." in page
    assert reverse("child", args=[child.pk]) in _links(page)
    assert "not shown" not in page
    assert "ask its head" not in page
    first = _open(client, cast.here.head, reverse("today"))
    assert f"{_school(cast.here)}#waiting" in _links(first)
    assert 'id="waiting"' in page


def test_a_child_who_has_left_is_counted_for_the_head_and_not_named(cast: Cast, client: Client, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    Enrolment.objects.filter(child=child).update(ends=today, reason_of_leaving="moved")
    clock.set_today(date(2014, 11, 24))
    page = _open(client, cast.here.head, _school(cast.here))
    assert child.family_name not in page
    assert "1 more child is on none of your lists any more." in page


def test_what_the_table_of_schools_withholds_the_schools_own_page_withholds(
    cast: Cast, client: Client, today: date
) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    waiting = school_figures(cast.district_officer, cast.here.school.pk, today=date(2014, 11, 24)).waiting
    assert waiting
    assert (waiting.children, waiting.oldest, waiting.rules) == (None, None, [])


def test_a_rule_under_which_few_wait_is_not_counted(cast: Cast, today: date) -> None:
    pupils = more_pupils(cast.here.school_class, 12)
    all_miss(cast.here, pupils[:4], today=today)
    signal = Signal.objects.filter(child=pupils[0]).first()
    assert signal is not None
    Signal.objects.create(
        id=pupils[0].pk, rule="share_of_days", child=pupils[0], school=cast.here.school, audience="pedagogue",
        next_step="talk", due_on=today, raised_on=today, last_seen_on=today, evidence=signal.evidence,
    )  # fmt: skip
    found = school_figures(cast.district_officer, cast.here.school.pk, today=date(2014, 11, 24)).waiting
    assert found
    assert found.children == 4
    assert found.withholds
    assert [(rule.children, rule.oldest) for rule in found.rules] == [(None, None)] * len(found.rules)


def test_a_school_that_began_today_does_not_claim_a_week_of_registers(cast: Cast, client: Client, today: date) -> None:
    Child.objects.update(added_at=clock.now())
    take_register(school_class=cast.here.school_class, day=today, marks={}, by=cast.here.teacher)
    page = _open(client, cast.here.head, reverse("today"))
    assert "No register is missing." in page
    assert "All classes have their registers of the last week." not in page
    for day in school_days(cast.here.school, first=date(2014, 11, 10), last=date(2014, 11, 16)):
        take_register(school_class=cast.here.school_class, day=day, marks={}, by=cast.here.teacher)
    assert "All classes have their registers of the last week." in _open(client, cast.here.head, reverse("today"))
