"""What a pedagogue types about a case."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.casework.actions import ActionGiven, CauseGiven
from mektepke.casework.causes import GROUPS
from mektepke.casework.models import Action, CapacityRow, Case, CaseCause, Contact

CAUSE_CHOICES = [
    ("", _("– choose –")),
    *[(group.label, [(cause.value, cause.label) for cause in causes]) for group, causes in GROUPS.items()],
]
# A date further away than this is a slip of the finger, not a plan.
FARTHEST = timedelta(days=400)


class Day(forms.DateField):
    """A day, chosen with the phone's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def not_in_the_past(day: Any) -> None:
    """What is still to be done cannot be due yesterday."""
    if day < clock.today():
        raise ValidationError(gettext("This day has passed. Choose today or a later day."))
    if day > clock.today() + FARTHEST:
        raise ValidationError(gettext("This day is more than a year away. Choose a nearer one."))


class CauseForm(forms.Form):
    """One cause, what shows it, and who said so."""

    cause = forms.ChoiceField(label=_("Why does the child miss school?"), choices=CAUSE_CHOICES)
    evidence = forms.CharField(label=_("What shows it?"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)
    said_by = forms.ChoiceField(label=_("Who said so?"), choices=[("", _("– choose –")), *CaseCause.SaidBy.choices])

    def given(self) -> CauseGiven:
        """The cause as typed."""
        said = self.cleaned_data
        return CauseGiven(said["cause"], said["evidence"], said["said_by"])


class _EveryCauseOnce(forms.BaseFormSet):  # type: ignore[type-arg]
    """Several causes of one child; the same one is not named twice."""

    def clean(self) -> None:
        """Refuse a cause that is already in another row."""
        seen: set[str] = set()
        for form in self.forms:
            cause = form.cleaned_data.get("cause") if form.is_valid() else None
            if cause and cause in seen:
                form.add_error("cause", gettext("This cause is already named above."))
            seen.add(cause or "")


Causes = forms.formset_factory(
    CauseForm, formset=_EveryCauseOnce, extra=2, min_num=1, max_num=6, validate_min=True, validate_max=True
)


class ActionForm(forms.Form):
    """One action: what, who, until when."""

    kind = forms.ChoiceField(label=_("What is done?"), choices=Action.Kind)
    party = forms.ChoiceField(label=_("Who is responsible?"), choices=Action.Party)
    due_on = Day(label=_("Until when?"), validators=[not_in_the_past])
    words = forms.CharField(label=_("In your words"), required=False, max_length=300)

    def given(self) -> ActionGiven:
        """The action as typed."""
        said = self.cleaned_data
        return ActionGiven(said["kind"], said["party"], said["due_on"], said["words"])


class CloseForm(forms.Form):
    """How it ended and what helped."""

    outcome = forms.ChoiceField(label=_("How did it end?"), choices=Case.Outcome, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What helped?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )


class ContactForm(forms.Form):
    """What came of a call or a visit: one choice is enough for the common case."""

    result = forms.ChoiceField(label=_("What came of it?"), choices=Contact.Result, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What was said and agreed?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )
    next_on = Day(label=_("Look again on"), required=False, validators=[not_in_the_past])


# What the table takes, said where it is typed.
POSSIBLE = {"hours_from": (0, 60), "new_a_day": (1, 20), "visits_a_week": (1, 40)}


class CapacityForm(forms.ModelForm[CapacityRow]):
    """What somebody with at least so many hours can take on."""

    class Meta:
        model = CapacityRow
        fields = ["hours_from", "new_a_day", "visits_a_week"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (least, most) in POSSIBLE.items():
            self.fields[name].validators += [MinValueValidator(least), MaxValueValidator(most)]
            self.fields[name].widget.attrs |= {"min": least, "max": most}

    def validate_unique(self) -> None:
        """Typing a row that is there changes it."""
