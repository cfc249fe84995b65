"""The monthly report as a sheet. `sheets.writing` sees to it that no name ever runs as a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from mektepke.attendance.months import ClassMonth, Counts
from mektepke.attendance.words import HEADINGS, month_words
from mektepke.look.words import rounded
from mektepke.places.models import School
from mektepke.sheets.grid import Cell
from mektepke.sheets.writing import SheetToWrite, workbook


def class_sheet(found: ClassMonth, month: date) -> bytes:
    """One class's month as an .xlsx file: a row for each child and one for all."""
    return workbook([_children(found, month)])


def school_sheet(school: School, classes: Sequence[ClassMonth], month: date) -> bytes:
    """A school's month as an .xlsx file: its classes, then a sheet for each class."""
    headings = [_("Class"), _("School days"), _("Days with a register"), *_headings()]
    rows: list[list[Cell]] = [
        [line.school_class.name, line.school_days, line.registers, *_cells(line.counts)] for line in classes
    ]
    total = sum((line.counts for line in classes), Counts())
    rows.append([_("Together"), None, None, *_cells(total)])
    first = SheetToWrite(_("Classes"), headings, rows, [school.name, month_words(month)])
    return workbook([first, *(_children(line, month) for line in classes)])


def _children(found: ClassMonth, month: date) -> SheetToWrite:
    rows: list[list[Cell]] = [[line.child.full_name, *_cells(line.counts)] for line in found.children]
    rows.append([_("Together"), *_cells(found.counts)])
    taken = _("Registers: %(taken)s of %(days)s school days.") % {"taken": found.registers, "days": found.school_days}
    titles = [f"{found.school_class.school.name}, {found.school_class.name}", month_words(month), taken]
    return SheetToWrite(found.school_class.name, [_("Child"), *_headings()], rows, titles)


def _headings() -> list[str]:
    return [str(heading) for heading in HEADINGS.values()]


def _cells(counts: Counts) -> list[Cell]:
    percent = None if counts.rate.percent is None else float(rounded(counts.rate.percent))
    return [percent if column == "percent" else getattr(counts, column) for column in HEADINGS]
