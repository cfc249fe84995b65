"""What is not shown is not opened: a list of names asks the database for no sealed field of a child.

Where one of these fails, a new query needs `.defer(*SEALED_OF_CHILD)` beside its `select_related("child")`.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mektepke.attendance.actions import take_register
from mektepke.attendance.rules import MarkGiven, MarkKind
from mektepke.pupils.models import Child, Household
from mektepke.sealed.resealing import sealed_fields
from tests.casework.story import misses
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def columns() -> set[str]:
    """The sealed fields of children and their homes, as a query names them."""
    quoted = connection.ops.quote_name
    return {
        f"{quoted(field.model._meta.db_table)}.{quoted(field.column)}"
        for field in sealed_fields()
        if field.model in {Child, Household}
    }


def asked_for(client: Client, path: str) -> set[str]:
    """Which of these a page asks the database for."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    queries = [query["sql"] for query in asked.captured_queries]
    return {column for column in columns() if any(column in query for query in queries)}


@pytest.mark.parametrize("role", ["teacher", "pedagogue", "head", "municipality_officer"])
def test_today_opens_nothing_of_a_child(cast: Cast, client: Client, today: date, role: str) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    client.force_login(getattr(cast.here, role))
    assert asked_for(client, reverse("today")) == set()


@pytest.mark.parametrize("name", ["register", "class_list", "class_grid", "class_report"])
def test_a_list_of_a_class_opens_nothing(cast: Cast, client: Client, today: date, name: str) -> None:
    client.force_login(cast.here.teacher)
    day = {"day": today} if name == "register" else {}
    assert asked_for(client, reverse(name, kwargs={"school_class": cast.here.school_class.pk} | day)) == set()


def test_whom_to_call_opens_nothing(cast: Cast, client: Client, today: date) -> None:
    absent = {cast.here.pupils[0].pk: MarkGiven(MarkKind.ABSENT)}
    take_register(school_class=cast.here.school_class, day=today, marks=absent, by=cast.here.teacher)
    client.force_login(cast.here.teacher)
    assert asked_for(client, reverse("today")) == set()


def test_the_childs_own_page_does_show_them(cast: Cast, client: Client) -> None:
    client.force_login(cast.here.pedagogue)
    asked = asked_for(client, reverse("child", kwargs={"child": cast.here.pupils[0].pk}))
    assert any("helps_in_class" in column for column in asked)
