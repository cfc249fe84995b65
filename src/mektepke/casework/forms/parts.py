"""The parts of an assessment and of a risk, filled in one after the other, by one person or by two at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mektepke.casework.actions import RiskGiven
from mektepke.casework.forms.common import InOurWords
from mektepke.casework.merging import SEEN, Merged, merge, read_seen, seen
from mektepke.casework.models import Case

KEEP = [("mine", _("Keep what I wrote")), ("theirs", _("Keep what is stored")), ("both", _("Keep both"))]


class SeenForm(InOurWords):
    """A form that knows what its fields were when it was shown. `stored`: what they are now."""

    def __init__(self, data: QueryDict | None = None, *, stored: Mapping[str, str]) -> None:
        super().__init__(data, initial=dict(stored))
        self.parts = list(self.fields)
        self.stored = {name: stored.get(name, "") for name in self.parts}
        self.merged = Merged({}, {})
        self.fields[SEEN] = forms.CharField(widget=forms.HiddenInput, required=False, initial=seen(self.stored))
        if data is not None:
            self._ask_about(data)

    def _ask_about(self, data: QueryDict) -> None:
        """For each field that both changed: whose words are kept. Asked for the first time, it is an error."""
        # A page that lost its fields on the way has emptied none of them.
        typed = {name: str(data.get(name, self.stored[name])) for name in self.parts}
        self.merged = merge(typed, self.stored, read_seen(data.get(SEEN, "")))
        for name, theirs in self.merged.both.items():
            chosen = forms.ChoiceField(
                label=_("Somebody wrote this meanwhile: “%(words)s”") % {"words": self.in_words(name, theirs)},
                choices=[one for one in KEEP if one[0] != "both" or self.is_free(name)],
                widget=forms.RadioSelect,
                error_messages={"required": _("Please decide which words are kept.")},
            )
            self.fields[f"keep_{name}"] = chosen
        self.order_fields([one for name in self.parts for one in (name, f"keep_{name}")])

    def in_words(self, name: str, value: str) -> str:
        """A stored value as somebody reads it."""
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, value)) or gettext("nothing")

    def is_free(self, name: str) -> bool:
        """Whether the field holds words, of which both can be kept."""
        return not isinstance(self.fields[name], forms.ChoiceField)

    def decided(self) -> dict[str, str]:
        """What is stored for each field once everything is decided."""
        return {name: self._decided(name) for name in self.parts}

    def _decided(self, name: str) -> str:
        mine, theirs = self.merged.values[name].strip(), self.stored[name]
        chosen = self.cleaned_data.get(f"keep_{name}", "mine")
        return {"mine": mine, "theirs": theirs, "both": f"{theirs}\n{mine}"}[chosen]


class AssessmentForm(SeenForm):
    """What the worker understood. Every part may wait: what is there is kept."""

    child_says = forms.CharField(
        label=_("What does the child say, in the child's own words?"),
        help_text=_("Kept apart from everything else, and never shown to the family."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    household_needs = forms.CharField(
        label=_("What does the household need?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
        required=False,
    )
    strengths = forms.CharField(
        label=_("What are the child and the family good at? Who helps already?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
        required=False,
    )
    health = forms.CharField(
        label=_("Health, as far as school has to know"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
        required=False,
    )


class RiskForm(SeenForm):
    """How much is at stake, and why. A low risk needs no reason."""

    risk = forms.ChoiceField(
        label=_("How much is at stake if nothing is done?"),
        choices=Case.Risk.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose how much is at stake.")},
    )
    reason = forms.CharField(label=_("Why?"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False)

    def clean(self) -> dict[str, Any]:
        """More than a low risk says why."""
        said = super().clean() or {}
        if said.get("risk") in {Case.Risk.MEDIUM, Case.Risk.HIGH} and not said.get("reason"):
            self.add_error("reason", gettext("Please say in a sentence why so much is at stake."))
        return said

    def given(self) -> RiskGiven:
        """The risk as decided."""
        said = self.decided()
        return RiskGiven(said["risk"], said["reason"])
