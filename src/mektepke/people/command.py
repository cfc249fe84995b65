"""`mektepke begin`: the words in the terminal. The command itself stands in `config`."""

from __future__ import annotations

import argparse
import sys

from django.core.exceptions import ValidationError
from django.utils.translation import activate, get_language
from django.utils.translation import gettext as _

from mektepke.people import actions, queries
from mektepke.people.begin import Answers, begin_house, is_empty, waiting_administrator
from mektepke.people.models import LANGUAGES, Person
from mektepke.people.questions import QUESTIONS, Ask, Echo, Unclear, ask_all
from mektepke.places import rules
from mektepke.places.rules import Level


def add_begin_words(verb: argparse.ArgumentParser) -> None:
    """The flags of `mektepke begin`. What is not given is asked."""
    for name, question in QUESTIONS.items():
        verb.add_argument(f"--{name.replace('_', '-')}", metavar="NAME", help=f"«{question.example}»", default="")
    verb.add_argument("--grades", choices=["11", "12"], default="", help="default: 12 from 2025-26 on, 11 before")
    verb.add_argument("--days-a-week", type=int, choices=[5, 6], default=6, help="default: 6")
    verb.add_argument(
        "--language", choices=[code for code, _name in LANGUAGES], default="",
        help="of these questions and of the first administrator's pages; default: the terminal's",
    )  # fmt: skip


def begin(said: argparse.Namespace, *, echo: Echo, ask: Ask | None = None) -> int:
    """Begin an empty house. 0 if done, 1 if this house is not empty, 2 if an answer is missing or unclear.

    May be run again after anything went wrong: either nothing was written, or only the code is made anew.
    """
    if said.language:
        activate(said.language)
    if not is_empty():
        return _begun_already(echo)
    try:
        answers = _answers(said, echo, ask or (input if sys.stdin.isatty() else None))
        person, code = begin_house(answers)
    except Unclear as why:
        echo(str(why))
        return 2
    except ValidationError as refused:
        for words in refused.messages:
            echo(words)
        return 2
    except (EOFError, KeyboardInterrupt):
        echo("")
        echo(_("Stopped. Nothing was written."))
        return 2
    words = _("The house is begun: %(school)s, school year %(year)s.")
    echo(words % {"school": answers.school.ky, "year": answers.year.code})
    _print_code(person, code, echo)
    return 0


def code_for(name: str, *, echo: Echo) -> int:
    """Print a new code for an account, by its sign-in name or its person's full name: for an administrator who forgot
    the password and has nobody above. 0, or 1 if it is nobody's name or several people's. Whoever sits at the machine
    itself may do this."""
    found = queries.unsafe_named(name)
    if len(found) == 1:
        _print_code(found[0], actions.new_code(person=found[0], by=None), echo)
        return 0
    if not found:
        echo(_("Nobody has the name or the sign-in name “%(name)s”.") % {"name": name})
        return 1
    echo(_("Several people have this name. Say the sign-in name of the one who is meant:"))
    for person in found:
        echo(f"  {person.username}: {person.full_name}")
    return 1


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
        _(
            "Run `mektepke serve`, open the address that it prints, touch “I have a code” and choose a password. "
            "The code works once and for 14 days."
        )
    )


def _answers(said: argparse.Namespace, echo: Echo, ask: Ask | None) -> Answers:
    if ask:
        echo(_("Enter takes what stands in square brackets. Ctrl+C stops; then nothing is written."))
    known = ask_all(vars(said), ask=ask, echo=echo)
    return Answers(
        places={level: known[level.value] for level in Level},
        school=known["school"],
        school_code=known["school_code"],
        year=rules.usual_year(known["year"]),
        grades=said.grades or rules.usual_grades(known["year"]),
        days_a_week=said.days_a_week,
        administrator=known["admin"],
        # Whoever answered these questions read them in this language.
        language=said.language or (get_language() or "ky")[:2],
    )
