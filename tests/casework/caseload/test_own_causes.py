"""The list of causes: those of the house, and those that the programme adds and ends."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from mektepke.casework.caseload.actions import add_own_cause, end_own_cause
from mektepke.casework.causes import Barrier, Cause
from mektepke.casework.models import OwnCause
from mektepke.casework.queries.causes import cause_choices, cause_groups, cause_label, cause_labels
from mektepke.people.models import Person
from mektepke.trail.models import Change
from tests.cast import Cast

pytestmark = pytest.mark.django_db

HERDING = {"group": "community", "name_ky": "Кой багат", "name_ru": "Пасёт овец", "name_en": "Herds sheep"}


def herding(cast: Cast) -> OwnCause:
    """A cause that the programme added."""
    return add_own_cause(cause=OwnCause(**HERDING), by=cast.programme_manager)


def choices_of(group: Barrier) -> dict[str, str]:
    """What can be chosen in one group."""
    return dict(next(choices for label, choices in cause_choices() if label == str(group.label)))


def test_a_cause_that_was_added_can_be_chosen_after_those_of_the_house(cast: Cast) -> None:
    cause = herding(cast)
    with translation.override("ru"):
        found = choices_of(Barrier.COMMUNITY)
    assert list(found)[-1] == cause.code == "own_herdssheep"
    assert found[cause.code] == "Пасёт овец"
    assert {code for _group, choices in cause_choices() for code, _label in choices} == {*Cause.values, cause.code}


def test_one_that_has_ended_cannot_and_keeps_its_name_and_group(cast: Cast, today: date) -> None:
    cause = herding(cast)
    end_own_cause(cause=cause, by=cast.programme_manager)
    end_own_cause(cause=cause, by=cast.programme_manager)
    cause.refresh_from_db()
    assert cause.ended_on == today
    assert cause.code not in choices_of(Barrier.COMMUNITY)
    with translation.override("en"):
        assert cause_label(cause.code) == "Herds sheep"
    assert cause_groups([cause.code, Cause.BULLYING]) == {cause.code: Barrier.COMMUNITY, Cause.BULLYING: Barrier.PEERS}
    assert [line.action for line in Change.objects.order_by("at")] == ["cause.listed", "cause.ended"]


def test_names_cost_no_query_unless_the_programme_added_one(cast: Cast) -> None:
    cause = herding(cast)
    for codes, queries in (([Cause.WORK, Cause.ILLNESS], 0), ([Cause.WORK, cause.code], 1)):
        for ask in (cause_labels, cause_groups):
            with CaptureQueriesContext(connection) as asked:
                assert set(ask(codes)) == set(codes)
            assert len(asked) == queries


def test_a_code_that_nobody_knows_is_said_as_it_is(cast: Cast) -> None:
    assert cause_label("lost_long_ago") == "lost_long_ago"
    assert cause_groups(["lost_long_ago"]) == {}


def test_the_programme_manager_adds_and_ends_one_on_the_page(cast: Cast, client: Client) -> None:
    client.force_login(cast.programme_manager)
    page = client.post(reverse("own_causes"), HERDING, follow=True).content.decode()
    assert "Кой багат" in page
    cause = OwnCause.objects.get()
    assert (cause.group, cause.added_by) == ("community", cast.programme_manager)
    address = reverse("end_own_cause", args=[cause.code])
    assert address in page
    page = client.post(address, follow=True).content.decode()
    assert address not in page
    assert "Кой багат" in page


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"group": ""}, "group"),
        ({"name_ru": ""}, "name_ru"),
        ({"name_en": "  the child WORKS "}, "name_en"),
        ({"name_ky": "оору"}, "name_ky"),
    ],
)
def test_what_is_lacking_or_on_the_list_already_is_said_at_its_field(
    cast: Cast, client: Client, changed: dict[str, str], field: str
) -> None:
    client.force_login(cast.programme_manager)
    answer = client.post(reverse("own_causes"), HERDING | changed)
    assert list(answer.context["form"].errors) == [field]
    assert not OwnCause.objects.exists()


def test_the_same_is_not_added_twice_but_again_once_it_has_ended(cast: Cast, client: Client) -> None:
    client.force_login(cast.programme_manager)
    for expected in (1, 1):
        client.post(reverse("own_causes"), HERDING)
        assert OwnCause.objects.count() == expected
    end_own_cause(cause=OwnCause.objects.get(), by=cast.programme_manager)
    client.post(reverse("own_causes"), HERDING)
    assert {cause.code for cause in OwnCause.objects.all()} == {"own_herdssheep", "own_herdssheep2"}


def test_only_who_sets_the_rules_of_the_programme_may(cast: Cast, client: Client) -> None:
    cause = herding(cast)
    people: list[tuple[Person, int]] = [
        (cast.programme_manager, 200),
        (cast.district_officer, 403),
        (cast.here.head, 403),
        (cast.here.pedagogue, 403),
    ]
    for person, status in people:
        client.force_login(person)
        assert client.get(reverse("own_causes")).status_code == status
        if status == 403:
            assert client.post(reverse("end_own_cause", args=[cause.code])).status_code == status
    client.force_login(cast.programme_manager)
    assert client.get(reverse("end_own_cause", args=[cause.code])).status_code == 405
    assert client.post(reverse("end_own_cause", args=["no_such"])).status_code == 404
    cause.refresh_from_db()
    assert cause.ended_on is None
