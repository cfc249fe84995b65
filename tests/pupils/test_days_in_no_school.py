"""Children in no school: days that cannot be, who will enter later, and what the pages ask."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.pupils.models import Child, OutOfSchool
from tests.cast import Cast
from tests.pupils.test_out_of_school import page, write_down

pytestmark = pytest.mark.django_db


def test_the_day_for_who_enters_late_is_not_called_optional(officer: Client) -> None:
    text = page(officer, "register_out_of_school")
    field = text[text.index('<label for="id_enters_on"') : text.index('id="id_enters_on_helptext"')]
    assert "may be left empty" not in field
    assert "required" not in field
    assert "Needed for a child who will enter late." in text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"born": "12.03.2003", "found_on": "11.03.2003"}, "The child was not born yet on this day"),
        ({"born": "2003", "found_on": "31.12.2002"}, "The child was not born yet on this day"),
        ({"found_on": "16.11.2009"}, "This day is more than 5 years ago"),
        ({"kind": "late", "enters_on": "16.11.2014"}, "This day is over already"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(
    officer: Client, typed_out_of_school: dict[str, Any], wrong: dict[str, str], words: str
) -> None:
    text = officer.post(reverse("register_out_of_school"), typed_out_of_school | wrong).content.decode()
    assert words in text
    assert not OutOfSchool.objects.exists()
    assert not Child.objects.filter(given_name="Жаңыл").exists()


def test_five_years_and_today_are_taken(officer: Client, typed_out_of_school: dict[str, Any]) -> None:
    given = {"found_on": "17.11.2009", "kind": "late", "enters_on": "17.11.2014"}
    assert officer.post(reverse("register_out_of_school"), typed_out_of_school | given).status_code == 302


def test_an_old_record_is_put_right_and_no_day_is_moved_before_the_birth(
    cast: Cast, officer: Client, typed_out_of_school: dict[str, Any]
) -> None:
    record = write_down(cast.here)
    OutOfSchool.objects.filter(pk=record.pk).update(found_on=date(2008, 8, 25))
    address = reverse("edit_out_of_school", args=[record.pk])
    assert officer.post(address, typed_out_of_school | {"found_on": "25.08.2008"}).status_code == 302
    text = officer.post(address, typed_out_of_school | {"found_on": "11.03.2003"}).content.decode()
    assert "The child was not born yet on this day" in text


def test_the_page_that_ends_a_record_asks_before_anything_is_done(cast: Cast, officer: Client) -> None:
    text = page(officer, "end_out_of_school", write_down(cast.here).pk)
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
    assert heading is not None
    assert heading[1].strip() == "Where does Каримов Руслан go to school now?"


def test_the_list_says_how_many_enter_later(cast: Cast, officer: Client) -> None:
    write_down(cast.here)
    write_down(cast.here, "Каримова", kind="late", enters_on=date(2014, 11, 17))
    assert "will enter school on" not in page(officer, "out_of_school")
    write_down(cast.here, "Керимова", kind="late", enters_on=date(2014, 11, 18))
    text = page(officer, "out_of_school")
    assert "3 children of school age are in no school" in text
    assert "1 of them will enter school on a later day." in text
