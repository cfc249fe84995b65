"""Another language: not where it would cost the printed codes, and never to an address that cannot be opened."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.doors.declare import answers_get
from mektepke.people.models import StaffSheet
from mektepke.people.views import codes, importing, staff
from tests.cast import Cast
from tests.people.clients import CODE, signed_in
from tests.people.staff_lists import NEW, upload

SWITCH = '<form class="languages"'


def test_the_page_of_slips_offers_no_other_language(cast: Cast) -> None:
    client = signed_in(cast.here.head)
    pages = [client.post(reverse("code_new", args=[cast.here.teacher.pk])).content.decode()]
    (digest,) = re.findall(r'name="digest" value="([0-9a-f]+)"', upload(client, NEW))
    confirm = reverse("staff_import_confirm", args=[StaffSheet.objects.get().pk])
    pages.append(client.post(confirm, {"digest": digest}).content.decode())
    given = {
        "family_name": "Бекова", "given_name": "Нуриза", "language": "ky", "starts": "2014-11-17",
        "where": str(cast.here.school.pk), "hours_a_week": "18",
    }  # fmt: skip
    pages.append(client.post(f"{reverse('person_add')}?role=pedagogue", given).content.decode())
    for page in pages:
        assert CODE.search(page)
        assert SWITCH not in page
    assert SWITCH in client.get(reverse("staff")).content.decode()


def test_another_language_does_not_lead_to_an_address_that_only_answers_a_button(cast: Cast) -> None:
    client = signed_in(cast.here.head)
    for name in ("code_new", "staff_import_confirm", "class_remove"):
        after = reverse(name, args=[cast.here.teacher.pk])
        assert client.post(reverse("language"), {"language": "ru", "next": after})["Location"] == "/"


@pytest.mark.parametrize(
    "after", ["/staff/?page=2", "/sign-in/?next=/staff/", "/password/", "/places/years/", "/nowhere/"]
)
def test_another_language_comes_back_to_a_page(cast: Cast, after: str) -> None:
    client = signed_in(cast.here.head)
    assert client.post(reverse("language"), {"language": "ru", "next": after})["Location"] == after


def test_what_can_be_opened_is_told_from_the_view_itself() -> None:
    assert [answers_get(view) for view in (staff.staff, codes.code, importing.staff_import_rows)] == [True] * 3
    assert [answers_get(view) for view in (staff.role_end, codes.code_new, importing.staff_import_confirm)] == [
        False
    ] * 3


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ky", "Бул баракты дареги менен ачууга болбойт"),
        ("ru", "Эту страницу нельзя открыть по адресу"),
        ("en", "This page cannot be opened by its address"),
    ],
)
def test_a_buttons_address_that_is_opened_says_so_and_leads_back(cast: Cast, language: str, words: str) -> None:
    answer = signed_in(cast.here.head, language).get(reverse("code_new", args=[cast.here.teacher.pk]))
    page = answer.content.decode()
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert f"<h1>{words}</h1>" in page
    assert f'<p class="back"><a href="{reverse("today")}">' in page
    assert SWITCH in page


def test_a_stranger_and_a_programme_are_answered_too(cast: Cast) -> None:
    answer = Client().get(reverse("language"))
    assert answer.status_code == 405
    assert "<h1>" in answer.content.decode()
    assert signed_in(cast.here.head).delete("/api/openapi.json").content.decode().count("<h1>") == 0
