"""How much one person can take on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext

from mektepke.casework.models import CapacityRow

# What the table takes, said where it is typed.
POSSIBLE = {"hours_from": (0, 60), "new_a_day": (1, 20), "visits_a_week": (1, 40), "open_cases": (1, 100)}


class CapacityForm(forms.ModelForm[CapacityRow]):
    """What somebody with at least so many hours can take on."""

    use_required_attribute = False

    class Meta:
        model = CapacityRow
        fields = ["hours_from", "new_a_day", "visits_a_week", "open_cases"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (least, most) in POSSIBLE.items():
            say = gettext("Please write a whole number from {least} to {most}.").format(least=least, most=most)
            self.fields[name].error_messages |= {"required": say, "invalid": say}
            self.fields[name].validators += [MinValueValidator(least, say), MaxValueValidator(most, say)]
            self.fields[name].widget.attrs |= {"min": least, "max": most}

    def validate_unique(self) -> None:
        """Typing a row that is there changes it."""
