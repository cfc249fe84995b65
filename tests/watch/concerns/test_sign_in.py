"""The sign-in page, where a neighbour or a child lands: it leads on without an account, and says whom to call."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ky", "Бир бала үчүн тынчсызданып жатасызбы?"),
        ("ru", "Вы беспокоитесь о ребёнке?"),
        ("en", "Do you worry about a child?"),
    ],
)
def test_it_leads_to_the_page_for_everybody_in_its_language(
    client: Client, django_assert_num_queries: Any, language: str, sentence: str
) -> None:
    client.post("/language/", {"language": language})
    with django_assert_num_queries(0):
        page = unescape(client.get("/sign-in/").content.decode())
    assert sentence in page
    assert page.index("</form>") < page.index(f'href="/concern/{language}/"')
    assert 'href="tel:111"' in page
    assert 'href="tel:102"' in page


@override_settings(CHILD_HELPLINE="116111", POLICE="112")
def test_it_says_the_numbers_of_the_country(client: Client) -> None:
    page = client.get("/sign-in/").content.decode()
    assert 'href="tel:116111"' in page
    assert 'href="tel:112"' in page
