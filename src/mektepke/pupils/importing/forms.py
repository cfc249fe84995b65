"""Choosing a file, and saying what its columns are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mektepke.places.models import School
from mektepke.pupils.importing.words import COLUMNS, file_words
from mektepke.sheets.faults import Unreadable
from mektepke.sheets.grid import column_letter, text_of
from mektepke.sheets.opening import MEGABYTE, MOST_BYTES, open_book
from mektepke.sheets.tables import Table

_EXAMPLES = 3


class ListForm(forms.Form):
    """A file and, for who has several, a school. What is no list is refused here, in one sentence."""

    school = forms.ModelChoiceField(School.objects.none(), label=gettext_lazy("School"))
    file = forms.FileField(
        label=gettext_lazy("The list"),
        help_text=gettext_lazy(".xlsx, .xls or .csv, with a heading for each column; in any order."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["school"]
        field.queryset = School.objects.filter(pk__in=[school.pk for school in schools])  # type: ignore[attr-defined]
        if len(schools) == 1:
            field.widget, field.initial = forms.HiddenInput(), schools[0].pk

    def clean_file(self) -> UploadedFile[bytes]:
        """The file, if it can be opened."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        size = file.size or 0
        try:
            if size > MOST_BYTES:
                raise Unreadable("too_big", megabytes=-(-size // MEGABYTE), most=MOST_BYTES // MEGABYTE)
            open_book(file.read(), name=Path(file.name or "").name)
        except Unreadable as refused:
            raise forms.ValidationError(file_words(refused), code=refused.code) from refused
        file.seek(0)
        return file


@dataclass(frozen=True)
class Column:
    """One column on the page: its letter, its heading, what stands in it, what it is taken for."""

    field: str
    letter: str
    heading: str
    examples: str
    code: str


@dataclass(frozen=True)
class Columns:
    """The columns of all sheets that have the same headings: chosen once for all of them."""

    title: str
    numbers: list[int]
    columns: list[Column]
    read: bool

    @property
    def guessed(self) -> str:
        """What is read, in the order of the columns."""
        return ", ".join(str(COLUMNS[column.code]) for column in self.columns if column.code)


def columns_of(tables: Sequence[Table]) -> list[Columns]:
    """The sheets of a file by their headings, each with its columns."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for number, table in enumerate(tables):
        groups.setdefault((table.heading.texts, tuple(table.columns.items())), []).append(number)
    return [_columns(tables, numbers) for numbers in groups.values()]


def _columns(tables: Sequence[Table], numbers: list[int]) -> Columns:
    table = tables[numbers[0]]
    columns = [_column(table, numbers[0], index) for index in range(len(table.heading.texts))]
    shown = [column for column in columns if column.heading or column.examples]
    # A list of one sheet needs no name for it.
    title = ", ".join(tables[number].sheet for number in numbers) if len(tables) > 1 else ""
    return Columns(title, numbers, shown, any(tables[number].lines for number in numbers))


def _column(table: Table, number: int, index: int) -> Column:
    found = (text_of(row[index]) for row in table.sample if index < len(row))
    examples = list(dict.fromkeys(filter(None, found)))[:_EXAMPLES]
    code = table.columns.get(index, "")
    heading = table.heading.texts[index]
    return Column(
        f"column-{number}-{index}", column_letter(index), heading, ", ".join(examples), code if code in COLUMNS else ""
    )


class UnclearColumns(ValueError):
    """What was sent as columns is none, or is one twice; its text is for the reader."""


def read_columns(post: QueryDict, groups: Sequence[Columns]) -> dict[int, dict[int, str]]:
    """The chosen columns by sheet, from fields named `column-<sheet>-<index>`. Raises `UnclearColumns`."""
    chosen: dict[int, dict[int, str]] = {}
    for group in groups:
        codes = {int(column.field.rsplit("-", 1)[1]): post.get(column.field, "") for column in group.columns}
        codes = {index: code for index, code in codes.items() if code in COLUMNS}
        for code in codes.values():
            if list(codes.values()).count(code) > 1:
                raise UnclearColumns(
                    _("Two columns are both “%(column)s”. Choose one of them.") % {"column": COLUMNS[code]}
                )
        chosen |= dict.fromkeys(group.numbers, codes)
    return chosen
