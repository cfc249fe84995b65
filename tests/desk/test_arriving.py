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
from tests.cast import Cast, pupil
from tests.desk.pages import today_of
from tests.pupils.test_transfers import sent

pytestmark = pytest.mark.django_db


def test_the_school_that_receives_reads_it_ontoday_of(cast: Cast, client: Client) -> None:
    child = cast.here.pupils[0]
    transfer = sent(cast, child)
    for person in (cast.there.pedagogue, cast.there.head):
        page = today_of(client, person)
        assert "On the way to you: 1 child" in page
        assert child.full_name in page
        assert reverse("receive_child", args=[transfer.pk]) in page
        assert str(child.pk) not in page
        assert client.get(reverse("receive_child", args=[transfer.pk])).status_code == 200


def test_nobody_else_reads_it(cast: Cast, client: Client) -> None:
    transfer = sent(cast, cast.here.pupils[0])
    others = (cast.here.pedagogue, cast.there.teacher, cast.there.municipality_officer, cast.district_officer)
    for person in others:
        page = today_of(client, person)
        assert "On the way to you" not in page
        assert str(transfer.pk) not in page


def test_where_nobody_is_on_the_way_nothing_is_said(cast: Cast, client: Client) -> None:
    assert "On the way to you" not in today_of(client, cast.there.head)
    transfer = sent(cast, cast.here.pupils[0])
    actions.receive(
        transfer=transfer, school_class=cast.there.school_class, starts=date(2014, 11, 17), by=cast.there.head
    )
    assert "On the way to you" not in today_of(client, cast.there.head)


def test_those_expected_first_are_named_and_the_others_counted(cast: Cast, client: Client) -> None:
    children = [pupil(cast.here.school_class, "Жолоочу", f"Бала{number}") for number in range(MOST_SHOWN + 2)]
    for number, child in enumerate(children):
        sent(cast, child, due_on=date(2014, 11, 28 - number))
    page = today_of(client, cast.there.pedagogue)
    assert f"On the way to you: {MOST_SHOWN + 2} children" in page
    assert "2 more children are on the way" in page
    assert children[-1].full_name in page
    assert children[0].full_name not in page


def test_it_is_one_question_to_the_database_for_many_as_for_few(cast: Cast) -> None:
    counts = []
    for more in (1, 12):
        for number in range(more):
            sent(cast, pupil(cast.here.school_class, "Жолоочу", f"Бала{number}"))
        head = Person.objects.get(pk=cast.there.head.pk)
        assert head.assignments_now
        with CaptureQueriesContext(connection) as asked:
            found = arriving(head)
            assert found is not None
            assert all(transfer.child.full_name for transfer in found.shown)
        counts.append(len(asked))
    assert counts == [1, 1]
