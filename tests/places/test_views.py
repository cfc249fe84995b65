"""The pages about places: within one's own reach, and in words."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.attendance.models import Register
from mektepke.places.models import DayChange, Place, School, SchoolClass, SchoolYear
from tests.cast import Cast, Side
from tests.people.clients import signed_in

TUESDAY = date(2014, 11, 18)


def addresses_of_a_school(side: Side) -> list[str]:
    return [
        reverse("school", args=[side.school.pk]),
        reverse("school_correct", args=[side.school.pk]),
        reverse("school_year", args=[side.school.pk, "2014-15"]),
        reverse("class_correct", args=[side.school_class.pk]),
        reverse("school_calendar", args=[side.school.pk]),
        reverse("day_change_add", args=[side.school.pk]),
    ]


def addresses_of_a_place(side: Side) -> list[str]:
    return [
        reverse("place", args=[side.village.pk]),
        reverse("place_correct", args=[side.village.pk]),
        reverse("school_add", args=[side.village.pk]),
        reverse("place_add", args=[side.municipality.pk]),
    ]


def test_a_head_opens_every_page_of_their_own_school(cast: Cast) -> None:
    client = signed_in(cast.here.head)
    for address in [*addresses_of_a_school(cast.here), reverse("places"), reverse("years")]:
        assert client.get(address).status_code == 200, address


def test_a_head_finds_nothing_of_another_school_and_of_no_place(cast: Cast) -> None:
    client = signed_in(cast.here.head)
    for address in [*addresses_of_a_school(cast.there), *addresses_of_a_place(cast.here)]:
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"name_ky": "Бөтөн"}).status_code == 404, address
    change = DayChange.objects.create(school=cast.there.school, day=TUESDAY, kind="snow")
    for address in (
        reverse("day_change_remove", args=[change.pk]),
        reverse("class_remove", args=[cast.there.school_class.pk]),
    ):
        assert client.post(address).status_code == 404
    assert DayChange.objects.filter(pk=change.pk).exists()


def test_a_head_does_not_change_what_holds_for_all_schools(cast: Cast) -> None:
    client = signed_in(cast.here.head)
    for name, args in (("year_add", []), ("year_correct", ["2014-15"]), ("holiday_add", ["2014-15"])):
        assert client.get(reverse(name, args=args)).status_code == 403
    holiday = DayChange.objects.create(day=TUESDAY, kind="holiday")
    assert client.post(reverse("day_change_remove", args=[holiday.pk])).status_code == 404


def test_an_administrator_of_one_district_does_not_change_the_year_of_two(cast: Cast) -> None:
    other = Place.objects.create(level="district", name_ky="Башка", parent=cast.district.parent)
    municipality = Place.objects.create(level="municipality", name_ky="Башка", parent=other)
    village = Place.objects.create(level="village", name_ky="Башка", parent=municipality)
    client = signed_in(cast.administrator)
    assert client.get(reverse("year_correct", args=["2014-15"])).status_code == 200
    School.objects.create(code="OTH-01", name_ky="Башка", village=village)
    assert client.get(reverse("year_correct", args=["2014-15"])).status_code == 403
    assert client.get(reverse("place", args=[village.pk])).status_code == 404


def test_whoever_lacks_the_permission_or_an_account_is_shown_nothing(cast: Cast) -> None:
    everything = [*addresses_of_a_school(cast.here), *addresses_of_a_place(cast.here), reverse("places")]
    for address in everything:
        assert Client().get(address).status_code == 302
        for person in (cast.stranger, cast.here.teacher, cast.here.pedagogue, cast.district_officer, cast.auditor):
            assert signed_in(person).get(address).status_code == 403, (person.username, address)


def test_an_unknown_place_is_not_found(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    for name in ("place", "school", "school_calendar", "class_correct"):
        assert client.get(reverse(name, args=[uuid4()])).status_code == 404
    assert client.get(reverse("year_correct", args=["1999-00"])).status_code == 404


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_an_administrator_walks_down_the_tree(cast: Cast, language: str) -> None:
    client = signed_in(cast.administrator, language)
    address = reverse("places")
    for place in (cast.district, cast.here.municipality, cast.here.village, cast.here.school):
        page = client.get(address).content.decode()
        address = reverse("school" if isinstance(place, School) else "place", args=[place.pk])
        assert address in page
    assert "6-А" in client.get(address).content.decode()


def test_an_administrator_adds_a_village_a_school_and_its_classes(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    client.post(reverse("place_add", args=[cast.here.municipality.pk]), {"name_ky": "Жаңы-Айыл"})
    village = Place.objects.get(name_ky="Жаңы-Айыл")
    assert (village.level, village.parent) == ("village", cast.here.municipality)
    given = {"name_ky": "Жаңы мектеп", "code": "JAN-01"}
    assert client.post(reverse("school_add", args=[village.pk]), given).status_code == 302
    school = School.objects.get(code="JAN-01")
    given = {"days_a_week": 5, "scheme": "11", "classes": "1-А, 1-Б\n2 «А»", "language": "ky"}
    answer = client.post(reverse("school_year", args=[school.pk, "2014-15"]), given, follow=True)
    assert "3 classes are new" in answer.content.decode()
    assert sorted(one.name for one in school.classes.all()) == ["1-А", "1-Б", "2-А"]


def test_what_was_typed_stays_when_it_is_refused(cast: Cast) -> None:
    client = signed_in(cast.here.head)
    given = {"days_a_week": 5, "scheme": "11", "classes": "1-А, биринчи", "language": "ky"}
    page = client.post(reverse("school_year", args=[cast.here.school.pk, "2014-15"]), given).content.decode()
    assert "These are not names of classes: биринчи" in page
    assert "1-А, биринчи" in page
    assert SchoolClass.objects.filter(school=cast.here.school).count() == 1


def test_a_new_year_stands_there_with_its_usual_dates_and_next_classes(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    page = client.get(reverse("year_add")).content.decode()
    assert "2015-16" in page
    assert 'value="2015-09-01"' in page
    given = {"starts": "2015-09-01", "ends": "2016-05-25", "starts_1": "2015-09-01", "ends_1": "2015-11-04"}
    client.post(reverse("year_add"), given)
    assert SchoolYear.objects.get(code="2015-16").terms.count() == 1
    page = client.get(reverse("school_year", args=[cast.here.school.pk, "2015-16"])).content.decode()
    assert "7-А" in page


def test_a_term_with_one_day_only_is_refused_in_words(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    given = {"starts": "2014-09-01", "ends": "2015-05-25", "starts_1": "2014-09-01", "ends_1": "2014-11-02"}
    page = client.post(reverse("year_correct", args=["2014-15"]), given | {"starts_2": "2014-11-10"}).content.decode()
    assert "first and its last day" in page
    page = client.post(
        reverse("year_correct", args=["2014-15"]), given | {"starts_2": "2014-11-01", "ends_2": "2014-12-30"}
    ).content.decode()
    assert "Term 2 begins before the term before it has ended." in page
    assert cast.year.terms.count() == 4


def test_a_month_shows_its_school_days_and_the_days_that_are_different(cast: Cast) -> None:
    client = signed_in(cast.here.head)
    address = reverse("school_calendar", args=[cast.here.school.pk])
    assert "November 2014: 19 school days" in client.get(address).content.decode()
    given = {"day": "2014-11-18", "kind": "snow"}
    page = client.post(reverse("day_change_add", args=[cast.here.school.pk]), given, follow=True).content.decode()
    assert "November 2014: 18 school days" in page
    assert "Snow or bad weather" in page
    change = DayChange.objects.get()
    page = client.post(reverse("day_change_remove", args=[change.pk]), follow=True).content.decode()
    assert "November 2014: 19 school days" in page
    assert client.get(address, {"month": "nonsense"}).status_code == 200
    assert "January 2015" in client.get(address, {"month": "2015-01"}).content.decode()


def test_the_page_asks_before_it_closes_a_day_with_registers(cast: Cast) -> None:
    Register.objects.create(
        id=Register.key_of(cast.here.school_class.pk, TUESDAY), school_class=cast.here.school_class, day=TUESDAY,
        change_number=1, taken_by=cast.here.teacher,
    )  # fmt: skip
    client = signed_in(cast.here.head)
    address, given = reverse("day_change_add", args=[cast.here.school.pk]), {"day": "2014-11-18", "kind": "closure"}
    page = client.post(address, given).content.decode()
    assert "Registers were taken on this day" in page
    assert not DayChange.objects.exists()
    assert client.post(address, given | {"although_kept": "on"}).status_code == 302
    assert DayChange.objects.get().kind == "closure"


def test_a_head_goes_straight_to_the_only_calendar(cast: Cast) -> None:
    answer = signed_in(cast.here.head).get(reverse("calendars"))
    assert answer["Location"] == reverse("school_calendar", args=[cast.here.school.pk])
    page = signed_in(cast.administrator).get(reverse("calendars")).content.decode()
    assert cast.here.school.name_en in page
    assert cast.there.school.name_en in page


def test_a_holiday_for_all_schools_is_added_and_taken_back(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    answer = client.post(
        reverse("holiday_add", args=["2014-15"]), {"day": "2014-11-18", "kind": "holiday"}, follow=True
    )
    assert "Public holiday" in answer.content.decode()
    change = DayChange.objects.get(school=None)
    address = reverse("day_change_remove", args=[change.pk])
    assert address in answer.content.decode()
    page = client.get(address).content.decode()
    assert "This holds for all schools." in page
    assert "Then there is school on this day" in page
    assert reverse("year_correct", args=["2014-15"]) in page
    assert DayChange.objects.filter(pk=change.pk).exists()
    client.post(address)
    assert not DayChange.objects.exists()


@pytest.mark.parametrize(
    ("day", "kind", "words"),
    [
        (TUESDAY, "snow", "Then there is school on this day"),
        (date(2014, 11, 23), "extra", "Then there is no school on this day"),
        (date(2014, 11, 23), "closure", "nothing becomes different"),
    ],
)
def test_the_page_says_what_taking_back_one_schools_day_means(cast: Cast, day: date, kind: str, words: str) -> None:
    change = DayChange.objects.create(school=cast.here.school, day=day, kind=kind, is_school_day=kind == "extra")
    address = reverse("day_change_remove", args=[change.pk])
    page = signed_in(cast.here.head).get(address).content.decode()
    assert words in page
    assert cast.here.school.name_en in page
    assert signed_in(cast.there.head).get(address).status_code == 404


def test_a_holiday_of_all_schools_stays_when_one_schools_day_is_taken_back(cast: Cast) -> None:
    DayChange.objects.create(day=TUESDAY, kind="holiday")
    change = DayChange.objects.create(school=cast.here.school, day=TUESDAY, kind="extra", is_school_day=True)
    page = signed_in(cast.here.head).get(reverse("day_change_remove", args=[change.pk])).content.decode()
    assert "Then there is no school on this day" in page


@pytest.mark.parametrize(("language", "month"), [("ky", "Ноябрь 2014"), ("ru", "Ноябрь 2014"), ("en", "November 2014")])
def test_a_month_begins_with_a_large_letter(cast: Cast, language: str, month: str) -> None:
    address = reverse("school_calendar", args=[cast.here.school.pk])
    assert f"<h1>{month}" in signed_in(cast.here.head, language).get(address).content.decode()


def test_a_code_that_differs_only_in_small_letters_is_another_schools(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    address = reverse("school_add", args=[cast.here.village.pk])
    page = client.post(address, {"name_ky": "Жаңы мектеп", "code": "alm-01"}).content.decode()
    assert "Another school already has this code." in page
    assert not School.objects.filter(code="alm-01").exists()
    address = reverse("school_correct", args=[cast.here.school.pk])
    assert client.post(address, {"name_ky": "Алма-Суу", "code": "alm-01"}).status_code == 302


def test_a_new_year_far_from_today_is_asked_again(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    given = {"starts": "2062-09-01", "ends": "2063-05-25", "starts_1": "2062-09-01", "ends_1": "2062-11-04"}
    page = client.post(reverse("year_add"), given).content.decode()
    assert "A new school year begins within two years of today." in page
    assert not SchoolYear.objects.filter(starts__year=2062).exists()


@pytest.mark.parametrize(
    ("language", "words"),
    [("ky", "латын тамгалары"), ("ru", "латинскими буквами"), ("en", "in Latin letters, digits and dashes: ALM-01")],
)
def test_a_code_in_cyrillic_is_refused_in_our_words(cast: Cast, language: str, words: str) -> None:
    client = signed_in(cast.administrator, language)
    address = reverse("school_add", args=[cast.here.village.pk])
    page = client.post(address, {"name_ky": "Башка", "code": "жыл-01"}).content.decode()
    assert words in page.split("errorlist")[1].split("</ul>")[0]
    assert not School.objects.filter(name_ky="Башка").exists()
