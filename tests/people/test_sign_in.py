"""Signing in with a password, and the first time with a code."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.people import actions
from mektepke.people.models import Person
from tests.cast import PASSWORD, Cast

NEW = "тоо суу жайлоо"


def english(client: Client) -> Client:
    client.post(reverse("language"), {"language": "en"})
    return client


def test_a_name_with_a_large_letter_signs_in(cast: Cast) -> None:
    client = Client()
    answer = client.post(reverse("account_login"), {"login": " Asel", "password": PASSWORD})
    assert answer["Location"] == reverse("today")
    assert client.session["_auth_user_id"] == str(cast.here.teacher.pk)


def test_a_wrong_password_says_what_to_do(cast: Cast) -> None:
    client = english(Client())
    page = client.post(reverse("account_login"), {"login": "asel", "password": "wrong"}).content.decode()
    assert "ask your head for a new code" in page
    assert 'value="asel"' in page
    assert reverse("code") in page


def test_an_unknown_name_gets_the_same_answer_as_a_wrong_password(cast: Cast) -> None:
    client = english(Client())
    known, unknown = (
        client.post(reverse("account_login"), {"login": name, "password": "wrong"}).content.decode().replace(name, "")
        for name in ("asel", "nobody")
    )
    assert [line for line in known.splitlines() if "csrf" not in line] == [
        line for line in unknown.splitlines() if "csrf" not in line
    ]


def test_a_closed_account_is_told_so(cast: Cast) -> None:
    Person.objects.filter(pk=cast.here.teacher.pk).update(is_active=False)
    client = english(Client())
    answer = client.post(reverse("account_login"), {"login": "asel", "password": PASSWORD}, follow=True)
    assert "This account is closed" in answer.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize("name", ["account_login", "code"])
def test_the_doors_open_without_an_account_in_every_language(db: None, language: str, name: str) -> None:
    client = Client()
    client.post(reverse("language"), {"language": language})
    page = client.get(reverse(name)).content.decode()
    assert f'<html lang="{language}"' in page
    assert "placeholder" not in page


@pytest.mark.parametrize("name", ["account_logout", "account_change_password", "account_reauthenticate"])
def test_the_pages_of_ones_own_account_open(cast: Cast, name: str) -> None:
    client = Client()
    assert client.get(reverse(name)).status_code == 302
    client.force_login(cast.here.teacher)
    page = client.get(reverse(name)).content.decode()
    assert "<h1>" in page
    assert "placeholder" not in page


def test_the_password_is_changed_by_whoever_knows_it(cast: Cast) -> None:
    client = Client()
    client.post(reverse("account_login"), {"login": "asel", "password": PASSWORD})
    english(client)
    address = reverse("account_change_password")
    page = client.post(address, {"oldpassword": "wrong", "password1": NEW, "password2": NEW}).content.decode()
    assert "not your password of today" in page
    page = client.post(address, {"oldpassword": PASSWORD, "password1": NEW, "password2": "x"}).content.decode()
    assert "The two passwords are not the same" in page
    answer = client.post(address, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert answer["Location"] == reverse("today")
    assert Person.objects.get(username="asel").check_password(NEW)


def test_the_first_time_one_signs_in_with_name_and_code_and_chooses_a_password(cast: Cast) -> None:
    code = actions.new_code(person=cast.here.teacher, by=cast.here.head)
    client = english(Client())
    answer = client.post(reverse("code"), {"username": "Asel", "code": code.lower()})
    assert answer["Location"] == reverse("code_password")
    page = client.get(reverse("code_password")).content.decode()
    assert cast.here.teacher.full_name in page
    page = client.post(reverse("code_password"), {"password": "short", "again": "short"}).content.decode()
    assert "too short" in page
    page = client.post(reverse("code_password"), {"password": NEW, "again": f"{NEW}!"}).content.decode()
    assert "not the same" in page
    answer = client.post(reverse("code_password"), {"password": NEW, "again": NEW})
    assert answer["Location"] == reverse("today")
    assert client.session["_auth_user_id"] == str(cast.here.teacher.pk)


def signs_in_with_a_code(cast: Cast, language: str) -> Client:
    code = actions.new_code(person=cast.here.teacher, by=cast.here.head)
    client = Client()
    if language:
        client.post(reverse("language"), {"language": language})
    client.post(reverse("code"), {"username": "asel", "code": code})
    client.post(reverse("code_password"), {"password": NEW, "again": NEW})
    return client


@pytest.mark.parametrize(("chosen", "kept"), [("ru", "ru"), ("en", "en"), ("", "ky")])
def test_the_language_chosen_before_the_first_sign_in_is_kept(cast: Cast, chosen: str, kept: str) -> None:
    client = signs_in_with_a_code(cast, chosen)
    assert Person.objects.get(username="asel").language == kept
    assert f'<html lang="{kept}"' in client.get(reverse("account_change_password")).content.decode()


def test_a_code_for_a_forgotten_password_changes_no_language(cast: Cast) -> None:
    signs_in_with_a_code(cast, "ru")
    signs_in_with_a_code(cast, "en")
    assert Person.objects.get(username="asel").language == "ru"


def test_whoever_was_signed_in_elsewhere_is_out_once_the_code_is_used(cast: Cast) -> None:
    lost = Client()
    lost.force_login(cast.here.teacher)
    code = actions.new_code(person=cast.here.teacher, by=cast.here.head)
    assert lost.get(reverse("account_change_password")).status_code == 200
    found = Client()
    found.post(reverse("code"), {"username": "asel", "code": code})
    found.post(reverse("code_password"), {"password": NEW, "again": NEW})
    assert lost.get(reverse("account_change_password")).status_code == 302


def test_a_wrong_code_is_refused_in_words_and_names_nobody(cast: Cast) -> None:
    actions.new_code(person=cast.here.teacher, by=cast.here.head)
    client = english(Client())
    page = client.post(reverse("code"), {"username": "asel", "code": "AAAA-AAAA"}).content.decode()
    assert "do not fit together" in page
    assert cast.here.teacher.family_name not in page


def test_the_second_step_needs_the_first(cast: Cast) -> None:
    client = Client()
    answer = client.post(reverse("code_password"), {"password": NEW, "again": NEW})
    assert answer["Location"] == reverse("code")


def test_a_code_replaced_between_the_two_steps_ends(cast: Cast) -> None:
    code = actions.new_code(person=cast.here.teacher, by=cast.here.head)
    client = Client()
    client.post(reverse("code"), {"username": "asel", "code": code})
    actions.new_code(person=cast.here.teacher, by=cast.here.head)
    answer = client.post(reverse("code_password"), {"password": NEW, "again": NEW})
    assert answer["Location"] == reverse("code")
    assert Person.objects.get(username="asel").check_password(PASSWORD)
