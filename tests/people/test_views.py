"""The pages about staff: one's own school, roles in words, codes shown once."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from mektepke.doors.permissions import Permission
from mektepke.people.models import Assignment, OneTimeCode, Person
from mektepke.people.roles import ROLES, Role
from mektepke.places.models import Place, SchoolClass
from mektepke.trail.models import Change
from tests.cast import Cast, Side
from tests.people.clients import CODE, signed_in

TODAY = "2014-11-17"


def addresses_of(side: Side) -> list[str]:
    return [
        reverse("person", args=[side.teacher.pk]),
        reverse("person_correct", args=[side.teacher.pk]),
        reverse("role_add", args=[side.teacher.pk]),
        reverse("role_change", args=[side.teacher.assignments.get().pk]),
    ]


def orders_about(side: Side) -> list[str]:
    return [reverse("code_new", args=[side.teacher.pk]), reverse("role_end", args=[side.teacher.assignments.get().pk])]


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_head_opens_every_page_about_the_own_staff(cast: Cast, language: str) -> None:
    client = signed_in(cast.here.head, language)
    for address in [*addresses_of(cast.here), reverse("staff"), reverse("person_add"), reverse("staff_import")]:
        assert client.get(address).status_code == 200, address


def test_a_head_finds_nothing_about_staff_of_another_school(cast: Cast) -> None:
    client = signed_in(cast.here.head)
    assert cast.there.teacher.family_name not in client.get(reverse("staff")).content.decode()
    for address in addresses_of(cast.there):
        assert client.get(address).status_code == 404, address
    for address in [*addresses_of(cast.there), *orders_about(cast.there)]:
        assert client.post(address, {"family_name": "Башка"}).status_code == 404, address
    assert Assignment.objects.get(person=cast.there.teacher).ends is None
    assert not OneTimeCode.objects.exists()


def test_whoever_keeps_no_staff_list_is_shown_nothing(cast: Cast) -> None:
    for address in [*addresses_of(cast.here), *orders_about(cast.here), reverse("staff"), reverse("person_add")]:
        assert Client().get(address).status_code == 302
        assert Client().post(address).status_code == 302
        for person in (cast.stranger, cast.here.teacher, cast.here.pedagogue, cast.auditor, cast.district_officer):
            assert signed_in(person).post(address).status_code == 403, (person.username, address)


def test_a_page_of_a_colleague_above_offers_nothing_and_the_order_is_refused(cast: Cast) -> None:
    Assignment.objects.create(
        person=cast.administrator, role=Role.TEACHER, school_class=cast.here.school_class, starts="2014-09-01"
    )
    client = signed_in(cast.here.head)
    page = client.get(reverse("person", args=[cast.administrator.pk])).content.decode()
    assert "a role that you cannot give" in page
    assert reverse("code_new", args=[cast.administrator.pk]) not in page
    assert client.post(reverse("code_new", args=[cast.administrator.pk])).status_code == 403


def test_nobody_gives_themselves_a_role_on_the_page(cast: Cast) -> None:
    client = signed_in(cast.here.head)
    address = reverse("role_add", args=[cast.here.head.pk])
    assert client.get(address).status_code == 403
    given = {"where": str(cast.here.school.pk), "starts": TODAY, "hours_a_week": 20}
    assert client.post(f"{address}?role=pedagogue", given).status_code == 403
    assert Assignment.objects.filter(person=cast.here.head).count() == 1


def test_each_role_stands_with_its_words_and_what_it_permits(cast: Cast) -> None:
    page = unescape(signed_in(cast.administrator).get(reverse("person_add")).content.decode())
    for role in Role:
        assert str(role.label) in page
        assert str(ROLES[role].words) in page
    page = unescape(signed_in(cast.here.head).get(reverse("person_add")).content.decode())
    assert str(Role.HEAD.label) not in page.split("<main", 1)[1]
    assert str(Permission.TAKE_REGISTER.label) in page


def test_a_role_beyond_ones_own_cannot_be_chosen_by_the_address(cast: Cast) -> None:
    client = signed_in(cast.here.head)
    given = {"where": str(cast.here.school.pk), "starts": TODAY, "hours_a_week": 20}
    client.post(f"{reverse('role_add', args=[cast.here.teacher.pk])}?role=head", given)
    given["where"] = str(cast.there.school.pk)
    page = client.post(f"{reverse('role_add', args=[cast.here.teacher.pk])}?role=pedagogue", given)
    assert "not one of the available choices" in page.content.decode()
    assert cast.here.teacher.assignments.count() == 1


def test_a_head_adds_a_teacher_and_prints_the_slip_in_the_teachers_language(cast: Cast) -> None:
    client = signed_in(cast.here.head)
    given = {
        "family_name": "Ормонова", "given_name": "Айзат", "phone": "0777 12 34 56", "language": "ru",
        "where": str(cast.here.school_class.pk), "starts": TODAY, "hours_a_week": 18,
    }  # fmt: skip
    answer = client.post(f"{reverse('person_add')}?role=teacher", given)
    page = answer.content.decode()
    made = Person.objects.get(username="a.ormonova")
    assert (made.phone, made.roles_now()) == ("+996777123456", {"teacher"})
    code = CODE.search(page)
    assert code is not None
    assert '<section class="slip" lang="ru">' in page
    assert "Код действует один раз" in page
    assert f"<p>{cast.here.school.name_ru or cast.here.school.name_ky}</p>" in page
    assert "Ctrl+P" in page
    assert "http://testserver/" in page
    assert answer["Cache-Control"] == "private, no-store"
    assert code.group() not in client.get(reverse("person", args=[made.pk])).content.decode()


@pytest.mark.parametrize(
    ("host", "warns"), [("127.0.0.1:8123", True), ("localhost", True), ("testserver", False), ("school.example", False)]
)
def test_slips_carry_the_address_of_the_page_and_warn_if_no_phone_reaches_it(
    cast: Cast, settings: Settings, host: str, *, warns: bool
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client = signed_in(cast.here.head)
    page = client.post(reverse("code_new", args=[cast.here.teacher.pk]), headers={"host": host}).content.decode()
    assert f"http://{host}/" in page
    assert ("opens only on this computer" in page) is warns
    page = client.get(f"{reverse('person_add')}?role=teacher", headers={"host": host}).content.decode()
    assert ("opens only on this computer" in page) is warns


def test_of_several_classes_none_is_chosen_already(cast: Cast) -> None:
    client = signed_in(cast.here.head)
    address = f"{reverse('role_add', args=[cast.here.pedagogue.pk])}?role=teacher"
    assert f'<option value="{cast.here.school_class.pk}">' in client.get(address).content.decode()
    SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=1, letter="А")
    page = client.get(address).content.decode()
    assert '<option value="" selected>' in page
    page = client.post(address, {"where": "", "starts": TODAY, "hours_a_week": 18}).content.decode()
    assert "This field is required." in page
    assert not cast.here.pedagogue.assignments.filter(role="teacher").exists()


def whole_house(cast: Cast) -> Person:
    """An administrator of the only oblast."""
    found = cast.administrator
    found.assignments.update(place=cast.district.parent)
    return Person.objects.get(pk=found.pk)


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_an_administrator_of_the_whole_house_adds_an_oblast_and_keeps_it_too(cast: Cast, language: str) -> None:
    client = signed_in(whole_house(cast), language)
    assert reverse("oblast_add") in client.get(reverse("places")).content.decode()
    assert client.get(reverse("oblast_add")).status_code == 200
    answer = client.post(reverse("oblast_add"), {"name_ky": "Талас"})
    made = Place.objects.get(name_ky="Талас")
    assert (made.level, made.parent, answer["Location"]) == ("oblast", None, reverse("place", args=[made.pk]))
    client.post(reverse("place_add", args=[made.pk]), {"name_ky": "Манас"})
    assert Place.objects.get(name_ky="Манас").parent == made
    assert reverse("oblast_add") in client.get(reverse("places")).content.decode()
    assert Change.objects.filter(action="role.given", by_key=cast.administrator.pk).count() == 1


def test_a_second_administrator_of_the_whole_house_keeps_the_new_oblast_too(cast: Cast) -> None:
    first = whole_house(cast)
    second = cast.stranger
    Assignment.objects.create(person=second, role="administrator", starts=cast.year.starts, place=cast.district.parent)
    signed_in(first).post(reverse("oblast_add"), {"name_ky": "Талас"})
    assert {role.place.name_ky for role in second.assignments.all() if role.place} == {"Түштүк", "Талас"}


def test_whoever_keeps_less_than_the_whole_house_adds_no_oblast(cast: Cast) -> None:
    for person in (cast.administrator, cast.here.head, cast.here.teacher):
        client = signed_in(person)
        assert client.get(reverse("oblast_add")).status_code == 403
        assert client.post(reverse("oblast_add"), {"name_ky": "Талас"}).status_code == 403
    assert reverse("oblast_add") not in signed_in(cast.administrator).get(reverse("places")).content.decode()
    assert Place.objects.filter(level="oblast").count() == 1


def test_a_wrong_phone_is_refused_in_words_and_nothing_is_added(cast: Cast) -> None:
    given = {"family_name": "Ормонова", "given_name": "Айзат", "phone": "12", "language": "ky"}
    page = signed_in(cast.here.head).post(f"{reverse('person_add')}?role=teacher", given).content.decode()
    assert "cannot be dialled" in page
    assert "Ормонова" in page
    assert not Person.objects.filter(family_name="Ормонова").exists()


def test_a_role_is_changed_and_ended_on_its_pages(cast: Cast) -> None:
    client = signed_in(cast.here.head)
    role = cast.here.pedagogue.assignments.get()
    client.post(reverse("role_change", args=[role.pk]), {"hours_a_week": 12, "ends": "2015-05-25"})
    role.refresh_from_db()
    assert (role.hours_a_week, str(role.ends)) == (12, "2015-05-25")
    page = client.post(reverse("role_end", args=[role.pk]), follow=True).content.decode()
    assert "Roles that have ended" in page


def test_a_role_taken_back_on_its_first_day_is_shown_as_it_was_said(cast: Cast) -> None:
    client = signed_in(cast.here.head)
    given = {"where": str(cast.here.school_class.pk), "starts": TODAY, "hours_a_week": 20}
    client.post(f"{reverse('role_add', args=[cast.here.pedagogue.pk])}?role=teacher", given)
    made = cast.here.pedagogue.assignments.get(role="teacher")
    page = client.post(reverse("role_end", args=[made.pk]), follow=True).content.decode()
    assert (
        f"<li>Class teacher: class 6-А, {cast.here.school.name_en}, "
        "given from 17 November 2014 on, taken back: 17 November 2014</li>"
    ) in page
    assert "16 November 2014" not in page


def test_a_start_with_a_mistyped_year_is_marked_at_its_field(cast: Cast) -> None:
    address = f"{reverse('role_add', args=[cast.here.pedagogue.pk])}?role=teacher"
    given = {"where": str(cast.here.school_class.pk), "starts": "1900-01-01", "hours_a_week": 20}
    page = signed_in(cast.here.head).post(address, given).content.decode()
    assert "A role begins at most 60 years ago" in page.split('for="id_starts"')[1].split("<input")[0]


def test_a_page_with_two_forms_says_once_that_nothing_is_saved(cast: Cast) -> None:
    address = f"{reverse('person_add')}?role=teacher"
    page = signed_in(cast.here.head).post(address, {"language": "ky"}).content.decode()
    assert page.count("Nothing has been saved yet.") == 1
    known = {"family_name": "Ормонова", "given_name": "Айзат", "language": "ky"}
    page = signed_in(cast.here.head).post(address, known).content.decode()
    assert page.count("Nothing has been saved yet.") == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ky", "Эң аз 1 болот."),
        ("ru", "Не меньше 1."),
        ("en", "At least 1."),
    ],
)
def test_a_number_too_small_is_refused_in_plain_words(cast: Cast, language: str, words: str) -> None:
    address = reverse("role_change", args=[cast.here.teacher.assignments.get().pk])
    page = signed_in(cast.here.head, language).post(address, {"hours_a_week": 0}).content.decode()
    assert f">{words}<" in page


@pytest.mark.parametrize("words", ["садык", "Sadykova", "асел САДЫКОВА", "Садикова"])
def test_staff_are_found_by_pieces_of_their_name_in_either_alphabet(cast: Cast, words: str) -> None:
    page = signed_in(cast.administrator).get(reverse("staff"), {"q": words}).content.decode()
    assert "1 person found" in page
    assert cast.here.teacher.full_name in page
    assert cast.there.teacher.full_name not in page
    assert f'value="{words}"' in page


def test_a_name_is_looked_for_only_in_the_chosen_school_and_the_own_list(cast: Cast) -> None:
    found = {"q": "садыкова", "school": str(cast.there.school.pk)}
    page = signed_in(cast.administrator).get(reverse("staff"), found).content.decode()
    assert "Nobody on this list has a name like this." in page
    page = signed_in(cast.there.head).get(reverse("staff"), {"q": "садыкова"}).content.decode()
    assert cast.here.teacher.full_name not in page


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_somebody_whose_last_role_has_ended_is_told_so_and_can_sign_out(cast: Cast, language: str) -> None:
    Assignment.objects.filter(person=cast.here.teacher).update(ends="2014-11-16")
    answer = signed_in(cast.here.teacher, language).get(reverse("today"))
    page = answer.content.decode()
    words = {"ky": "Азыр кызматыңыз жок", "ru": "Сейчас у вас нет роли", "en": "You have no role at the moment"}
    assert answer.status_code == 403
    assert f"<h1>{words[language]}</h1>" in page
    main = page.split("<main", 1)[1]
    assert f'<form method="post" action="{reverse("account_logout")}">' in main
    assert f'href="{reverse("today")}"' not in main
    assert words[language] not in signed_in(cast.here.head, language).get(reverse("trail")).content.decode()


def test_a_long_staff_list_comes_in_pages_and_by_school(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    page = client.get(reverse("staff"), {"school": str(cast.here.school.pk)}).content.decode()
    assert cast.here.teacher.full_name in page
    assert cast.there.teacher.full_name not in page
    everybody = len(cast.people()) - 1
    assert f"{everybody} people on the staff list" in client.get(reverse("staff")).content.decode()


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_language_is_kept_with_the_person_and_for_the_browser(cast: Cast, language: str) -> None:
    client = signed_in(cast.here.head)
    answer = client.post(reverse("language"), {"language": language, "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"
    assert Person.objects.get(pk=cast.here.head.pk).language == language
    assert f'<html lang="{language}"' in client.get(reverse("staff")).content.decode()
