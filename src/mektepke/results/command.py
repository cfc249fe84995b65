"""`mektepke figures`: a programme's or the house's totals for whoever reads them with a program."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mektepke.base import clock
from mektepke.places.models import Programme, School, SchoolYear
from mektepke.results.queries import Totals, house_totals, programme_totals

LABELS: dict[str, Promise] = {
    "programme": gettext_lazy("Programme"),
    "date": gettext_lazy("Day"),
    "pupils": gettext_lazy("Pupils"),
    "pupils_out_of_school": gettext_lazy("Pupils who do not go to school"),
    "schools": gettext_lazy("Schools"),
    "villages": gettext_lazy("Villages"),
    "municipalities": gettext_lazy("Rural municipalities"),
    "children_in_no_school": gettext_lazy("Children in no school"),
}


def figures(
    *, echo: Callable[[str], None], form: str, on: date | None = None, programme: str | None = None, house: str = ""
) -> int:
    """Print totals as JSON or as lines; the exit code.

    Those of the programme that is named, else of the first one on its baseline's day; where the house knows no
    programme, those of all its schools today. `house` says where its files lie, for who looks into the wrong one.
    """
    if not School.objects.exists():
        say_not_begun(echo=echo, house=house)
        return 1
    asked = Programme.objects.order_by("starts")
    found = asked.filter(code=programme).first() if programme else asked.first()
    if programme and found is None:
        echo(_("There is no programme with the code “%(code)s”.") % {"code": programme})
        return 1
    totals = programme_totals(found, on=on) if found else house_totals(on=on or clock.today())
    echo(json.dumps(as_json(totals), indent=2) if form == "json" else as_lines(totals))
    return 0


def say_not_begun(*, echo: Callable[[str], None], house: str = "") -> None:
    """What somebody is told who looks into a house in which nothing was begun."""
    echo(_("There is no school yet. Begin a house with `mektepke begin`, or see the sample with `mektepke demo`."))
    if house:
        echo(_("This house lies in %(folder)s; MEKTEPKE_HOME names another.") % {"folder": house})


def as_json(totals: Totals) -> dict[str, Any]:
    """The totals as plain numbers, and the rate with what it was made of."""
    rate = totals.out_of_school_rate
    return {
        "programme": totals.programme,
        "date": totals.on.isoformat(),
        "pupils": totals.pupils,
        "pupils_out_of_school": totals.pupils_out_of_school,
        "schools": totals.schools,
        "villages": totals.villages,
        "municipalities": totals.municipalities,
        "children_in_no_school": totals.children_in_no_school,
        "rates": {
            "pupils_out_of_school": {
                "numerator": rate.numerator,
                "denominator": rate.denominator,
                "percent": rate.percent,
                "date": rate.on.isoformat(),
            }
        },
    }


def as_lines(totals: Totals) -> str:
    """The same for a person at a terminal, a figure a line; what there is not has no line."""
    known = as_json(totals)
    lines = [f"{label}: {known[name]}" for name, label in LABELS.items() if known[name] is not None]
    if not SchoolYear.objects.filter(starts__lte=totals.on, ends__gte=totals.on).exists():
        lines.append(_("No school year contains this day."))
    return "\n".join(lines)
