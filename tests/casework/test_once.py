"""A call or a visit that is sent twice is stored once, and the second time says so."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.casework.models import Contact
from mektepke.people.actions import A_MOMENT
from mektepke.people.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(cast: Cast, client: Client) -> Client:
    """The pedagogue here, reading English."""
    Person.objects.filter(pk=cast.here.pedagogue.pk).update(language="en")
    client.force_login(cast.here.pedagogue)
    return client


def _once(client: Client, address: str) -> str:
    """The key of the form that the page shows now."""
    found = re.search(r'name="once" value="([^"]+)"', client.get(address).content.decode())
    assert found is not None
    return found.group(1)


def _send(client: Client, address: str, **typed: str) -> str:
    return client.post(address, {"on": "2014-11-17", **typed}, follow=True).content.decode()


@pytest.mark.parametrize(
    ("name", "result", "said"),
    [
        ("call", "not_reached", "The call about {} was recorded already: “Nobody reached”."),
        ("visit", "nobody_home", "The visit to {} was recorded already: “Nobody was at home”."),
    ],
)
def test_the_same_form_sent_again_stores_nothing_and_says_so(
    cast: Cast, signed_in: Client, name: str, result: str, said: str
) -> None:
    child = cast.here.pupils[0]
    address = reverse(name, args=[child.pk])
    once = _once(signed_in, address)
    assert "recorded already" not in _send(signed_in, address, once=once, result=result)
    Contact.objects.update(at=Contact.objects.get().at - 2 * A_MOMENT)
    assert f"{said.format(child.name)} Nothing was stored a second time." in _send(
        signed_in, address, once=once, result=result
    )
    assert Contact.objects.count() == 1


def test_a_browser_that_asked_for_the_form_anew_stores_nothing_either(cast: Cast, signed_in: Client) -> None:
    address = reverse("call", args=[cast.here.pupils[0].pk])
    for _time in range(2):
        page = _send(signed_in, address, once=_once(signed_in, address), result="not_reached", words="Rang long")
    assert "Nothing was stored a second time." in page
    assert Contact.objects.count() == 1


def test_whoever_comes_back_to_say_something_else_is_heard(cast: Cast, signed_in: Client) -> None:
    address = reverse("call", args=[cast.here.pupils[0].pk])
    once = _once(signed_in, address)
    _send(signed_in, address, once=once, result="not_reached")
    _send(signed_in, address, once=once, result="still_away")
    assert set(Contact.objects.values_list("result", flat=True)) == {"not_reached", "still_away"}


def test_a_second_call_later_on_the_day_is_a_second_call(cast: Cast, signed_in: Client) -> None:
    address = reverse("call", args=[cast.here.pupils[0].pk])
    _send(signed_in, address, once=_once(signed_in, address), result="not_reached")
    Contact.objects.update(at=Contact.objects.get().at - A_MOMENT - timedelta(seconds=1))
    _send(signed_in, address, once=_once(signed_in, address), result="not_reached")
    assert Contact.objects.count() == 2


def test_the_key_of_one_child_is_none_of_another(cast: Cast, signed_in: Client) -> None:
    addresses = [reverse("call", args=[child.pk]) for child in cast.here.pupils[:2]]
    once = _once(signed_in, addresses[0])
    for address in addresses:
        _send(signed_in, address, once=once, result="not_reached")
    assert Contact.objects.count() == 2
