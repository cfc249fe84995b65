"""Rows written in one statement stand as the ORM would have written them."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from mektepke.attendance.models import Mark, Register
from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.trail.inserting import insert
from mektepke.trail.models import Change
from tests.cast import Cast

FRIDAY = date(2014, 11, 14)


def register(cast: Cast) -> Register:
    return Register(
        id=Register.key_of(cast.here.school_class.pk, FRIDAY, "day"), school_class=cast.here.school_class, day=FRIDAY,
        session="day", change_number=1, taken_by=cast.here.teacher, taken_at=clock.now(),
    )  # fmt: skip


def change(**said: object) -> Change:
    return Change(action="register.new", subject_kind="attendance.register", subject_key=new_key(), **said)


def test_a_row_stands_as_the_orm_would_have_written_it(cast: Cast) -> None:
    """Keys, days, times, nothing, a list and bytes: inserted, and read like a copy that the ORM saved."""
    for made in (
        change(fields=["marks", "street"], by_key=new_key(), sealed_values=b"\x00\xff"),
        change(),
        register(cast),
    ):
        model = type(made)
        insert([made])
        stored = model.objects.values().get(pk=made.pk)
        if model is Change:
            copy = Change(**{**stored, "id": new_key()})
            copy.save(force_insert=True)
            assert {**Change.objects.values().get(pk=copy.pk), "id": made.pk} == stored
        assert stored == {field.attname: getattr(made, field.attname) for field in model._meta.concrete_fields}
        assert not made._state.adding


def test_several_rows_go_in_one_statement(cast: Cast, django_assert_num_queries: object) -> None:
    taken = register(cast)
    taken.save(force_insert=True)
    marks = [
        Mark(id=Mark.key_of(taken.pk, child.pk), register=taken, child=child, kind="absent")
        for child in cast.here.pupils
    ]
    with django_assert_num_queries(1):  # type: ignore[operator]
        insert(marks)
    assert set(taken.marks.values_list("child", flat=True)) == {child.pk for child in cast.here.pupils}


def test_nothing_is_asked_for_no_rows(db: None, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        insert([])


def test_a_row_that_is_there_already_is_refused(cast: Cast) -> None:
    insert([register(cast)])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([register(cast)])
    assert Register.objects.count() == 1
