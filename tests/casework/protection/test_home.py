"""Where the child is, for the officer who has no page of the child: the age in whole words."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.people.models import Person
from tests.casework.protection.story import in_danger
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "born", "age"),
    [
        ("ky", 2005, "9 жаш"),
        ("ru", 2005, "9 лет"),
        ("ru", 2011, "3 года"),
        ("ru", 2013, "1 год"),
        ("en", 2005, "9 years old"),
        ("en", 2013, "1 year old"),
    ],
)
def test_an_age_is_said_in_years(cast: Cast, client: Client, language: str, born: int, age: str) -> None:
    Person.objects.update(language=language)
    child = cast.here.pupils[0]
    child.birth_date = date(born, 3, 12)
    child.save()
    case = in_danger(cast.here, child, named=frozenset([cast.here.head]))
    client.force_login(cast.here.protection_officer)
    page = client.get(reverse("protection_case", args=[case.pk])).content.decode()
    assert f"<dd>{age}</dd>" in page
