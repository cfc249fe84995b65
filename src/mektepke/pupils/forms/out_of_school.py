"""A child of school age in no school, as somebody types it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mektepke.pupils.fields import DayField, DayForOneAnswerField
from mektepke.pupils.models import OutOfSchool


class OutOfSchoolForm(forms.ModelForm[OutOfSchool]):
    """How it came about, since when it is known."""

    kind = forms.ChoiceField(label=_("How did it come about?"), choices=OutOfSchool.Kind, widget=forms.RadioSelect)
    found_on = DayField(label=_("Known since"))
    enters_on = DayForOneAnswerField(
        label=_("Expected to enter on"),
        help_text=_("Needed for a child who will enter late. For the others it stays empty."),
    )

    class Meta:
        model = OutOfSchool
        fields = ["kind", "found_on", "enters_on"]

    def changed_fields(self) -> set[str]:
        """The stored fields that changed."""
        return set(self.changed_data)


class EndingForm(forms.Form):
    """Why the record ends, and since when."""

    ending = forms.ChoiceField(label=_("What happened?"), choices=OutOfSchool.Ending, widget=forms.RadioSelect)
    goes_to = forms.CharField(
        label=_("To which school does it go now?"),
        max_length=160,
        required=False,
        help_text=_("Only for a child who goes to school now. With its place: School 5, Isfana."),
    )
    on = DayField(label=_("Since which day"))
