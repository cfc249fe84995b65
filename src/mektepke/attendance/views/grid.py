"""A class as a grid of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from mektepke.attendance import queries
from mektepke.attendance.rules import month_span
from mektepke.attendance.views.links import month_links
from mektepke.base import clock
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.requests import person_of
from mektepke.pupils.queries import class_for
from mektepke.pupils.rules import told_apart

DAYS_ON_A_PHONE = 7
"""So many columns stand beside the names on the narrowest screen; more must be pushed into sight."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as the look's grid takes it."""

    name: str
    address: str
    days: list[queries.ShownDay]


@needs(Permission.SEE_CLASS)
def class_grid(request: HttpRequest, school_class: UUID, month: date | None = None) -> HttpResponse:
    """The children of a class down, the school days of a month across."""
    person = person_of(request)
    found = class_for(person, school_class, Permission.SEE_CLASS)
    today = clock.today()
    month = month or today.replace(day=1)
    first, last = month_span(month)
    rows = queries.class_grid(found, first=first, last=min(last, today))
    links = person.may(Permission.SEE_CHILD)
    shown = {
        "school_class": found,
        "rows": _named(rows, link=links),
        "many_days": any(len(row.days) > DAYS_ON_A_PHONE for row in rows),
        "may_take": person.may(Permission.TAKE_REGISTER),
        "may_report": person.may(Permission.SEE_REPORTS),
        **month_links(month, today=today),
    }
    return render(request, "attendance/grid.html", shown)


def _named(rows: Sequence[queries.GridRow], *, link: bool) -> list[Row]:
    names = told_apart(row.child for row in rows)
    return [
        Row(names[row.child.pk], reverse("child", args=[row.child.pk]) if link else "", list(row.days)) for row in rows
    ]
