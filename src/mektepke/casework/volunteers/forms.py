"""What a teacher says of pairs, and what a pedagogue hears from one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mektepke.casework.models import PairNote
from mektepke.casework.volunteers.rules import Fault, faults
from mektepke.pupils.models import Child
from mektepke.pupils.rules import told_apart

# No class has more pairs; a longer number is a slip of the finger.
LARGEST = 99


class PairsForm(forms.Form):
    """A number for each child of the class: those with the same number go together."""

    use_required_attribute = False

    def __init__(self, *args: Any, children: Sequence[Child], proposed: Mapping[UUID, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = told_apart(children)
        # Who goes together stands together, as long as the page is open.
        in_order = sorted(names, key=lambda key: proposed.get(key, 0))
        self.keys = {f"number-{key}": key for key in in_order}
        self.fields |= {name: _number(names[key], proposed.get(key)) for name, key in self.keys.items()}

    def clean(self) -> None:
        """Everybody is in exactly one pair of two, in an odd class one of them in a group of three."""
        if self.errors:
            return
        numbers = self.numbers()
        names, together = {key: name for name, key in self.keys.items()}, list(numbers.values())
        for key, fault in faults(numbers).items():
            self.add_error(names[key], _in_words(fault, numbers[key], together.count(numbers[key])))

    def numbers(self) -> dict[UUID, int]:
        """The number of each child."""
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}


def _number(label: str, proposed: int | None) -> forms.IntegerField:
    wrong = _("Write a number from 1 to 99.")
    names = ("required", "invalid", "min_value", "max_value")
    return forms.IntegerField(
        label=label, initial=proposed, min_value=1, max_value=LARGEST, error_messages=dict.fromkeys(names, wrong)
    )


def _in_words(fault: Fault, number: int, count: int) -> str:
    if fault is Fault.ALONE:
        said = gettext("Nobody else has the number %(number)s. Write the same number beside two children.")
    else:
        said = gettext("%(count)s children have the number %(number)s. Only two go together.")
    return said % {"number": number, "count": count}


class AgreedForm(forms.Form):
    """Whether a pair's children and families have agreed. The form carries what the page showed, so that only what was
    touched on it is written: somebody else may have ticked the other meanwhile."""

    children_agreed = forms.BooleanField(label=_("The children agreed"), required=False, show_hidden_initial=True)
    families_agreed = forms.BooleanField(label=_("The families agreed"), required=False, show_hidden_initial=True)

    def changes(self) -> dict[str, bool]:
        """What differs from what the page showed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class ToldForm(forms.Form):
    """One of the three things that a pair can say."""

    kind = forms.ChoiceField(
        choices=PairNote.Kind,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Please touch one of the three buttons.")),
    )
