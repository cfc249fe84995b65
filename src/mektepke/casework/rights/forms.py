"""What a family asks for, and what is decided about what is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.casework.forms.common import CHOOSE, Day, InOurWords, not_long_ago
from mektepke.casework.models import Consent, Correction
from mektepke.casework.rights.actions.requests import Asked
from mektepke.casework.rights.rules.schedule import MOST, SCHEDULE, Kind
from mektepke.people.models import LANGUAGES

LONGEST = 2000
YES, NO = "yes", "no"


def _words(
    label: Any, *, rows: int = 3, required: bool = True, missing: Any = "", help_text: Any = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=LONGEST,
        required=required,
        help_text=help_text,
        error_messages={"required": missing} if missing else {},
    )


class AskForm(InOurWords):
    """Who asks for the record, how and when, in which language, and whether they live with the child."""

    asked_by = forms.ChoiceField(
        label=_("Who asks for it?"),
        choices=[CHOOSE, *Consent.GivenBy.choices],
        error_messages={"required": _("Please choose who asks.")},
    )
    lives_together = forms.ChoiceField(
        label=_("Does this person live with the child?"),
        choices=[(YES, _("Yes")), (NO, _("No, or not known"))],
        widget=forms.RadioSelect,
        help_text=_("If not, the record leaves out where the child lives and the numbers of the other adults."),
        error_messages={"required": _("Please say whether this person lives with the child.")},
    )
    how = forms.ChoiceField(
        label=_("How did they ask?"), choices=Consent.How.choices, widget=forms.RadioSelect, initial="spoken"
    )
    asked_on = Day(label=_("When did they ask?"), validators=[not_long_ago])
    language = forms.ChoiceField(label=_("In which language do they want it?"), choices=LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked_on"].initial = clock.today

    def given(self) -> Asked:
        """As it was typed."""
        said = self.cleaned_data
        return Asked(
            asked_by=said["asked_by"], how=said["how"], asked_on=said["asked_on"], language=said["language"],
            lives_together=said["lives_together"] == YES,
        )  # fmt: skip


class CorrectionForm(InOurWords):
    """What the family says is wrong."""

    words = _words(_("What does the family say is wrong?"), missing=_("Please write what the family says is wrong."))


class AnswerForm(InOurWords):
    """Put right and where, or left and why."""

    answer = forms.ChoiceField(
        label=_("What became of it?"),
        choices=Correction.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what became of it.")},
    )
    words = _words(
        _("Where was it put right, or why is it left?"),
        help_text=_("The family reads this."),
        missing=_("Please say where it was put right, or why it is left as it is."),
    )


class EraseForm(InOurWords):
    """Who asks for it, in the family's words."""

    asked_by = forms.ChoiceField(
        label=_("Who asks for it?"),
        choices=[CHOOSE, *Consent.GivenBy.choices],
        error_messages={"required": _("Please choose who asks.")},
    )
    words = _words(_("What does the family say?"), required=False)


class DecisionForm(InOurWords):
    """Removed for good, or not now and why."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        widget=forms.RadioSelect,
        choices=[(YES, _("Remove it for good")), (NO, _("Not now"))],
        error_messages={"required": _("Please choose what you decide.")},
    )
    words = _words(_("If not now: why?"), rows=2, required=False)

    def clean(self) -> dict[str, Any]:
        """Whoever keeps something says why."""
        said = super().clean() or {}
        if said.get("decision") == NO and not said.get("words", "").strip():
            self.add_error("words", gettext("Please say in a sentence why not now."))
        return said

    @property
    def removes(self) -> bool:
        """Whether it is to be removed."""
        return bool(self.cleaned_data["decision"] == YES)


class PeriodForm(InOurWords):
    """For how many months one kind of record is kept."""

    months = forms.IntegerField(
        label=_("Months"),
        error_messages={
            "required": _("Please write a number of months."),
            "invalid": _("This is not a whole number of months."),
        },
    )

    def __init__(self, typed: Any, *, kind: Kind, months: int) -> None:
        super().__init__(typed, prefix=kind.value, initial={"months": months})
        self.kind = kind

    def clean_months(self) -> int:
        """Within bounds: neither forgotten before anybody could ask, nor kept for ever."""
        months, least = int(self.cleaned_data["months"]), SCHEDULE[self.kind].least
        if not least <= months <= MOST:
            words = gettext("Choose a number of months from {least} to {most}.")
            raise ValidationError(words.format(least=least, most=MOST))
        return months
