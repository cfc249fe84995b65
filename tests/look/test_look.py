"""The tags: accessible pictures and tables, without a byte that a strict policy refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest

from mektepke.look.rules import Bar
from tests.look.conftest import MONDAY, Render, days

SVG = "{http://www.w3.org/2000/svg}"


def shown(render: Render, tag: str, **context: Any) -> ElementTree.Element:
    """What a tag shows, as a tree; it must be well formed."""
    page = render("{% load look %}" + tag, **context).replace("<br>", "<br/>")
    return ElementTree.fromstring(f"<div>{page}</div>")  # noqa: S314 - our own


def text(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_a_strip_is_a_picture_with_a_sentence(render: Render) -> None:
    picture = shown(render, "{% strip days %}", days=days("+-"))[0]
    assert picture.get("role") == "img"
    assert picture[0].tag == "title"
    assert text(picture[0]) == "17 November – 18 November. Present: 1. Absent: 1 (18 November)."
    assert [path.get("class") for path in picture[1:]] == ["present", "absent"]


def test_a_strip_can_have_shorter_rows(render: Render) -> None:
    assert shown(render, "{% strip days per_row=5 %}", days=days("+" * 10))[0].get("height") == "50"


def test_a_page_of_twenty_strips_stays_small(render: Render) -> None:
    assert len(render("{% load look %}{% strip days %}", days=days("+-e+l" * 5)).encode()) < 1200


def test_the_legend_says_every_kind(render: Render) -> None:
    entries = [text(entry).split(". ")[-1] for entry in shown(render, "{% legend %}").iter("li")]
    assert len(entries) == 6
    assert entries[1].endswith("Absent")


def test_a_grid_is_a_table_with_heads_and_letters(render: Render) -> None:
    children = [
        SimpleNamespace(name="Асанова Айпери", address="/children/1/", days=days("+-")),
        SimpleNamespace(name="Маматов <Бекзат>", address="", days=days("+-")[1:]),
    ]
    table = shown(render, "{% grid children %}", children=children, language="ky").find(".//table")
    assert table is not None
    assert [text(head) for head in table.iterfind(".//th[@scope='row']")] == ["Асанова Айпери", "Маматов <Бекзат>"]
    assert [text(head) for head in table.iterfind(".//th[@scope='colgroup']")] == ["Ноябрь"]
    assert [text(head) for head in table.iterfind(".//thead/tr[2]/th")] == ["Бала", "17дш", "18шш"]
    assert [[text(cell) for cell in row.iter("td")] for row in table.iterfind("./tbody/tr")] == [["·", "ж"], ["", "ж"]]
    absent = table.find(".//td[@class='absent']")
    assert absent is not None
    assert absent.get("title") == "Келген жок"


def test_a_grid_explains_its_letters(render: Render) -> None:
    letters = shown(render, "{% grid children %}", children=[])[0]
    assert letters.get("class") == "letters"
    assert text(letters) == "· Present A Absent E Absent, excused L Late W Left early ? Not marked"


def test_a_sparkline_says_its_last_week_in_figures(render: Render) -> None:
    line = shown(render, "{% sparkline values %}", values=[96, None, 91.2])
    assert text(line) == "Attendance by week: 96.0%, not marked, 91.2%. 91.2%"
    assert line.find(".//svg") is not None


def test_the_legend_of_weeks_draws_a_week_without_registers_as_the_line_does(render: Render) -> None:
    gap = [
        path.get("d")
        for path in shown(render, "{% sparkline v %}", v=[None]).iter("path")
        if path.get("class") == "gap"
    ]
    legend = shown(render, "{% weeks_legend %}")
    assert [path.get("d") for path in legend.iter("path") if path.get("class") == "gap"] == gap
    assert "No registers that week" in text(legend)


def test_a_sparkline_without_weeks_is_a_sentence(render: Render) -> None:
    assert text(shown(render, "{% sparkline values %}", values=[])) == "No weeks yet."


def test_a_funnels_words_stand_outside_its_bars(render: Render) -> None:
    steps = [("61 children noticed", 61), ("2 children came back", 2)]
    entries = list(shown(render, "{% funnel steps %}", steps=steps, language="ru").iter("li"))
    assert [text(entry) for entry in entries] == ["61 children noticed", "2 children came back"]
    assert entries[1].findall(".//path")[1].get("d") == "M0 0h3.3v12H0z"


def test_bars_say_their_words(render: Render) -> None:
    rows = [Bar("Бешкент", 7.5, "31 of 412", "/villages/1/"), Bar("Катран", 0, "0 of 120")]
    bars = shown(render, "{% bars rows %}", rows=rows)
    assert [text(row) for row in bars.iter("div")][1:] == ["Бешкент31 of 412", "Катран0 of 120"]
    assert [link.get("href") for link in bars.iter("a")] == ["/villages/1/"]


def test_no_picture_writes_a_style_into_the_page(render: Render) -> None:
    source = "{% load look %}{% strip days %}{% legend %}{% sparkline v %}{% funnel s %}{% bars b %}"
    page = render(source, days=days("+-elw?_"), v=[1, 2], s=[("x", 1)], b=[Bar("x", 1, "y")])
    assert "style=" not in page


@pytest.mark.parametrize("source", ["{{ date|day }}", "{% day date %}"])
def test_a_date_can_be_a_filter_or_a_tag(render: Render, source: str) -> None:
    assert render("{% load look %}" + source, date=MONDAY, language="ky") == "17‑ноябрь, дүйшөмбү"


def test_a_moment_is_said_as_the_schools_day(render: Render) -> None:
    late_evening = datetime(2014, 11, 16, 20, tzinfo=UTC)
    assert render("{% load look %}{{ moment|day_short }}", moment=late_evening) == "17 November"


def test_no_date_is_nothing(render: Render) -> None:
    assert render("{% load look %}{{ nothing|day_by }}{{ none|day_full }}", none=None) == ""


def test_a_full_date_has_its_year(render: Render) -> None:
    said = render("{% load look %}{{ d|day_full }}", d=date(2015, 1, 1), language="ky")
    assert said == "2015‑жылдын 1‑январы"


def test_a_grid_says_what_an_empty_cell_is_where_there_is_one(render: Render) -> None:
    here = SimpleNamespace(name="Асанова Айпери", address="", days=days("+-"))
    came_later = SimpleNamespace(name="Маматов Бекзат", address="", days=days("+-")[1:])
    assert "Empty: not on the list that day" in text(shown(render, "{% grid children %}", children=[here, came_later]))
    assert "Empty" not in text(shown(render, "{% grid children %}", children=[here, here]))


def test_a_name_with_a_hyphen_can_be_kept_in_one_line(render: Render) -> None:
    assert render("{% load look %}{{ name|unbroken }}", name="5-А") == "5\N{NON-BREAKING HYPHEN}А"
