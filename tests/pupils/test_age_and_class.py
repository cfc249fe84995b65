"""A date of birth that is far from the class is asked about once: a slip in the year, or a child who stayed behind."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.places.models import SchoolClass
from mektepke.pupils.models import Child
from tests.cast import Cast

pytestmark = pytest.mark.django_db

BOX = 'name="birth_is_right"'


@pytest.fixture
def first_class(cast: Cast) -> SchoolClass:
    """1-А here."""
    return SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=1, letter="А")


@pytest.fixture
def last_class(cast: Cast) -> SchoolClass:
    """11-А here."""
    return SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=11, letter="А")


def test_a_grown_up_in_the_first_class_is_asked_about_once(
    pedagogue: Client, typed: dict[str, Any], first_class: SchoolClass
) -> None:
    odd = typed | {"born": "12.03.1991", "school_class": str(first_class.pk)}
    text = pedagogue.post(reverse("add_child"), odd).content.decode()
    assert "In class 1-А children are usually about 7 years old. This child is 23." in text
    assert BOX in text
    assert 'value="12.03.1991"' in text
    assert not Child.objects.filter(family_name="Сапарова").exists()
    assert pedagogue.post(reverse("add_child"), odd | {"birth_is_right": "on"}).status_code == 302
    assert Child.objects.get(family_name="Сапарова").birth_year == 1991


def test_a_baby_in_the_last_class_is_asked_about(
    pedagogue: Client, typed: dict[str, Any], last_class: SchoolClass
) -> None:
    odd = typed | {"born": "12.03.2014", "school_class": str(last_class.pk)}
    text = pedagogue.post(reverse("add_child"), odd).content.decode()
    assert "In class 11-А children are usually about 17 years old. This child is 0." in text
    assert not Child.objects.filter(family_name="Сапарова").exists()


def test_the_question_and_another_fault_are_said_at_once(
    pedagogue: Client, typed: dict[str, Any], first_class: SchoolClass
) -> None:
    odd = typed | {"born": "1991", "school_class": str(first_class.pk), "village": ""}
    text = pedagogue.post(reverse("add_child"), odd).content.decode()
    assert ("This child is 23." in text, "This field is required" in text) == (True, True)
    text = pedagogue.post(reverse("add_child"), odd | {"birth_is_right": "on"}).content.decode()
    assert ("This child is 23." in text, f'{BOX} id="id_birth_is_right" checked' in text) == (False, True)


def test_nobody_of_the_usual_age_is_asked(pedagogue: Client, typed: dict[str, Any]) -> None:
    assert BOX not in pedagogue.get(reverse("add_child")).content.decode()
    assert BOX not in pedagogue.post(reverse("add_child"), typed | {"village": ""}).content.decode()
    assert pedagogue.post(reverse("add_child"), typed).status_code == 302


def test_a_corrected_birth_is_asked_about_and_another_street_is_not(
    cast: Cast, pedagogue: Client, typed: dict[str, Any]
) -> None:
    child = cast.here.pupils[0]
    address = reverse("edit_child", args=[child.pk])
    odd = typed | {"born": "12.03.1991"}
    text = pedagogue.post(address, odd).content.decode()
    assert "In class 6-А children are usually about 12 years old. This child is 23." in text
    assert BOX in text
    child.refresh_from_db()
    assert child.birth_year == 2002
    assert pedagogue.post(address, odd | {"birth_is_right": "on"}).status_code == 302
    child.refresh_from_db()
    assert child.birth_year == 1991
    assert pedagogue.post(address, odd | {"street": "Ош көчөсү"}).status_code == 302
