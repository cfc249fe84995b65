"""What came of a call, a visit or a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.casework.forms.common import Day, InOurWords, not_in_the_past, not_long_ago
from mektepke.casework.models import Contact
from mektepke.casework.queries import coming_school_days, next_school_day
from mektepke.casework.rules import SCHOOL_DAYS_UNTIL_LOOK, counted_day
from mektepke.casework.words import left_empty, no_school_on, results_after, whom
from mektepke.places.models import School
from mektepke.pupils.models import Guardian

WHEN: dict[str, str | Promise] = {
    "call": _("When was the call?"),
    "visit": _("When was the visit?"),
    "meeting": _("When was the meeting?"),
}


class ContactForm(InOurWords):
    """What came of a call or a visit: one choice is enough for the common case."""

    result = forms.ChoiceField(
        label=_("What came of it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what came of it.")},
    )
    met = forms.ChoiceField(
        label=_("Who was met?"), choices=[("", _("– choose –")), *Contact.Met.choices], required=False
    )
    seen = forms.CharField(
        label=_("What did you see?"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )
    whom = forms.ChoiceField(label=_("Whom did you call?"), widget=forms.RadioSelect, required=False)
    on = Day(validators=[not_long_ago])
    words = forms.CharField(
        label=_("What was said and agreed?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )
    next_on = Day(label=_("Look again on"), required=False, validators=[not_in_the_past])

    def __init__(
        self, data: QueryDict | None = None, *, kind: str, school: School, guardians: Sequence[Guardian] = ()
    ) -> None:
        super().__init__(data, initial={"on": clock.today()})
        self.school = school
        self.by_call = kind == Contact.Kind.CALL
        self.dialable = [guardian for guardian in guardians if guardian.phone] if self.by_call else []
        self.fields["result"].choices = results_after(kind)  # type: ignore[attr-defined]
        self.fields["on"].label = str(WHEN[kind])
        self.fields["whom"].choices = [(str(one.pk), whom(one)) for one in self.dialable]  # type: ignore[attr-defined]
        if len(self.dialable) < 2:
            del self.fields["whom"]
        if self.by_call:
            del self.fields["met"]
        if kind != Contact.Kind.VISIT:
            del self.fields["seen"]
        self.fields["next_on"].help_text = _left_empty(school, self.by_call)

    def clean(self) -> dict[str, Any]:
        """Of two numbers, which one is wrong has to be said: nobody could put it right otherwise."""
        said = super().clean() or {}
        if "whom" in self.fields and said.get("result") == Contact.Result.WRONG_NUMBER and not said.get("whom"):
            self.add_error("whom", gettext("Please choose whose number is wrong."))
        return said

    @property
    def guardian(self) -> Guardian | None:
        """Whose number was called: as chosen, or the only one with a number."""
        if "whom" not in self.fields:
            return next(iter(self.dialable), None)
        chosen = self.cleaned_data.get("whom")
        return next((one for one in self.dialable if str(one.pk) == chosen), None)

    def clean_next_on(self) -> date | None:
        """A second look needs a school day: on another nobody can say whether the child came."""
        day: date | None = self.cleaned_data["next_on"]
        school_day = next_school_day(self.school, day) if day else None
        if day and school_day and school_day != day:
            raise ValidationError(no_school_on(day, then=school_day))
        return day


def _left_empty(school: School, by_call: bool) -> str:
    """When one looks again if no day is chosen, counted from today."""
    today = clock.today()
    coming = coming_school_days(school, after=today)
    days = {result: counted_day(coming, number, after=today) for result, number in SCHOOL_DAYS_UNTIL_LOOK.items()}
    between = days["still_away"] if by_call else None
    return left_empty(soon=days["comes_back"], between=between, later=days["reached"])
