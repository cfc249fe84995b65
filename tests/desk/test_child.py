"""A child's page."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.base import clock
from mektepke.casework.actions import record_contact
from mektepke.people.models import Person
from mektepke.trail.models import Look
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
    for said in ("Saw the child and spoke with it", "Has no boots", "To look again: 22 November"):
        assert said in page
    assert "Has no boots" not in _page(client, cast.here.teacher, cast)
