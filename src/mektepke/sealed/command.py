"""`mektepke keys`: the words in the terminal. The address of the command stands in `config`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from mektepke.sealed import actions, keys
from mektepke.sealed.resealing import Progress, Resealed, sealed_with

Echo = Callable[[object], None]


def say_where(*, echo: Echo) -> None:
    """What who begins a house has to do on the same day."""
    words = _(
        "What families tell in confidence opens only with the keys in %s. Copy that file today, apart from backups."
    )
    echo(words % keys.file())


def show(*, echo: Echo) -> int:
    """Which keys there are, what each is good for and where they lie; never a key itself. 0."""
    ring = keys.ring()
    echo(_("The keys lie in %s. Whoever has this file and the database reads everything.") % keys.file())
    for number in ring.keys:
        texts = sealed_with(number)
        words = ngettext("Key %(number)s: %(count)d text.", "Key %(number)s: %(count)d texts.", texts)
        if number == ring.current:
            words = ngettext(
                "Key %(number)s: %(count)d text, and whatever is written from now on.",
                "Key %(number)s: %(count)d texts, and whatever is written from now on.",
                texts,
            )
        echo(words % {"number": number, "count": texts})
    return 0


def rotate(*, echo: Echo) -> int:
    """A new key for everything, with a bar for each field. 0; 1 if something is left that only an older key opens."""
    with _bars() as progress:
        done = actions.rotate(progress)
    words = ngettext(
        "Key %(number)s seals from now on; %(count)d text was sealed anew.",
        "Key %(number)s seals from now on; %(count)d texts were sealed anew.",
        done.texts.texts,
    )
    echo(words % {"number": done.number, "count": done.texts.texts})
    echo(_("Copy the file of keys anew to where you keep its copy: %s") % keys.file())
    return _say_left(done.texts, echo)


def forget(number: str, *, echo: Echo) -> int:
    """An old key is taken off the ring. 0; 1 if it is still needed."""
    try:
        actions.forget(number)
    except actions.NotForgotten as problem:
        echo(problem)
        return 1
    echo(_("Key %s is forgotten. Backups from its time open only with a copy of the file that still has it.") % number)
    return 0


def _say_left(texts: Resealed, echo: Echo) -> int:
    if texts.held:
        words = ngettext(
            "%(count)d text was just being written by somebody. Call the command again.",
            "%(count)d texts were just being written by somebody. Call the command again.",
            texts.held,
        )
        echo(words % {"count": texts.held})
    if texts.unopened:
        echo(_("Left as they were, because no key here opens them (field, how many, the first row):"))
        for place, rows in texts.unopened.items():
            echo(f"  {place}  {len(rows)}  {rows[0]}")
    return int(bool(texts.held or texts.unopened))


@contextmanager
def _bars() -> Iterator[Progress]:
    """A bar for each field, one below the other; none where nobody watches."""
    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()]
    with Bars(*columns, disable=not Console().is_terminal) as shown:
        tasks: dict[str, TaskID] = {}

        def progress(place: str, done: int, of: int) -> None:
            if place not in tasks:
                tasks[place] = shown.add_task(place)
            shown.update(tasks[place], completed=done, total=of)

        yield progress
