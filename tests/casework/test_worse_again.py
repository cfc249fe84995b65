"""A child who got worse since somebody answered, on the call list: what was done since then counts, and is shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation

from mektepke.base import clock
from mektepke.casework.actions import record_contact
from mektepke.casework.models import CapacityRow, Contact
from mektepke.casework.queries import Line, call_list
from mektepke.pupils.models import Child
from mektepke.watch.models import Signal
from tests.casework.story import called, in_care, misses
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(cast: Cast, today: date) -> date:
    """A day on which the first child, about whom the pedagogue called today, has come back to the list as worse."""
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    called(cast, child)
    later = today + timedelta(days=11)
    clock.set_today(later)
    misses(cast.here, child, 13, today=later)
    assert Signal.objects.get(child=child, rule="days_in_a_row", state="open").answered_level is not None
    return later


def _line(cast: Cast) -> Line:
    with translation.override("en"):
        (line,) = call_list(cast.here.pedagogue, today=clock.today()).lines
    return line


def _visited(cast: Cast, child: Child, result: str) -> None:
    record_contact(
        child=child, school=cast.here.school, kind="visit", result=result, words="", next_on=None,
        by=cast.here.pedagogue,
    )  # fmt: skip


def test_the_call_from_before_it_got_worse_stands_there_and_the_child_is_new_again(cast: Cast, later: date) -> None:
    Contact.objects.update(next_on=None, next_by_house=False)
    line = _line(cast)
    assert (line.tried, [contact.result for contact in line.done]) == (False, ["reached"])


def test_a_call_of_today_makes_the_child_no_new_one_and_stands_there(cast: Cast, later: date) -> None:
    called(cast, cast.here.pupils[0], result="not_reached")
    line = _line(cast)
    assert line.tried
    assert line.last is not None
    assert (line.last.on, line.last.result) == (later, "not_reached")


def test_all_that_was_done_on_the_day_stands_there_and_leads_on(cast: Cast, later: date) -> None:
    child = cast.here.pupils[0]
    called(cast, child, result="needs_visit")
    line = _line(cast)
    assert (line.step.code, line.step.words, line.main_button) == ("home_visit", "Visit the home", "visit")
    _visited(cast, child, "moved")
    line = _line(cast)
    assert [contact.result for contact in line.done] == ["needs_visit", "moved"]
    assert (line.moved, line.main_button, line.step.due_on) == (True, "send", later)
    assert line.step.words == "Send the child to another school, or take the child off the roll"


def test_a_visit_that_the_family_asked_for_is_the_next_step_whatever_the_rules_say(cast: Cast, later: date) -> None:
    Signal.objects.update(next_step="call")
    called(cast, cast.here.pupils[0], result="needs_visit")
    assert _line(cast).step.code == "home_visit"


def test_a_day_set_since_it_got_worse_is_waited_for(cast: Cast, later: date) -> None:
    called(cast, cast.here.pupils[0], result="not_reached", next_on=later + timedelta(days=2))
    assert call_list(cast.here.pedagogue, today=later).lines == []


def test_that_it_got_worse_after_the_call_is_news(cast: Cast, later: date) -> None:
    child = cast.here.pupils[0]
    Contact.objects.update(next_on=later + timedelta(days=2), next_by_house=False)
    line = _line(cast)
    assert (line.child, line.tried) == (child, False), "what was agreed before holds it back no more"


def test_a_child_called_again_today_takes_one_of_todays_places(cast: Cast, later: date) -> None:
    CapacityRow.objects.create(hours_from=0, new_a_day=1, visits_a_week=3)
    Contact.objects.update(next_on=None, next_by_house=False)
    called(cast, cast.here.pupils[0], result="not_reached")
    assert call_list(cast.here.pedagogue, today=later).begun_today == 1


def test_in_care_too_the_call_of_today_stands_there(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    in_care(cast.here, child, due=today)
    clock.set_today(today + timedelta(days=11))
    misses(cast.here, child, 13, today=clock.today())
    called(cast, child, result="not_reached")
    (line,) = call_list(cast.here.pedagogue, today=clock.today()).worse
    assert (line.tried, [contact.result for contact in line.done]) == (True, ["not_reached"])


def test_nobody_reached_holds_nothing_back_that_is_overdue(cast: Cast, later: date) -> None:
    child = cast.here.pupils[0]
    called(cast, child, result="not_reached", next_on=later + timedelta(days=9))
    Signal.objects.update(due_on=later - timedelta(days=1))
    assert [line.child for line in call_list(cast.here.pedagogue, today=later).lines] == [child]
    called(cast, child, result="reached", next_on=later + timedelta(days=9))
    assert call_list(cast.here.pedagogue, today=later).lines == [], "with a family that was spoken to, a day is agreed"
