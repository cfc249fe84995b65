"""What people type about a signal, and the limits of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mektepke.attendance.models import Reason
from mektepke.watch.models import Answer
from mektepke.watch.rules.evidence import Rule
from mektepke.watch.rules.limits import DEFAULTS, NOTES, names
from mektepke.watch.words import LIMITS, RULES, SOURCES

WORDS = {"rows": 3}
FEWEST_LETTERS = 10


class WhyNotAProblem(forms.Form):
    """«Not a problem, because …»: the reason is the answer."""

    words = forms.CharField(
        label=gettext_lazy("Not a problem, because …"),
        widget=forms.Textarea(WORDS),
        max_length=2000,
        error_messages={"required": gettext_lazy("Please say why it is not a problem.")},
    )

    def clean_words(self) -> str:
        """«OK» is no reason: whoever reads it in a month must understand why nobody acted."""
        words = str(self.cleaned_data["words"])
        if sum(sign.isalpha() for sign in words) < FEWEST_LETTERS:
            raise ValidationError(
                _("Please say in a few words why it is not a problem: at least {count} letters.").format(
                    count=FEWEST_LETTERS
                )
            )
        return words


class Called(forms.Form):
    """What came of a call."""

    result = forms.ChoiceField(
        label=gettext_lazy("What came of it?"),
        choices=Answer.Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose what came of it.")},
    )
    words = forms.CharField(
        label=gettext_lazy("What was said and agreed"),
        widget=forms.Textarea(WORDS),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("Only what helps the child come to school. No illness, no quarrel, no names of others."),
    )


class CalledOnFirstDay(Called):
    """What came of a call on the first day; a reason that the family told goes into the register."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Which reason?"),
        choices=[("", gettext_lazy("– choose –")), *Reason.choices],
        required=False,
        help_text=gettext_lazy("Only if the family told a reason. It is written into the register of the day."),
    )
    field_order = ("result", "reason", "words")

    def clean(self) -> dict[str, Any]:
        """Where the family told a reason, it has to be chosen. Told beside any other result it is kept as well: that a
        child comes back tomorrow does not say why nobody sat there today."""
        said = super().clean() or {}
        known = said.get("result") == Answer.Result.REASON_KNOWN
        if known and "reason" in said and not said["reason"]:
            self.add_error("reason", _("Please choose the reason that the family told."))
        return said


class Talked(forms.Form):
    """What a talk was about."""

    words = forms.CharField(
        label=gettext_lazy("What was said and agreed"),
        widget=forms.Textarea(WORDS),
        max_length=2000,
        error_messages={"required": gettext_lazy("Please say in a few words what was agreed.")},
    )


class WhatHappened(forms.Form):
    """A head's answer to a question about the school."""

    words = forms.CharField(
        label=gettext_lazy("What happened?"),
        widget=forms.Textarea(WORDS),
        max_length=2000,
        error_messages={"required": gettext_lazy("Please say what happened.")},
    )


@dataclass(frozen=True, slots=True)
class Group:
    """One rule's limits, as the page groups them."""

    name: str | Promise
    fields: list[BoundField]


class OwnLimits(forms.Form):
    """All limits. An empty field stands for the default."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, own: Mapping[str, int]) -> None:
        super().__init__(data, initial=dict(own))
        for name in names():
            self.fields[name] = _limit(name)

    def clean(self) -> dict[str, int]:
        """Only what differs from nothing: the limits somebody wants otherwise."""
        found = super().clean() or {}
        return {name: value for name, value in found.items() if value is not None}

    def contradict(self, limits: list[str]) -> None:
        """Say at each of these limits that it does not go with its neighbour."""
        for name in limits:
            self.add_error(name, _("This does not go together with the limit beside it."))

    def groups(self) -> list[Group]:
        """The fields by rule."""
        by_rule: dict[Rule, list[BoundField]] = {}
        for name in names():
            by_rule.setdefault(NOTES[name].rule, []).append(self[name])
        return [Group(RULES[rule], fields) for rule, fields in by_rule.items()]


def _limit(name: str) -> forms.IntegerField:
    note, default = NOTES[name], getattr(DEFAULTS, name)
    out_of_bounds = _("Please write a whole number from {least} to {most}, or nothing for the default.").format(
        least=note.least, most=note.most
    )
    return forms.IntegerField(
        label=str(LIMITS[name]),
        required=False,
        min_value=note.least,
        max_value=note.most,
        widget=forms.NumberInput({"inputmode": "numeric", "placeholder": default}),
        help_text=_("Default: {default} (possible: {least} to {most}). Source: {source}.").format(
            default=default, least=note.least, most=note.most, source=SOURCES[note.source]
        ),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), out_of_bounds),
    )
