"""What is typed about children: days, births, names, phones. Whatever cannot be read comes back as it was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mektepke.base import clock
from mektepke.base.names import tidy
from mektepke.base.phones import dialable
from mektepke.sheets.dates import DayOrYear, read_date
from mektepke.sheets.faults import Fault
from mektepke.sheets.names import read_name

OLDEST = 25  # years; somebody older is on no roll of a school
# Nobody plans a child's school further ahead, and no enrolment that is still asked about is older.
FARTHEST = timedelta(days=500)
EARLIEST = date(1990, 1, 1)
_SERIAL = 5  # five digits are Excel's number of a day, which nobody types


def as_typed(day: date) -> str:
    """A day as people type it: 12.03.2014."""
    return day.strftime("%d.%m.%Y")


class DayField(forms.CharField):
    """A day, typed as 12.03.2014 or 2014-03-12."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("For example 12.03.2014."))
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs["autocomplete"] = "off"

    def prepare_value(self, value: Any) -> Any:
        """A stored day as it would be typed; typed text as it is."""
        return as_typed(value) if isinstance(value, date) else value

    def clean(self, value: Any) -> date | None:
        """The day, or None where nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        found = _read(text, EARLIEST, clock.today() + FARTHEST)
        if isinstance(found, Fault):
            raise ValidationError(_day_words(found.code))
        if found.day is None:
            raise ValidationError(_day_words("date_unclear"))
        return found.day

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another day was typed, however it is written."""
        return super().has_changed(self.prepare_value(initial), _uniform(data, self))


class DayForOneAnswerField(DayField):
    """A day that one answer of the form asks for and the others forbid: the page must not call it optional, nor the
    browser demand it. The action says when it is missing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=_NotDemanded(), **kwargs)

    def validate(self, value: Any) -> None:
        """Empty is no fault here."""


class _NotDemanded(forms.TextInput):
    def use_required_attribute(self, initial: Any) -> bool:
        return False


class BirthField(forms.CharField):
    """A birth date, or only its year."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Date of birth"))
        kwargs.setdefault("help_text", gettext_lazy("For example 12.03.2007. If only the year is known: 2007."))
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs["autocomplete"] = "off"

    def prepare_value(self, value: Any) -> Any:
        """A stored birth as it would be typed; typed text as it is."""
        if isinstance(value, DayOrYear):
            return as_typed(value.day) if value.day else str(value.year)
        return value

    def clean(self, value: Any) -> DayOrYear | None:
        """The date or the year, or None where nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        today = clock.today()
        found = _read(text, today.replace(year=today.year - OLDEST, day=1), today)
        if isinstance(found, Fault):
            raise ValidationError(_birth_words(found.code))
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another birth was typed, however it is written."""
        return super().has_changed(self.prepare_value(initial), _uniform(data, self))


class NameField(forms.CharField):
    """One part of a name: tidy, in one alphabet, АСАНОВА as Асанова."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        super().__init__(**kwargs)
        self.widget.attrs["autocomplete"] = "off"

    def clean(self, value: Any) -> str:
        """The name, or why it is none."""
        text = tidy(super().clean(value))
        found = read_name(text)
        if isinstance(found, Fault):
            raise ValidationError(_name_words(found))
        if text and not found:
            raise ValidationError(_("Write the name in letters."))
        return found


class PhoneField(forms.CharField):
    """A number that dials, kept in the one form that does so from everywhere."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}))
        kwargs.setdefault("help_text", gettext_lazy("For example 0777 123 456."))
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> str:
        """The number as it is dialled, or empty."""
        text = super().clean(value)
        if not text:
            return ""
        number = dialable(text)
        if number is None:
            raise ValidationError(
                _("This number cannot be dialled. Write it like 0777 123 456, or from abroad like +7 912 345 67 89.")
            )
        return number


class RecordField(forms.ChoiceField):
    """A choice among records the person may choose from, in groups. The cleaned value is the record, or None."""

    def __init__(self, **kwargs: Any) -> None:
        self.records: dict[str, Any] = {}
        super().__init__(**kwargs)

    def offer(
        self,
        records: Iterable[models.Model],
        *,
        words: Callable[[Any], str],
        group: Callable[[Any], str],
    ) -> None:
        """Offer these, in their order; those of one group that stand beside each other come under its name."""
        there = list(records)
        self.records = {str(record.pk): record for record in there}
        groups = [
            (name, [(str(record.pk), words(record)) for record in those]) for name, those in groupby(there, key=group)
        ]
        self.choices = [("", _("– choose –")), *_without_lone_group(groups)]

    def prepare_value(self, value: Any) -> Any:
        """The record's key."""
        return str(value.pk) if isinstance(value, models.Model) else value

    def clean(self, value: Any) -> Any:
        """The record; what was not offered is refused."""
        return self.records.get(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another record was chosen."""
        return super().has_changed(str(self.prepare_value(initial) or ""), data)


Group = tuple[str, list[tuple[str, str]]]


def _without_lone_group(groups: Sequence[Group]) -> list[Any]:
    return groups[0][1] if len(groups) == 1 else list(groups)


def _read(text: str, earliest: date, latest: date) -> DayOrYear | Fault:
    if len(text) == _SERIAL and text.isdecimal():
        return Fault("date_unclear")
    return read_date(text, earliest=earliest, latest=latest)


def _uniform(text: Any, field: DayField | BirthField) -> Any:
    try:
        return field.prepare_value(field.clean(text))
    except ValidationError:
        return text


def _day_words(code: str) -> str:
    return {
        "date_impossible": _("There is no such day. Write it like 12.03.2014: day, month, year."),
        "date_early": _("This day is too long ago. Please check the year."),
        "date_late": _("This day is too far ahead. Please check the year."),
    }.get(code, _("Write the day like 12.03.2014: day, month, year."))


def _birth_words(code: str) -> str:
    return {
        "date_impossible": _("There is no such day. Write it like 12.03.2007: day, month, year."),
        "date_early": _("The child would be older than %(years)s years. Please check the year.") % {"years": OLDEST},
        "date_late": _("This day has not come yet. Please check the year."),
    }.get(code, _("Write the date like 12.03.2007, or only the year: 2007."))


def _name_words(fault: Fault) -> str:
    if fault.code == "name_alphabets":
        return _("Some letters are Cyrillic and some Latin. Write the name in one alphabet.")
    if fault.code == "name_signs":
        return _("A name has no “%(sign)s”. Write letters only.") % fault.parameters
    return _("This name is too long.")
