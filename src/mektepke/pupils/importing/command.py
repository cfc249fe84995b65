"""`mektepke import FILE --school CODE`: the same as the pages, in a terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from mektepke.people.models import Person
from mektepke.places.models import School
from mektepke.pupils.importing.actions import NoYear, load, look
from mektepke.pupils.importing.pages import all_lines
from mektepke.pupils.importing.planning import Plan
from mektepke.pupils.importing.words import OF_STAFF, file_words
from mektepke.sheets.faults import Unreadable
from mektepke.sheets.grid import Book
from mektepke.sheets.opening import open_file

Echo = Callable[[object], None]


def run(file: Path, *, school_code: str, dry_run: bool, by: Person, echo: Echo) -> int:
    """Load a list, or with `dry_run` only say what it would do. 0 if it is loaded, 1 if it or every row was refused.

    With `dry_run` 1 also if any row would be left out: then somebody has to put it right before the list is loaded.
    """
    school = School.objects.select_related("village").filter(code__iexact=school_code).first()
    if school is None:
        echo(_("There is no school with the code “%(code)s”.") % {"code": school_code})
        return 1
    try:
        book = open_file(file)
        plan = look(book=book, school=school) if dry_run else _load(book, school, by)
    except OSError:
        say_no_file(file, echo=echo)
    except Unreadable as refused:
        echo(file_words(refused))
    except NoYear:
        echo(_("No school year has been entered yet. Enter it first, then load the list."))
    else:
        if plan.reading.of_staff:
            echo(str(OF_STAFF))
            return 1
        _tell(plan, echo, dry_run=dry_run)
        return 1 if plan.reading.left_out and (dry_run or not plan.steps) else 0
    return 1


def say_no_file(file: Path, *, echo: Echo) -> None:
    """Say that this is no file to read: it is not there, is a folder, or belongs to somebody else."""
    echo(_("There is no file “%(name)s” that can be read.") % {"name": file})


def _load(book: Book, school: School, by: Person) -> Plan:
    """With a bar, on the terminal's other channel, so that what is told can go into a file."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_("Children"), total=None)
        return load(
            book=book, school=school, by=by, progress=lambda done, of: bar.update(task, completed=done, total=of)
        )


def _tell(plan: Plan, echo: Echo, *, dry_run: bool) -> None:
    figures = {"added": len(plan.of("added")), "changed": len(plan.of("changed")), "same": len(plan.of("same"))}
    if dry_run:
        echo(_("Nothing was written. Would be added: %(added)s, changed: %(changed)s, left alone: %(same)s.") % figures)
    else:
        echo(_("Added: %(added)s, changed: %(changed)s, left alone: %(same)s.") % figures)
    if left_out := len(plan.reading.left_out):
        words = ngettext("%(number)s row is left out.", "%(number)s rows are left out.", left_out)
        echo(words % {"number": left_out})
    if plan.new_classes:
        echo(_("New classes: %(names)s.") % {"names": ", ".join(map(str, plan.new_classes))})
    if plan.reading.staff_sheets:
        names = ", ".join(plan.reading.staff_sheets)
        echo(_("These sheets look like lists of staff and are not read: %(names)s.") % {"names": names})
    if plan.without_village:
        echo(
            ngettext(
                "%(number)s child has no village in the list: the school's village is taken.",
                "%(number)s children have no village in the list: the school's village is taken.",
                plan.without_village,
            )
            % {"number": plan.without_village}
        )
    if plan.missing:
        echo(
            ngettext(
                "%(number)s child of these classes is not in the list and is left alone.",
                "%(number)s children of these classes are not in the list and are left alone.",
                len(plan.missing),
            )
            % {"number": len(plan.missing)}
        )
    _tell_part(plan, "duplicates", _("Possible duplicates"), echo)
    _tell_part(plan, "problems", _("Problems"), echo)


def _tell_part(plan: Plan, part: str, title: str, echo: Echo) -> None:
    lines = all_lines(plan, part)
    if not lines:
        return
    table = Table(title=title, show_header=False, title_justify="left")
    for line in lines:
        table.add_row(line.where, line.name or line.stood, " ".join(line.sentences))
    echo(table)
