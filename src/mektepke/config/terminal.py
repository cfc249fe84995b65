"""What each word of the command calls. The folders do the work; here stand the terminal's habits."""

from __future__ import annotations

import argparse
from datetime import date

from django.utils.translation import gettext as _
from rich.console import Console

from mektepke.base import clock
from mektepke.base.hosts import THIS_COMPUTER
from mektepke.config import environment
from mektepke.config.serving import is_taken, serve_house
from mektepke.people.models import Person

EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - what somebody may have said, not what we choose

console = Console(highlight=False)


def echo(words: object) -> None:
    """Print a line, whole, also into a file or another program."""
    console.print(words, soft_wrap=True, markup=False)


def ready() -> None:
    """Bring the database to what this program expects; a new one is made. Without its keys nobody works in it."""
    from mektepke.sealed.actions import bring_forward

    bring_forward()


def _is_begun() -> bool:
    """Whether there is a house to look after. If not, it is said where somebody looked: a clock that starts the
    morning's round without the right MEKTEPKE_HOME would else watch over nobody and say that all is well."""
    from mektepke.people.begin import is_empty
    from mektepke.results.command import say_not_begun

    ready()
    if not is_empty():
        return True
    say_not_begun(echo=echo, house=str(environment.home()))
    return False


def begin_words(verb: argparse.ArgumentParser) -> None:
    """The words that `begin` understands; what is not given is asked."""
    from mektepke.people.command import add_begin_words

    add_begin_words(verb)


def begin(said: argparse.Namespace) -> int:
    """An empty house."""
    from mektepke.people.command import begin as begin_house
    from mektepke.sealed.command import say_where

    ready()
    code = begin_house(said, echo=echo)
    if not code:
        say_where(echo=echo)
    return code


def new_code(said: argparse.Namespace) -> int:
    """A way back in for an administrator who has nobody above them."""
    from mektepke.people.command import code_for

    ready()
    return code_for(" ".join(said.name), echo=echo)


def demo(said: argparse.Namespace) -> int:
    """The sample, its morning, and the server."""
    from mektepke.pilot.command import build_pilot

    environment.pin_today(said.today)
    clock.set_today(said.today)
    ready()
    build_pilot(today=said.today, seed=said.seed, echo=echo)
    if said.no_serve:
        return 0
    return serve(said)


def serve(said: argparse.Namespace) -> int:
    """The server, until somebody stops it. Where nothing was begun there is nobody who could sign in."""
    if not _is_begun():
        return 1
    if is_taken(host=said.host, port=said.port):
        echo(
            _("Port %(port)s on %(host)s is taken. Stop what listens there, or choose another one: --port %(other)s")
            % {"host": said.host, "port": said.port, "other": said.port + 1}
        )
        return 1
    names = [name for name in environment.words("MEKTEPKE_HOSTS") if name not in THIS_COMPUTER]
    # Who listens everywhere is reached by a name, and not by the word for "everywhere".
    host = said.host if said.host not in EVERYWHERE else next(iter(names), "127.0.0.1")
    echo(_("Mektepke is at http://%(host)s:%(port)s – stop it with Ctrl+C.") % {"host": host, "port": said.port})
    if said.host not in THIS_COMPUTER and not names:
        echo(
            _(
                "Other computers and phones are turned away until MEKTEPKE_HOSTS says by which name they reach "
                "this one, for example: MEKTEPKE_HOSTS=192.168.1.10,127.0.0.1"
            )
        )
    return serve_house(host=said.host, port=said.port)


def morning(said: argparse.Namespace) -> int:
    """The morning's round, with a bar."""
    from mektepke.rounds.command import run_morning

    if not _is_begun():
        return 1
    return run_morning(today=said.today or clock.today(), echo=echo)


def retention(said: argparse.Namespace) -> int:
    """What has had its time, counted and laid before somebody."""
    from mektepke.rounds.retention import run_retention

    if not _is_begun():
        return 1
    return run_retention(today=said.today or clock.today(), echo=echo)


def import_pupils(said: argparse.Namespace) -> int:
    """A list of pupils. At the terminal it is the house's administrator who imports."""
    from mektepke.pupils.importing.command import run, say_no_file

    if not said.file.is_file():
        say_no_file(said.file, echo=echo)
        return 1
    ready()
    by = _administrator()
    if by is None:
        echo(_("There is no administrator yet. Run `mektepke begin` first."))
        return 1
    return run(said.file, school_code=said.school, dry_run=said.dry_run, by=by, echo=echo)


def verify_trail(said: argparse.Namespace) -> int:
    """Whether the trail is whole."""
    from mektepke.trail.command import verify

    if not _is_begun():
        return 1
    return verify(echo, expected_head=said.head or None)


def show_keys(_said: argparse.Namespace) -> int:
    """The keys of the house, but never a key itself."""
    from mektepke.sealed.command import show

    return show(echo=echo) if _is_begun() else 1


def rotate_keys(_said: argparse.Namespace) -> int:
    """A new key for everything."""
    from mektepke.sealed.command import rotate

    if not _is_begun():
        return 1
    # What is begun stands in the trail, also where it is stopped half way.
    _note("house.keys_rotated")
    return rotate(echo=echo)


def forget_key(said: argparse.Namespace) -> int:
    """An old key is taken off the ring."""
    from mektepke.sealed.command import forget

    if not _is_begun():
        return 1
    code = forget(said.number, echo=echo)
    if not code:
        _note("house.key_forgotten")
    return code


def _note(action: str) -> None:
    """A line in the trail; the folder of the keys lies below it."""
    from mektepke.base.identity import HOUSE
    from mektepke.trail.actions import record

    record(by=None, action=action, subject=("house", HOUSE))


def backup(said: argparse.Namespace) -> int:
    """Everything in one file."""
    from mektepke.rounds.copying import run_backup

    return run_backup(said.file, echo=echo)


def restore(said: argparse.Namespace) -> int:
    """Everything back from one file."""
    from mektepke.rounds.copying import run_restore

    return run_restore(said.file, replace=said.replace, echo=echo)


def figures(said: argparse.Namespace) -> int:
    """The totals of a programme, or of all schools."""
    from mektepke.results.command import figures as print_figures

    ready()
    house = str(environment.home())
    return print_figures(echo=print, form=said.form, on=said.date, programme=said.programme, house=house)


def _administrator() -> Person | None:
    today: date = clock.today()
    found = Person.objects.filter(
        assignments__role="administrator", assignments__starts__lte=today, is_active=True
    ).order_by("assignments__starts")
    return found.first()
