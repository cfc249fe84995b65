"""What is known of a danger, where a family could be called: the card, the call, the ordinary case beside."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.base import clock
from mektepke.casework.actions import close_case
from mektepke.casework.catalogue import NOT_IN_PROTECTION
from mektepke.casework.models import Case
from mektepke.casework.queries import call_list
from mektepke.casework.referrals.letters import known_of
from mektepke.people.models import Person
from mektepke.watch.concerns.actions import match
from tests.casework.protection.story import in_danger, told
from tests.casework.story import in_care
from tests.cast import Cast
from tests.watch.concerns.written import write

pytestmark = pytest.mark.django_db

SAID = "Somebody in the village has told that this child is in danger."
BESIDE = "This child is in protection, too."


@pytest.fixture(autouse=True)
def english(cast: Cast) -> None:
    """So that the tests can read the pages."""
    Person.objects.update(language="en")


def page(client: Client, who: Person, name: str, *keys: object) -> str:
    client.force_login(who)
    return client.get(reverse(name, args=keys)).content.decode()


def test_whom_a_neighbour_called_in_danger_is_not_called_about(cast: Cast, client: Client) -> None:
    child, pedagogue = cast.here.pupils[0], cast.here.pedagogue
    signal = match(concern=write(cast.here, urgent=True), child=child, by=pedagogue).signal
    assert signal is not None
    (line,) = call_list(pedagogue, today=clock.today()).lines
    assert (line.step.code, line.main_button) == ("protect", "protect")
    card, noticed = page(client, pedagogue, "today"), page(client, pedagogue, "signal", signal.pk)
    for shown in (card, noticed):
        assert reverse("open_protection", args=[child.pk]) in shown
        assert reverse("call", args=[child.pk]) not in shown
        assert reverse("visit", args=[child.pk]) not in shown
    for kind in ("call", "visit", "meeting"):
        assert SAID in page(client, pedagogue, kind, child.pk)
        assert SAID not in page(client, pedagogue, kind, cast.here.pupils[1].pk)


def test_in_care_too_the_danger_comes_first(cast: Cast) -> None:
    child, pedagogue = cast.here.pupils[0], cast.here.pedagogue
    in_care(cast.here, child, due=clock.today())
    match(concern=write(cast.here, urgent=True), child=child, by=pedagogue)
    (line,) = call_list(pedagogue, today=clock.today()).worse
    assert (line.step.code, line.main_button, line.noticed_step) == ("protect", "protect", None)


def test_the_ordinary_case_beside_leads_to_no_family(cast: Cast, client: Client) -> None:
    child, pedagogue = cast.here.pupils[0], cast.here.pedagogue
    ordinary = in_care(cast.here, child, due=clock.today())
    client.force_login(pedagogue)
    before = page(client, pedagogue, "add_action", ordinary.pk)
    assert 'value="talk_parents"' in before
    case = in_danger(cast.here, child)
    for name in ("case", "add_action", "case_follow_up"):
        shown = page(client, pedagogue, name, ordinary.pk)
        assert BESIDE in shown
        assert reverse("case", args=[case.pk]) in shown
    shown = page(client, pedagogue, "add_action", ordinary.pk)
    assert not [kind for kind in NOT_IN_PROTECTION if f'value="{kind}"' in shown]
    typed = {"kind": "talk_parents", "party": "pedagogue", "due_on": "2014-11-20"}
    client.post(reverse("add_action", args=[ordinary.pk]), typed)
    assert not ordinary.actions.filter(kind="talk_parents").exists()


def test_who_does_not_know_of_it_sees_the_ordinary_case_as_ever(cast: Cast, client: Client) -> None:
    child, pedagogue = cast.here.pupils[0], cast.here.pedagogue
    ordinary = in_care(cast.here, child, due=clock.today())
    before = page(client, pedagogue, "add_action", ordinary.pk)
    in_danger(cast.here, child, named=frozenset({cast.here.head}))
    after = page(client, pedagogue, "add_action", ordinary.pk)
    assert BESIDE not in after
    assert before.count("<option") == after.count("<option")


def test_after_protection_a_call_is_thought_about(cast: Cast, client: Client) -> None:
    child, pedagogue = cast.here.pupils[0], cast.here.pedagogue
    case = in_danger(cast.here, child)
    told(case, pedagogue)
    close_case(case=case, outcome="safe", words="", by=pedagogue)
    assert Case.objects.get().outcome == "safe"
    said = "The child was in protection until"
    assert said in page(client, pedagogue, "call", child.pk)
    clock.set_today(clock.today() + timedelta(days=100))
    assert said not in page(client, pedagogue, "call", child.pk)


def test_a_letter_of_protection_has_no_number_to_call(cast: Cast) -> None:
    ordinary = in_care(cast.here, cast.here.pupils[1], due=clock.today())
    case = in_danger(cast.here, cast.here.pupils[0])
    fields = [{one.code for one in known_of(found, on=clock.today())} for found in (ordinary, case)]
    assert ["phone" in found for found in fields] == [True, False]


def test_about_a_school_worker_somebody_is_named_or_nobody_knows_who(cast: Cast, client: Client) -> None:
    client.force_login(cast.here.pedagogue)
    address = reverse("open_protection", args=[cast.here.pupils[0].pk])
    typed = {
        "danger": "school_worker", "evidence": "Hits the child", "said_by": "child", "risk": "high", "reason": "…",
        "anybody": "no",
    }  # fmt: skip
    assert "Tick below who it is." in client.post(address, typed).content.decode()
    assert not Case.objects.exists()
    client.post(address, typed | {"anybody": "not_known"})
    assert Case.objects.get().worker == cast.here.pedagogue
