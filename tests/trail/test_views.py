"""The auditor's page."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from mektepke.trail import actions
from mektepke.trail.models import Change
from mektepke.trail.views import ON_A_PAGE
from tests.cast import Cast
from tests.trail.conftest import Tamper

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(cast: Cast, client: Client) -> Client:
    """The auditor, reading English."""
    cast.auditor.language = "en"
    cast.auditor.save()
    client.force_login(cast.auditor)
    return client


def page(client: Client, **question: object) -> str:
    """The page as text."""
    answer = client.get(reverse("trail"), question)
    assert answer.status_code == 200
    return answer.content.decode()


def test_nobody_but_the_auditor_comes_in(cast: Cast, client: Client) -> None:
    assert client.get(reverse("trail")).status_code == 302
    for person in cast.people():
        client.force_login(person)
        assert client.get(reverse("trail")).status_code == (200 if person == cast.auditor else 403)


def test_no_trail_yet_has_its_own_sentences(auditor: Client) -> None:
    Change.objects.exists()
    text = page(auditor, action="nothing.like.this")
    assert "No change is recorded for this question." in text
    assert "Nobody has verified the trail yet" in text


def test_a_change_shows_who_made_it_and_no_childs_name(cast: Cast, auditor: Client) -> None:
    child = cast.here.pupils[0]
    actions.record(by=cast.here.teacher, action="child.corrected", subject=child, child=child, fields=["family_name"])
    text = page(auditor, action="child.corrected")
    assert child.pk.hex[-12:] in text
    assert cast.here.teacher.full_name in text
    assert "family name" in text
    for name in (child.family_name, child.given_name):
        assert name not in text


def test_who_is_no_longer_known_stands_by_key(auditor: Client) -> None:
    gone = uuid4()
    actions.record(by=gone, action="child.corrected", subject=("pupils.child", uuid4()))
    assert gone.hex[-12:] in page(auditor, action="child.corrected")


def test_the_house_itself_is_named(auditor: Client) -> None:
    actions.record(by=None, action="signal.raised", subject=("watch.signal", uuid4()))
    assert "the house itself" in page(auditor, action="signal.raised")


def test_older_changes_are_a_link_away_and_keep_the_question(auditor: Client) -> None:
    entries = [actions.Entry("x.done", ("b.c", uuid4())) for _ in range(ON_A_PAGE + 1)]
    actions.record_many(by=None, entries=entries)
    oldest, next_oldest = Change.objects.filter(action="x.done").order_by("at", "pk")[:2]
    first = page(auditor, action="x.done")
    assert oldest.subject_key.hex[-12:] not in first
    assert f"action=x.done&amp;before={next_oldest.pk}" in first
    second = page(auditor, action="x.done", before=str(next_oldest.pk))
    assert oldest.subject_key.hex[-12:] in second
    assert "Older changes" in first
    assert "Older changes" not in second


@pytest.mark.parametrize("question", [{"since": "yesterday"}, {"before": "x"}, {"action": "x" * 65}])
def test_a_question_that_cannot_be_read_is_answered_in_words(auditor: Client, question: dict[str, str]) -> None:
    actions.record(by=None, action="signal.raised", subject=("watch.signal", uuid4()))
    text = page(auditor, **question)
    assert "Put right what is marked in the question" in text
    assert "signal.raised" not in text


def test_the_page_says_what_the_last_verification_found(
    auditor: Client, three_seals: list[Change], tamper: Tamper
) -> None:
    actions.check()
    assert "The trail is whole" in page(auditor)
    tamper("DELETE FROM trail_change WHERE id = %s", three_seals[2].pk)
    actions.check()
    text = page(auditor)
    assert "The trail has been touched" in text
    assert f"A row is missing: change {three_seals[2].pk}, at position 1 of seal 2." in text


def test_the_page_speaks_kyrgyz(cast: Cast, client: Client) -> None:
    client.force_login(cast.auditor)
    with translation.override("ky"):
        assert "Изди али эч ким текшере элек" in page(client)


def test_the_page_asks_the_database_little(auditor: Client, django_assert_max_num_queries: object) -> None:
    actions.record_many(by=None, entries=[actions.Entry("x.done", ("b.c", uuid4())) for _ in range(200)])
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page(auditor)


def test_on_a_phone_each_cell_says_what_it_is(auditor: Client) -> None:
    actions.record(by=None, action="signal.raised", subject=("watch.signal", uuid4()))
    text = page(auditor)
    for label in ("When", "Who", "What was done", "Record", "Fields"):
        assert f'<td data-label="{label}">' in text
    assert "trail/trail" in text
