"""What the forms of a case share: days, choices, gaps pointed out in the reader's language."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock

# A date further away than this is a slip of the finger, not a plan.
FARTHEST = timedelta(days=400)
LONGEST_AGO = timedelta(days=30)
CHOOSE: tuple[str, str | Promise] = ("", _("– choose –"))


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


class InOurWords(forms.Form):
    """A form whose gaps the house points out, in the reader's language; a browser would do it in its own."""

    use_required_attribute = False
