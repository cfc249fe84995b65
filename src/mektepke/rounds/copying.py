"""`mektepke backup` and `mektepke restore`: what the terminal shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from mektepke.rounds.archive import Progress, Refused
from mektepke.rounds.backup import back_up
from mektepke.rounds.manifest import Manifest
from mektepke.rounds.restore import restore

Echo = Callable[[object], None]


def run_backup(file: Path | None, *, echo: Echo) -> int:
    """Copy the house and say where the copy is. 0; 1 if it was refused, or if the trail in it is not whole."""
    try:
        with bars() as progress:
            written = back_up(file, progress=progress)
    except Refused as refused:
        echo(refused)
        return 1
    size = f"{written.file.stat().st_size / 1e6:.1f}"
    echo(
        _("The copy is in %(file)s: %(size)s MB, written, read back and found whole.")
        % {"file": written.file, "size": size}
    )
    echo(_("There are children's names in it: keep it locked away, and not only on this machine."))
    return say_trail(written.manifest, echo=echo)


def run_restore(file: Path, *, replace: bool, echo: Echo) -> int:
    """Bring the house back and say what came back. 0; 1 if it was refused, or if the trail in it is not whole."""
    try:
        with bars() as progress:
            manifest, kept = restore(file, replace=replace, progress=progress)
    except Refused as refused:
        echo(refused)
        return 1
    echo(
        _("The house is back as it was copied on %(day)s: %(rows)s rows in %(tables)s tables.")
        % {"day": manifest.made_at[:10], "rows": sum(manifest.rows.values()), "tables": len(manifest.rows)}
    )
    for sentence in kept:
        echo(sentence)
    return say_trail(manifest, echo=echo)


def say_trail(manifest: Manifest, *, echo: Echo) -> int:
    """The head to write down, or that the trail was touched before the copy was made: 1."""
    echo(_("Head of the trail in the copy: %s") % manifest.head)
    if not manifest.problem:
        return 0
    echo(_("The trail in it is not whole: somebody touched it before the copy was made. Run: mektepke trail verify"))
    return 1


@contextmanager
def bars() -> Iterator[Progress]:
    """A bar for each thing that is done, one below the other; none where nobody watches, as at night."""
    columns = [TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()]
    with Bars(*columns, disable=not Console().is_terminal) as shown:
        tasks: dict[str, TaskID] = {}

        def progress(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = shown.add_task(what)
            shown.update(tasks[what], completed=done, total=of)

        yield progress
