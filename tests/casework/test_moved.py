"""After a family has moved away: the pages lead to the next school, or off the roll."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from mektepke.casework.actions import close_case, record_contact
from mektepke.casework.models import Case
from mektepke.people.models import Person
from mektepke.pupils.actions import send
from mektepke.pupils.models import Child, Enrolment, Household, OutOfSchool
from tests.casework.story import in_care
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SAID = "The family has moved away. Send the child to another school, or take the child off the roll."


@pytest.fixture
def signed_in(cast: Cast, client: Client) -> Client:
    """The pedagogue here, reading English."""
    Person.objects.filter(pk=cast.here.pedagogue.pk).update(language="en")
    client.force_login(cast.here.pedagogue)
    return client


def _visited(client: Client, child: Child) -> HttpResponse:
    typed = {"result": "moved", "on": "2014-11-17"}
    answer = client.post(reverse("visit", args=[child.pk]), typed, follow=True)
    assert isinstance(answer, HttpResponse)
    return answer


def _ways(child: Child) -> list[str]:
    return [f'href="{reverse(name, args=[child.pk])}"' for name in ("send_child", "leave_school")]


def test_a_visit_leads_to_the_next_school_and_off_the_roll(cast: Cast, signed_in: Client) -> None:
    child = cast.here.pupils[0]
    page = _visited(signed_in, child).content.decode()
    assert SAID in page
    assert all(way in page for way in _ways(child))


def test_the_end_of_care_leads_there_too(cast: Cast, signed_in: Client, today: date) -> None:
    child = cast.here.pupils[0]
    case = in_care(cast.here, child, due=today)
    page = signed_in.post(reverse("close_case", args=[case.pk]), {"outcome": "moved"}, follow=True).content.decode()
    assert SAID in page
    assert all(way in page for way in _ways(child))
    assert Case.objects.get().outcome == "moved"


def test_a_talk_with_the_family_since_then_takes_it_back(cast: Cast, signed_in: Client, today: date) -> None:
    child = cast.here.pupils[0]
    close_case(case=in_care(cast.here, child, due=today), outcome="moved", words="", by=cast.here.pedagogue)
    Case.objects.update(opened_on=today - timedelta(days=3), closed_on=today - timedelta(days=2))
    there = reverse("child", args=[child.pk])
    assert _ways(child)[0] in signed_in.get(there).content.decode()
    record_contact(
        child=child, school=cast.here.school, kind="call", result="comes_back", words="", next_on=None,
        by=cast.here.pedagogue,
    )  # fmt: skip
    assert _ways(child)[0] not in signed_in.get(there).content.decode()


def test_who_is_on_the_way_already_is_not_sent_again(cast: Cast, signed_in: Client, today: date) -> None:
    child = cast.here.pupils[0]
    _visited(signed_in, child)
    enrolment = Enrolment.objects.get(child=child)
    send(enrolment=enrolment, sent_on=today, to_school=cast.there.school, by=cast.here.pedagogue)
    page = signed_in.get(reverse("child", args=[child.pk])).content.decode()
    assert not [way for way in _ways(child) if way in page]


def test_a_child_on_no_roll_is_sent_nowhere(cast: Cast, signed_in: Client) -> None:
    household = Household.objects.create(village=cast.here.village)
    child = Child.objects.create(household=household, family_name="Мектепсиз", given_name="Бала", made_up=True)
    OutOfSchool.objects.create(
        child=child, kind="never", found_on=date(2014, 8, 25), found_by=cast.here.municipality_officer
    )
    answer = _visited(signed_in, child)
    assert SAID not in answer.content.decode()
    assert f"The visit to {child.name} is recorded." in answer.content.decode()


def test_a_teacher_reads_nothing_of_it(cast: Cast, signed_in: Client, client: Client) -> None:
    child = cast.here.pupils[0]
    _visited(signed_in, child)
    client.force_login(cast.here.teacher)
    page = client.get(reverse("child", args=[child.pk])).content.decode()
    assert not [way for way in _ways(child) if way in page]
