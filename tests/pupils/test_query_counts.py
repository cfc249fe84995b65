"""No page asks the database more often for sixty children than for three."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mektepke.people.models import Person
from mektepke.pupils import actions
from mektepke.pupils.models import Child, Enrolment, Guardian, Household
from tests.cast import Cast, pupil

pytestmark = pytest.mark.django_db

Where = Callable[[Cast], tuple[Person, str, tuple[Any, ...]]]

PAGES: dict[str, Where] = {
    "children": lambda cast: (cast.here.pedagogue, "children", ()),
    "classes": lambda cast: (cast.here.pedagogue, "classes", ()),
    "class_list": lambda cast: (cast.here.teacher, "class_list", (cast.here.school_class.pk,)),
    "add_child": lambda cast: (cast.here.pedagogue, "add_child", ()),
    "edit_child": lambda cast: (cast.here.pedagogue, "edit_child", (cast.here.pupils[0].pk,)),
    "guardians": lambda cast: (cast.here.pedagogue, "guardians", (cast.here.pupils[0].pk,)),
    "enrol_child": lambda cast: (cast.here.pedagogue, "enrol_child", (cast.here.pupils[0].pk,)),
    "transfers, sender": lambda cast: (cast.here.head, "transfers", ()),
    "transfers, receiver": lambda cast: (cast.there.head, "transfers", ()),
    "left_school": lambda cast: (cast.here.head, "left_school", ()),
    "out_of_school": lambda cast: (cast.here.pedagogue, "out_of_school", ()),
    "door_to_door": lambda cast: (cast.here.municipality_officer, "door_to_door", ()),
    "door_to_door_sheet": lambda cast: (
        cast.here.municipality_officer, "door_to_door_sheet", (cast.here.village.pk,),
    ),
}  # fmt: skip


def grow(cast: Cast, first: int, last: int) -> None:
    """More of everything that a page could show: on the roll, on the way, gone, in no school, alike."""
    for number in range(first, last):
        pupil(cast.here.school_class, f"Окуучу{'абвгдежзик'[number % 10]}", f"Бала{number}")
        traveller, leaver = (pupil(cast.here.school_class, name, f"Бала{number}") for name in ("Жолоочу", "Кеткен"))
        actions.send(
            enrolment=_row(traveller), to_school=cast.there.school, sent_on=date(2014, 11, 12), by=cast.here.head
        )
        actions.leave(enrolment=_row(leaver), on=date(2014, 11, 12), reason="left", by=cast.here.head)
        home = cast.here.pupils[0].household
        Guardian.objects.create(household=home, full_name=f"Жакын {number}")
        new = Child.objects.create(
            household=Household.objects.create(village=cast.here.village, street=f"Көчө {number}"),
            family_name="Тышкары", given_name=f"Бала{number}", birth_year=2005,
        )  # fmt: skip
        for day in (3, 10):
            record = actions.register_out_of_school(
                child=new, kind="never", found_on=date(2014, 11, day), by=cast.here.pedagogue
            )
            if number % 2:
                actions.end_out_of_school(
                    record_of=record, on=date(2014, 11, day + 1), ending="enrolled", goes_to="Исфана", by=cast.here.head
                )


def _row(child: Child) -> Enrolment:
    return Enrolment.objects.select_related("child", "school_class__school").get(child=child)


def queries(client: Client, cast: Cast, where: Where) -> int:
    """How often one page asks."""
    person, name, args = where(cast)
    client.force_login(person)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(reverse(name, args=args)).status_code in {200, 302}
    return len(asked)


def test_pages_ask_as_often_for_many_as_for_few(cast: Cast, client: Client) -> None:
    grow(cast, 0, 3)
    few = {name: queries(client, cast, where) for name, where in PAGES.items()}
    grow(cast, 3, 60)
    many = {name: queries(client, cast, where) for name, where in PAGES.items()}
    assert many == few
    assert max(few.values()) <= 20, few


def test_the_question_asks_as_often_for_many_alike_as_for_one(
    cast: Cast, pedagogue: Client, typed: dict[str, Any]
) -> None:
    counts = []
    for more in (1, 12):
        for _child in range(more):
            pupil(cast.here.school_class, "Сапарова", "Жаңыл")
            pupil(cast.there.school_class, "Сапарова", "Жаңыл")
        Child.objects.filter(family_name="Сапарова").update(birth_date=None, birth_year=2003)
        with CaptureQueriesContext(connection) as asked:
            assert "Is it one of these?" in pedagogue.post(reverse("add_child"), typed).content.decode()
        counts.append(len(asked))
    assert counts[0] == counts[1]
