"""How care is going: group figures by municipality and school, and what a head sees of the own school."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mektepke.casework.caseload import queries
from mektepke.casework.caseload.withheld import Shown
from mektepke.people.models import Assignment, Person
from mektepke.people.roles import Role
from mektepke.places.models import Place, School
from tests.casework.caseload.story import case_of, cases, closed, late_action, protected, waiting_plan
from tests.cast import YEAR_BEGINS, Cast, Side, more_pupils

pytestmark = pytest.mark.django_db


def school_row(person: Person, side: Side, today: date) -> Shown:
    """What this person is shown of one side's school."""
    (found,) = queries.rows_of(person, [side.municipality], since=YEAR_BEGINS, today=today)
    return next(row.shown for row in found.schools if row.place == side.school)


def test_open_and_late_of_each_kind_are_counted(cast: Cast, today: date) -> None:
    yesterday = today - timedelta(days=1)
    one, other, *_others = cases(cast.here, 4)
    late_action(one)
    late_action(one, dropped_on=today)
    late_action(other, due_on=today)
    cases(cast.here, 1, review_on=yesterday)
    waiting_plan(one, days=4)
    waiting_plan(other, days=3)
    late_action(closed(cast.here, 1, "moved")[0])
    shown = school_row(cast.district_officer, cast.here, today)
    assert (shown.open_cases, shown.overdue) == (5, 3)


def test_a_late_report_of_protection_is_in_the_sum_alone(cast: Cast, today: date) -> None:
    for case in cases(cast.here, 3):
        late_action(case)
    protected(cast.here, cast.here.pupils[0])
    shown = school_row(cast.here.municipality_officer, cast.here, today)
    assert (shown.open_cases, shown.overdue) == (3, 4)


def test_who_is_named_finds_it_in_no_number_and_no_head_does(cast: Cast, today: date) -> None:
    officer, head = cast.here.municipality_officer, cast.here.head
    for case in cases(cast.here, 3):
        late_action(case)
    case = protected(cast.here, cast.here.pupils[0], barred=[officer], review_on=today - timedelta(days=1))
    late_action(case)
    assert school_row(officer, cast.here, today).overdue == 3
    assert school_row(cast.district_officer, cast.here, today).overdue == 6
    (own,) = queries.own_schools(head, since=YEAR_BEGINS, today=today)
    assert own.shown.overdue == own.late.actions == 3


def test_an_officer_who_also_works_at_a_school_counts_no_protection(cast: Cast, today: date) -> None:
    officer = cast.here.municipality_officer
    for case in cases(cast.here, 3):
        late_action(case)
    protected(cast.here, cast.here.pupils[0])
    Assignment.objects.create(
        person=officer, role=Role.TEACHER, school_class=cast.here.school_class, starts=YEAR_BEGINS
    )
    assert school_row(Person.objects.get(pk=officer.pk), cast.here, today).overdue == 3


def test_days_are_of_the_cases_of_this_school_year(cast: Cast, today: date) -> None:
    for days in (2, 4, 9):
        cases(cast.here, 1, days_to_contact=days, days_to_plan=days + 1, days_to_return=days + 10)
    cases(cast.here, 5, opened_on=date(2014, 5, 1), days_to_contact=90)
    shown = school_row(cast.district_officer, cast.here, today)
    assert (shown.to_contact, shown.to_plan, shown.to_return) == (4, 5, 14)


def test_returned_and_stayed_of_those_that_ended_this_year(cast: Cast, today: date) -> None:
    closed(cast.here, 3, "returned")
    closed(cast.here, 1, "at_school", days_back=60)
    closed(cast.here, 1, "at_school", days_back=59)
    closed(cast.here, 2, "moved")
    closed(cast.here, 4, "not_needed", days_back=60)
    closed(cast.here, 4, "returned", opened_on=date(2014, 2, 1), closed_on=date(2014, 5, 1))
    assert school_row(cast.district_officer, cast.here, today).returned == (4, 7)


def test_few_cases_are_not_shown_and_the_municipality_only_where_it_hides_them(cast: Cast, today: date) -> None:
    cases(cast.here, 2)
    second = School.objects.create(code="ALM-02", village=cast.here.village, name_ky="Биринчи мектеп")
    (found,) = queries.rows_of(cast.district_officer, [cast.here.municipality], since=YEAR_BEGINS, today=today)
    assert [row.shown.open_cases for row in found.schools] == [None, 0]
    assert found.row.shown.open_cases is None
    for child in more_pupils(cast.here.school_class, 5):
        case_of(cast.here, child, school=second)
    (found,) = queries.rows_of(cast.district_officer, [cast.here.municipality], since=YEAR_BEGINS, today=today)
    assert [row.shown.open_cases for row in found.schools] == [None, None]
    assert found.row.shown.open_cases == 7


