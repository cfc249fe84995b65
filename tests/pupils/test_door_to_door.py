"""The door-to-door sheet of a large village, a street at a time."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.pupils.models import Household
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def sheet(client: Client, cast: Cast, **question: str) -> str:
    """The sheet of the village here."""
    answer = client.get(reverse("door_to_door_sheet", args=[cast.here.village.pk]), question)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def three_streets(cast: Cast) -> Cast:
    """One child in Ош көчөсү, one in a street nobody wrote down, the others in Мектеп көчөсү."""
    for child, street in zip(cast.here.pupils, ("Ош көчөсү", ""), strict=False):
        Household.objects.filter(pk=child.household_id).update(street=street)
    return cast


def test_one_street_alone_can_be_chosen(three_streets: Cast, officer: Client) -> None:
    cast = three_streets
    text = sheet(officer, cast, street="Ош көчөсү")
    assert cast.here.pupils[0].full_name in text
    assert all(child.full_name not in text for child in cast.here.pupils[1:])
    assert ("Alma-Suu: 1 child<" in text, "Another street" in text) == (True, False)
    assert '<option value="Ош көчөсү" selected>' in text


def test_the_children_of_no_known_street_can_be_chosen(three_streets: Cast, officer: Client) -> None:
    text = sheet(officer, three_streets, street="-")
    assert [child.full_name in text for child in three_streets.here.pupils[:3]] == [False, True, False]


@pytest.mark.parametrize("street", ["", "Жок көчө", "\0", "<script>"])
def test_without_a_street_or_with_an_unknown_one_all_are_shown(
    three_streets: Cast, officer: Client, street: str
) -> None:
    text = sheet(officer, three_streets, street=street)
    assert all(child.full_name in text for child in three_streets.here.pupils)
    assert "Another street" in text
    assert '<form class="screen-only" method="get">' in text


def test_where_there_is_one_street_there_is_no_choice(cast: Cast, officer: Client) -> None:
    assert "All streets" not in sheet(officer, cast)
