"""Who gets a case, and what a new cause is called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mektepke.base.names import tidy
from mektepke.casework.caseload.queries import Carries
from mektepke.casework.caseload.words import as_choice
from mektepke.casework.causes import Cause
from mektepke.casework.forms.common import CHOOSE, InOurWords
from mektepke.casework.models import OwnCause
from mektepke.people.models import Person

LANGUAGES = ("ky", "ru", "en")


class GiveForm(InOurWords):
    """To whom a case is given; what each of them carries stands beside the name, before anything is sent."""

    to = forms.ChoiceField(
        label=_("Who works on it from now on?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose who works on it from now on."),
            "invalid_choice": _("This person does not work on cases here any more. Please choose another."),
        },
    )

    def __init__(self, data: QueryDict | None = None, *, receivers: Sequence[Carries]) -> None:
        super().__init__(data)
        self.people = {str(one.worker.pk): one.worker for one in receivers}
        choices = [(str(one.worker.pk), as_choice(one)) for one in receivers]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Person:
        """The person who was chosen."""
        return self.people[self.cleaned_data["to"]]


class OwnCauseForm(forms.ModelForm[OwnCause]):
    """A cause that the programme adds: its group, and its name in three languages."""

    use_required_attribute = False

    class Meta:
        model = OwnCause
        fields = ["group", *(f"name_{language}" for language in LANGUAGES)]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [CHOOSE, *OwnCause._meta.get_field("group").choices]  # type: ignore[attr-defined, misc]
        self.fields["group"].error_messages["required"] = gettext("Please choose whose part it is.")
        for language in LANGUAGES:
            said = gettext("Please write the name in all three languages: each reader sees their own.")
            self.fields[f"name_{language}"].error_messages["required"] = said

    def clean(self) -> dict[str, Any]:
        """A cause that is on the list already is not added under the same name a second time."""
        said = super().clean() or {}
        for language in LANGUAGES:
            name = said.get(f"name_{language}")
            if name and _alike(name) in set(_names(language)):
                self.add_error(f"name_{language}", ValidationError(gettext("This cause is on the list already.")))
        return said


def _names(language: str) -> Iterator[str]:
    """What all causes on the list are called in one language."""
    with translation.override(language):
        yield from (_alike(str(cause.label)) for cause in Cause)
    for name in OwnCause.objects.filter(ended_on__isnull=True).values_list(f"name_{language}", flat=True):
        yield _alike(name)


def _alike(name: str) -> str:
    return tidy(name).lower()
