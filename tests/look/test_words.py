"""The sentence in a picture says what the picture shows."""

from __future__ import annotations

from django.utils import translation

from mektepke.look import words
from tests.look.conftest import days


def test_a_strip_names_the_days_that_differ() -> None:
    with translation.override("en"):
        assert words.strip_sentence(days("++-_e")) == (
            "17 November – 21 November. Present: 2. Absent: 1 (19 November). Absent, excused: 1 (21 November)."
        )


def test_a_strip_speaks_kyrgyz() -> None:
    with translation.override("ky"):
        assert words.strip_sentence(days("+-")) == "17‑ноябрь – 18‑ноябрь. Келди: 1. Келген жок: 1 (18‑ноябрь)."


def test_an_unmarked_day_is_neither_present_nor_absent() -> None:
    with translation.override("en"):
        assert (
            words.strip_sentence(days("??")) == "17 November – 18 November. Not marked: 2 (17 November, 18 November)."
        )


def test_no_day_has_a_sentence_too() -> None:
    with translation.override("en"):
        assert words.strip_sentence([]) == words.strip_sentence(days("__")) == "No school days yet."


def test_a_line_says_every_week() -> None:
    with translation.override("en"):
        assert words.sparkline_sentence([96.4, None, 91]) == "Attendance by week: 96.4%, not marked, 91.0%."
        assert words.sparkline_sentence([]) == "No weeks yet."
    with translation.override("ru"):
        assert words.percentage(91) == "91,0\N{NO-BREAK SPACE}%"
    with translation.override("ky"):
        assert words.percentage(97.94) == "97,9\N{NO-BREAK SPACE}%"


def test_no_two_kinds_share_a_letter_in_any_language() -> None:
    for language in ("ky", "ru", "en"):
        with translation.override(language):
            letters = [str(letter) for letter in words.LETTERS.values()]
            assert len(set(letters)) == len(words.Kind)


def test_a_half_is_rounded_up_as_with_a_pencil() -> None:
    with translation.override("en"):
        said = [words.percentage(value) for value in (100 * 46 / 51, 100 * 8 / 51, 12.25, 12.35, 100)]
    assert said == ["90.2%", "15.7%", "12.3%", "12.4%", "100.0%"]


def test_one_day_is_said_once() -> None:
    with translation.override("en"):
        assert words.strip_sentence(days("-")).startswith("17 November. ")
