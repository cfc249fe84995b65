"""A new key for everything: whole or to be gone on with, while people work, and the old one goes only when it may."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models import F

from mektepke.pupils.models import Child
from mektepke.sealed import keys, resealing
from mektepke.sealed.actions import NotForgotten, forget, make_sure, rotate
from mektepke.sealed.models import Proof
from mektepke.sealed.resealing import sealed_with
from tests.cast import Cast
from tests.sealed.conftest import stored

HELP = "Алдыда отурса жакшы угат"


class Stopped(Exception):
    """Somebody pressed Ctrl+C."""


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces so small that there are several, and nobody waits for long."""
    monkeypatch.setattr(resealing, "PIECE", 2)
    monkeypatch.setattr(resealing, "PAUSE", 0.01)


def numbers() -> set[str]:
    """The keys by which the children's texts are sealed now."""
    texts = [text for column in ("disability", "helps_in_class") for text in stored("pupils_child", column)]
    return {text.split(":")[1] for text in texts}


def write_into(child: Child, text: str) -> None:
    """Somebody writes this into the database itself."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pupils_child SET disability = %s WHERE search_key = %s", [text, child.search_key])


def let_an_hour_pass() -> None:
    """The newest key has been there for an hour."""
    Proof.objects.update(since=F("since") - timedelta(hours=1))


@pytest.mark.django_db
def test_everything_is_sealed_anew_and_says_the_same(cast: Cast) -> None:
    Child.objects.update(helps_in_class=HELP)
    before = stored("pupils_child", "helps_in_class")
    told: list[tuple[str, int, int]] = []
    done = rotate(lambda place, so_far, of: told.append((place, so_far, of)))
    assert (done.number, done.texts.unopened, done.texts.held) == ("2", {}, 0)
    assert numbers() == {"2"}
    assert set(before) & set(stored("pupils_child", "helps_in_class")) == set()
    assert set(Child.objects.values_list("helps_in_class", flat=True)) == {HELP}
    assert sealed_with("1") == 0
    assert sealed_with("2") == done.texts.texts
    assert told[-1][1] == told[-1][2]
    assert ("pupils.child.disability", 2, 9) in told


@pytest.mark.django_db
def test_each_call_makes_a_new_key(cast: Cast) -> None:
    assert [rotate().number, rotate().number] == ["2", "3"]
    assert numbers() == {"3"}


@pytest.mark.django_db
def test_stopped_half_way_everything_opens_and_the_next_call_goes_on(cast: Cast) -> None:
    Child.objects.update(helps_in_class=HELP)

    def stop(place: str, done: int, _of: int) -> None:
        if place == "pupils.child.disability" and done >= 4:
            raise Stopped

    with pytest.raises(Stopped):
        rotate(stop)
    assert numbers() == {"1", "2"}
    assert set(Child.objects.values_list("helps_in_class", flat=True)) == {HELP}
    again = rotate()
    assert again.number == "2", "no third key for the same rotation"
    assert numbers() == {"2"}
    assert rotate().number == "3"


@pytest.mark.django_db
def test_stopped_before_the_new_key_has_a_proof_it_goes_on_with_that_key(cast: Cast) -> None:
    make_sure()
    keys.add()
    assert rotate().number == "2"
    assert numbers() == {"2"}


@pytest.mark.django_db
def test_what_does_not_open_stays_and_stops_nothing(cast: Cast) -> None:
    first, second = Child.objects.order_by("pk")[:2]
    write_into(first, "s1:1:AAAA")
    write_into(second, "no")
    done = rotate()
    assert {place: len(rows) for place, rows in done.texts.unopened.items()} == {"pupils.child.disability": 2}
    assert done.texts.held == 0
    assert {"s1:1:AAAA", "no"} < set(stored("pupils_child", "disability"))
    assert rotate().number == "3", "what can never be done does not stand in the way of the next key"


@pytest.mark.django_db
def test_a_key_is_forgotten_when_nothing_needs_it(cast: Cast) -> None:
    rotate()
    let_an_hour_pass()
    forget("1")
    assert list(keys.ring().keys) == ["2"]
    make_sure()
    assert Child.objects.first() is not None


@pytest.mark.django_db
def test_a_key_that_is_needed_is_not_forgotten(cast: Cast) -> None:
    make_sure()
    for number, why in (("1", "seals what is written now"), ("7", "There is no key 7")):
        with pytest.raises(NotForgotten, match=why):
            forget(number)
    text = stored("pupils_child", "disability")[0]
    rotate()
    with pytest.raises(NotForgotten, match="in use a moment ago"):
        forget("1")
    let_an_hour_pass()
    write_into(Child.objects.earliest("pk"), text)
    with pytest.raises(NotForgotten, match="1 text is sealed with it"):
        forget("1")
    assert list(keys.ring().keys) == ["1", "2"]


@pytest.mark.django_db
def test_stopped_while_forgetting_it_can_be_done_again(cast: Cast) -> None:
    """The house remembers a key no longer that is still in the file: it starts, and does not remember it anew."""
    rotate()
    let_an_hour_pass()
    Proof.objects.filter(number="1").delete()
    make_sure()
    assert list(Proof.objects.values_list("number", flat=True)) == ["2"]
    forget("1")
    assert list(keys.ring().keys) == ["2"]


@pytest.mark.django_db(transaction=True)
def test_people_write_meanwhile_and_nothing_of_theirs_is_lost(cast: Cast) -> None:
    pupils, stop = [child.pk for child in cast.here.pupils], threading.Event()
    rounds = 0

    def write() -> int:
        said = 0
        try:
            while not stop.is_set():
                said += 1
                for pupil in pupils:
                    Child.objects.filter(pk=pupil).update(helps_in_class=f"{said}-жолу")
        finally:
            connection.close()
        return said

    with ThreadPoolExecutor(1) as somebody:
        writing = somebody.submit(write)
        for _ in range(5):
            rounds += rotate().texts.texts
        stop.set()
        said = writing.result()
    assert said > 1
    assert rounds > 0
    assert set(Child.objects.filter(pk__in=pupils).values_list("helps_in_class", flat=True)) == {f"{said}-жолу"}
    assert rotate().texts.held == 0
    assert numbers() == {keys.ring().current}


@pytest.mark.django_db(transaction=True)
def test_a_row_that_somebody_holds_is_left_and_done_by_the_next_call(cast: Cast) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time: who rotates waits")
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                Child.objects.select_for_update().get(pk=cast.here.pupils[0].pk)
                held.set()
                let_go.wait(20)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as somebody:
        holding = somebody.submit(hold)
        held.wait(20)
        left = rotate()
        let_go.set()
        holding.result()
    assert left.texts.held == 3
    assert numbers() == {"1", "2"}
    assert rotate().number == "2"
    assert numbers() == {"2"}


@pytest.mark.django_db(transaction=True)
def test_two_that_rotate_at_once_lose_nothing(cast: Cast, own_keys: Path) -> None:
    Child.objects.update(helps_in_class=HELP)

    def turn() -> str:
        try:
            return rotate().number
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as several:
        for one in [several.submit(turn) for _ in range(2)]:
            one.result()
    assert set(Child.objects.values_list("helps_in_class", flat=True)) == {HELP}
    make_sure()
    rotate()
    assert numbers() == {keys.ring().current}
