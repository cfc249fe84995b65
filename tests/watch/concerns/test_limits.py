"""The limits as they hold in the database: for one address, for one village, through the night, and at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from mektepke.base import clock
from mektepke.rounds.morning import morning
from mektepke.watch.concerns.actions import TooMany, forget_senders
from mektepke.watch.concerns.models import Concern, ConcernSender
from mektepke.watch.concerns.rules import ADDRESS_HOUR, URGENT_HOUR, VILLAGE_HOUR, Limited
from mektepke.watch.concerns.sentences import said
from tests.cast import Cast
from tests.watch.concerns.written import WORDS, send, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """The clock goes on."""

    def go_on(**by: float) -> None:
        moment = clock.now() + timedelta(**by)
        clock.set_today(clock.day_of(moment))
        monkeypatch.setattr(clock, "now", lambda: moment)

    return go_on


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch, today: date) -> datetime:
    """No test runs over midnight."""
    moment = datetime.combine(today, datetime.min.time(), clock.SCHOOL_TIME) + timedelta(hours=12)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


def from_where(address: str) -> dict[str, Any]:
    return {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": address}


def test_one_address_is_stopped_and_told_kindly(cast: Cast) -> None:
    client, say = Client(**from_where("92.62.70.9")), said("ky")
    for _time in range(ADDRESS_HOUR):
        assert send(client, cast.here, "ky").status_code == 302
    answer = send(client, cast.here, "ky", reach="0777 12 34 56")
    page = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert say.many_from_here in page
    assert WORDS in page
    assert "0777 12 34 56" in page
    assert 'href="tel:111"' in page
    assert Concern.objects.count() == ADDRESS_HOUR
    # Another address, another village, or a child in danger: each is taken.
    assert send(Client(**from_where("92.62.70.8")), cast.here, "ky").status_code == 302
    assert send(client, cast.there, "ky").status_code == 200
    assert send(client, cast.here, "ky", urgent="on").status_code == 302


def test_after_an_hour_the_address_may_write_again(cast: Cast, later: Callable[..., None]) -> None:
    for _time in range(ADDRESS_HOUR):
        write(cast.here)
    with pytest.raises(TooMany) as refused:
        write(cast.here)
    assert refused.value.whose is Limited.ADDRESS
    later(hours=1)
    write(cast.here)
    assert Concern.objects.count() == ADDRESS_HOUR + 1


def test_urgent_ones_from_one_address_have_a_limit_too(cast: Cast) -> None:
    for _time in range(URGENT_HOUR):
        write(cast.here, urgent=True)
    with pytest.raises(TooMany):
        write(cast.here, urgent=True)


def test_one_village_is_stopped_but_for_what_is_urgent(cast: Cast) -> None:
    for number in range(VILLAGE_HOUR):
        write(cast.here, sender=f"sender {number}")
    with pytest.raises(TooMany) as refused:
        write(cast.here, sender="one more")
    assert refused.value.whose is Limited.VILLAGE
    write(cast.here, sender="one more", urgent=True)
    write(cast.there, sender="one more")
    page = unescape(send(Client(), cast.here, "ru").content.decode())
    assert said("ru").many_about_village in page
    assert WORDS in page


@pytest.mark.parametrize("noticed", ["hurt", "marriage"])
def test_a_beaten_child_is_taken_like_one_in_danger(cast: Cast, noticed: str) -> None:
    for _time in range(ADDRESS_HOUR):
        write(cast.here)
    for number in range(VILLAGE_HOUR - ADDRESS_HOUR):
        write(cast.here, sender=f"sender {number}")
    write(cast.here, codes=[noticed])
    write(cast.here, sender="one more", codes=[noticed])
    with pytest.raises(TooMany):
        write(cast.here, sender="one more")


def test_urgent_ones_do_not_fill_the_village(cast: Cast) -> None:
    for number in range(VILLAGE_HOUR + 5):
        write(cast.here, sender=f"sender {number}", urgent=True)
    write(cast.here, sender="one more")


def test_what_is_refused_counts_for_nothing(cast: Cast) -> None:
    for _time in range(ADDRESS_HOUR):
        write(cast.here)
    for _time in range(3):
        with pytest.raises(TooMany):
            write(cast.here)
    assert ConcernSender.objects.count() == ADDRESS_HOUR


def test_no_address_is_kept_and_none_for_longer_than_a_day(cast: Cast, later: Callable[..., None]) -> None:
    send(Client(**from_where("92.62.70.9")), cast.here)
    kept = ConcernSender.objects.get()
    assert "92.62" not in kept.number
    assert len(kept.number) == 64
    later(hours=23)
    forget_senders()
    assert ConcernSender.objects.exists()
    later(hours=1)
    forget_senders()
    assert not ConcernSender.objects.exists()


def test_the_mornings_round_forgets_them_where_nobody_writes_any_more(cast: Cast, later: Callable[..., None]) -> None:
    write(cast.here)
    later(days=1)
    morning(today=clock.today())
    assert not ConcernSender.objects.exists()
    assert Concern.objects.exists()
