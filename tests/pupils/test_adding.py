"""Adding a child: with its home, its adults, its class; not twice; and nothing typed is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.base.identity import new_key
from mektepke.pupils import actions
from mektepke.pupils.models import Child, Enrolment, Guardian, Household, OutOfSchool
from mektepke.trail.models import Change
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    """A page that was shown."""
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_child_is_added_with_everything_around_it(cast: Cast, pedagogue: Client, typed: dict[str, Any]) -> None:
    answer = pedagogue.post(reverse("add_child"), typed)
    assert answer.headers["Location"] == reverse("class_list", args=[cast.here.school_class.pk])
    child = Child.objects.get(family_name="Сапарова")
    assert (child.given_name, child.patronymic, child.sex) == ("Жаңыл", "Болотовна", "girl")
    assert (child.birth_date, child.birth_year) == (date(2003, 3, 12), 2003)
    assert (child.languages, child.documents_missing, child.disability) == ("ky,ru", "no", "not_known")
    home = child.household
    assert (home.village, home.street, home.house) == (cast.here.village, "Мектеп көчөсү", "12а")
    assert (home.migrant_parent, home.poor_register_number) == ("yes", "Ж-104")
    guardian = Guardian.objects.get(household=home)
    assert (guardian.full_name, guardian.relation, guardian.phone) == ("Сапарова Гүлнара", "mother", "+996777123456")
    assert guardian.call_first
    enrolment = Enrolment.objects.get(child=child)
    assert (enrolment.school_class, enrolment.starts, enrolment.mode) == (
        cast.here.school_class, date(2014, 11, 17), "school",
    )  # fmt: skip
    said = list(Change.objects.filter(child_key=child.pk).order_by("pk").values_list("action", flat=True))
    assert said == ["child.added", "guardian.added", "child.enrolled"]
    assert "Сапарова" in text(pedagogue.get(answer.headers["Location"]))


def test_only_a_year_of_birth_is_enough(pedagogue: Client, typed: dict[str, Any]) -> None:
    pedagogue.post(reverse("add_child"), typed | {"born": "2003"})
    child = Child.objects.get(family_name="Сапарова")
    assert (child.birth_date, child.birth_year) == (None, 2003)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"born": "31.02.2003"}, "There is no such day"),
        ({"starts": "17.11.20144"}, "Write the day like"),
        ({"adult-0-phone": "12-34"}, "Write it like 0777 123 456"),
        ({"adult-0-full_name": ""}, "This field is required"),
        ({"family_name": "Сапарова2"}, "A name has no “2”"),
        ({"starts": "17.08.2014"}, "The school year of class 6-А lasts from 1 September 2014 until 25 May 2015"),
        ({"village": ""}, "This field is required"),
        ({"adult-0-call_first": "on", "adult-1-full_name": "Сапаров Болот", "adult-1-relation": "father",
          "adult-1-call_first": "on"}, "Only one adult can be called first"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    pedagogue: Client, typed: dict[str, Any], wrong: dict[str, str], words: str
) -> None:
    page = text(pedagogue.post(reverse("add_child"), typed | wrong))
    assert words in page
    assert "Nothing has been saved yet" in page
    for name in ("given_name", "patronymic", "house", "poor_register_number", "born", "starts", "adult-0-phone"):
        assert f'value="{(typed | wrong)[name]}"' in page, name
    assert not Child.objects.filter(given_name="Жаңыл").exists()
    assert not Household.objects.filter(house="12а").exists()
    assert not Change.objects.filter(action="child.added").exists()


def test_the_question_shows_ones_own_by_name(cast: Cast, pedagogue: Client, typed: dict[str, Any]) -> None:
    there_already = cast.here.pupils[2]  # Камчиев Өмүрбек
    same = {"family_name": "Камчиев", "given_name": "Омурбек", "patronymic": "", "born": "2002", "sex": "boy"}
    page = text(pedagogue.post(reverse("add_child"), typed | same))
    assert "Is it one of these?" in page
    assert there_already.full_name in page
    assert reverse("child", args=[there_already.pk]) in page
    assert 'value="0777 12 34 56"' in page
    assert not Child.objects.filter(given_name="Омурбек").exists()


@pytest.mark.parametrize(
    ("born", "asked"), [("12.03.2002", True), ("03.12.2002", True), ("2001", True), ("12.03.1999", False)]
)
def test_who_is_alike_depends_on_the_birth(
    cast: Cast, pedagogue: Client, typed: dict[str, Any], born: str, asked: bool
) -> None:
    same = {"family_name": "Абдиева", "given_name": "Айпери", "patronymic": "", "born": born}
    answer = pedagogue.post(reverse("add_child"), typed | same)
    assert (answer.status_code == 200) is asked


def test_of_another_schools_child_no_detail_is_told(cast: Cast, pedagogue: Client, typed: dict[str, Any]) -> None:
    theirs = cast.there.pupils[0]
    same = {"family_name": theirs.family_name, "given_name": theirs.given_name, "patronymic": ""}
    page = text(pedagogue.post(reverse("add_child"), typed | same | {"born": str(theirs.birth_year)}))
    assert "A child with this name and birth year is on the roll of another school" in page
    for detail in (str(theirs.pk), cast.there.school.name, "5-Б", cast.there.village.name, "12 March"):
        assert detail not in page
    near = pedagogue.post(reverse("add_child"), typed | same | {"born": str((theirs.birth_year or 0) + 1)})
    assert near.status_code == 302


def test_a_new_child_all_the_same(cast: Cast, pedagogue: Client, typed: dict[str, Any]) -> None:
    same = typed | {"family_name": "Абдиева", "given_name": "Айпери", "patronymic": "", "born": "12.03.2002"}
    assert pedagogue.post(reverse("add_child"), same | {"all_the_same": "yes"}).status_code == 302
    assert Child.objects.filter(family_name="Абдиева", given_name="Айпери").count() == 2


def test_back_from_the_question_everything_typed_is_there(pedagogue: Client, typed: dict[str, Any]) -> None:
    same = typed | {"family_name": "Абдиева", "given_name": "Айпери", "born": "12.03.2002"}
    page = text(pedagogue.post(reverse("add_child"), same | {"correct": "yes"}))
    assert "Add a child" in page
    assert 'value="Абдиева"' in page
    assert 'value="0777 12 34 56"' in page


def test_a_form_sent_twice_is_one_child(pedagogue: Client, typed: dict[str, Any]) -> None:
    once = typed | {"key": str(new_key())}
    for _time in range(2):
        assert pedagogue.post(reverse("add_child"), once).status_code == 302
    assert Child.objects.filter(family_name="Сапарова").count() == 1


def test_the_key_of_another_schools_child_is_not_taken(cast: Cast, pedagogue: Client, typed: dict[str, Any]) -> None:
    theirs = cast.there.pupils[0]
    answer = pedagogue.post(reverse("add_child"), typed | {"key": str(theirs.pk)})
    assert answer.status_code == 302
    theirs.refresh_from_db()
    assert theirs.family_name == "Бекова"
    assert Child.objects.get(family_name="Сапарова").pk != theirs.pk


def test_a_brother_shares_the_home(cast: Cast, pedagogue: Client, typed: dict[str, Any]) -> None:
    sister = cast.here.pupils[0]
    own = {name: value for name, value in typed.items() if not name.startswith("adult") and name != "village"}
    address = reverse("add_sibling", args=[sister.pk])
    assert "Brother or sister" in text(pedagogue.get(address))
    assert pedagogue.post(address, own | {"family_name": "Абдиев", "given_name": "Эрнис"}).status_code == 302
    brother = Child.objects.get(family_name="Абдиев")
    assert brother.household == sister.household
    assert Guardian.objects.filter(household=sister.household).count() == 1


def test_a_child_in_no_school_is_offered_instead_of_a_second_record(
    cast: Cast, pedagogue: Client, typed: dict[str, Any]
) -> None:
    home = Household.objects.create(village=cast.here.village)
    child = Child.objects.create(household=home, family_name="Сапарова", given_name="Жаңыл", birth_year=2003)
    actions.register_out_of_school(child=child, kind="never", found_on=date(2014, 11, 3), by=cast.here.pedagogue)
    page = text(pedagogue.post(reverse("add_child"), typed))
    assert "In no school" in page
    assert reverse("enrol_child", args=[child.pk]) in page
    assert OutOfSchool.objects.filter(ended_on__isnull=True).count() == 1


def test_the_class_of_the_address_is_chosen(cast: Cast, pedagogue: Client) -> None:
    page = text(pedagogue.get(reverse("add_child"), {"class": str(cast.here.school_class.pk)}))
    assert f'<option value="{cast.here.school_class.pk}" selected>' in page
    assert str(cast.there.school_class.pk) not in page
