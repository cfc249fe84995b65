"""The whole way once: a class, a register, a signal, Today, a case opened from it, its trail."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.attendance.actions import take_register
from mektepke.attendance.rules import MarkGiven, MarkKind
from mektepke.casework.models import Case
from mektepke.trail.actions import seal
from mektepke.trail.models import Change, Look
from mektepke.trail.verification import verify
from mektepke.watch.actions import notice
from mektepke.watch.models import Signal
from tests.cast import PASSWORD, Cast


@pytest.mark.django_db(transaction=True)
def test_a_missing_child_becomes_a_case_and_leaves_a_trail(cast: Cast, client: Client, today: date) -> None:
    """Three school days missed → a signal → Today → the child's page → a case → a trail that verifies."""
    missing = cast.here.pupils[0]
    for days_ago in (7, 6, 5, 4):  # Monday, when the child came, to Thursday of the week before
        marks = {missing.pk: MarkGiven(MarkKind.ABSENT)} if days_ago < 7 else {}
        day = today - timedelta(days=days_ago)
        take_register(school_class=cast.here.school_class, day=day, marks=marks, by=cast.here.teacher)
    notice(school=cast.here.school, today=today)
    assert Signal.objects.filter(child=missing, rule="days_in_a_row").count() == 1

    assert client.login(username=cast.here.pedagogue.username, password=PASSWORD)
    page = client.get(reverse("today")).content.decode()
    assert missing.name in page
    assert client.get(reverse("child", args=[missing.pk])).status_code == 200

    answer = client.post(reverse("open_case", args=[missing.pk]), _case(today))
    case = Case.objects.get(child=missing)
    assert answer.headers["Location"] == reverse("case", args=[case.pk])
    assert client.get(answer.headers["Location"]).status_code == 200
    assert missing.name not in client.get(reverse("today")).content.decode()

    assert Look.objects.filter(child_key=missing.pk, by_key=cast.here.pedagogue.pk).exists()
    assert Change.objects.filter(action="case.opened", child_key=missing.pk).exists()
    seal()
    assert verify().ok


@pytest.mark.django_db
def test_a_pedagogue_of_another_school_gets_no_byte(cast: Cast, client: Client) -> None:
    """The child's page, and the page to open a case, are not there for who has no reason to see the child."""
    child = cast.here.pupils[0]
    client.login(username=cast.there.pedagogue.username, password=PASSWORD)
    for name in ("child", "open_case"):
        answer = client.get(reverse(name, args=[child.pk]))
        assert answer.status_code == 404
        assert child.family_name not in answer.content.decode()


def _case(today: date) -> dict[str, object]:
    return {
        "cause-TOTAL_FORMS": "2",
        "cause-INITIAL_FORMS": "0",
        "cause-MIN_NUM_FORMS": "1",
        "cause-MAX_NUM_FORMS": "6",
        "cause-0-cause": "seasonal_work",
        "cause-0-evidence": "Helps to sort onions",
        "cause-0-said_by": "parent",
        "action-kind": "home_visit",
        "action-party": "pedagogue",
        "action-due_on": (today + timedelta(days=2)).isoformat(),
    }
