"""What `mektepke begin` asks: each question with its example, its usual answer, and what an answer must be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mektepke.base import clock
from mektepke.base.names import tidy
from mektepke.people.begin import Names
from mektepke.people.rules import latin
from mektepke.places import queries, rules
from mektepke.sheets.names import FullName, split_full_name

Echo = Callable[[str], None]
Ask = Callable[[str], str]
# What was answered so far, as it was read.
Known = Mapping[str, Any]

LONGEST_NAME = 120


class Unclear(Exception):
    """An answer that cannot be used; its text says why, in words."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `read` makes of the typed text what it says, or raises `Unclear`; `usual` is what Enter means."""

    words: Promise
    example: str
    read: Callable[[str], object]
    usual: Callable[[Known], str] = lambda known: ""


def names(text: str) -> Names:
    """`Баткен / Баткен / Batken` is Kyrgyz, Russian, English; the last two may be left out."""
    parts = [part.strip() for part in text.split("/")]
    if len(parts) > 3 or not parts[0]:
        raise Unclear(_("“%(text)s”: write the name in Kyrgyz / in Russian / in English.") % {"text": text})
    if max(map(len, parts)) > LONGEST_NAME:
        raise Unclear(_("This name is longer than %(most)s letters.") % {"most": LONGEST_NAME})
    return Names(*parts)


def school_code(text: str) -> str:
    """A short code that can stand in the name of a file."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,50}", text):
        raise Unclear(_("“%(text)s”: write the school's code in Latin letters, digits and dashes.") % {"text": text})
    return text


def first_year(text: str) -> int:
    """The calendar year in which the school year begins."""
    first = rules.first_year(text)
    if first is None:
        raise Unclear(_("“%(text)s” is no school year. Write it like 2026-27.") % {"text": text})
    if not rules.is_near(rules.usual_year(first).starts, clock.today()):
        raise Unclear(
            _("“%(text)s” is more than two years away from today. Which school year does the house begin with?")
            % {"text": text}
        )
    return first


def full_name(text: str) -> FullName:
    """Family name and given name, perhaps the patronymic."""
    name = split_full_name(text)
    if not isinstance(name, FullName):
        raise Unclear(_("“%(text)s”: write the family name and the given name of the administrator.") % {"text": text})
    return name


def _usual_code(known: Known) -> str:
    letters = latin(known["village"].ky)[:3].upper()
    return f"{letters}-01" if letters else ""


def _usual_year(known: Known) -> str:
    return rules.usual_year(queries.next_year()).code


QUESTIONS: dict[str, Question] = {
    "oblast": Question(gettext_lazy("Oblast"), "Баткен / Баткен / Batken", names),
    "district": Question(gettext_lazy("District"), "Лейлек / Лейлек / Leilek", names),
    "municipality": Question(gettext_lazy("Rural municipality"), "Бешкент / Бешкент / Beshkent", names),
    "village": Question(gettext_lazy("Village"), "Бешкент / Бешкент / Beshkent", names),
    "school": Question(
        gettext_lazy("School"), "Бешкент мектеби / Бешкентская школа / Beshkent school", names
    ),
    "school_code": Question(
        gettext_lazy("Code of the school, in Latin letters and digits"), "BES-01", school_code, _usual_code
    ),
    "year": Question(gettext_lazy("School year"), "2026-27", first_year, _usual_year),
    "admin": Question(
        gettext_lazy("First administrator: family name and given name"), "Маматова Чолпон", full_name
    ),
}  # fmt: skip


def ask_all(given: Mapping[str, str], *, ask: Ask | None, echo: Echo) -> dict[str, Any]:
    """Every answer, read. What was given already is asked only if it cannot be used.

    An answer that cannot be used is asked again at once, with the reason; those before it are kept. Where nobody can be
    asked, raises `Unclear`.
    """
    known: dict[str, Any] = {}
    for name, question in QUESTIONS.items():
        known[name] = _answer(question, tidy(given.get(name, "")), known, ask, echo)
    return known


def _answer(question: Question, text: str, known: Known, ask: Ask | None, echo: Echo) -> object:
    if ask is None:
        return question.read(text or _refuse_missing(question))
    usual = question.usual(known)
    while True:
        try:
            if text:
                return question.read(text)
        except Unclear as why:
            echo(str(why))
        text = tidy(ask(_prompt(question, usual))) or usual
        if not text:
            echo(_("An answer is needed here. Ctrl+C stops; then nothing is written."))


def _prompt(question: Question, usual: str) -> str:
    words = {"question": question.words, "example": question.example, "usual": usual}
    if usual:
        return _("%(question)s (for example: %(example)s) [%(usual)s]: ") % words
    return _("%(question)s (for example: %(example)s): ") % words


def _refuse_missing(question: Question) -> NoReturn:
    flags = " ".join(f"--{name.replace('_', '-')} …" for name in QUESTIONS)
    raise Unclear(
        _("Still missing: %(question)s. All answers: %(flags)s") % {"question": question.words, "flags": flags}
    )
