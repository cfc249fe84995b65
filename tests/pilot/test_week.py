"""The weeks before today: worked through by the same actions as a person's work, once, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from pytest_django import DjangoDbBlocker

from mektepke.base import clock
from mektepke.casework.models import Action, Case, CaseCause, Contact
from mektepke.pilot import facts
from mektepke.pilot.history import live_through, rounds_between
from mektepke.pilot.keys import Keys
from mektepke.pilot.models import Built
from mektepke.pilot.week import EVERY
from mektepke.trail.models import Look
from mektepke.watch.models import Answer, Signal
from tests.pilot.conftest import Plans, put_back

UNTIL = date(2014, 10, 9)
KEYS = Keys(facts.SEED)


def story() -> list[list[Any]]:
    """What was done, without the keys that actions draw and the time of day."""
    return [
        sorted(Case.objects.values_list("child", "opened_on", "closed_on", "outcome", "closing_words")),
        sorted(CaseCause.objects.values_list("case__child", "cause", "said_by")),
        sorted(Contact.objects.values_list("child", "kind", "result", "on", "words")),
        sorted(Answer.objects.values_list("signal", "kind", "result", "words")),
        sorted(Signal.objects.values_list("id", "state", "level", "raised_on")),
    ]


def test_rounds_are_weekly_and_never_today_s() -> None:
    days = rounds_between(None, facts.TODAY)
    assert days[0] == date(2014, 9, 10)
    assert {later - earlier for earlier, later in pairwise(days)} == {EVERY}
    assert days[-1] < facts.TODAY
    assert rounds_between(days[-2], facts.TODAY) == days[-1:]
    assert rounds_between(days[-1], facts.TODAY) == []


@pytest.fixture(scope="module")
def lived(filled: Plans, django_db_blocker: DjangoDbBlocker) -> Iterator[Plans]:
    """Five weeks of three schools, lived through once for all tests of this file."""
    with django_db_blocker.unblock(), put_back():
        live_through(filled[:3], KEYS, today=UNTIL)
        yield filled[:3]


@pytest.fixture
def autumn(lived: Plans, house: Plans) -> Plans:
    """The three schools; what a test writes is taken back."""
    return lived


def test_pedagogues_call_visit_and_open_cases_and_some_children_return(autumn: Plans) -> None:
    assert set(Contact.objects.values_list("kind", flat=True)) == {"call", "visit"}
    assert Case.objects.filter(closed_on__isnull=True).count() > 10
    assert Case.objects.filter(outcome="at_school").exists()
    assert set(Answer.objects.values_list("kind", flat=True)) >= {"called", "visited", "case_opened"}


def test_somebody_is_still_waiting(autumn: Plans) -> None:
    assert Signal.objects.filter(state="open", audience="pedagogue").exists()


def test_every_case_has_a_cause_with_evidence_and_a_first_action_after_it_was_opened(autumn: Plans) -> None:
    assert not Case.objects.filter(causes__isnull=True).exists()
    assert not CaseCause.objects.filter(evidence="").exists()
    assert not Case.objects.filter(actions__isnull=True).exists()
    assert not Action.objects.filter(due_on__lt=F("case__opened_on")).exists()


def test_everything_happened_on_a_day_of_a_round(autumn: Plans) -> None:
    rounds = set(rounds_between(None, UNTIL))
    assert set(Contact.objects.values_list("on", flat=True)) <= rounds
    assert set(Case.objects.values_list("opened_on", flat=True)) <= rounds
    assert set(Signal.objects.values_list("raised_on", flat=True)) <= rounds
    assert {at.astimezone(clock.SCHOOL_TIME).date() for at in Answer.objects.values_list("at", flat=True)} <= rounds


def test_the_clock_stands_again_where_it_stood(autumn: Plans) -> None:
    assert clock.today() == facts.TODAY


def test_a_pedagogue_s_look_at_a_child_leaves_its_trace(autumn: Plans) -> None:
    seen = set(Look.objects.values_list("child_key", flat=True))
    assert set(Contact.objects.values_list("child_id", flat=True)) <= seen


def test_living_through_the_same_weeks_again_adds_nothing(autumn: Plans) -> None:
    before = story()
    assert live_through(autumn, KEYS, today=UNTIL) == 0
    assert story() == before


def test_the_next_weeks_go_on_from_the_last(autumn: Plans) -> None:
    contacts = Contact.objects.count()
    assert live_through(autumn, KEYS, today=date(2014, 10, 16)) == 1
    assert Contact.objects.filter(on=date(2014, 10, 15)).count() == Contact.objects.count() - contacts > 0


def test_the_same_seed_gives_the_same_weeks(autumn: Plans, house: Plans) -> None:
    stories = []
    for _time in range(2):
        with transaction.atomic():
            Built.objects.update(rounds_until=None)
            live_through(house[3:4], KEYS, today=UNTIL)
            stories.append(story())
            transaction.set_rollback(True)
    assert stories[0] == stories[1] != story()
