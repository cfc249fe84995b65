"""An answer that is sent twice is stored once; a page that was left open says who has answered meanwhile."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.attendance.models import Register
from mektepke.base import clock
from mektepke.people.models import Person
from mektepke.watch.actions import answer_signals_of, notice
from mektepke.watch.actions.answering import A_MOMENT
from mektepke.watch.models import Answer, Signal
from tests.cast import Cast, more_pupils
from tests.watch.school import days_until, take

pytestmark = pytest.mark.django_db
AGAIN = "This answer was recorded already. Nothing was stored a second time."


@pytest.fixture
def missing(cast: Cast, client: Client, today: date) -> str:
    """The address at which the class teacher, who reads English, says what came of the first call."""
    more_pupils(cast.here.school_class, 12)
    take(cast.here.school_class, [today], cast.here.teacher, dict.fromkeys(cast.here.pupils[:2], "a"))
    Person.objects.update(language="en")
    client.force_login(cast.here.teacher)
    return reverse("absence_called", args=[cast.here.pupils[1].pk])


def _once(client: Client, address: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', client.get(address).content.decode())
    assert found is not None
    return found.group(1)


def _send(client: Client, address: str, **typed: str) -> str:
    return client.post(address, typed, follow=True).content.decode()


def test_a_first_call_that_reached_nobody_is_stored_once(client: Client, missing: str) -> None:
    once = _once(client, missing)
    assert AGAIN not in _send(client, missing, once=once, result="not_reached")
    assert AGAIN in _send(client, missing, once=once, result="not_reached")
    assert AGAIN in _send(client, missing, once=_once(client, missing), result="not_reached"), "the form asked for anew"
    assert Answer.objects.count() == 1
    Answer.objects.update(at=Answer.objects.get().at - 2 * A_MOMENT)
    assert AGAIN in _send(client, missing, once=once, result="not_reached"), "the same form, an hour later"
    assert AGAIN not in _send(client, missing, once=_once(client, missing), result="not_reached"), "a second call"
    assert Answer.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("signal_called", {"result": "comes_back"}),
        ("signal_talked", {"words": "Comes tomorrow with her sister"}),
        ("signal_not_a_problem", {"words": "Was at a competition for the school"}),
    ],
)
def test_every_answer_is_stored_once(
    cast: Cast, client: Client, missing: str, name: str, typed: dict[str, str]
) -> None:
    days = days_until(cast.here.school_class, clock.today())[:-1]
    take(cast.here.school_class, days, cast.here.teacher, {cast.here.pupils[0]: "aaaa"})
    notice(school=cast.here.school, today=clock.today())
    address = reverse(name, args=[Signal.objects.get(child=cast.here.pupils[0], rule="days_in_a_row").pk])
    once = _once(client, address)
    for _time in range(2):
        page = _send(client, address, once=once, **typed)
    assert AGAIN in page
    assert Answer.objects.count() == 1


def test_whoever_answers_again_with_something_else_is_heard(client: Client, missing: str) -> None:
    once = _once(client, missing)
    _send(client, missing, once=once, result="not_reached")
    _send(client, missing, once=once, result="still_away")
    assert list(Answer.objects.values_list("result", flat=True)) == ["not_reached", "still_away"]


def test_after_the_answer_the_page_of_the_call_says_who_called(cast: Cast, client: Client, missing: str) -> None:
    _send(client, missing, result="comes_back")
    said = f"The call about {cast.here.pupils[1].name} is recorded already, by {cast.here.teacher.short_name}."
    for answer in (client.get(missing, follow=True), client.post(missing, {"result": "comes_back"}, follow=True)):
        assert answer.redirect_chain == [(reverse("today"), 302)]
        assert said in answer.content.decode()
    assert Answer.objects.count() == 1
    client.force_login(cast.there.teacher)
    assert client.get(missing).status_code == 404


def test_after_another_answer_it_says_who_gave_it(cast: Cast, client: Client, missing: str, today: date) -> None:
    child = cast.here.pupils[1]
    notice(school=cast.here.school, today=today)
    answer_signals_of(child=child, kind="not_a_problem", words="At a competition", by=cast.here.pedagogue)
    said = f"{child.name}: the absence is answered already, by {cast.here.pedagogue.short_name}."
    assert said in client.get(missing, follow=True).content.decode()


def test_where_nobody_is_missing_there_is_no_page(cast: Cast, client: Client, missing: str) -> None:
    assert client.get(reverse("absence_called", args=[cast.here.pupils[2].pk])).status_code == 404


@pytest.mark.parametrize("result", ["comes_back", "still_away"])
def test_a_reason_told_is_written_into_the_register_whatever_came_of_the_call(
    cast: Cast, client: Client, missing: str, today: date, result: str
) -> None:
    _send(client, missing, result=result, reason="illness")
    assert Register.objects.get(day=today).marks.get(child=cast.here.pupils[1]).reason == "illness"
    assert Answer.objects.get().result == result


def test_a_wrong_number_keeps_the_child_on_the_list_and_says_who_puts_it_right(
    cast: Cast, client: Client, missing: str
) -> None:
    assert "The number is wrong" in client.get(missing).content.decode()
    page = _send(client, missing, result="wrong_number")
    assert f"{cast.here.pupils[1].name}: the call is recorded. The number is wrong, so the child stays on the" in page
    assert "Ask the social pedagogue to put the number right." in page
    assert f'href="{missing}"' in page
    assert Signal.objects.get().state == "open"