def test_places_stand_by_name_and_not_by_number(cast: Cast, today: date) -> None:
    cases(cast.there, 5)
    names = [place.name for place in queries.municipalities_of(cast.district_officer)]
    assert names == [cast.here.municipality.name, cast.there.municipality.name]
    Place.objects.filter(pk=cast.here.municipality.pk).update(name_ky="Эң-Арт")
    assert [place.name for place in queries.municipalities_of(cast.district_officer)][-1] == "Эң-Арт"


def test_a_school_that_had_ended_before_this_year_has_no_row(cast: Cast, today: date) -> None:
    for code, until in (("OLD-01", date(2014, 6, 1)), ("OLD-02", date(2014, 10, 1))):
        School.objects.create(code=code, village=cast.here.village, name_ky=code, valid_until=until)
    (found,) = queries.rows_of(cast.district_officer, [cast.here.municipality], since=YEAR_BEGINS, today=today)
    assert {row.place.code for row in found.schools} == {"ALM-01", "OLD-02"}  # type: ignore[union-attr]


def test_everybody_sees_their_own_places_alone(cast: Cast) -> None:
    here, there = cast.here.municipality, cast.there.municipality
    assert queries.municipalities_of(cast.here.municipality_officer) == [here]
    assert queries.municipalities_of(cast.programme_manager) == [here, there]
    assert queries.municipalities_of(cast.here.head) == []
    for person in (cast.here.municipality_officer, cast.here.head):
        with pytest.raises(Http404):
            queries.municipality_for(person, there.pk)
    with pytest.raises(Http404):
        queries.municipality_for(cast.district_officer, cast.district.pk)


def test_the_doors(cast: Cast, client: Client) -> None:
    figures, of_there = reverse("care_figures"), reverse("care_figures_of", args=[cast.there.municipality.pk])
    for person, own, theirs in (
        (cast.here.head, 200, 404),
        (cast.here.municipality_officer, 200, 404),
        (cast.district_officer, 200, 200),
        (cast.programme_manager, 200, 200),
        (cast.here.pedagogue, 403, 403),
        (cast.here.deputy, 403, 403),
        (cast.here.protection_officer, 403, 403),
        (cast.auditor, 403, 403),
    ):
        client.force_login(person)
        assert (client.get(figures).status_code, client.get(of_there).status_code) == (own, theirs), person.username


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_no_page_names_a_child_or_a_worker_above_the_school(cast: Cast, client: Client, language: str) -> None:
    Person.objects.update(language=language)
    for case in [*cases(cast.here, 6, days_to_contact=1), case_of(cast.here, cast.here.pupils[0])]:
        late_action(case)
    for person in (cast.district_officer, cast.here.municipality_officer, cast.here.head):
        client.force_login(person)
        page = client.get(reverse("care_figures")).content.decode()
        assert cast.here.pupils[0].family_name not in page
        assert (cast.here.pedagogue.family_name in page) == (person == cast.here.head)


@pytest.mark.parametrize(
    ("language", "days", "said"),
    [
        ("en", 1, "half within 1 day"),
        ("en", 4, "half within 4 days"),
        ("ru", 1, "половина – за 1 день"),
        ("ru", 3, "половина – за 3 дня"),
        ("ru", 11, "половина – за 11 дней"),
        ("ky", 4, "жарымы 4 күндүн ичинде"),
    ],
)
def test_a_head_reads_of_how_many_children_the_days_are(
    cast: Cast, client: Client, language: str, days: int, said: str
) -> None:
    Person.objects.update(language=language)
    cases(cast.here, 3, days_to_contact=days)
    client.force_login(cast.here.head)
    page = client.get(reverse("care_figures")).content.decode()
    assert f">{said}</dd>" in page
    assert page.count(">–</dd>") == 2


def test_a_head_reads_why_a_number_is_not_shown(cast: Cast, client: Client) -> None:
    Person.objects.update(language="en")
    client.force_login(cast.here.head)
    page = client.get(reverse("care_figures")).content.decode()
    assert "<li>Not shown: where there are one or two" in page
    assert "Places stand by name" not in page


def test_one_municipality_opens_with_its_schools_and_many_come_page_by_page(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(cast.here.municipality_officer)
    assert cast.here.school.name in client.get(reverse("care_figures")).content.decode()
    monkeypatch.setattr("mektepke.casework.caseload.views.MUNICIPALITIES_A_PAGE", 1)
    client.force_login(cast.district_officer)
    first, second = (client.get(reverse("care_figures"), {"page": page}).content.decode() for page in (1, 2))
    assert cast.here.municipality.name in first
    assert cast.there.municipality.name not in first
    assert cast.there.municipality.name in second


def test_many_schools_ask_no_more_queries_than_one(cast: Cast, client: Client) -> None:
    client.force_login(cast.district_officer)
    counts = []
    for number in range(2):
        for place in range(10 * number):
            school = School.objects.create(code=f"S-{place}", village=cast.here.village, name_ky=f"Мектеп {place}")
            for case in cases(cast.here, 1, days_to_contact=3, school=school):
                late_action(case)
        for address in ("care_figures", "care_figures_of"):
            arguments = [cast.here.municipality.pk] if address == "care_figures_of" else []
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse(address, args=arguments))
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
