"""Today says which children are on the way to one's school."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mektepke.desk.queries.arriving import MOST_SHOWN, arriving
from mektepke.people.models import Person
from mektepke.pupils import actions
from mektepke.pupils.models import Child, Enrolment, Transfer
from tests.cast import Cast, pupil

pytestmark = pytest.mark.django_db


def _sent(cast: Cast, child: Child, *, by_day: date = date(2014, 11, 24)) -> Transfer:
    """The child on the way from the school here to the one there."""
    enrolment = Enrolment.objects.select_related("child", "school_class__school").get(child=child, ends__isnull=True)
    return actions.send(
        enrolment=enrolment, to_school=cast.there.school, sent_on=date(2014, 11, 14), due_on=by_day, by=cast.here.head
    )


def _today(client: Client, person: Person) -> str:
    person.language = "en"
    person.save(update_fields=["language"])
    client.force_login(person)
    answer = client.get(reverse("today"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_school_that_receives_reads_it_on_today(cast: Cast, client: Client) -> None:
    child = cast.here.pupils[0]
    transfer = _sent(cast, child)
    for person in (cast.there.pedagogue, cast.there.head):
        page = _today(client, person)
        assert "On the way to you: 1 child" in page
        assert child.full_name in page
        assert reverse("receive_child", args=[transfer.pk]) in page
        assert str(child.pk) not in page
        assert client.get(reverse("receive_child", args=[transfer.pk])).status_code == 200


def test_nobody_else_reads_it(cast: Cast, client: Client) -> None:
    transfer = _sent(cast, cast.here.pupils[0])
    others = (cast.here.pedagogue, cast.there.teacher, cast.there.municipality_officer, cast.district_officer)
    for person in others:
        page = _today(client, person)
        assert "On the way to you" not in page
        assert str(transfer.pk) not in page


def test_where_nobody_is_on_the_way_nothing_is_said(cast: Cast, client: Client) -> None:
    assert "On the way to you" not in _today(client, cast.there.head)
    transfer = _sent(cast, cast.here.pupils[0])
    actions.receive(
        transfer=transfer, school_class=cast.there.school_class, starts=date(2014, 11, 17), by=cast.there.head
    )
    assert "On the way to you" not in _today(client, cast.there.head)


def test_those_expected_first_are_named_and_the_others_counted(cast: Cast, client: Client) -> None:
    children = [pupil(cast.here.school_class, "Жолоочу", f"Бала{number}") for number in range(MOST_SHOWN + 2)]
    for number, child in enumerate(children):
        _sent(cast, child, by_day=date(2014, 11, 28 - number))
    page = _today(client, cast.there.pedagogue)
    assert f"On the way to you: {MOST_SHOWN + 2} children" in page
    assert "2 more children are on the way" in page
    assert children[-1].full_name in page
    assert children[0].full_name not in page


def test_it_is_one_question_to_the_database_for_many_as_for_few(cast: Cast) -> None:
    counts = []
    for more in (1, 12):
        for number in range(more):
            _sent(cast, pupil(cast.here.school_class, "Жолоочу", f"Бала{number}"))
        head = Person.objects.get(pk=cast.there.head.pk)
        with CaptureQueriesContext(connection) as asked:
            found = arriving(head)
            assert found is not None
            assert all(transfer.child.full_name for transfer in found.shown)
        counts.append(len(asked))
    assert counts[0] == counts[1]
