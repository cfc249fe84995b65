"""The words of the `mektepke` command, and what each calls."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias

from django.utils import translation
from django.utils.translation import gettext as _

from mektepke.config import environment, terminal
from mektepke.sealed.keys import KeysRefused


def run(words: Sequence[str]) -> int:
    """Do what the words say; the exit code."""
    with translation.override(environment.terminal_language()):
        said = _parser().parse_args(words)
        try:
            done: int = said.do(said)
        except KeysRefused as problem:
            terminal.echo(problem)
            return 1
    return done


def day(text: str) -> date:
    """A day as a terminal or as paper writes it: 2026-11-24 or 24.11.2026."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        with suppress(ValueError):
            return datetime.strptime(text.strip(), form).date()
    words = _("“%(text)s” is no date. Write it like this: 2026-11-24 or 24.11.2026.")
    raise argparse.ArgumentTypeError(words % {"text": text})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mektepke", description="Keeps children in school.")
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")
    _demo(verbs)
    _serve(verbs)
    _import(verbs)
    _trail(verbs)
    _keys(verbs)
    _files(verbs)
    _figures(verbs)
    terminal.begin_words(_verb(verbs, "begin", "an empty house: places, calendar, first administrator", terminal.begin))
    code = _verb(verbs, "code", "a new one-time code for somebody who cannot sign in", terminal.new_code)
    code.add_argument("name", nargs="+", help="the sign-in name, or family name and given name")
    morning = _verb(verbs, "morning", "the morning's round: who needs attention today", terminal.morning)
    morning.add_argument("--today", type=day, metavar="DATE")
    words = "what has had its time; the morning does it by itself once a month, and a person confirms"
    retention = _verb(verbs, "retention", words, terminal.retention)
    retention.add_argument("--today", type=day, metavar="DATE")
    return parser


Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _verb(verbs: Verbs, name: str, words: str, do: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=words, description=words)
    verb.set_defaults(do=do)
    return verb


def _demo(verbs: Verbs) -> None:
    demo = _verb(verbs, "demo", "the sample: the pilot of 2014-15 with made-up children", terminal.demo)
    demo.add_argument("--no-serve", action="store_true", help="build it, and do not start the server")
    demo.add_argument("--today", type=day, metavar="DATE", default=date(2014, 11, 17))
    demo.add_argument("--seed", type=int, metavar="N", default=2014)
    _address(demo)


def _serve(verbs: Verbs) -> None:
    _address(_verb(verbs, "serve", "start the server", terminal.serve))


def _address(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--host", default="127.0.0.1", help="0.0.0.0 for a school's network; see docs/howto/begin.md")
    verb.add_argument("--port", type=int, default=8000)


def _import(verbs: Verbs) -> None:
    load = _verb(verbs, "import", "load a list of pupils from a sheet", terminal.import_pupils)
    load.add_argument("file", type=Path)
    load.add_argument("--school", required=True, metavar="CODE")
    load.add_argument(
        "--dry-run",
        action="store_true",
        help="say what would change, and change nothing; ends with 1 if any row would be left out",
    )


def _trail(verbs: Verbs) -> None:
    trail = verbs.add_parser("trail", help="the trail of who did what")
    below = trail.add_subparsers(required=True, metavar="COMMAND")
    verify = _verb(below, "verify", "find the first altered or missing row", terminal.verify_trail)
    verify.add_argument("--head", help="the head that a backup or a morning's report remembers", default="")


def _keys(verbs: Verbs) -> None:
    keys = verbs.add_parser("keys", help="the keys that seal what families told in confidence")
    below = keys.add_subparsers(required=True, metavar="COMMAND")
    _verb(below, "show", "which keys there are, where they lie, what each seals", terminal.show_keys)
    _verb(
        below, "rotate", "a new key, and everything sealed anew with it; goes on where it stopped", terminal.rotate_keys
    )
    forget = _verb(below, "forget", "take an old key off the ring that nothing needs any more", terminal.forget_key)
    forget.add_argument("number", metavar="NUMBER")


def _files(verbs: Verbs) -> None:
    backup = _verb(verbs, "backup", "write everything into one file, and check it", terminal.backup)
    backup.add_argument("file", type=Path, nargs="?")
    restore = _verb(verbs, "restore", "bring a house back from one file, and check it", terminal.restore)
    restore.add_argument("file", type=Path)
    restore.add_argument(
        "--replace", action="store_true", help="put it in the place of what is here; that is kept beside it"
    )


def _figures(verbs: Verbs) -> None:
    figures = _verb(verbs, "figures", "the totals of a programme, or of all schools", terminal.figures)
    figures.add_argument("--format", choices=["json", "lines"], default="lines", dest="form")
    figures.add_argument(
        "--date",
        type=day,
        default=None,
        help="default: the day of the programme's baseline; today without a programme",
    )
    figures.add_argument(
        "--programme", default=None, metavar="CODE", help="default: the first; all schools where there is none"
    )
