"""A sentence that several folders say is said in the same words: which folder's would win is nobody's choice."""

from __future__ import annotations

from collections import defaultdict

import polib
import pytest

from tools.messages import LANGUAGES, SOURCE


@pytest.mark.parametrize("language", LANGUAGES)
def test_folders_agree_how_a_sentence_is_translated(language: str) -> None:
    said: dict[tuple[object, ...], dict[object, list[str]]] = defaultdict(lambda: defaultdict(list))
    for file in sorted(SOURCE.glob(f"*/locale/{language}/LC_MESSAGES/django.po")):
        for entry in polib.pofile(str(file)):
            words = entry.msgstr or tuple(sorted(entry.msgstr_plural.items()))
            said[entry.msgctxt, entry.msgid, entry.msgid_plural][words].append(file.relative_to(SOURCE).parts[0])
    assert {message: dict(words) for message, words in said.items() if len(words) > 1} == {}
