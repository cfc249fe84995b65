"""From where somebody comes: one number a day for one household, which says nothing and changes at night."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import RequestFactory, override_settings

from mektepke.base import clock
from mektepke.watch.concerns.senders import address_of, numbered, sender_of

OURS = ["127.0.0.1", "10.0.0.7"]


@pytest.mark.parametrize(
    ("came_from", "forwarded", "address"),
    [
        ("92.62.70.9", "", "92.62.70.9"),
        ("127.0.0.1", "92.62.70.9", "92.62.70.9"),
        ("127.0.0.1", "1.1.1.1, 92.62.70.9, 10.0.0.7", "92.62.70.9"),
        # Nobody believes a stranger who says to come from elsewhere.
        ("92.62.70.9", "1.1.1.1", "92.62.70.9"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "", "2001:db8:1:2::/64"),
        ("::ffff:92.62.70.9", "", "92.62.70.9"),
        ("127.0.0.1", "nonsense", "nonsense"),
    ],
)
def test_the_address_is_the_first_that_is_not_ours(came_from: str, forwarded: str, address: str) -> None:
    assert address_of(came_from, forwarded, proxies=OURS) == address


def test_the_number_changes_at_night_and_says_nothing(today: date) -> None:
    number = numbered("92.62.70.9", today)
    assert number == numbered("92.62.70.9", today)
    assert number != numbered("92.62.70.9", today + timedelta(days=1))
    assert number != numbered("92.62.70.8", today)
    assert len(number) == 64
    with override_settings(SECRET_KEY="another house's secret, long enough that nothing warns about it"):
        assert number != numbered("92.62.70.9", today)


def test_a_request_is_numbered_by_its_address_and_day(today: date) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "92.62.70.9"})
    assert sender_of(request) == numbered("92.62.70.9", today)
    clock.set_today(today + timedelta(days=1))
    assert sender_of(request) == numbered("92.62.70.9", today + timedelta(days=1))
