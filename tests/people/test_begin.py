"""`mektepke begin`: an empty house, its places, its year and its first administrator."""

from __future__ import annotations

import argparse
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from mektepke.people.command import add_begin_words, begin, code_for
from mektepke.people.models import OneTimeCode, Person
from mektepke.places.models import DayChange, GradeScheme, Place, School, SchoolCalendar, SchoolYear
from tests.cast import Cast

GIVEN = {
    "--oblast": "Түштүк / Юг / South",
    "--district": "Тоолуу",
    "--municipality": "Алмалуу",
    "--village": "Алма-Суу",
    "--school": "Алма-Суу мектеби",
    "--school-code": "ALM-01",
    "--year": "2014-15",
    "--admin": "Маматова Чолпон",
}

FLAGS = list(GIVEN)


def said(given: dict[str, str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_begin_words(parser)
    return parser.parse_args([word for pair in given.items() for word in pair])


def run(given: dict[str, str], **more: object) -> tuple[int, str]:
    lines: list[str] = []
    return begin(said(given), echo=lines.append, **more), "\n".join(lines)  # type: ignore[arg-type]


def test_a_house_is_begun_and_the_administrator_gets_in_with_the_printed_code(db: None) -> None:
    outcome, words = run(GIVEN)
    assert outcome == 0
    assert [place.level for place in Place.objects.all().order_by("pk")] == [
        "oblast",
        "district",
        "municipality",
        "village",
    ]
    assert (Place.objects.get(level="oblast").name_ru, School.objects.get().code) == ("Юг", "ALM-01")
    year = SchoolYear.objects.get()
    assert (year.code, year.terms.count(), DayChange.objects.filter(school=None).count()) == ("2014-15", 4, 11)
    assert (GradeScheme.objects.count(), SchoolCalendar.objects.get().scheme_id) == (2, "11")
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", words)
    assert code is not None
    client = Client()
    client.post(reverse("code"), {"username": "ch.mamatova", "code": code.group()})
    client.post(reverse("code_password"), {"password": "тоо суу жайлоо", "again": "тоо суу жайлоо"})
    assert client.get(reverse("staff")).status_code == 200
    assert client.get(reverse("year_correct", args=["2014-15"])).status_code == 200


def test_what_is_missing_is_asked(db: None) -> None:
    answers = iter(GIVEN.values())
    assert run({}, ask=lambda _question: next(answers))[0] == 0


def test_an_answer_that_cannot_be_used_is_asked_again_at_once_and_the_others_are_kept(db: None) -> None:
    wrong = {"--oblast": ["", "a/b/c/d"], "--school-code": ["АЛМ 01"], "--year": ["2026-28"], "--admin": ["Чолпон"]}
    typed = [text for name, given in GIVEN.items() for text in [*wrong.get(name, []), given]]
    answers, asked = iter(typed), list[str]()

    def ask(question: str) -> str:
        asked.append(question)
        return next(answers)

    outcome, words = run({}, ask=ask)
    assert outcome == 0
    assert len(asked) == len(GIVEN) + 5
    assert [question.split(" (")[0] for question in asked[:3]] == ["Oblast"] * 3
    for reason in (
        "An answer is needed",
        "in Kyrgyz / in Russian",
        "Latin letters",
        "no school year",
        "family name and",
    ):
        assert reason in words
    assert School.objects.get().code == "ALM-01"


def test_enter_takes_what_stands_in_brackets(db: None) -> None:
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return "" if "[" in question else GIVEN[FLAGS[len(asked) - 1]]

    assert run({}, ask=ask)[0] == 0
    assert "[ALM-01]" in asked[5]
    assert (School.objects.get().code, SchoolYear.objects.get().code) == ("ALM-01", "2014-15")


def test_a_flag_that_cannot_be_used_is_asked_again_where_somebody_can_answer(db: None) -> None:
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return "ALM-01"

    assert run(GIVEN | {"--school-code": "АЛМ 01"}, ask=ask)[0] == 0
    assert len(asked) == 1


@pytest.mark.parametrize("stop", [EOFError, KeyboardInterrupt])
def test_whoever_stops_has_written_nothing(db: None, stop: type[BaseException]) -> None:
    def ask(question: str) -> str:
        raise stop

    outcome, words = run({}, ask=ask)
    assert outcome == 2
    assert "Nothing was written" in words
    assert not Place.objects.exists()


@pytest.mark.parametrize(("terminal", "flag", "own"), [("ru", "", "ru"), ("ky", "", "ky"), ("en", "ru", "ru")])
def test_the_administrator_reads_pages_in_the_language_of_the_terminal(
    db: None, terminal: str, flag: str, own: str
) -> None:
    with translation.override(terminal):
        words = run(GIVEN | ({"--language": flag} if flag else {}))[1]
    assert Person.objects.get().language == own
    assert ("Начало положено" in words) == (own == "ru"), "and whoever sits at the terminal reads it too"


def test_the_printed_way_in_names_no_port(db: None) -> None:
    assert "8000" not in run(GIVEN)[1]


def test_without_a_terminal_what_is_missing_is_named(db: None) -> None:
    outcome, words = run({name: given for name, given in GIVEN.items() if name != "--village"})
    assert outcome == 2
    assert "Village" in words
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("--year", "next year", "no school year"),
        ("--year", "2062-63", "more than two years away"),
        ("--year", "2010-11", "more than two years away"),
        ("--admin", "Чолпон", "family name and the given name"),
        ("--school-code", "АЛМ 01", "Latin letters"),
        ("--oblast", "a/b/c/d", "in Kyrgyz / in Russian / in English"),
    ],
)
def test_an_unclear_answer_is_refused_in_words_and_nothing_is_written(
    db: None, name: str, given: str, words: str
) -> None:
    outcome, shown = run(GIVEN | {name: given})
    assert outcome == 2
    assert words in shown
    assert not Place.objects.exists()


