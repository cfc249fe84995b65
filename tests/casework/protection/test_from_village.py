"""A concern that came to the child-protection officer becomes a case: a child is found by both names and no list."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.casework.models import Case
from mektepke.casework.queries import visible_to
from mektepke.people.models import Person
from mektepke.pupils.models import Child
from mektepke.trail.models import Look
from mektepke.watch.concerns.models import Concern
from tests.cast import Cast, pupil
from tests.watch.concerns.written import write

pytestmark = pytest.mark.django_db

DANGER = {
    "danger": "school_worker", "evidence": "A teacher hits the child", "said_by": "neighbour", "risk": "high",
    "reason": "It happens every week",
}  # fmt: skip


@pytest.fixture
def concern(cast: Cast) -> Concern:
    """It is about somebody who works at the school."""
    Person.objects.update(language="en")
    return write(cast.here, about_school_worker=True)


def page(concern: Concern) -> str:
    return reverse("protection_from_concern", args=[concern.pk])


def about(child: Child, named: Person, **more: str) -> dict[str, Any]:
    names = {"family_name": child.family_name, "given_name": child.given_name}
    return DANGER | names | {"anybody": "yes", "named": [str(named.pk)]} | more


def test_the_case_is_the_municipality_s_and_the_concern_is_answered(
    cast: Cast, client: Client, concern: Concern
) -> None:
    officer, child = cast.here.protection_officer, cast.here.pupils[0]
    client.force_login(officer)
    assert page(concern) in client.get(reverse("concern", args=[concern.pk])).content.decode()
    assert child.family_name not in client.get(page(concern)).content.decode(), "no list of children"
    answer = client.post(page(concern), about(child, cast.here.teacher))
    case = Case.objects.get()
    assert answer.headers["Location"] == reverse("protection_case", args=[case.pk])
    assert (case.child, case.worker, case.municipality) == (child, officer, cast.here.municipality)
    assert client.get(reverse("case", args=[case.pk])).status_code == 200
    for other in (cast.here.pedagogue, cast.here.head, cast.here.teacher):
        assert not visible_to(other).exists()
    concern.refresh_from_db()
    assert (concern.state, concern.because) == (Concern.State.NOT_NEEDED, Concern.Because.TAKEN_ON)
    assert Look.objects.filter(child_key=child.pk, by_key=officer.pk).exists()
    assert client.get(page(concern)).headers["Location"] == reverse("concern", args=[concern.pk])


@pytest.mark.parametrize(("family_name", "given_name"), [("", ""), ("А", "А"), ("Бөлөк", "Бала")])
def test_a_part_of_a_name_finds_nobody(
    cast: Cast, client: Client, concern: Concern, family_name: str, given_name: str
) -> None:
    client.force_login(cast.here.protection_officer)
    typed = about(cast.here.pupils[0], cast.here.teacher) | {"family_name": family_name, "given_name": given_name}
    answer = client.post(page(concern), typed).content.decode()
    assert "A teacher hits the child" in answer, "nothing that was typed is lost"
    assert not any(child.full_name in answer for child in cast.here.pupils)
    assert not Case.objects.exists()


def test_of_two_with_one_name_the_class_says_who_is_meant(cast: Cast, client: Client, concern: Concern) -> None:
    child = cast.here.pupils[0]
    neighbours = cast.here.school.classes.create(year=cast.year, grade=7, letter="Г")
    other = pupil(neighbours, child.family_name, child.given_name)
    client.force_login(cast.here.protection_officer)
    asked = client.post(page(concern), about(child, cast.here.teacher)).content.decode()
    assert "Several children have this name." in asked
    client.post(page(concern), about(child, cast.here.teacher, class_name=" 7-г "))
    assert Case.objects.get().child == other


def test_nobody_else_comes_this_way(cast: Cast, client: Client, concern: Concern) -> None:
    ordinary = write(cast.here, sender="another")
    refused = (
        (cast.here.pedagogue, concern, 403),
        (cast.here.head, concern, 403),
        (cast.there.protection_officer, concern, 404),
        (cast.here.protection_officer, ordinary, 404),
    )
    for person, asked, status in refused:
        client.force_login(person)
        assert client.get(page(asked)).status_code == status


def test_a_child_of_another_municipality_is_not_found(cast: Cast, client: Client, concern: Concern) -> None:
    client.force_login(cast.here.protection_officer)
    answer = client.post(page(concern), about(cast.there.pupils[0], cast.here.teacher)).content.decode()
    assert "Nobody of this name is on the lists here." in answer
    assert not Case.objects.exists()
