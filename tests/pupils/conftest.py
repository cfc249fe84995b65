"""What the tests about pupils share: who signs in, and what they type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from mektepke.people.models import Person
from tests.cast import Cast

SignIn = Callable[[Person], Client]


@pytest.fixture
def sign_in(client: Client) -> SignIn:
    """Signs somebody in who reads English."""

    def signed_in(person: Person) -> Client:
        person.language = "en"
        person.save(update_fields=["language"])
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def pedagogue(cast: Cast, sign_in: SignIn) -> Client:
    """The social pedagogue of the school here."""
    return sign_in(cast.here.pedagogue)


@pytest.fixture
def officer(cast: Cast, sign_in: SignIn) -> Client:
    """The officer of the municipality here."""
    return sign_in(cast.here.municipality_officer)


@pytest.fixture
def typed(cast: Cast) -> dict[str, Any]:
    """A new pupil of the class here, as typed into the page."""
    return {
        "family_name": "Сапарова",
        "given_name": "Жаңыл",
        "patronymic": "Болотовна",
        "born": "12.03.2003",
        "sex": "girl",
        "languages": ["ky", "ru"],
        "disability": "not_known",
        "helps_in_class": "",
        "documents_missing": "no",
        "village": str(cast.here.village.pk),
        "street": "Мектеп көчөсү",
        "house": "12а",
        "migrant_parent": "yes",
        "poor_register_number": "Ж-104",
        "school_class": str(cast.here.school_class.pk),
        "mode": "school",
        "starts": "17.11.2014",
        "adult-TOTAL_FORMS": "2",
        "adult-INITIAL_FORMS": "0",
        "adult-0-full_name": "Сапарова Гүлнара",
        "adult-0-relation": "mother",
        "adult-0-phone": "0777 12 34 56",
        "adult-0-language": "ky",
        "adult-1-full_name": "",
        "adult-1-relation": "",
        "adult-1-phone": "",
        "adult-1-language": "ky",
    }


@pytest.fixture
def typed_out_of_school(typed: dict[str, Any]) -> dict[str, Any]:
    """A child in no school, as typed into the page."""
    left_out = {"school_class", "mode", "starts"}
    return {name: value for name, value in typed.items() if name not in left_out} | {
        "kind": "never",
        "found_on": "14.11.2014",
        "enters_on": "",
    }
