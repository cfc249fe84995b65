"""What a pedagogue types about a case."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mektepke.casework.actions import ActionGiven, CauseGiven
from mektepke.casework.causes import GROUPS
from mektepke.casework.models import Action, CaseCause


class OpenCase(forms.Form):
    """One screen: cause, what shows it, who said so, what is done first, by whom, until when."""

    causes = forms.MultipleChoiceField(
        label=_("Why does the child miss school?"),
        choices=[(group.label, [(cause.value, cause.label) for cause in causes]) for group, causes in GROUPS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    evidence = forms.CharField(label=_("What shows it?"), widget=forms.Textarea(attrs={"rows": 3}))
    said_by = forms.ChoiceField(label=_("Who said so?"), choices=CaseCause.SaidBy)
    kind = forms.ChoiceField(label=_("What is done first?"), choices=Action.Kind)
    party = forms.ChoiceField(label=_("Who is responsible?"), choices=Action.Party)
    due_on = forms.DateField(label=_("Until when?"), widget=forms.DateInput(attrs={"type": "date"}))

    def given_causes(self) -> list[CauseGiven]:
        """The causes as chosen."""
        said = self.cleaned_data
        return [CauseGiven(cause, said["evidence"], said["said_by"]) for cause in said["causes"]]

    def given_action(self) -> ActionGiven:
        """The first action."""
        said = self.cleaned_data
        return ActionGiven(said["kind"], said["party"], said["due_on"])