def test_a_house_that_is_not_empty_is_left_alone(cast: Cast) -> None:
    before = Place.objects.count()
    outcome, words = run(GIVEN)
    assert (outcome, Place.objects.count()) == (1, before)
    assert "not empty" in words


def test_run_again_before_anybody_signed_in_makes_only_a_new_code(db: None) -> None:
    run(GIVEN)
    outcome, words = run(GIVEN)
    assert outcome == 0
    assert "new code" in words
    assert (Person.objects.count(), Place.objects.count()) == (1, 4)
    person = Person.objects.get()
    person.set_password("тоо суу жайлоо")
    person.save()
    assert run(GIVEN)[0] == 1


def test_an_administrator_who_forgot_the_password_gets_a_code_at_the_machine(cast: Cast) -> None:
    lines: list[str] = []
    assert code_for("Cholpon", echo=lines.append) == 0
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", "\n".join(lines))
    assert code is not None
    assert Client().post(reverse("code"), {"username": "cholpon", "code": code.group()}).status_code == 302
    assert code_for("nobody", echo=lines.append) == 1


def test_a_code_is_made_by_a_full_name_that_only_one_person_has(cast: Cast) -> None:
    for name in ("Маматова Чолпон", "  маматова  чолпон ", "Mamatova Cholpon"):
        lines: list[str] = []
        assert code_for(name, echo=lines.append) == 0
        assert "cholpon" in "\n".join(lines)
    Person.objects.filter(username="cholpon").update(patronymic="Бекбоевна")
    assert code_for("Маматова Чолпон Бекбоевна", echo=list[str]().append) == 0
    assert code_for("Маматова Чолпон", echo=list[str]().append) == 0


def test_of_several_people_with_one_name_the_sign_in_names_are_told_and_no_code_is_made(cast: Cast) -> None:
    Person.objects.create_user("cholpon2", family_name="Маматова", given_name="Чолпон", patronymic="Бекбоевна")
    lines: list[str] = []
    assert code_for("Маматова Чолпон", echo=lines.append) == 1
    assert lines[1:] == ["  cholpon: Маматова Чолпон", "  cholpon2: Маматова Чолпон Бекбоевна"]
    assert not OneTimeCode.objects.exists()
    assert code_for("cholpon", echo=lines.append) == 0
    assert code_for("Маматова Чолпон Бекбоевна", echo=lines.append) == 0
