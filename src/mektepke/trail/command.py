"""`mektepke trail verify`: the words in the terminal. The address of the command stands in `config`."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mektepke.trail import actions
from mektepke.trail.rules import Head, Result
from mektepke.trail.verification import Progress
from mektepke.trail.words import problem_words


def verify(echo: Callable[[str], None], *, expected_head: str | None = None, progress: Progress | None = None) -> int:
    """Seal what waits, verify everything, say what was found. 0 if all is well, 1 if not, 2 for an unreadable head.

    `expected_head` is `number:hash`, as a backup and the morning's report show it.
    """
    try:
        expected = Head.parse(expected_head) if expected_head else None
    except ValueError:
        echo(_("A head looks like 12:0f3a… with 64 letters and digits, as the morning's report prints it."))
        return 2
    actions.seal()
    result = actions.check(expected=expected, progress=progress)
    for line in report(result):
        echo(line)
    return 0 if result.ok else 1


def report(result: Result) -> list[str]:
    """A verification's result, line by line."""
    if result.problem:
        return [
            problem_words(result.problem),
            _("Everything before it is as it was recorded. Head of the trail: %s") % result.head,
        ]
    sound = ngettext(
        "The trail is whole: %(count)s entry, nothing altered, nothing missing.",
        "The trail is whole: %(count)s entries, nothing altered, nothing missing.",
        result.entries,
    )
    return [sound % {"count": result.entries}, _("Head of the trail: %s") % result.head]
