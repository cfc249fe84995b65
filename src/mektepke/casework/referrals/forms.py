"""What is typed about consents and letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.casework.forms.common import CHOOSE, Day, InOurWords
from mektepke.casework.models import Case, Consent, Referral
from mektepke.casework.referrals.actions import ReferralGiven, Said
from mektepke.casework.referrals.letters import Known
from mektepke.casework.referrals.rules import is_told_alone, preselected
from mektepke.casework.referrals.words import consent_words
from mektepke.places.models import School
from mektepke.pupils.fields import RecordField

Purpose, Answer, Body = Consent.Purpose, Referral.Answer, Referral.Body
# A signed sheet may come back from a family weeks later; what is older than a school year is asked anew.
LONGEST_AGO = timedelta(days=365)
WITHOUT = "without"
SPOKEN_OF = [("yes", _("Yes")), ("no", _("No")), ("", _("Not asked"))]


def has_been(day: date) -> None:
    """Nobody has agreed tomorrow."""
    if day > clock.today():
        raise ValidationError(gettext("This day has not come yet. Choose today or an earlier day."))
    if day < clock.today() - LONGEST_AGO:
        raise ValidationError(gettext("This day is more than a year ago. Please ask the family anew."))


class ConsentForm(InOurWords):
    """One talk: who decided, how and when, and what they said to each purpose."""

    given_by = forms.ChoiceField(
        label=_("Who decided?"),
        choices=[CHOOSE, *Consent.GivenBy.choices],
        error_messages={"required": _("Please choose who decided.")},
    )
    casework = forms.ChoiceField(
        label=Purpose.CASEWORK.label, choices=SPOKEN_OF, widget=forms.RadioSelect, required=False
    )
    sharing = forms.ChoiceField(
        label=Purpose.SHARING.label, choices=SPOKEN_OF, widget=forms.RadioSelect, required=False
    )
    with_whom = forms.CharField(
        label=_("Which body may be told?"),
        max_length=200,
        required=False,
        help_text=_("Only for telling another body: name it as the family knows it."),
    )
    reporting = forms.ChoiceField(
        label=Purpose.REPORTING.label, choices=SPOKEN_OF, widget=forms.RadioSelect, required=False
    )
    how = forms.ChoiceField(
        label=_("How?"),
        choices=Consent.How.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose how they said so.")},
    )
    on = Day(label=_("When?"), validators=[has_been])

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"on": clock.today(), "how": Consent.How.SPOKEN.value})

    def clean(self) -> dict[str, Any]:
        """At least one purpose was spoken of, and whom to tell is said."""
        said = super().clean() or {}
        if not any(said.get(purpose) for purpose in Purpose.values):
            self.add_error("casework", gettext("Please choose an answer for at least one of the three purposes."))
        if said.get("sharing") and not said.get("with_whom"):
            self.add_error("with_whom", gettext("Please write which body was spoken of."))
        return said

    def given(self) -> Said:
        """What was said."""
        said = self.cleaned_data
        answers = {purpose: said[purpose] == "yes" for purpose in Purpose.values if said[purpose]}
        return Said(answers, said["given_by"], said["how"], said["on"], said["with_whom"])


class ReferForm(InOurWords):
    """One letter: to whom, what is asked, what they may know, and with whose consent."""

    to_school = RecordField(label=_("To which school?"), error_messages={"required": _("Please choose a school.")})
    addressee = forms.CharField(
        label=_("To whom by name?"),
        max_length=160,
        required=False,
        help_text=_("As it should stand on the letter. The body and its district stand there anyway."),
        error_messages={"required": _("Please write who gives the help.")},
    )
    need = forms.CharField(
        label=_("What is asked?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Please write what is asked. One sentence is enough.")},
        help_text=_("In the language in which the letter is printed. Name nobody whom they need not know."),
    )
    told = forms.MultipleChoiceField(
        label=_("What may they know?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Only what they need in order to help. What is not ticked does not go."),
    )
    told_alone = forms.MultipleChoiceField(
        label=_("Causes and health"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick one only where they cannot help without knowing it."),
    )
    consent = forms.ChoiceField(
        label=_("Who has agreed?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose the consent that names this receiver, or say why without it.")},
    )
    without_consent = forms.CharField(
        label=_("Why without consent?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
        help_text=_("Only where nobody has agreed: what speaks for telling them all the same."),
    )

    def __init__(
        self, data: QueryDict | None = None, *, case: Case, body: str, known: Sequence[Known],
        consents: Sequence[Consent], schools: Sequence[School] = (), to_school: School | None = None,
    ) -> None:  # fmt: skip
        ticked = preselected(body, protection=case.in_protection)
        super().__init__(data, initial={"told": sorted(ticked), "to_school": to_school})
        self.body, self.consents = body, {str(one.pk): one for one in consents}
        self._receiver(body, schools)
        self._offer("told", [one for one in known if not is_told_alone(one.code)])
        self._offer("told_alone", [one for one in known if is_told_alone(one.code)])
        self._consent(case)

    def _receiver(self, body: str, schools: Sequence[School]) -> None:
        """A school of the house is chosen, a body outside it is named."""
        if body != Body.SCHOOL:
            del self.fields["to_school"]
            self.fields["addressee"].required = body == Body.AID
            return
        del self.fields["addressee"]
        to_school = self.fields["to_school"]
        assert isinstance(to_school, RecordField)  # noqa: S101 - declared above
        to_school.offer(
            schools,
            words=lambda one: f"{one.name} ({one.village.name})",
            group=lambda one: one.village.parent.name,
        )

    def _offer(self, name: str, known: Sequence[Known]) -> None:
        """What is known, each with what stands in it: one sees what would go."""
        if not known:
            del self.fields[name]
            return
        self.fields[name].choices = [(one.code, f"{one.label}: {one.value}") for one in known]  # type: ignore[attr-defined]

    def _consent(self, case: Case) -> None:
        """In the way of protection nobody is asked; elsewhere one of the consents that hold, or a reason."""
        if case.in_protection:
            del self.fields["consent"]
            self.fields["without_consent"].label = _("Why is nobody asked?")
            self.fields["without_consent"].required = True
            self.fields["without_consent"].help_text = ""
            self.fields["without_consent"].error_messages["required"] = _("Please say in a few words why.")
            return
        choices = [(key, consent_words(one)) for key, one in self.consents.items()]
        self.fields["consent"].choices = [*choices, (WITHOUT, gettext("Without consent"))]  # type: ignore[attr-defined]
        if not choices:
            self.fields["consent"].initial = WITHOUT

    def clean(self) -> dict[str, Any]:
        """Without a consent the reason is said."""
        said = super().clean() or {}
        if said.get("consent") == WITHOUT and not said.get("without_consent"):
            self.add_error("without_consent", gettext("Please say in a few words why without consent."))
        return said

    def given(self) -> ReferralGiven:
        """The letter as it was chosen."""
        said = self.cleaned_data
        return ReferralGiven(
            body=self.body, need=said["need"], fields=[*said.get("told", ()), *said.get("told_alone", ())],
            to_school=said.get("to_school"), addressee=said.get("addressee", ""),
            consent=self.consents.get(said.get("consent", "")), without_consent=said["without_consent"],
        )  # fmt: skip


class AnswerForm(InOurWords):
    """What a receiver said: accepted or declined, and in their words."""

    answer = forms.ChoiceField(
        label=_("What did they answer?"),
        choices=[(one.value, one.label) for one in (Answer.ACCEPTED, Answer.DECLINED)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose the answer.")},
    )
    words = forms.CharField(
        label=_("In their words"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )
    on = Day(label=_("When?"), validators=[has_been])

    def __init__(self, data: QueryDict | None = None, *, sent_on: date) -> None:
        super().__init__(data, initial={"on": clock.today()})
        self.sent_on = sent_on

    def clean_on(self) -> date:
        """An answer comes after the letter."""
        day: date = self.cleaned_data["on"]
        if day < self.sent_on:
            raise ValidationError(gettext("The letter was sent later than this day. Please choose another one."))
        return day

    def clean(self) -> dict[str, Any]:
        """A refusal has a reason."""
        return _with_reason(self, super().clean())


class TakeOverForm(InOurWords):
    """Whether one's own school takes a case over, and what is said to the school that sent it."""

    answer = forms.ChoiceField(
        label=_("Does your school take it over?"),
        choices=[(Answer.ACCEPTED.value, _("Yes, we take it over")), (Answer.DECLINED.value, _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose the answer.")},
    )
    words = forms.CharField(
        label=_("What do you say to them?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )

    def clean(self) -> dict[str, Any]:
        """A refusal has a reason."""
        return _with_reason(self, super().clean())


def _with_reason(form: forms.Form, cleaned: dict[str, Any] | None) -> dict[str, Any]:
    said = cleaned or {}
    if said.get("answer") == Answer.DECLINED and not said.get("words"):
        form.add_error("words", gettext("Please write why not."))
    return said
