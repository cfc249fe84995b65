"""`mektepke figures`: a programme's or the house's totals for whoever reads them with a program."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mektepke.base import clock
from mektepke.places.models import Programme, School
from mektepke.results.queries import Totals, house_totals, programme_totals


def figures(
    *, echo: Callable[[str], None], form: str, on: date | None = None, programme: str | None = None, house: str = ""
) -> int:
    """Print totals as JSON or as lines; the exit code.

    Those of the programme that is named, else of the first one on its baseline's day; where the house knows no
    programme, those of all its schools today. `house` says where its files lie, for who looks into the wrong one.
    """
    if not School.objects.exists():
        echo(_("There is no school yet. Begin a house with `mektepke begin`, or see the sample with `mektepke demo`."))
        if house:
            echo(_("This house lies in %(folder)s; MEKTEPKE_HOME names another.") % {"folder": house})
        return 1
    asked = Programme.objects.order_by("starts")
    found = asked.filter(code=programme).first() if programme else asked.first()
    if programme and found is None:
        echo(_("There is no programme with the code “%(code)s”.") % {"code": programme})
        return 1
    totals = programme_totals(found, on=on) if found else house_totals(on=on or clock.today())
    echo(json.dumps(as_json(totals), indent=2) if form == "json" else as_lines(totals))
    return 0


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
    known = as_json(totals).items()
    figures = {name: value for name, value in known if value is not None and not isinstance(value, dict)}
    return "\n".join(f"{name}: {value}" for name, value in figures.items())
