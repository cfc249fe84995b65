"""The statements that storing a register waits for, as SQL that both databases know.

Written by the ORM each costs ten times what the database needs to answer it, and in the morning all classes of a school
store at once. `tests/attendance/test_statements.py` holds them to what the ORM would have asked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from mektepke.attendance.models import Register
from mektepke.places.models import DayChange, SchoolCalendar, Term
from mektepke.places.models import Sequence as Counter
from mektepke.pupils.models import Enrolment


def next_number(school: UUID) -> int:
    """The school's next change number. Its row stays locked until the transaction ends, so that numbers are seen in
    their order."""
    table = Counter._meta.db_table
    counted = _run(f"UPDATE {table} SET last = last + 1 WHERE school_id = %s RETURNING last", [_key(school)])  # noqa: S608
    if counted:
        return int(counted[0][0])
    Counter.objects.get_or_create(school_id=school)
    return next_number(school)


def sessions_taken(school_class: UUID, day: date) -> list[str]:
    """The sessions of this class and day that have a register."""
    sql = f"SELECT session FROM {Register._meta.db_table} WHERE school_class_id = %s AND day = %s"  # noqa: S608
    found = _run(sql, [_key(school_class), _day(day)])
    return [session for (session,) in found]


def expected_among(school_class: UUID, day: date, children: Collection[UUID]) -> set[UUID]:
    """Which of these children are expected in this class on this day: on its roll, not learning at home, no mistake."""
    if not children:
        return set()
    sql = (
        f"SELECT child_id FROM {Enrolment._meta.db_table}"  # noqa: S608
        f" WHERE school_class_id = %s AND child_id IN ({', '.join(['%s'] * len(children))})"
        " AND starts <= %s AND (ends IS NULL OR ends >= %s) AND mode <> %s AND reason_of_leaving <> %s"
    )
    given = [_key(school_class), *map(_key, children), _day(day), _day(day)]
    found = _run(sql, [*given, Enrolment.Mode.HOME.value, Enrolment.Leaving.MISTAKE.value])
    return {UUID(str(child)) for (child,) in found}


def calendar_of(school: UUID, year: str, day: date) -> tuple[str | None, str | None, int | None, bool]:
    """What a day depends on: the school's own change of it, that of all schools, days a week, whether a term runs."""
    change, calendar, term = (model._meta.db_table for model in (DayChange, SchoolCalendar, Term))
    sql = (
        f"SELECT (SELECT kind FROM {change} WHERE day = %s AND school_id = %s),"  # noqa: S608
        f" (SELECT kind FROM {change} WHERE day = %s AND school_id IS NULL),"
        f" (SELECT days_a_week FROM {calendar} WHERE school_id = %s AND year_id = %s),"
        f" EXISTS(SELECT 1 FROM {term} WHERE year_id = %s AND starts <= %s AND ends >= %s)"
    )
    at, where = _day(day), _key(school)
    ((own, everywhere, days_a_week, in_term),) = _run(sql, [at, where, at, where, year, year, at, at])
    return own, everywhere, days_a_week, bool(in_term)


def _run(sql: str, given: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _key(key: UUID) -> Any:
    """A key as this database keeps it."""
    return Register._meta.pk.get_db_prep_value(key, connection)


def _day(day: date) -> Any:
    return connection.ops.adapt_datefield_value(day)
