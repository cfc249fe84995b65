"""`mektepke figures`: the programme's totals for whoever reads them with a program."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mektepke.places.models import Programme
from mektepke.results.queries import Totals, programme_totals


def figures(*, echo: Callable[[str], None], form: str, on: date | None = None, programme: str | None = None) -> int:
    """Print the totals of one programme (the first, if none is named) as JSON or as lines; the exit code."""
    asked = Programme.objects.order_by("starts")
    found = asked.filter(code=programme).first() if programme else asked.first()
    if found is None:
        echo(_("There is no programme yet. Make one with `mektepke begin`, or see the sample with `mektepke demo`."))
        return 1
    totals = programme_totals(found, on=on)
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
    """The same for a person at a terminal, a figure a line."""
    figures = {name: value for name, value in as_json(totals).items() if not isinstance(value, dict)}
    return "\n".join(f"{name}: {value}" for name, value in figures.items())
