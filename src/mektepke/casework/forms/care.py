"""Taking a child into care: causes, and what is done first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mektepke.casework.actions import ActionGiven, CauseGiven, RiskGiven
from mektepke.casework.catalogue import kinds_of, parties_of
from mektepke.casework.causes import Cause
from mektepke.casework.forms.common import CHOOSE, Day, InOurWords, not_in_the_past
from mektepke.casework.models import Case, CaseCause
from mektepke.casework.queries.causes import cause_choices

# They lead to the way of protection: an ordinary plan would be laid before parents, head and village.
DANGERS = frozenset({Cause.VIOLENCE.value, Cause.EARLY_MARRIAGE.value})


class StakeForm(InOurWords):
    """How much is at stake: little, and one screen is enough; more, and the case goes its six steps."""

    risk = forms.ChoiceField(
        label=_("How much is at stake if nothing is done?"),
        choices=[
            (Case.Risk.LOW.value, _("Little: one cause, one action and a day are enough")),
            (Case.Risk.MEDIUM.value, _("More: a plan with several actions is needed")),
            (Case.Risk.HIGH.value, _("Much: the child may leave school for good")),
        ],
        widget=forms.RadioSelect,
        required=False,
        initial=Case.Risk.LOW.value,
    )
    reason = forms.CharField(
        label=_("Why is more at stake?"),
        help_text=_("The head reads this when the plan is approved."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """More than a low risk says why."""
        said = super().clean() or {}
        if said.get("risk") not in {"", Case.Risk.LOW} and not said.get("reason"):
            self.add_error("reason", gettext("Please say in a sentence why so much is at stake."))
        return said

    @property
    def is_more(self) -> bool:
        """Whether more than a low risk was chosen, so that the first action may wait for the plan."""
        return self.is_bound and self.data.get("risk") in {Case.Risk.MEDIUM, Case.Risk.HIGH}

    def given(self) -> RiskGiven:
        """The risk as chosen; a low one where nothing was."""
        said = self.cleaned_data
        return RiskGiven(said["risk"] or Case.Risk.LOW.value, said["reason"])


class _Beside(forms.ChoiceField):
    """A choice that is always made already: it does not make a cause of a row in which nothing was written."""

    def has_changed(self, _initial: Any, _data: Any) -> bool:
        """Never, by itself."""
        return False


class CauseForm(InOurWords):
    """One cause, what shows it, and who said so."""

    cause = forms.ChoiceField(
        label=_("Why does the child miss school?"),
        choices=lambda: [CHOOSE, *cause_choices()],
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
    sure = _Beside(
        label=_("How sure is it?"),
        choices=CaseCause.Sure.choices,
        required=False,
        initial=CaseCause.Sure.LIKELY.value,
    )

    def __init__(self, *args: Any, in_protection: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.in_protection = in_protection

    def clean_cause(self) -> str:
        """A child in danger is not cared for with the family's help and the village's knowledge."""
        cause: str = self.cleaned_data["cause"]
        if cause in DANGERS and not self.in_protection:
            raise forms.ValidationError(
                gettext("A child in danger goes another way: choose “The child is in danger” on the child's page.")
            )
        return cause

    def given(self) -> CauseGiven:
        """The cause as typed."""
        said = self.cleaned_data
        return CauseGiven(said["cause"], said["evidence"], said["said_by"], said["sure"] or CaseCause.Sure.LIKELY.value)


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


class ActionForm(InOurWords):
    """One action: what, who, until when."""

    kind = forms.ChoiceField(
        label=_("What is done?"),
        error_messages={"required": _("Please choose what is done.")},
    )
    party = forms.ChoiceField(
        label=_("Who is responsible?"),
        error_messages={"required": _("Please choose who is responsible.")},
    )
    due_on = Day(
        label=_("Until when?"),
        validators=[not_in_the_past],
        error_messages={"required": _("Please choose until when.")},
    )
    words = forms.CharField(label=_("In your words"), required=False, max_length=300)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        prefix: str | None = None,
        may_wait: bool = False,
        protection: bool = False,
    ) -> None:
        """`protection`: whether the child is in protection as far as this person knows, by this case or another."""
        super().__init__(data, prefix=prefix)
        self.fields["kind"].choices = [CHOOSE, *kinds_of(protection=protection)]  # type: ignore[attr-defined]
        self.fields["party"].choices = [CHOOSE, *parties_of(protection=protection)]  # type: ignore[attr-defined]
        nothing_chosen = data is not None and not any(data.get(self.add_prefix(name)) for name in self.fields)
        if may_wait and nothing_chosen:
            for field in self.fields.values():
                field.required = False

    def given(self) -> ActionGiven:
        """The action as typed."""
        said = self.cleaned_data
        return ActionGiven(said["kind"], said["party"], said["due_on"], said["words"])
