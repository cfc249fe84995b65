"""Three languages, complete: whatever a page can say, it can say in Kyrgyz and in Russian."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import polib
import pytest

from tools.messages import LANGUAGES, SOURCE, faults, folders, gaps, kept, wanted

TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.html"))
TRANSLATED = re.compile(r"{%\s*(blocktranslate|comment)\b.*?{%\s*end\1\s*%}", re.DOTALL)
CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
# A language is named in itself, and a name is a name.
NAMES = {"Кыргызча", "Русский", "English", "Мектепке", "Mektepke"}
SPOKEN = {"alt", "title", "placeholder", "aria-label"}


class Words(HTMLParser):
    """Collects the words of a template that a reader would see or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def note(self, text: str) -> None:
        """Keep the words of a text that are not names."""
        self.found += [word for word in WORD.findall(text) if word not in NAMES]

    def handle_data(self, data: str) -> None:
        """A text between tags."""
        self.note(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """The attributes that a reader hears."""
        for name, value in attrs:
            if name in SPOKEN:
                self.note(value or "")


def bare_words(template: str) -> list[str]:
    """The words that a template would show untranslated."""
    words = Words()
    words.feed(CODE.sub(" ", TRANSLATED.sub(" ", template)))
    words.close()
    return words.found


@pytest.mark.parametrize("folder", folders())
def test_every_sentence_is_translated(folder: str) -> None:
    found = gaps(folder, wanted(folder))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("folder", folders())
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_counts_as_its_speakers_do(folder: str, language: str) -> None:
    file = SOURCE / folder / "locale" / language / "LC_MESSAGES" / "django.po"
    if file.exists():
        assert f"nplurals={LANGUAGES[language]};" in polib.pofile(str(file)).metadata["Plural-Forms"]


def test_the_sentences_are_found_at_all() -> None:
    assert sum(len(kept(folder, "ky")) for folder in folders()) > 100


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(Path(path).relative_to(SOURCE)))
def test_a_template_says_nothing_outside_translation(template: Path) -> None:
    assert bare_words(template.read_text(encoding="utf-8")) == []


def test_a_bare_word_is_found() -> None:
    assert bare_words('<p>Hello {{ name }} {% translate "x" %}</p><img alt="Сүрөт">') == ["Hello", "Сүрөт"]
    assert bare_words("<a lang=ky>Кыргызча</a> {% blocktranslate %}Hello{% endblocktranslate %} 5-А") == []


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (None, "is not translated"),
        ({"msgstr": "%(n)s ребёнок"}, "has another plural in the source"),
        ({"msgstr_plural": {0: "%(n)s ребёнок"}}, "has an empty translation"),
        ({"msgstr_plural": {0: "%(n)s", 1: "%(n)s", 2: "дети"}}, "has other placeholders: дети"),
        ({"msgstr_plural": {0: "%(n)s", 1: "%(n)s", 2: "%(n)s"}, "flags": ["fuzzy"]}, "is marked fuzzy"),
    ],
)
def test_a_fault_is_named(given: dict[str, Any] | None, fault: str) -> None:
    asked = {"msgid": "%(n)s child", "msgid_plural": "%(n)s children"}
    if given is not None:
        given = {"msgid": asked["msgid"], **({} if "msgstr" in given else asked), **given}
    assert fault in list(faults(polib.POEntry(**asked), polib.POEntry(**given) if given else None, 3))
