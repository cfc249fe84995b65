"""What the auditor's page can be asked."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from mektepke.trail.models import Change


class Question(forms.Form):
    """From which day, until which, which action; `before` is the last row of the page before."""

    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    action = forms.CharField(label=_("What was done, as a code"), required=False, max_length=64)
    before = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean_before(self) -> Change | None:
        """The row itself; one that is not there is no row to go on from."""
        key: UUID | None = self.cleaned_data["before"]
        return Change.objects.filter(pk=key).first() if key else None
