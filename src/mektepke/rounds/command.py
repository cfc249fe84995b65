"""What `mektepke morning` prints."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from mektepke.base import clock
from mektepke.rounds.models import MorningRun
from mektepke.rounds.morning import by_municipality, morning
from mektepke.trail.actions import check
from mektepke.trail.command import report

Echo = Callable[[object], None]


def run_morning(*, today: date, echo: Echo) -> int:
    """Do the round with a bar and print what it found; the exit code, 1 also if the trail is not whole."""
    if today > clock.today() and not clock.pinned():
        words = _("There is no morning of %(day)s yet: today is %(today)s. Nothing was done.")
        echo(words % {"day": today, "today": clock.today()})
        return 1
    later = MorningRun.objects.filter(day__gt=today).order_by("-day").first()
    if later is not None:
        echo(_("The morning of %(day)s has been done already. An earlier one changes nothing.") % {"day": later.day})
        return 1
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), transient=False
    ) as bar:
        task = bar.add_task(_("The morning's round"), total=None)
        done = morning(today=today, progress=lambda so_far, of: bar.update(task, completed=so_far, total=of))
    print_found(done, echo=echo)
    return _print_trail(echo)


def print_found(done: MorningRun, *, echo: Echo) -> None:
    """How many children need attention, in all and by municipality."""
    echo(
        ngettext(
            "%(count)d child needs attention today.", "%(count)d children need attention today.", done.children_waiting
        )
        % {"count": done.children_waiting}
    )
    for found in by_municipality():
        echo(f"  {found.municipality.name}: {found.children}")


def _print_trail(echo: Echo) -> int:
    """The trail's head, or what somebody did to the trail: a new seal on top must not hide it. The exit code.

    The round itself is done either way: the children wait.
    """
    result = check()
    if result.ok:
        echo(_("The trail's head: %(head)s") % {"head": result.head})
        return 0
    for line in report(result):
        echo(line)
    return 1
