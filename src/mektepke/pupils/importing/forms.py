"""Choosing a file, and saying what its columns are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mektepke.places.models import School
from mektepke.pupils.importing.words import COLUMNS, file_words
from mektepke.sheets.choosing import Chosen, ChosenTwice, chosen_in, columns_of
from mektepke.sheets.faults import Unreadable
from mektepke.sheets.opening import MEGABYTE, MOST_BYTES, open_book
from mektepke.sheets.tables import Table


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


class UnclearColumns(ValueError):
    """What was sent as columns is none, or is one twice; its text is for the reader."""


def read_columns(post: QueryDict, tables: Sequence[Table]) -> Chosen:
    """The chosen columns by sheet. Raises `UnclearColumns`."""
    try:
        return chosen_in(post, columns_of(tables, COLUMNS), COLUMNS)
    except ChosenTwice as twice:
        words = _("Two columns are both “%(column)s”. Choose one of them.") % {"column": COLUMNS[twice.code]}
        raise UnclearColumns(words) from twice
