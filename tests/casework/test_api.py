"""Cases for other programmes: only to whoever works on them."""

from __future__ import annotations

from django.test import Client

from mektepke.trail.models import Look
from tests.casework.test_six_steps import registered
from tests.cast import Cast


def test_the_workers_list_has_no_words_told_in_confidence(cast: Cast, client: Client) -> None:
    case = registered(cast.here)
    client.force_login(cast.here.pedagogue)
    answer = client.get("/api/cases")
    assert [(one["case"], one["step"]) for one in answer.json()] == [(str(case.pk), "registered")]
    assert "onions" not in answer.content.decode()


def test_one_case_is_read_with_a_trace(cast: Cast, client: Client) -> None:
    case = registered(cast.here)
    client.force_login(cast.here.pedagogue)
    found = client.get(f"/api/cases/{case.pk}").json()
    assert {cause["cause"] for cause in found["causes"]} == {"work", "risk_not_seen"}
    assert (found["risk"], found["missing"]) == ("medium", [])
    assert Look.objects.filter(child_key=case.child_id, page="case").count() == 1


def test_nobody_else_gets_a_byte(cast: Cast, client: Client) -> None:
    case = registered(cast.here)
    for other in (cast.here.head, cast.there.pedagogue, cast.here.municipality_officer, cast.here.group_member):
        client.force_login(other)
        answers = [client.get("/api/cases"), client.get(f"/api/cases/{case.pk}")]
        assert all(answer.status_code in {403, 404} or answer.json() == [] for answer in answers)
    assert not Look.objects.exists()
