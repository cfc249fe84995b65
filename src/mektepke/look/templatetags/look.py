"""`{% load look %}`: the small pictures and the dates. What each takes and shows is in its docstring."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from django import template
from django.utils.functional import Promise

from mektepke.look import dates, rules, words

register = template.Library()
Context = dict[str, Any]


@register.inclusion_tag("look/parts/strip.html")
def strip(days: Sequence[rules.Day], per_row: int = 30) -> Context:
    """`{% strip days %}`: a child's days as a row of blocks; the sentence inside says the same."""
    return {"picture": rules.strip(days, per_row=per_row), "sentence": words.strip_sentence(days)}


@register.inclusion_tag("look/parts/legend.html")
def legend() -> Context:
    """`{% legend %}`: what the blocks of a strip mean. Once on a page is enough, before the first strip."""
    today = datetime.date.min
    kinds = [kind for kind in rules.Kind if kind != rules.Kind.NO_SCHOOL]
    return {"entries": [(rules.strip([_Sample(today, kind)]), words.NAMES[kind]) for kind in kinds]}


class _Sample:
    def __init__(self, date: datetime.date, kind: str) -> None:
        self.date, self.kind = date, kind


@register.inclusion_tag("look/parts/grid.html")
def grid(children: Sequence[rules.Child]) -> Context:
    """`{% grid children %}`: a class as a table, children down, days across, one letter a day."""
    columns = rules.grid_columns(children)
    calendar = dates.calendar(words.language())
    cells = {kind: (kind.value, words.LETTERS[kind], words.NAMES[kind]) for kind in rules.Kind}
    rows = [(child.name, child.address, rules.grid_row(child.days, columns)) for child in children]
    return {
        "months": [
            (calendar.months[head.first.month - 1].capitalize(), head.columns) for head in rules.month_heads(columns)
        ],
        "days": [(date.day, calendar.letters[date.weekday()]) for date in columns],
        "rows": [(name, address, [cells[kind] if kind else None for kind in kinds]) for name, address, kinds in rows],
        "has_blanks": any(None in kinds for _name, _address, kinds in rows),
        "letters": [(words.LETTERS[kind], words.NAMES[kind]) for kind in rules.Kind if words.LETTERS[kind]],
    }


@register.inclusion_tag("look/parts/sparkline.html")
def sparkline(values: Sequence[float | None]) -> Context:
    """`{% sparkline values %}`: percentages by week (None: no register), and the last one in figures."""
    return {
        "picture": rules.sparkline(values),
        "sentence": words.sparkline_sentence(values),
        "last": words.percentage(values[-1]) if values else "",
    }


@register.inclusion_tag("look/parts/weeks_legend.html")
def weeks_legend() -> Context:
    """`{% weeks_legend %}`: how to read a line of weeks. Once on a page, before the first one."""
    return {"line": rules.sparkline([92, 96, 94]), "gap": rules.sparkline([None])}


@register.inclusion_tag("look/parts/funnel.html")
def funnel(steps: Sequence[tuple[str | Promise, int]]) -> Context:
    """`{% funnel steps %}`: (sentence, count) pairs, the sentence saying the count, a bar below each."""
    return {"steps": list(zip((sentence for sentence, _ in steps), _lengths(count for _, count in steps), strict=True))}


@register.inclusion_tag("look/parts/bars.html")
def bars(rows: Sequence[rules.Bar]) -> Context:
    """`{% bars rows %}`: `rules.Bar` rows (name, value, words, address), each with its words and a bar."""
    return {"rows": list(zip(rows, _lengths(row.value for row in rows), strict=True))}


@register.filter
def unbroken(name: str) -> str:
    """`{{ class.name|unbroken }}`: inside a sentence no line ends in «5-А»."""
    return name.replace("-", "\N{NON-BREAKING HYPHEN}")


def _lengths(counts: Any) -> list[str]:
    # SVG wants a point in 12.5, whatever the reader's language writes.
    return [f"{share:g}" for share in rules.shares(list(counts))]


def _in_words(say: Callable[[datetime.date, str], str]) -> Callable[[datetime.date | None], str]:
    def said(date: datetime.date | None) -> str:
        return say(date, words.language()) if isinstance(date, datetime.date) else ""

    return said


for _name in ("day", "day_short", "day_full", "day_by"):
    _say = _in_words(getattr(dates, _name))
    register.filter(_name, _say, expects_localtime=True)
    register.simple_tag(_say, name=_name)
