"""What is typed about a child in danger, about telling the body, and about who may read a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.base.names import search_key
from mektepke.casework.forms.common import CHOOSE, Day, InOurWords, not_in_the_past
from mektepke.casework.models import Case, CaseCause, Report
from mektepke.casework.protection.actions import DangerGiven, Kept
from mektepke.casework.protection.rules import LONGEST_READING
from mektepke.people.models import Person
from mektepke.pupils.models import Enrolment

RISKS = [(risk.value, risk.label) for risk in (Case.Risk.HIGH, Case.Risk.MEDIUM)]


class NamedForm(InOurWords):
    """Who of the school is named, or is kin. `before_sending` is asked once it is clear that the case leaves it."""

    named = forms.MultipleChoiceField(label=_("Is named in it"), required=False)
    kin = forms.MultipleChoiceField(label=_("Is kin"), required=False)
    before_sending = forms.BooleanField(
        label=_("I have read it: I cannot open this case again"),
        error_messages={"required": _("Please read what will happen, tick this and send again.")},
    )

    def __init__(
        self, data: QueryDict | None = None, *, staff: Sequence[Person], roles: Mapping[UUID, str] | None = None
    ) -> None:
        """`roles`: what each of them is at the school, in words."""
        super().__init__(data)
        self.staff = {str(one.pk): one for one in staff}
        self.roles = roles or {}
        for name in ("named", "kin"):
            self.fields[name].choices = [(key, one.full_name) for key, one in self.staff.items()]  # type: ignore[attr-defined]
        self._before_sending = self.fields.pop("before_sending")

    def ask_before_sending(self) -> None:
        """Want the last tick, too."""
        self.fields["before_sending"] = self._before_sending

    @property
    def kept(self) -> Kept:
        """Who must not see the case, as far as it is ticked already; somebody who is not staff here is left out."""
        return Kept(self._ticked("named"), self._ticked("kin"))

    def _ticked(self, name: str) -> frozenset[Person]:
        asked = self.data.getlist(name) if isinstance(self.data, QueryDict) else ()
        return frozenset(self.staff[key] for key in asked if key in self.staff)

    @property
    def rows(self) -> list[tuple[str, str, str, bool, bool]]:
        """Each member of staff with what is ticked: key, name, role, named, kin."""
        named, kin = self._ticked("named"), self._ticked("kin")
        return [
            (key, one.full_name, self.roles.get(one.pk, ""), one in named, one in kin)
            for key, one in self.staff.items()
        ]


class DangerForm(NamedForm):
    """What threatens a child, what shows it, how much is at stake, and whether anybody of the school is part of it."""

    danger = forms.ChoiceField(
        label=_("What threatens the child?"),
        choices=Report.Danger,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what threatens the child.")},
    )
    evidence = forms.CharField(
        label=_("What shows it?"),
        help_text=_("What you saw or heard, as exactly as you can. What the child said, in the child's words."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"required": _("Please write what shows it. One sentence is enough.")},
    )
    said_by = forms.ChoiceField(
        label=_("Who said so?"),
        choices=[CHOOSE, *CaseCause.SaidBy.choices],
        error_messages={"required": _("Please choose who said so.")},
    )
    risk = forms.ChoiceField(
        label=_("How much is at stake if nothing is done?"),
        choices=RISKS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose how much is at stake.")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        error_messages={"required": _("Please say in a sentence why so much is at stake.")},
    )
    anybody = forms.ChoiceField(
        label=_("Is anybody who works at the school named in it, or kin of who is named or of the child?"),
        choices=[
            ("no", _("No, nobody")),
            ("yes", _("Yes, whoever is ticked below")),
            ("not_known", _("Somebody of the school is, and I do not know who")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say whether anybody of the school is part of it.")},
    )
    field_order: tuple[str, ...] = (
        "danger",
        "evidence",
        "said_by",
        "risk",
        "reason",
        "anybody",
        "named",
        "kin",
        "before_sending",
    )

    def clean(self) -> dict[str, Any]:
        """What is ticked fits what is said."""
        said = super().clean() or {}
        ticked = bool(self.kept.whys)
        if said.get("anybody") == "yes" and not ticked:
            self.add_error("anybody", gettext("Please tick below who it is."))
        if said.get("anybody") == "no" and said.get("danger") == Report.Danger.SCHOOL_WORKER:
            about = gettext("You said that it is about somebody who works at the school. Tick below who it is.")
            self.add_error("anybody", about)
        elif said.get("anybody") != "yes" and ticked:
            self.add_error("anybody", gettext("Somebody is ticked below. Choose “Yes”, or take the tick away."))
        return said

    def given(self) -> DangerGiven:
        """The danger as typed."""
        said = self.cleaned_data
        return DangerGiven(said["danger"], said["evidence"], said["said_by"], said["risk"], said["reason"])


class FromConcernForm(DangerForm):
    """The same, and whose child it is: written by whoever has no list to choose from."""

    family_name = forms.CharField(
        label=_("The child's family name"),
        max_length=60,
        error_messages={"required": _("Please write the family name, as the school's list has it.")},
    )
    given_name = forms.CharField(
        label=_("The child's given name"),
        max_length=60,
        error_messages={"required": _("Please write the given name, as the school's list has it.")},
    )
    class_name = forms.CharField(
        label=_("Class"), help_text=_("Where several children have one name: 6-А, for example."), max_length=20,
        required=False,
    )  # fmt: skip
    field_order: tuple[str, ...] = ("family_name", "given_name", "class_name", *DangerForm.field_order)

    @property
    def name(self) -> tuple[str, str]:
        """Family name and given name as typed."""
        return self.cleaned_data["family_name"], self.cleaned_data["given_name"]

    def the_one(self, enrolled: Sequence[Enrolment]) -> Enrolment | None:
        """The one of these children who is meant; else the form says what is missing."""
        wanted = search_key(self.cleaned_data["class_name"])
        found = [one for one in enrolled if not wanted or search_key(one.school_class.name) == wanted]
        if len(found) == 1:
            return found[0]
        if not found:
            self.add_error("family_name", gettext("Nobody of this name is on the lists here. Ask how it is written."))
        else:
            self.add_error("class_name", gettext("Several children have this name. Write the class, too."))
        return None


class KeepOutForm(NamedForm):
    """More people who must not see a case."""

    def clean(self) -> dict[str, Any]:
        """At least one of them."""
        said = super().clean() or {}
        if not self.kept.whys:
            raise ValidationError(gettext("Please tick who must not see the case."))
        return said


class ReportForm(InOurWords):
    """That the body was told: whom, how, when, what they answered."""

    whom = forms.CharField(
        label=_("Whom did you tell?"),
        help_text=_("The office, and the name of who answered."),
        max_length=300,
        error_messages={"required": _("Please write whom you told.")},
    )
    how = forms.ChoiceField(
        label=_("How?"),
        choices=Report.How.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose how you told them.")},
    )
    told_at = forms.DateTimeField(
        label=_("When?"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": _("Please choose the day and the time."),
            "invalid": _("This is not a day and a time. Please choose both."),
        },
    )
    words = forms.CharField(
        label=_("What did they answer?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )

    def __init__(self, data: QueryDict | None = None, *, case: Case) -> None:
        super().__init__(data, initial={"told_at": clock.now()})
        self.case = case

    def clean_told_at(self) -> datetime:
        """Nobody was told tomorrow, or before the child was in danger as far as anybody here knew."""
        told_at: datetime = self.cleaned_data["told_at"]
        if told_at > clock.now():
            raise ValidationError(gettext("This time has not come yet. Choose when it was."))
        if clock.day_of(told_at) < self.case.opened_on:
            raise ValidationError(gettext("This is before the case was opened. Choose when it was."))
        return told_at


class ReaderForm(InOurWords):
    """To whom a case is given to read, why, and until when."""

    person = forms.ChoiceField(label=_("To whom?"), error_messages={"required": _("Please choose to whom.")})
    reason = forms.CharField(
        label=_("Why must this person read it?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        error_messages={"required": _("Please write why. One sentence is enough.")},
    )
    ends = Day(
        label=_("Until when?"), help_text=_("At most 30 days; you can give it again."), validators=[not_in_the_past]
    )

    def __init__(
        self, data: QueryDict | None = None, *, people: Sequence[Person], roles: Mapping[UUID, str] | None = None
    ) -> None:
        super().__init__(data, initial={"ends": clock.today() + LONGEST_READING / 2})
        self.people = {str(one.pk): one for one in people}
        named = [(key, _with_role(one, roles or {})) for key, one in self.people.items()]
        self.fields["person"].choices = [CHOOSE, *named]  # type: ignore[attr-defined]

    def clean_ends(self) -> Any:
        """After a month the reason is asked for again."""
        day = self.cleaned_data["ends"]
        if day > clock.today() + LONGEST_READING:
            raise ValidationError(gettext("This is more than 30 days. Choose a nearer day."))
        return day

    @property
    def chosen(self) -> Person:
        """The person as chosen."""
        return self.people[self.cleaned_data["person"]]


def _with_role(person: Person, roles: Mapping[UUID, str]) -> str:
    role = roles.get(person.pk)
    return f"{person.full_name} ({role})" if role else person.full_name
