"""A class teacher's Today: what is not known yet, whom to call, and whom the social pedagogue has."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mektepke.attendance.actions import take_register
from mektepke.attendance.rules import MarkGiven, MarkKind
from mektepke.desk.queries import classes_today, to_call
from mektepke.people.models import Person
from mektepke.pupils.models import Child
from mektepke.watch.actions import notice
from tests.casework.story import in_care, misses
from tests.cast import Cast, more_pupils

pytestmark = pytest.mark.django_db

ABSENT = MarkGiven(MarkKind.ABSENT)
EXCUSED = MarkGiven(MarkKind.ABSENT, "illness", True)
NOT_KNOWN = "Who is missing in 6-А is not known yet."
NOBODY = "Nobody to call in 6-А: whoever is missing, the reason is known"


@pytest.fixture
def teacher(cast: Cast, client: Client) -> Client:
    """The class teacher, reading English, signed in."""
    Person.objects.update(language="en")
    client.force_login(cast.here.teacher)
    return client


def shown(client: Client) -> str:
    """Today as a reader gets it."""
    answer = client.get(reverse("today"))
    assert answer.status_code == 200
    return answer.content.decode()


def taken(cast: Cast, marks: dict[Child, MarkGiven], today: date) -> None:
    """Today's register of the class here. No round runs."""
    by_key = {child.pk: mark for child, mark in marks.items()}
    take_register(school_class=cast.here.school_class, day=today, marks=by_key, by=cast.here.teacher)


def test_before_the_register_nobody_claims_to_know_who_is_missing(cast: Cast, teacher: Client, today: date) -> None:
    page = shown(teacher)
    assert "Today's register of 6-А is not taken yet." in page
    assert NOT_KNOWN in page
    assert "Nobody to call" not in page
    assert page.count(reverse("register", args=[cast.here.school_class.pk, today])) == 2


def test_whoever_is_missing_is_on_the_list_as_soon_as_the_register_is_stored(
    cast: Cast, teacher: Client, today: date
) -> None:
    missing, ill = cast.here.pupils[0], cast.here.pupils[1]
    taken(cast, {missing: ABSENT, ill: EXCUSED}, today)
    page = shown(teacher)
    assert reverse("absence_called", args=[missing.pk]) in page
    assert reverse("absence_called", args=[ill.pk]) not in page
    assert NOT_KNOWN not in page


def test_the_third_day_is_on_the_list_too_until_the_round_has_run(cast: Cast, teacher: Client, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 2, today=today)
    taken(cast, {child: ABSENT}, today)
    assert [entry.child for entry in to_call(cast.here.teacher, today=today)] == [child]
    notice(school=cast.here.school, today=today)
    assert to_call(cast.here.teacher, today=today) == []
    page = shown(teacher)
    assert "6-А: with the social pedagogue" in page
    assert "3 school days in a row" in page
    assert "On the social pedagogue's list: the pedagogue calls or visits the family." in page


def test_with_every_reason_known_there_is_nobody_to_call(cast: Cast, teacher: Client, today: date) -> None:
    taken(cast, {cast.here.pupils[0]: EXCUSED}, today)
    assert NOBODY in shown(teacher)


def test_most_of_a_class_missing_is_no_reason_to_call_every_family(cast: Cast, teacher: Client, today: date) -> None:
    taken(cast, dict.fromkeys(cast.here.pupils[:4], ABSENT), today)
    page = shown(teacher)
    assert "Most of 6-А is missing." in page
    assert NOBODY not in page


def test_children_in_care_are_named_without_any_circumstance(cast: Cast, teacher: Client, today: date) -> None:
    child = cast.here.pupils[2]
    case = in_care(cast.here, child, due=today)
    (found,) = classes_today(cast.here.teacher, today=today)
    assert [(entry.child, entry.in_care, entry.reasons) for entry in found.with_pedagogue] == [(child, True, [])]
    page = shown(teacher)
    assert "In care of the social pedagogue." in page
    assert "onions" not in page
    assert str(case.pk) not in page


def test_a_child_in_care_who_is_missing_is_called_by_agreement(cast: Cast, teacher: Client, today: date) -> None:
    child = cast.here.pupils[2]
    in_care(cast.here, child, due=today)
    taken(cast, {child: ABSENT}, today)
    (entry,) = to_call(cast.here.teacher, today=today)
    assert entry.in_care
    assert "agree first who of you calls" in shown(teacher)


def test_who_never_came_is_not_forgotten(cast: Cast, teacher: Client, today: date) -> None:
    child = cast.here.pupils[3]
    more_pupils(cast.here.school_class, 6)
    for day in (6, 7, 8, 9, 10, 13):
        take_register(
            school_class=cast.here.school_class, day=date(2014, 10, day), marks={child.pk: ABSENT},
            by=cast.here.teacher,
        )  # fmt: skip
    notice(school=cast.here.school, today=today)
    page = shown(teacher)
    assert child.name in page
    assert "has not come once" in page


def test_another_class_is_another_teachers(cast: Cast, today: date) -> None:
    in_care(cast.here, cast.here.pupils[2], due=today)
    (there,) = classes_today(cast.there.teacher, today=today)
    assert there.with_pedagogue == []


def test_ways_lead_to_the_months_report(cast: Cast, teacher: Client) -> None:
    report = reverse("class_report", args=[cast.here.school_class.pk])
    assert report in shown(teacher)
    assert report in teacher.get(reverse("class_list", args=[cast.here.school_class.pk])).content.decode()


def test_a_large_class_asks_no_more_queries(cast: Cast, today: date) -> None:
    taken(cast, {cast.here.pupils[0]: ABSENT}, today)

    def asked() -> int:
        teacher = Person.objects.get(pk=cast.here.teacher.pk)
        with CaptureQueriesContext(connection) as queries:
            classes_today(teacher, today=today)
            to_call(teacher, today=today)
        return len(queries)

    few = asked()
    for child in more_pupils(cast.here.school_class, 20)[:5]:
        in_care(cast.here, child, due=today)
    assert asked() == few
