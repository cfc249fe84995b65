"""What people type: days, births, names, phones."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from mektepke.pupils.fields import BirthField, DayField, NameField, PhoneField
from mektepke.sheets.dates import DayOrYear


@pytest.mark.parametrize("text", ["12.03.2014", "2014-03-12", "12/3/14", " 12.3.2014 ", "12-март 2014"])
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert DayField().clean(text) == date(2014, 3, 12)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("yesterday", "Write the day like 12.03.2014"),
        ("2014", "Write the day like 12.03.2014"),
        ("41710", "Write the day like 12.03.2014"),
        ("31.02.2014", "There is no such day"),
        ("12.03.1914", "too long ago"),
        ("12.03.2041", "too far ahead"),
        ("", "required"),
    ],
)
def test_what_is_no_day_is_refused_in_words(text: str, words: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match=words):
        DayField().clean(text)


def test_a_stored_day_is_shown_as_it_is_typed_and_another_spelling_is_no_change() -> None:
    field = DayField()
    assert field.prepare_value(date(2014, 3, 12)) == "12.03.2014"
    assert field.prepare_value("12.03.20014") == "12.03.20014"
    assert not field.has_changed(date(2014, 3, 12), "2014-03-12")
    assert field.has_changed(date(2014, 3, 12), "13.03.2014")


def test_a_birth_may_be_only_a_year() -> None:
    assert BirthField().clean("2005") == DayOrYear(2005)
    assert BirthField().clean("12.03.2005") == DayOrYear(2005, date(2005, 3, 12))
    assert BirthField(required=False).clean("") is None
    assert BirthField().prepare_value(DayOrYear(2005)) == "2005"


@pytest.mark.parametrize(
    ("text", "words"),
    [("12.03.2015", "not come yet"), ("1980", "older than 25"), ("30.02.2005", "no such day"), ("?", "only the year")],
)
def test_an_impossible_birth_is_refused_in_words(text: str, words: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match=words):
        BirthField().clean(text)


@pytest.mark.parametrize(
    ("text", "name"), [("  АСАНОВА ", "Асанова"), ("Aсaнова", "Асанова"), ("Бакыт КЫЗЫ", "Бакыт кызы"), ("Ann", "Ann")]
)
def test_a_name_is_tidied(text: str, name: str) -> None:
    assert NameField().clean(text) == name


@pytest.mark.parametrize(("text", "words"), [("Асан7", "A name has no “7”"), ("Jumaбаев", "one alphabet")])
def test_what_is_no_name_is_refused_in_words(text: str, words: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match=words):
        NameField().clean(text)


def test_a_phone_is_kept_as_it_dials() -> None:
    assert PhoneField().clean("0777 12-34-56") == "+996777123456"
    assert PhoneField().clean("+7 912 345 67 89") == "+79123456789"
    assert PhoneField(required=False).clean("") == ""
    with translation.override("en"), pytest.raises(ValidationError, match="Write it like 0777 123 456"):
        PhoneField().clean("777")
