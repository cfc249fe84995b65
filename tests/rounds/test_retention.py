"""`mektepke retention`, and the morning that does it by itself once a month."""

from __future__ import annotations

from datetime import date

import pytest

from mektepke.base import clock
from mektepke.casework.models import Case, RetentionProposal, Review
from mektepke.rounds.models import MorningRun
from mektepke.rounds.morning import morning
from mektepke.rounds.retention import run_retention
from tests.cast import Cast

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2014, 12, 1), date(2014, 12, 2)


@pytest.fixture
def old_case(cast: Cast) -> Case:
    """Closed four years ago, with words in it."""
    case = Case.objects.create(
        child=cast.here.pupils[0], school=cast.here.school, worker=cast.here.pedagogue, opened_on=date(2010, 9, 1),
        closed_on=date(2010, 11, 1), step="closed", outcome="at_school", risk="low", closing_words="New boots",
    )  # fmt: skip
    Review.objects.create(case=case, decision="ended", words="Comes every day", by=cast.here.pedagogue)
    return case


def test_the_command_says_what_waits_and_removes_nothing(
    cast: Cast, old_case: Case, today: date, in_english: None
) -> None:
    said: list[object] = []
    assert run_retention(today=today, echo=said.append) == 0
    assert said == [
        "Alma-Suu school: Words of closed cases, consents and letters: 1 from before 17 November 2011.",
        "1 proposal waits to be confirmed. Nothing was removed.",
    ]
    old_case.refresh_from_db()
    assert old_case.closing_words == "New boots"


def test_where_nothing_has_had_its_time_it_says_so(cast: Cast, today: date, in_english: None) -> None:
    said: list[object] = []
    assert run_retention(today=today, echo=said.append) == 0
    assert said == ["Nothing has had its time."]


@pytest.mark.parametrize(
    ("earlier", "today", "proposes"),
    [([], FIRST, True), ([FIRST], SECOND, False), ([date(2014, 11, 29)], SECOND, True), ([], date(2014, 11, 30), True)],
)
def test_the_morning_proposes_once_a_month(
    cast: Cast, old_case: Case, earlier: list[date], today: date, proposes: bool
) -> None:
    for day in earlier:
        MorningRun.objects.create(day=day, seconds=1, schools=2, new_signals=0, children_waiting=0)
    clock.set_today(today)
    morning(today=today)
    assert RetentionProposal.objects.exists() is proposes
    assert Review.objects.get().words == "Comes every day"


def test_in_a_month_without_school_nothing_is_proposed(cast: Cast, old_case: Case) -> None:
    clock.set_today(date(2015, 7, 6))
    morning(today=date(2015, 7, 6))
    assert not RetentionProposal.objects.exists()
