"""Evidence in plain words, in three languages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from mektepke.places.models import SchoolClass
from mektepke.watch.models import Signal
from mektepke.watch.rules.evidence import Evidence, Rule
from mektepke.watch.sentences import WEEKDAYS, next_step, sentence, span
from mektepke.watch.words import LIMITS, RULES, SOURCES

CLASS = SchoolClass(grade=6, letter="А")
FACTS: dict[str, Evidence] = {
    "absent_today": Evidence(since=date(2014, 11, 14), until=date(2014, 11, 14), count=1),
    "days_in_a_row": Evidence(since=date(2014, 11, 12), until=date(2014, 11, 14), count=3, excused=0),
    "september": Evidence(since=date(2014, 9, 1), until=date(2014, 9, 30), count=3, of=22, excused=1),
    "share_of_days": Evidence(since=date(2014, 9, 1), until=date(2014, 11, 14), count=6, of=50, excused=2),
    "sharp_drop": Evidence(since=date(2014, 11, 1), until=date(2014, 11, 14), count=4, of=10, others=1, others_of=40),
    "same_weekday": Evidence(
        since=date(2014, 9, 8), until=date(2014, 11, 14), count=6, of=10, weekday=0, others=2, others_of=40
    ),
    "never_came": Evidence(since=date(2014, 9, 1), until=date(2014, 11, 14), count=50, of=50),
    "transfer_overdue": Evidence(since=date(2014, 10, 20), until=date(2014, 11, 17), count=1, of=28),
    "no_school": Evidence(since=date(2014, 9, 2), until=date(2014, 11, 17), count=76, of=8),
    "school_closed": Evidence(since=date(2014, 11, 13), until=date(2014, 11, 14), count=2, others=40, others_of=60),
    "no_register": Evidence(since=date(2014, 11, 12), until=date(2014, 11, 14), count=3),
}
ENGLISH = {
    "absent_today": "Absent on 14 November, and nobody knows why yet.",
    "days_in_a_row": "3 school days in a row without coming (12–14 November).",
    "september": "Missed in the first month of school: 3 of 22 marked days, excused of these: 1.",
    "share_of_days": "Missed 12.0% of marked days this year (6 of 50 up to 14 November), excused of these: 2.",
    "sharp_drop": "Absent on 4 of the last 10 marked days; before that on 1 of 40.",
    "same_weekday": "Absent on 6 of the last 10 Mondays; on other days 2 of 40.",
    "never_came": "On the list since 1 September and has not come once (50 marked days up to 14 November).",
    "transfer_overdue": "On the way to another school since 20 October, not received there; 1 school day late.",
    "no_school": "Of school age and in no school; known since 2 September.",
    "school_closed": "Most of the school was missing (13–14 November; 40 of 60 children). Was the school closed?",
    "no_register": "No class has had a register for 3 school days (12–14 November).",
}


def said(rule: str, language: str, school_class: SchoolClass | None = None, **changes: int | str) -> str:
    facts = FACTS.get(rule, FACTS["no_register"]).as_json() | changes
    with translation.override(language):
        return sentence(Signal(rule=rule, evidence=facts, school_class=school_class))


@pytest.mark.parametrize("rule", ENGLISH)
def test_evidence_in_english(rule: str) -> None:
    assert said(rule, "en") == ENGLISH[rule]


@pytest.mark.parametrize("language", ["ky", "ru"])
@pytest.mark.parametrize("rule", ENGLISH)
def test_evidence_in_kyrgyz_and_russian_says_the_same_numbers(rule: str, language: str) -> None:
    text = said(rule, language)
    assert text != ENGLISH[rule]
    assert "{" not in text
    digits = [word.strip("().,;%") for word in ENGLISH[rule].split() if word.strip("().,;%").isdigit()]
    assert all(number in text for number in digits)


def test_russian_plurals() -> None:
    assert said("days_in_a_row", "ru") == "3 учебных дня подряд не ходит в школу (12–14 ноября)."
    assert said("days_in_a_row", "ru", count=5).startswith("5 учебных дней подряд")
    assert said("days_in_a_row", "ru", count=21).startswith("21 учебный день подряд")


def test_kyrgyz_says_it_as_a_school_does() -> None:
    assert said("days_in_a_row", "ky") == "Катары менен 3 окуу күнү келген жок (12–14‑ноябрь)."
    assert said("absent_today", "ky").startswith("14‑ноябрь күнү келген жок")


def test_two_days_and_excused_days_have_their_own_sentence() -> None:
    assert said("absent_today", "en", count=2).startswith("2 school days without coming")
    assert said("days_in_a_row", "en", excused=1).endswith("excused days between: 1.")
    assert (
        said("share_of_days", "en", excused=0) == "Missed 12.0% of marked days this year (6 of 50 up to 14 November)."
    )
    assert said("september", "en", excused=0) == "Missed in the first month of school: 3 of 22 marked days."


def test_a_share_is_rounded_as_with_a_pencil() -> None:
    assert "Missed 15.7%" in said("share_of_days", "en", count=8, of=51)
    assert "Missed 12.3%" in said("share_of_days", "en", count=49, of=400)


def test_a_reason_that_the_register_gives_is_said() -> None:
    assert said("absent_today", "en", reason="work") == "Absent on 14 November: Works, not excused."
    assert said("absent_today", "en", reason="work", count=2).endswith("on the last one: Works, not excused.")


@pytest.mark.parametrize("changes", [{"answered_level": 1}, {"state": "ended"}, {"is_settled": True}])
def test_once_somebody_knows_nobody_says_that_nobody_does(changes: dict[str, Any]) -> None:
    signal = Signal(rule="absent_today", evidence=FACTS["absent_today"].as_json())
    for name, value in changes.items():
        setattr(signal, name, value)
    with translation.override("en"):
        assert sentence(signal) == "Absent on 14 November."


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize("rule", ["no_register", "no_absence", "class_missing"])
def test_a_question_about_a_class_names_it(rule: str, language: str) -> None:
    assert "6-А" in said(rule, language, CLASS, others=15, others_of=20)


def test_every_weekday_has_its_sentence() -> None:
    with translation.override("ru"):
        texts = {said("same_weekday", "ru", weekday=day) for day in range(7)}
    assert len(texts) == len(WEEKDAYS) == 7


def test_spans_of_days() -> None:
    with translation.override("en"):
        assert span(date(2014, 11, 12), date(2014, 11, 12)) == "12 November"
        assert span(date(2014, 10, 28), date(2014, 11, 3)) == "28 October – 3 November"
    with translation.override("ky"):
        assert span(date(2014, 10, 28), date(2014, 11, 3)) == "28‑октябрь – 3‑ноябрь"


def test_every_rule_limit_and_source_has_words() -> None:
    from mektepke.watch.rules.limits import Source, names

    assert set(RULES) == set(Rule)
    assert set(LIMITS) == set(names())
    assert set(SOURCES) == set(Source)
    with translation.override("en"):
        assert next_step(Signal(next_step="home_visit")) == "Visit the home"
