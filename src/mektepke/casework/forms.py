"""What a pedagogue types about a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.casework.actions import ActionGiven, CauseGiven
from mektepke.casework.causes import GROUPS
from mektepke.casework.models import Action, CapacityRow, Case, CaseCause, Contact
from mektepke.casework.queries import coming_school_days, next_school_day
from mektepke.casework.rules import AFTER_CARE, SCHOOL_DAYS_UNTIL_LOOK, LastDays, counted_day
from mektepke.casework.words import left_empty, no_school_on, results_after, what_registers_say, whom
from mektepke.places.models import School
from mektepke.pupils.models import Guardian

# A date further away than this is a slip of the finger, not a plan.
FARTHEST = timedelta(days=400)
LONGEST_AGO = timedelta(days=30)
WHEN: dict[str, str | Promise] = {"call": _("When was the call?"), "visit": _("When was the visit?")}
CHOOSE: tuple[str, str | Promise] = ("", _("– choose –"))
CAUSE_CHOICES = [
    CHOOSE,
    *[(group.label, [(cause.value, cause.label) for cause in causes]) for group, causes in GROUPS.items()],
]


class Day(forms.DateField):
    """A day, chosen with the phone's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {
        "required": _("Please choose a day."),
        "invalid": _("This is not a day. Please choose one from the calendar."),
    }


def not_in_the_past(day: Any) -> None:
    """What is still to be done cannot be due yesterday."""
    if day < clock.today():
        raise ValidationError(gettext("This day has passed. Choose today or a later day."))
    if day > clock.today() + FARTHEST:
        raise ValidationError(gettext("This day is more than a year away. Choose a nearer one."))


def not_long_ago(day: Any) -> None:
    """A call or a visit has been, and not so long ago that nobody remembers it well."""
    if day > clock.today():
        raise ValidationError(gettext("This day has not come yet. Choose today or an earlier day."))
    if day < clock.today() - LONGEST_AGO:
        raise ValidationError(gettext("This day is more than 30 days ago. Choose a later one."))


class _InOurWords(forms.Form):
    """A form whose gaps the house points out, in the reader's language; a browser would do it in its own."""

    use_required_attribute = False


class CauseForm(_InOurWords):
    """One cause, what shows it, and who said so."""

    cause = forms.ChoiceField(
        label=_("Why does the child miss school?"),
        choices=CAUSE_CHOICES,
        error_messages={"required": _("Please choose what keeps the child away.")},
    )
    evidence = forms.CharField(
        label=_("What shows it?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        error_messages={"required": _("Please write what shows it. One sentence is enough.")},
    )
    said_by = forms.ChoiceField(
        label=_("Who said so?"),
        choices=[CHOOSE, *CaseCause.SaidBy.choices],
        error_messages={"required": _("Please choose who said so.")},
    )

    def given(self) -> CauseGiven:
        """The cause as typed."""
        said = self.cleaned_data
        return CauseGiven(said["cause"], said["evidence"], said["said_by"])


class _EveryCauseOnce(forms.BaseFormSet):  # type: ignore[type-arg]
    """Several causes of one child; the same one is not named twice."""

    default_error_messages = {
        "missing_management_form": _("The page did not arrive whole. Please open it again."),
        "too_few_forms": _("Please name at least one cause."),
        "too_many_forms": _("These are too many causes at once. Add the others afterwards."),
    }

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


class ActionForm(_InOurWords):
    """One action: what, who, until when."""

    kind = forms.ChoiceField(
        label=_("What is done?"),
        choices=[CHOOSE, *Action.Kind.choices],
        error_messages={"required": _("Please choose what is done.")},
    )
    party = forms.ChoiceField(
        label=_("Who is responsible?"),
        choices=[CHOOSE, *Action.Party.choices],
        error_messages={"required": _("Please choose who is responsible.")},
    )
    due_on = Day(
        label=_("Until when?"),
        validators=[not_in_the_past],
        error_messages={"required": _("Please choose until when.")},
    )
    words = forms.CharField(label=_("In your words"), required=False, max_length=300)

    def given(self) -> ActionGiven:
        """The action as typed."""
        said = self.cleaned_data
        return ActionGiven(said["kind"], said["party"], said["due_on"], said["words"])


class CloseForm(_InOurWords):
    """How it ended and what helped. Where the registers do not show the child at school although it is said to be there
    (returned, or no care needed), also why it is so all the same."""

    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=Case.Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose how it ended.")},
    )
    know = forms.BooleanField(
        label=_("I know what the registers say, and it is so all the same"),
        error_messages={"required": _("Please tick this, or choose how else it ended.")},
    )
    despite_registers = forms.CharField(
        label=_("Why is it so all the same?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        error_messages={"required": _("Please say in a few words why.")},
    )
    words = forms.CharField(
        label=_("What helped?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )

    def __init__(self, data: QueryDict | None = None, *, last: LastDays) -> None:
        super().__init__(data)
        self.last = last
        self.was_asked = data is not None and "despite_registers" in data
        doubtful = data is not None and data.get("outcome") in AFTER_CARE and last.speak_against_return
        if not doubtful:
            del self.fields["know"], self.fields["despite_registers"]

    def clean(self) -> dict[str, Any]:
        """An end that the registers speak against is refused once, and then wants a tick and a reason."""
        said = super().clean() or {}
        if "know" in self.fields and not (said.get("know") and said.get("despite_registers")):
            self.add_error("outcome", what_registers_say(self.last))
            if not self.was_asked:
                # Who has not seen these two fields yet has forgotten nothing.
                self.errors.pop("know", None)
                self.errors.pop("despite_registers", None)
        return said


class ContactForm(_InOurWords):
    """What came of a call or a visit: one choice is enough for the common case."""

    result = forms.ChoiceField(
        label=_("What came of it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what came of it.")},
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


# What the table takes, said where it is typed.
POSSIBLE = {"hours_from": (0, 60), "new_a_day": (1, 20), "visits_a_week": (1, 40)}


class CapacityForm(forms.ModelForm[CapacityRow]):
    """What somebody with at least so many hours can take on."""

    use_required_attribute = False

    class Meta:
        model = CapacityRow
        fields = ["hours_from", "new_a_day", "visits_a_week"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (least, most) in POSSIBLE.items():
            say = gettext("Please write a whole number from {least} to {most}.").format(least=least, most=most)
            self.fields[name].error_messages |= {"required": say, "invalid": say}
            self.fields[name].validators += [MinValueValidator(least, say), MaxValueValidator(most, say)]
            self.fields[name].widget.attrs |= {"min": least, "max": most}

    def validate_unique(self) -> None:
        """Typing a row that is there changes it."""
