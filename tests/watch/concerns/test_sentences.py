"""The page for everybody says everything in five languages: whole, with the same numbers, each in its own letters."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from django.test import override_settings

import mektepke.watch
from mektepke.watch.concerns.rules import LANGUAGES, Noticed
from mektepke.watch.concerns.sentences import NAMES_IN, TABLES, in_every_language, noticed_words, said
from mektepke.watch.concerns.sentences.table import Sentences

PLACES = re.compile(r"\{\w*\}")
CYRILLIC = re.compile(r"[А-Яа-яЁёҢңӨөҮүҒғӢӣҚқӮӯҲҳҶҷ]")
LATIN = re.compile(r"[A-Za-z]")
# Letters by which a reader sees at once that it is another language's.
FOREIGN = {"ky": "ғӣқӯҳҷ", "ru": "ңөүғӣқӯҳҷ", "tg": "ңөүыщц"}


def texts(table: Sentences) -> dict[str, str]:
    """Every sentence by its name; of the codes each one."""
    plain = {field.name: getattr(table, field.name) for field in fields(table) if field.name != "codes"}
    return plain | {f"codes.{code}": words for code, words in table.codes.items()}


def test_there_is_a_table_for_every_language_and_no_other() -> None:
    assert tuple(TABLES) == LANGUAGES
    assert [language for language, _table in in_every_language()] == list(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_unsaid(language: str) -> None:
    table = TABLES[language]
    assert set(table.codes) == set(Noticed)
    assert [name for name, text in texts(table).items() if not text.strip()] == []
    assert [name for name, text in texts(table).items() if text != " ".join(text.split())] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_stands_where_it_stands_in_english(language: str) -> None:
    english = texts(TABLES["en"])
    other = {
        name
        for name, text in texts(TABLES[language]).items()
        if set(PLACES.findall(text)) != set(PLACES.findall(english[name]))
    }
    assert other == set()


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_nothing_is_only_copied_from_another_language(language: str) -> None:
    own = texts(TABLES[language])
    # «Милиция» and «Айыл» are the same word where people live side by side; a sentence never is.
    same = {
        f"{name} as in {other}"
        for other in LANGUAGES
        if other != language
        for name, text in texts(TABLES[other]).items()
        if text == own[name] and " " in text
    }
    assert same == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_written_in_its_own_letters(language: str) -> None:
    wrong = LATIN if language in FOREIGN else CYRILLIC
    told = {}
    for name, text in texts(TABLES[language]).items():
        bare = PLACES.sub("", text).replace("A4", "")
        if wrong.search(bare) or set(bare.lower()) & set(FOREIGN.get(language, "")):
            told[name] = text
    assert told == {}


def test_no_sentence_is_said_nowhere() -> None:
    """A sentence that no page says any more would be translated for nobody."""
    folder = Path(mektepke.watch.__file__).parent
    pages = [*folder.glob("templates/watch/concern/*.html"), *folder.glob("concerns/*.py")]
    told = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    assert {
        field.name for field in fields(Sentences) if not re.search(rf"\b(say|table)\.{field.name}\b", told)
    } == set()


def test_uzbek_is_written_with_its_own_apostrophe() -> None:
    """o‘ and g‘ with the sign that Uzbek schoolbooks print, not a typewriter's."""
    assert {name for name, text in texts(TABLES["uz"]).items() if "'" in text or "’" in text or "`" in text} == set()


@override_settings(CHILD_HELPLINE="116111", POLICE="112")
def test_the_numbers_are_those_of_the_house() -> None:
    for language in LANGUAGES:
        assert "116111" in said(language).urgent_help
        assert "112" in said(language).urgent_help
        left = {name for name, text in texts(said(language)).items() if "{" in text}
        assert left == {"too_long"}


def test_a_ticked_code_is_told_to_every_reader() -> None:
    assert noticed_words(Noticed.WORK, "ru") == TABLES["ru"].codes[Noticed.WORK]
    assert noticed_words(Noticed.WORK, "en-gb") == TABLES["en"].codes[Noticed.WORK]
    assert noticed_words(Noticed.WORK, "kk") == TABLES["ky"].codes[Noticed.WORK]


def test_names_of_places_are_shown_in_a_language_that_places_have() -> None:
    assert {NAMES_IN.get(language, language) for language in LANGUAGES} == {"ky", "ru", "en"}
