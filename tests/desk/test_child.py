"""A child's page."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.base import clock
from mektepke.casework.actions import record_contact
from mektepke.casework.models import Case
from mektepke.people.models import Assignment, Person
from mektepke.pupils.models import Guardian
from mektepke.trail.models import Look
from mektepke.watch.actions import answer
from mektepke.watch.models import Signal
from tests.casework.story import in_care, misses
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def _page(client: Client, person: Person, cast: Cast) -> str:
    Person.objects.filter(pk=person.pk).update(language="en")
    client.force_login(person)
    return client.get(reverse("child", args=[cast.here.pupils[0].pk])).content.decode()


def test_every_look_leaves_a_trace_that_the_page_shows(cast: Cast, client: Client) -> None:
    _page(client, cast.here.teacher, cast)
    page = _page(client, cast.here.pedagogue, cast)
    assert {look.by_key for look in Look.objects.all()} == {cast.here.teacher.pk, cast.here.pedagogue.pk}
    assert cast.here.teacher.full_name in page
    assert "Class teacher" in page


def test_who_looks_nine_times_a_day_stands_there_once_with_the_last_time(cast: Cast, client: Client) -> None:
    child, teacher = cast.here.pupils[0], cast.here.teacher
    morning = datetime(2014, 11, 14, 8, tzinfo=clock.SCHOOL_TIME)
    for minute in range(9):
        Look.objects.create(
            by_key=teacher.pk,
            child_key=child.pk,
            page="child",
            reason="teacher",
            at=morning + timedelta(minutes=minute),
        )
    page = _page(client, cast.here.pedagogue, cast)
    assert page.count(teacher.full_name) == 1
    assert f"{teacher.full_name}, Class teacher, 14 November 08:08, 9 times" in page


def test_a_teacher_sees_the_days_and_no_care(cast: Cast, client: Client, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    case = in_care(cast.here, child, due=today)
    page = _page(client, cast.here.teacher, cast)
    assert "Missed 3 of 4 marked days." in page
    assert str(case.pk) not in page
    assert "onions" not in page


def test_the_pedagogue_finds_the_open_case_instead_of_a_second_one(cast: Cast, client: Client, today: date) -> None:
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    page = _page(client, cast.here.pedagogue, cast)
    assert reverse("case", args=[case.pk]) in page
    assert reverse("open_case", args=[cast.here.pupils[0].pk]) not in page


def test_a_child_without_a_register_says_so(cast: Cast, client: Client) -> None:
    assert "No register has been taken for this child yet." in _page(client, cast.here.teacher, cast)


def test_calls_and_visits_stand_there_with_result_words_and_the_next_day_for_those_who_work_on_cases(
    cast: Cast, client: Client
) -> None:
    record_contact(
        child=cast.here.pupils[0], school=cast.here.school, kind="visit", result="child_seen", words="Has no boots",
        next_on=None, by=cast.here.pedagogue,
    )  # fmt: skip
    page = _page(client, cast.here.pedagogue, cast)
    for said in ("Saw the child and spoke with them", "Has no boots", "To look again: 22 November"):
        assert said in page
    assert "Has no boots" not in _page(client, cast.here.teacher, cast)


def _says(cast: Cast, rule: str, result: str, *, by: Person) -> None:
    answer(signal=Signal.objects.get(child=cast.here.pupils[0], rule=rule), kind="called", result=result, by=by)


def test_a_teachers_call_stands_among_the_calls_with_its_result(cast: Cast, client: Client, today: date) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    assert "Nobody has called or visited yet." in _page(client, cast.here.pedagogue, cast)
    _says(cast, "days_in_a_row", "still_away", by=cast.here.teacher)
    clock.set_today(today + timedelta(days=1))
    record_contact(
        child=cast.here.pupils[0], school=cast.here.school, kind="visit", result="comes_back", words="", next_on=None,
        by=cast.here.pedagogue,
    )  # fmt: skip
    page = _page(client, cast.here.pedagogue, cast)
    assert "Nobody has called" not in page
    calls = page[page.index("Calls and visits") :]
    told = re.findall(r"<b>([^<]*)</b>, ([^:]*): ([^<]*)</p>", calls)
    assert told == [
        ("Visit", "18 November", "The child comes back to school"),
        ("Phone call", "17 November", "Spoke with the family; the child stays away for now"),
    ]
    assert cast.here.teacher.short_name in calls


def test_what_came_of_a_call_stands_beside_the_answer_too(cast: Cast, client: Client, today: date) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    _says(cast, "days_in_a_row", "comes_back", by=cast.here.teacher)
    assert "Called the family. The child comes back to school" in _page(client, cast.here.teacher, cast)


def test_an_open_signal_says_who_is_to_answer_it(cast: Cast, client: Client, today: date) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    for person in (cast.here.teacher, cast.here.pedagogue):
        assert "17 November · Waits for the social pedagogue" in _page(client, person, cast)
    Signal.objects.update(audience="teacher")
    assert "17 November · Waits for the class teacher" in _page(client, cast.here.pedagogue, cast)


def test_who_works_on_no_case_calls_about_the_signal(cast: Cast, client: Client, today: date) -> None:
    child = cast.here.pupils[0]
    assert reverse("call", args=[child.pk]) not in _page(client, cast.here.teacher, cast)
    misses(cast.here, child, 3, today=today)
    page = _page(client, cast.here.teacher, cast)
    assert reverse("signal_called", args=[Signal.objects.get(child=child, rule="days_in_a_row").pk]) in page
    assert reverse("call", args=[child.pk]) in _page(client, cast.here.pedagogue, cast)


def test_a_teacher_here_who_works_on_cases_elsewhere_sees_the_child_as_its_teacher(
    cast: Cast, client: Client, today: date
) -> None:
    child, both = cast.here.pupils[0], cast.there.pedagogue
    Assignment.objects.create(person=both, role="teacher", school_class=cast.here.school_class, starts=today)
    misses(cast.here, child, 3, today=today)
    circumstances = ("Disability", "Documents missing", "A parent works away", "Calls and visits", "Care</h2>")
    works = [reverse(name, args=[child.pk]) for name in ("call", "visit", "open_case", "edit_child")]
    page = _page(client, both, cast)
    assert not [said for said in (*circumstances, *works) if said in page]
    assert reverse("signal_called", args=[Signal.objects.get(child=child, rule="days_in_a_row").pk]) in page
    page = _page(client, cast.here.pedagogue, cast)
    assert all(said in page for said in (*circumstances, *works))
    own = cast.there.pupils[0]
    client.force_login(both)
    page = client.get(reverse("child", args=[own.pk])).content.decode()
    assert all(reverse(name, args=[own.pk]) in page for name in ("call", "visit", "open_case", "edit_child"))


def test_a_wrong_number_is_named_and_the_visit_comes_first(cast: Cast, client: Client, today: date) -> None:
    child = cast.here.pupils[0]
    record_contact(
        child=child, school=cast.here.school, kind="call", result="wrong_number", words="", next_on=None,
        by=cast.here.pedagogue, guardian=Guardian.objects.get(household=child.household),
    )  # fmt: skip
    page = _page(client, cast.here.pedagogue, cast)
    assert "On 17 November the number +996777000001 was wrong." in page
    assert f'<a class="button" href="{reverse("visit", args=[child.pk])}">' in page
    assert f'<a class="button second" href="{reverse("call", args=[child.pk])}">' in page


def test_a_case_of_one_day_has_one_day(cast: Cast, client: Client, today: date) -> None:
    in_care(cast.here, cast.here.pupils[0], due=today)
    Case.objects.update(closed_on=today, step="closed", outcome="moved")
    page = _page(client, cast.here.pedagogue, cast)
    assert "17 November: Moved to another place" in page
    assert "17 November – 17 November" not in page


def test_what_can_be_done_and_the_number_stand_right_under_the_days(cast: Cast, client: Client, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    page = _page(client, cast.here.pedagogue, cast)
    ways = [f'href="{reverse(name, args=[child.pk])}"' for name in ("call", "visit", "open_case")]
    for way in ('<a href="tel:+996777000001">', *ways):
        assert page.index("The last three months") < page.index(way) < page.index("What was noticed")
    called_about = reverse("signal_called", args=[Signal.objects.get(child=child, rule="days_in_a_row").pk])
    page = _page(client, cast.here.teacher, cast)
    assert page.index(called_about) < page.index("What was noticed")


def test_a_wrong_number_is_not_the_one_to_dial(cast: Cast, client: Client) -> None:
    child = cast.here.pupils[0]
    Guardian.objects.create(household=child.household, full_name="Абдиев Нурбек", phone="+996777000099")
    record_contact(
        child=child, school=cast.here.school, kind="call", result="wrong_number", words="", next_on=None,
        by=cast.here.pedagogue, guardian=Guardian.objects.get(phone="+996777000001"),
    )  # fmt: skip
    page = _page(client, cast.here.pedagogue, cast)
    above = page[: page.index("What was noticed")]
    assert "tel:+996777000099" in above
    assert "tel:+996777000001" not in above
    assert f'<a class="button" href="{reverse("call", args=[child.pk])}">' in above


def test_where_the_family_has_moved_the_next_school_is_the_main_button(cast: Cast, client: Client) -> None:
    child = cast.here.pupils[0]
    record_contact(
        child=child, school=cast.here.school, kind="visit", result="moved", words="", next_on=None,
        by=cast.here.pedagogue,
    )  # fmt: skip
    page = _page(client, cast.here.pedagogue, cast)
    assert f'<a class="button" href="{reverse("send_child", args=[child.pk])}">' in page
    assert f'<a class="button second" href="{reverse("call", args=[child.pk])}">' in page


def test_who_keeps_the_list_reads_the_day_of_birth_and_a_teacher_the_age(cast: Cast, client: Client) -> None:
    assert "12 March 2002" in _page(client, cast.here.pedagogue, cast)
    assert "12 March 2002" not in _page(client, cast.here.teacher, cast)
