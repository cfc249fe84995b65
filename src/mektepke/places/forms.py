"""What is typed about places, school years and calendars."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mektepke.base import clock
from mektepke.places import rules
from mektepke.places.models import LESSON_LANGUAGES, DayChange, GradeScheme, Place, School, SchoolClass, SchoolYear
from mektepke.places.rules import Span
from mektepke.sheets.classes import SchoolClass as ClassName
from mektepke.sheets.classes import read_letter
from mektepke.sheets.faults import Fault

MOST_TERMS = 4


class DayField(forms.DateField):
    """A date, chosen from the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)


class PlaceForm(forms.ModelForm[Place]):
    """An oblast, district, municipality or village."""

    valid_from = DayField(label=gettext_lazy("Exists since"), required=False)
    valid_until = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Only where the place is no more.")
    )

    class Meta:
        model = Place
        fields = ["name_ky", "name_ru", "name_en", "soate", "valid_from", "valid_until"]
        help_texts = {"soate": gettext_lazy("The 14 digits of the state's list of places, if they are known.")}


class SchoolForm(forms.ModelForm[School]):
    """A school and its names."""

    valid_from = DayField(label=gettext_lazy("Exists since"), required=False)
    valid_until = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Only where the school is no more.")
    )

    class Meta:
        model = School
        fields = ["name_ky", "name_ru", "name_en", "code", "valid_from", "valid_until"]
        help_texts = {"code": gettext_lazy("A short code in Latin letters and digits, for sheets and files: ALM-01.")}
        error_messages = {
            "code": {"invalid": gettext_lazy("Write the school's code in Latin letters, digits and dashes: ALM-01.")}
        }


class ClassForm(forms.ModelForm[SchoolClass]):
    """A class put right."""

    valid_from = DayField(label=gettext_lazy("Exists since"), required=False)
    valid_until = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Only where the class was closed early.")
    )

    class Meta:
        model = SchoolClass
        fields = ["grade", "letter", "language", "valid_from", "valid_until"]

    def clean_letter(self) -> str:
        """A large Cyrillic letter, whatever the keyboard was set to."""
        letter = read_letter(self.cleaned_data["letter"])
        if isinstance(letter, Fault):
            raise ValidationError(_("One letter is enough: А."))
        return letter


class SchoolYearHere(forms.Form):
    """How one school lives through one year."""

    days_a_week = forms.TypedChoiceField(
        label=gettext_lazy("School days in a week"),
        coerce=int,
        choices=[(5, gettext_lazy("Five: Monday to Friday")), (6, gettext_lazy("Six: Monday to Saturday"))],
    )
    scheme = forms.ModelChoiceField(label=gettext_lazy("Number of grades"), queryset=GradeScheme.objects.all())
    classes = forms.CharField(
        label=gettext_lazy("Classes"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("As they stand on the doors, with commas between them: 1-А, 1-Б, 2-А."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of lessons in new classes"), choices=LESSON_LANGUAGES)

    def clean_classes(self) -> list[ClassName]:
        """The classes; what cannot be read is named."""
        read, unread = rules.class_names(self.cleaned_data["classes"])
        if unread:
            raise ValidationError(
                _("These are not names of classes: %(parts)s. Write 5-А or 5.") % {"parts": ", ".join(unread)}
            )
        return read


class YearForm(forms.ModelForm[SchoolYear]):
    """A school year and its terms."""

    starts = DayField(label=gettext_lazy("First day of the year"))
    ends = DayField(label=gettext_lazy("Last day of the year"))

    class Meta:
        model = SchoolYear
        fields = ["starts", "ends"]

    def __init__(self, *args: Any, terms: list[Span] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_TERMS + 1):
            starts, ends = terms[number - 1] if terms and number <= len(terms) else (None, None)
            required = number == 1
            self.fields[f"starts_{number}"] = DayField(
                label=_("Term %(number)s: first day") % {"number": number}, initial=starts, required=required
            )
            self.fields[f"ends_{number}"] = DayField(
                label=_("Term %(number)s: last day") % {"number": number}, initial=ends, required=required
            )
        self.fields["although_kept"] = forms.BooleanField(
            label=_("Move the dates although registers were taken"), required=False, widget=forms.HiddenInput
        )

    def ask_again(self) -> None:
        """Show the question whether the dates are to be moved although registers fall out of them."""
        self.fields["although_kept"].widget = forms.CheckboxInput()
        self.add_error(
            "although_kept",
            _(
                "Registers were taken on days that would lie in no term then. They are kept. "
                "If there was no school, tick this and save again."
            ),
        )

    def clean_starts(self) -> date:
        """A new year begins within two years of today: 2062 for 2026 is a slip of the finger."""
        starts: date = self.cleaned_data["starts"]
        if self.instance._state.adding and not rules.is_near(starts, clock.today()):
            raise ValidationError(_("A new school year begins within two years of today. Is the year right?"))
        return starts

    def clean(self) -> dict[str, Any]:
        """A term has both days or neither."""
        given = super().clean() or {}
        for number in range(1, MOST_TERMS + 1):
            for one, other in (("starts", "ends"), ("ends", "starts")):
                if given.get(f"{one}_{number}") and not given.get(f"{other}_{number}"):
                    self.add_error(f"{other}_{number}", _("A term needs its first and its last day."))
        return given

    def given_terms(self) -> list[Span]:
        """The terms as typed, in their order."""
        pairs = [
            (self.cleaned_data.get(f"starts_{number}"), self.cleaned_data.get(f"ends_{number}"))
            for number in range(1, MOST_TERMS + 1)
        ]
        return [(starts, ends) for starts, ends in pairs if starts and ends]


class DayForm(forms.Form):
    """A day that is not as the week says."""

    day = DayField(label=gettext_lazy("Which day?"))
    kind = forms.ChoiceField(label=gettext_lazy("What is different?"), choices=DayChange.Kind, widget=forms.RadioSelect)
    although_kept = forms.BooleanField(
        label=gettext_lazy("Close the day although registers were taken"), required=False, widget=forms.HiddenInput
    )

    def ask_again(self) -> None:
        """Show the question whether the day is to be closed although something is recorded on it."""
        self.fields["although_kept"].widget = forms.CheckboxInput()
        self.add_error(
            "although_kept",
            _("Registers were taken on this day. They are kept. If there was no school, tick this and save again."),
        )
