"""Into a class, off the roll, to another school, as somebody types it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mektepke.places.models import School, SchoolClass
from mektepke.pupils.actions import REASONS
from mektepke.pupils.fields import DayField, RecordField
from mektepke.pupils.models import Enrolment


class EnrolForm(forms.Form):
    """Into which class, how the child learns there, from which day."""

    school_class = RecordField(label=_("Class"))
    mode = forms.ChoiceField(
        label=_("How the child learns"),
        choices=Enrolment.Mode,
        help_text=_("Only for children who learn in school does the house notice absences."),
    )
    starts = DayField(label=_("From which day"))

    def __init__(self, *args: Any, classes: list[SchoolClass], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        school_class = self.fields["school_class"]
        assert isinstance(school_class, RecordField)  # noqa: S101 - declared above
        school_class.offer(classes, words=lambda one: one.name, group=lambda one: f"{one.school.name}, {one.year_id}")


class LeaveForm(forms.Form):
    """Why a child leaves, and its last day."""

    reason = forms.ChoiceField(
        label=_("Why does the child leave?"),
        choices=[(reason.value, reason.label) for reason in REASONS],
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("The last day in the class"))


class SendForm(forms.Form):
    """To which school, from which day, until when the child is expected there."""

    to_school = RecordField(label=_("To which school?"), required=False)
    to_elsewhere = forms.CharField(
        label=_("Or the name of a school that is not in the list"),
        max_length=160,
        required=False,
        help_text=_("With its place: School 5, Isfana."),
    )
    sent_on = DayField(label=_("The last day with you"))
    due_on = DayField(
        label=_("Expected there by"),
        required=False,
        help_text=_("Left empty: ten days after the last day. After it the house asks."),
    )

    def __init__(self, *args: Any, schools: list[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to_school = self.fields["to_school"]
        assert isinstance(to_school, RecordField)  # noqa: S101 - declared above
        to_school.offer(
            schools,
            words=lambda one: f"{one.name} ({one.village.name})",
            group=lambda one: one.village.parent.name,
        )


class ArrivedForm(forms.Form):
    """When a child is known to have come to a school outside the house."""

    on = DayField(label=_("Goes there since"))
