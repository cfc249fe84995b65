"""How a case ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mektepke.casework.forms.common import InOurWords
from mektepke.casework.models import Case
from mektepke.casework.rules import AFTER_CARE, LastDays
from mektepke.casework.words import what_registers_say


class CloseForm(InOurWords):
    """How it ended and what helped. Where the registers do not show the child at school although it is said to be there
    (returned, or no care needed), also why it is so all the same."""

    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose how it ended.")},
    )
    know = forms.BooleanField(
        label=_("I know what the registers say, and it is so all the same"),
        error_messages={"required": _("Please tick this, or choose how else it ended.")},
    )
    despite_registers = forms.CharField(
        label=_("Why is it so all the same?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        error_messages={"required": _("Please say in a few words why.")},
    )
    words = forms.CharField(
        label=_("What helped?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        last: LastDays,
        outcomes: Sequence[tuple[str, Any]] = tuple(Case.Outcome.choices),
    ) -> None:
        super().__init__(data)
        self.fields["outcome"].choices = list(outcomes)  # type: ignore[attr-defined]
        self.last = last
        self.was_asked = data is not None and "despite_registers" in data
        doubtful = data is not None and data.get("outcome") in AFTER_CARE and last.speak_against_return
        if not doubtful:
            del self.fields["know"], self.fields["despite_registers"]

    def clean(self) -> dict[str, Any]:
        """An end that the registers speak against is refused once, and then wants a tick and a reason."""
        said = super().clean() or {}
        if "know" in self.fields and not (said.get("know") and said.get("despite_registers")):
            self.add_error("outcome", what_registers_say(self.last))
            if not self.was_asked:
                # Who has not seen these two fields yet has forgotten nothing.
                self.errors.pop("know", None)
                self.errors.pop("despite_registers", None)
        return said
