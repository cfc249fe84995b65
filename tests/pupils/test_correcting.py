"""Putting right what is known of a child, and the adults around it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.pupils.models import Child, Enrolment, Guardian
from mektepke.trail.models import Change, Look
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(cast: Cast) -> Child:
    """Абдиева Айпери."""
    return cast.here.pupils[0]


@pytest.fixture
def correction(cast: Cast) -> dict[str, Any]:
    """What is known of Айпери, typed again without a change."""
    return {
        "family_name": "Абдиева", "given_name": "Айпери", "patronymic": "", "born": "12.03.2002", "sex": "girl",
        "disability": "not_known", "helps_in_class": "", "documents_missing": "not_known",
        "village": str(cast.here.village.pk), "street": "Мектеп көчөсү", "house": "", "migrant_parent": "not_known",
        "poor_register_number": "",
    }  # fmt: skip


def test_a_correction_is_kept_with_the_names_of_the_fields_only(
    pedagogue: Client, child: Child, correction: dict[str, Any]
) -> None:
    changed = {"given_name": "Айпериза", "born": "2002", "house": "7", "languages": ["uz"]}
    answer = pedagogue.post(reverse("edit_child", args=[child.pk]), correction | changed)
    assert answer.headers["Location"] == reverse("child", args=[child.pk])
    child.refresh_from_db()
    assert (child.given_name, child.birth_date, child.birth_year, child.languages) == ("Айпериза", None, 2002, "uz")
    assert child.search_key == "abdieva aiperiza"
    assert child.household.house == "7"
    change = Change.objects.get(action="child.corrected")
    assert change.fields == ["birth_date", "given_name", "house", "languages"]
    assert change.child_key == child.pk


def test_nothing_changed_leaves_no_trace_of_a_change(
    pedagogue: Client, child: Child, correction: dict[str, Any]
) -> None:
    assert pedagogue.post(reverse("edit_child", args=[child.pk]), correction).status_code == 302
    assert not Change.objects.filter(action="child.corrected").exists()


def test_a_mistyped_date_comes_back_as_typed(pedagogue: Client, child: Child, correction: dict[str, Any]) -> None:
    answer = pedagogue.post(reverse("edit_child", args=[child.pk]), correction | {"born": "12.13.2002"})
    page = answer.content.decode()
    assert 'value="12.13.2002"' in page
    assert "There is no such day" in page
    child.refresh_from_db()
    assert child.birth_date == date(2002, 3, 12)


def test_a_stored_date_is_shown_as_it_is_typed(pedagogue: Client, child: Child) -> None:
    assert 'value="12.03.2002"' in pedagogue.get(reverse("edit_child", args=[child.pk])).content.decode()


def test_a_language_that_a_list_brought_is_kept(pedagogue: Client, child: Child, correction: dict[str, Any]) -> None:
    Child.objects.filter(pk=child.pk).update(languages="ky,de")
    page = pedagogue.get(reverse("edit_child", args=[child.pk])).content.decode()
    assert 'value="de"' in page
    pedagogue.post(reverse("edit_child", args=[child.pk]), correction | {"languages": ["ky", "de"], "house": "1"})
    child.refresh_from_db()
    assert child.languages == "ky,de"


def test_a_change_of_the_home_is_said_to_hold_for_all(cast: Cast, pedagogue: Client, child: Child) -> None:
    address = reverse("edit_child", args=[child.pk])
    assert "live in this household" not in pedagogue.get(address).content.decode()
    for sibling in cast.here.pupils[1:3]:
        Child.objects.filter(pk=sibling.pk).update(household=child.household)
    assert "2 more children live in this household" in pedagogue.get(address).content.decode()


@pytest.mark.parametrize(
    "name", ["edit_child", "guardians", "add_guardian", "enrol_child", "leave_school", "send_child", "add_sibling"]
)
def test_every_look_leaves_a_trace_with_its_reason(cast: Cast, pedagogue: Client, child: Child, name: str) -> None:
    assert pedagogue.get(reverse(name, args=[child.pk])).status_code == 200
    look = Look.objects.get(child_key=child.pk)
    assert (look.by_key, look.page, look.reason) == (cast.here.pedagogue.pk, name, "pedagogue")


def test_an_adult_is_added_corrected_and_removed(pedagogue: Client, child: Child) -> None:
    mother = Guardian.objects.get(household=child.household)
    father = {
        "full_name": "Абдиев Кубат", "relation": "father", "phone": "+7 912 345 67 89", "language": "ru",
        "call_first": "on",
    }  # fmt: skip
    assert pedagogue.post(reverse("add_guardian", args=[child.pk]), father).status_code == 302
    added = Guardian.objects.get(full_name="Абдиев Кубат")
    mother.refresh_from_db()
    assert (added.call_first, mother.call_first, added.phone) == (True, False, "+79123456789")

    address = reverse("edit_guardian", args=[child.pk, added.pk])
    assert 'value="+79123456789"' in pedagogue.get(address).content.decode()
    assert pedagogue.post(address, father | {"phone": "0555 11 22 33"}).status_code == 302
    added.refresh_from_db()
    assert added.phone == "+996555112233"

    remove = reverse("remove_guardian", args=[child.pk, added.pk])
    assert "Remove Абдиев Кубат?" in pedagogue.get(remove).content.decode()
    assert Guardian.objects.filter(pk=added.pk).exists()
    assert pedagogue.post(remove).status_code == 302
    mother.refresh_from_db()
    assert not Guardian.objects.filter(pk=added.pk).exists()
    assert mother.call_first
    said = Change.objects.filter(subject_kind="pupils.guardian").order_by("pk")
    assert [(change.action, change.child_key) for change in said] == [
        (f"guardian.{verb}", child.pk) for verb in ("added", "corrected", "removed")
    ]


def test_a_number_that_nobody_can_dial_is_refused_with_an_example(pedagogue: Client, child: Child) -> None:
    wrong = {"full_name": "Абдиев Кубат", "relation": "father", "phone": "77-12", "language": "ky"}
    page = pedagogue.post(reverse("add_guardian", args=[child.pk]), wrong).content.decode()
    assert "Write it like 0777 123 456" in page
    assert 'value="77-12"' in page
    assert 'value="Абдиев Кубат"' in page
    assert Guardian.objects.filter(household=child.household).count() == 1


def test_without_an_adult_the_list_says_so(pedagogue: Client, child: Child) -> None:
    Guardian.objects.filter(household=child.household).delete()
    page = pedagogue.get(reverse("guardians", args=[child.pk])).content.decode()
    assert "Nobody can be called about this child" in page


def test_a_child_without_a_known_birth_can_be_corrected(
    pedagogue: Client, child: Child, correction: dict[str, Any]
) -> None:
    Child.objects.filter(pk=child.pk).update(birth_date=None, birth_year=None)
    assert (
        pedagogue.post(reverse("edit_child", args=[child.pk]), correction | {"born": "", "house": "3"}).status_code
        == 302
    )
    child.refresh_from_db()
    assert child.birth_year is None
    assert Enrolment.objects.filter(child=child, ends__isnull=True).exists()
