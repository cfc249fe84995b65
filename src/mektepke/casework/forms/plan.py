"""What is planned, agreed, approved and reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.casework.actions import ActionGiven
from mektepke.casework.catalogue import answers, kinds_of, parties_of
from mektepke.casework.forms.common import CHOOSE, Day, InOurWords, not_in_the_past, not_long_ago
from mektepke.casework.models import Action, Agreement, Approval, Case, CaseCause, Review
from mektepke.casework.queries.causes import cause_labels
from mektepke.casework.rules.steps import LONGEST_WITHOUT_REVIEW

# A danger is looked at again within a week, unless its worker knows better.
SOON = timedelta(days=7)


class PlannedActionForm(InOurWords):
    """One action of a plan: what, for which cause, who, until when, and what will show that it worked."""

    causes = forms.MultipleChoiceField(
        label=_("Which cause does it answer?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please tick the cause that it answers.")},
    )
    kind = forms.ChoiceField(label=_("What is done?"), error_messages={"required": _("Please choose what is done.")})
    party = forms.ChoiceField(
        label=_("Who is responsible?"), error_messages={"required": _("Please choose who is responsible.")}
    )
    due_on = Day(
        label=_("Until when?"),
        validators=[not_in_the_past],
        error_messages={"required": _("Please choose until when.")},
    )
    shown_by = forms.CharField(
        label=_("What will show that it worked?"),
        max_length=300,
        error_messages={"required": _("Please write what will show it. A few words are enough.")},
    )
    words = forms.CharField(label=_("In your words"), required=False, max_length=300)
    level_before = forms.CharField(
        label=_("Level before"), required=False, max_length=40, help_text=_("Of catch-up lessons only.")
    )
    hours = forms.IntegerField(
        label=_("Hours"),
        required=False,
        min_value=1,
        max_value=500,
        error_messages={"invalid": _("Please write a whole number of hours.")},
        help_text=_("Of catch-up lessons only."),
    )

    def __init__(
        self, data: QueryDict | None = None, *, case: Case, causes: Sequence[CaseCause], protection: bool = False
    ) -> None:
        """`protection`: whether the child is in protection as far as this person knows, by this case or another."""
        super().__init__(data)
        self.held = list(causes)
        names = cause_labels([cause.cause for cause in causes])
        self.fields["causes"].choices = [(str(one.pk), names[one.cause]) for one in causes]  # type: ignore[attr-defined]
        kinds = kinds_of(protection=protection)
        parties = parties_of(protection=protection, of_municipality=case.municipality_id is not None)
        self.fields["kind"].choices = [CHOOSE, *_grouped(kinds, causes, names)]  # type: ignore[attr-defined]
        self.fields["party"].choices = [CHOOSE, *parties]  # type: ignore[attr-defined]
        if not any(answers(Action.Kind.CATCH_UP, one.cause) for one in causes):
            del self.fields["level_before"], self.fields["hours"]

    def clean(self) -> dict[str, Any]:
        """An action answers the causes that are ticked: the catalogue knows which."""
        said = super().clean() or {}
        kind = said.get("kind")
        strangers = [one for one in self._chosen(said) if kind and not answers(kind, one.cause)]
        if strangers:
            name = cause_labels([strangers[0].cause])[strangers[0].cause]
            self.add_error("kind", gettext("This does not answer the cause “%s”. Choose another one.") % name)
        return said

    def _chosen(self, said: dict[str, Any]) -> list[CaseCause]:
        return [one for one in self.held if str(one.pk) in said.get("causes", ())]

    def given(self) -> ActionGiven:
        """The action as typed."""
        said = self.cleaned_data
        return ActionGiven(
            said["kind"], said["party"], said["due_on"], said["words"], said["shown_by"], self._chosen(said),
            said.get("level_before", ""), said.get("hours"),
        )  # fmt: skip


def _grouped(
    kinds: Sequence[tuple[str, Any]], causes: Sequence[CaseCause], names: dict[str, str]
) -> list[tuple[str, list[tuple[str, Any]]]]:
    """The kinds that answer each cause under its name; of two causes the same kind stands under the first."""
    groups: list[tuple[str, list[tuple[str, Any]]]] = []
    left = list(kinds)
    for cause in causes:
        fitting = [one for one in left if answers(one[0], cause.cause)]
        left = [one for one in left if one not in fitting]
        if fitting:
            groups.append((names[cause.cause], fitting))
    return groups


class PostponeForm(InOurWords):
    """Another day for the same action."""

    due_on = Day(
        label=_("Until when?"),
        validators=[not_in_the_past],
        error_messages={"required": _("Please choose until when.")},
    )


class DoneForm(InOurWords):
    """That an action is done, and what came of it."""

    worked = forms.ChoiceField(
        label=_("What came of it?"), choices=Action.Worked.choices, widget=forms.RadioSelect, required=False
    )
    level_after = forms.CharField(label=_("Level after"), required=False, max_length=40)

    def __init__(self, data: QueryDict | None = None, *, action: Action) -> None:
        super().__init__(data)
        if action.kind != Action.Kind.CATCH_UP:
            del self.fields["level_after"]


class AgreementForm(InOurWords):
    """With whom a plan was agreed, how and when."""

    whom = forms.ChoiceField(
        label=_("With whom?"),
        choices=Agreement.Whom.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose with whom it was agreed.")},
    )
    who = forms.CharField(label=_("Who was it?"), required=False, max_length=120, help_text=_("Mother, for example."))
    how = forms.ChoiceField(
        label=_("How?"),
        choices=Agreement.How.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose how it was agreed.")},
    )
    on = Day(label=_("When?"), validators=[not_long_ago])

    def __init__(self, data: QueryDict | None = None, *, case: Case) -> None:
        super().__init__(data, initial={"on": clock.today(), "how": Agreement.How.SPOKEN.value})
        if case.in_protection:
            self.fields["whom"].choices = [(Agreement.Whom.CHILD.value, Agreement.Whom.CHILD.label)]  # type: ignore[attr-defined]
            del self.fields["who"]


class DecisionForm(InOurWords):
    """The head's answer to a plan."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=Approval.Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what you decide.")},
    )
    words = forms.CharField(
        label=_("What do you ask or advise?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )

    def clean(self) -> dict[str, Any]:
        """A plan that is sent back says with which question."""
        said = super().clean() or {}
        if said.get("decision") == Approval.Decision.RETURNED and not said.get("words"):
            self.add_error("words", gettext("Please write what you ask."))
        return said


class ReviewForm(InOurWords):
    """A look back at a plan, and when the next one is."""

    decision = forms.ChoiceField(
        label=_("What becomes of the plan?"),
        choices=Review.Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what becomes of the plan.")},
    )
    words = forms.CharField(
        label=_("What has changed, and what was agreed?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    next_on = Day(label=_("Next review on"), validators=[not_in_the_past])

    def __init__(self, data: QueryDict | None = None, *, in_protection: bool = False) -> None:
        usual = SOON if in_protection else LONGEST_WITHOUT_REVIEW
        super().__init__(data, initial={"next_on": clock.today() + usual})

    def clean_next_on(self) -> Any:
        """At least every three months."""
        day = self.cleaned_data["next_on"]
        if day > clock.today() + LONGEST_WITHOUT_REVIEW:
            raise forms.ValidationError(gettext("A plan is reviewed at least every three months. Choose a nearer day."))
        return day


class BackForm(InOurWords):
    """Back to an earlier step, and why."""

    step = forms.ChoiceField(
        label=_("Back to which step?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a step.")},
    )
    words = forms.CharField(
        label=_("Why?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        error_messages={"required": _("Please say in a few words why.")},
    )

    def __init__(self, data: QueryDict | None = None, *, steps: Sequence[tuple[str, Any]]) -> None:
        super().__init__(data)
        self.fields["step"].choices = list(steps)  # type: ignore[attr-defined]
