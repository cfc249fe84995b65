"""What is asked of whoever has noticed something, and what the social pedagogue answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from mektepke.watch.concerns.models import Concern
from mektepke.watch.concerns.rules import LONGEST_REACH, LONGEST_WORDS, Noticed
from mektepke.watch.concerns.sentences.table import Sentences

Because, GoesTo = Concern.Because, Concern.GoesTo


class Written(forms.Form):
    """Three short questions at most; the village is asked on the page before. `subject` is not for people: whoever
    fills in everything is a program, and a person who did so by mistake is told."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *, say: Sentences, has_officer: bool) -> None:
        super().__init__(data)
        self.say, self.has_officer = say, has_officer
        codes = [(code.value, say.codes[code]) for code in Noticed]
        self.fields["urgent"] = forms.BooleanField(label=say.urgent, help_text=say.urgent_help, required=False)
        self.fields["codes"] = forms.MultipleChoiceField(
            label=say.noticed, choices=codes, widget=forms.CheckboxSelectMultiple, required=False,
            error_messages={"invalid_choice": say.choose, "invalid_list": say.choose},
        )  # fmt: skip
        self.fields["words"] = _text(say, say.words, LONGEST_WORDS, help_text=say.words_help, rows=4)
        self.fields["about_school_worker"] = forms.BooleanField(
            label=say.worker, help_text=say.worker_help, required=False
        )
        self.fields["reach"] = _text(say, say.reach, LONGEST_REACH, help_text=say.reach_help, rows=2)
        self.fields["subject"] = _text(say, say.trap, LONGEST_REACH)

    def clean_subject(self) -> str:
        """Empty, if a person has filled in the page."""
        if self.cleaned_data["subject"]:
            raise forms.ValidationError(self.say.trapped)
        return ""

    def clean_about_school_worker(self) -> bool:
        """Where nobody outside the school reads it nobody is asked; a page that was open before brings it nowhere."""
        ticked = bool(self.cleaned_data["about_school_worker"])
        if ticked and not self.has_officer:
            raise forms.ValidationError(self.say.no_officer)
        return ticked

    def clean(self) -> dict[str, Any]:
        """Something has to be said, ticked or in words."""
        said = super().clean() or {}
        if not said.get("codes") and not said.get("words") and not {"codes", "words"} & self.errors.keys():
            self.add_error("codes", self.say.say_something)
        said.pop("subject", None)
        return said


def _text(say: Sentences, label: str, longest: int, *, help_text: str = "", rows: int = 0) -> forms.CharField:
    """The browser is not told how long it may be: it would cut what is pasted without a word. Nor does it keep what was
    typed, for the next one on the phone may be who it is about."""
    attributes = {"autocomplete": "off"}
    widget = forms.Textarea(attributes | {"rows": rows}) if rows else forms.TextInput(attributes | {"tabindex": "-1"})
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        validators=[MaxLengthValidator(longest)],
        widget=widget,
        error_messages={
            "max_length": say.too_long.replace("{most}", str(longest)),
            "null_characters_not_allowed": say.bad_sign,
        },
    )


class NothingNeeded(forms.Form):
    """«Nothing needed, because …»: one choice; words only where they help."""

    use_required_attribute = False
    because = forms.ChoiceField(
        label=_("Nothing needed, because …"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose why nothing is needed.")},
    )
    words = forms.CharField(
        label=_("In your words"),
        widget=forms.Textarea({"rows": 3}),
        max_length=LONGEST_WORDS,
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, concern: Concern) -> None:
        super().__init__(data)
        at_school = concern.goes_to == GoesTo.SCHOOL
        reasons = [because for because in Because if not (at_school and because == Because.TAKEN_ON)]
        self.fields["because"].choices = [(because.value, because.label) for because in reasons]  # type: ignore[attr-defined]
