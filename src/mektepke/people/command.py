"""`mektepke begin`: the words in the terminal. The command itself stands in `config`."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mektepke.base.names import tidy
from mektepke.people import actions
from mektepke.people.begin import Answers, Names, begin_house, is_empty, waiting_administrator
from mektepke.people.models import Person
from mektepke.places import rules
from mektepke.places.rules import Level
from mektepke.sheets.names import FullName, split_full_name

Echo = Callable[[str], None]
Ask = Callable[[str], str]

ADDRESS = "http://127.0.0.1:8000"
# Each flag, what is asked where it was not given, and an example.
QUESTIONS: dict[str, tuple[Promise, str]] = {
    "oblast": (gettext_lazy("Oblast"), "Баткен / Баткен / Batken"),
    "district": (gettext_lazy("District"), "Лейлек / Лейлек / Leilek"),
    "municipality": (gettext_lazy("Rural municipality"), "Бешкент / Бешкент / Beshkent"),
    "village": (gettext_lazy("Village"), "Бешкент / Бешкент / Beshkent"),
    "school": (gettext_lazy("School"), "Бешкент мектеби / Бешкентская школа / Beshkent school"),
    "school_code": (gettext_lazy("Code of the school, in Latin letters and digits"), "BES-01"),
    "year": (gettext_lazy("School year"), "2026-27"),
    "admin": (gettext_lazy("First administrator: family name and given name"), "Маматова Чолпон"),
}


class Unclear(Exception):
    """An answer that cannot be used; its text says why, in words."""


def add_begin_words(verb: argparse.ArgumentParser) -> None:
    """The flags of `mektepke begin`. What is not given is asked."""
    for name, (_question, example) in QUESTIONS.items():
        verb.add_argument(f"--{name.replace('_', '-')}", metavar="NAME", help=f"«{example}»", default="")
    verb.add_argument("--grades", choices=["11", "12"], default="", help="default: 12 from 2025-26 on, 11 before")
    verb.add_argument("--days-a-week", type=int, choices=[5, 6], default=6)


def begin(said: argparse.Namespace, *, echo: Echo, ask: Ask | None = None) -> int:
    """Begin an empty house. 0 if done, 1 if this house is not empty, 2 if an answer is missing or unclear.

    May be run again after anything went wrong: either nothing was written, or only the code is made anew.
    """
    if not is_empty():
        return _begun_already(echo)
    try:
        answers = _answers(said, ask or (input if sys.stdin.isatty() else None))
        person, code = begin_house(answers)
    except Unclear as why:
        echo(str(why))
        return 2
    except ValidationError as refused:
        for words in refused.messages:
            echo(words)
        return 2
    echo(
        _("The house is begun: %(school)s, school year %(year)s.") % {"school": said.school, "year": answers.year.code}
    )
    _print_code(person, code, echo)
    return 0


def code_for(username: str, *, echo: Echo) -> int:
    """Print a new code for an account: for an administrator who forgot the password and has nobody above. 0, or 1 if
    there is no such account. Whoever sits at the machine itself may do this."""
    person = Person.objects.filter(username=username.strip().lower()).first()
    if person is None:
        echo(_("Nobody has the sign-in name %(username)s.") % {"username": username})
        return 1
    _print_code(person, actions.new_code(person=person, by=None), echo)
    return 0


def _begun_already(echo: Echo) -> int:
    person = waiting_administrator()
    if person is None:
        echo(_("This house is not empty. Nothing was changed. For another one, set MEKTEPKE_HOME to another folder."))
        return 1
    echo(_("This house was begun before, but nobody has signed in. Here is a new code; the old one no longer works."))
    _print_code(person, actions.new_code(person=person, by=None), echo)
    return 0


def _print_code(person: Person, code: str, echo: Echo) -> None:
    echo("")
    echo(_("Name: %(name)s") % {"name": person.full_name})
    echo(_("Sign-in name: %(username)s") % {"username": person.username})
    echo(_("One-time code: %(code)s") % {"code": code})
    echo("")
    echo(
        _("Run `mektepke serve`, open %(address)s/code/ and choose a password. The code works once and for 14 days.")
        % {"address": ADDRESS}
    )


def _answers(said: argparse.Namespace, ask: Ask | None) -> Answers:
    for name in QUESTIONS:
        setattr(said, name, tidy(getattr(said, name)) or _asked(name, ask))
    first = _first_year(said.year)
    return Answers(
        places={level: _names(getattr(said, level.value)) for level in Level},
        school=_names(said.school),
        school_code=_code(said.school_code),
        year=rules.usual_year(first),
        grades=said.grades or rules.usual_grades(first),
        days_a_week=said.days_a_week,
        administrator=_full_name(said.admin),
    )


def _asked(name: str, ask: Ask | None) -> str:
    question, example = QUESTIONS[name]
    words = {"question": question, "example": example}
    given = tidy(ask(_("%(question)s (for example: %(example)s): ") % words)) if ask else ""
    if not given:
        flags = " ".join(f"--{other.replace('_', '-')} …" for other in QUESTIONS)
        raise Unclear(_("Still missing: %(question)s. All answers: %(flags)s") % {"question": question, "flags": flags})
    return given


def _names(text: str) -> Names:
    """`Баткен / Баткен / Batken` is Kyrgyz, Russian, English; the last two may be left out."""
    parts = [part.strip() for part in text.split("/")]
    if len(parts) > 3 or not parts[0]:
        raise Unclear(_("“%(text)s”: write the name in Kyrgyz / in Russian / in English.") % {"text": text})
    return Names(*parts)


def _code(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,50}", text):
        raise Unclear(_("“%(text)s”: write the school's code in Latin letters, digits and dashes.") % {"text": text})
    return text


def _first_year(text: str) -> int:
    first = rules.first_year(text)
    if first is None:
        raise Unclear(_("“%(text)s” is no school year. Write it like 2026-27.") % {"text": text})
    return first


def _full_name(text: str) -> FullName:
    name = split_full_name(text)
    if not isinstance(name, FullName):
        raise Unclear(_("“%(text)s”: write the family name and the given name of the administrator.") % {"text": text})
    return name
