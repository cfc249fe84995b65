"""What the page for everybody says, whole, in five languages: each sentence as an elder would say it to a neighbour.

The rest of the house speaks three languages through Django's translations. These few sentences stand in a table of
their own, so that a language cannot lack one: the program would not start.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from django.conf import settings

from mektepke.watch.concerns.rules import LANGUAGES, Noticed
from mektepke.watch.concerns.sentences import en, ky, ru, tg, uz
from mektepke.watch.concerns.sentences.table import Sentences, filled

TABLES = {"ky": ky.SENTENCES, "ru": ru.SENTENCES, "uz": uz.SENTENCES, "tg": tg.SENTENCES, "en": en.SENTENCES}
# A village has names in the house's three languages only. Who speaks another one knows it by the name on its road sign
# and on the municipality's door, not by an English one.
NAMES_IN = {"uz": "ky", "tg": "ru"}


def said(language: str) -> Sentences:
    """Everything in this language, with the numbers to call in it."""
    return _with_numbers(language, settings.CHILD_HELPLINE, settings.POLICE)


def noticed_words(code: Noticed, language: str) -> str:
    """What was ticked, as whoever ticked it read it; in Kyrgyz for a language that the page does not speak."""
    return (TABLES.get(language[:2]) or TABLES["ky"]).codes[code]


def in_every_language() -> list[tuple[str, Sentences]]:
    """The languages by their codes, in the order in which they are offered."""
    return [(language, said(language)) for language in LANGUAGES]


@cache
def _with_numbers(language: str, helpline: str, police: str) -> Sentences:
    table = TABLES[language]
    return replace(table, **filled(table, helpline=helpline, police=police))
