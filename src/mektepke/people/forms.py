"""Forms about accounts, roles and codes."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mektepke.base import clock
from mektepke.base.names import tidy
from mektepke.base.phones import dialable
from mektepke.people.models import LANGUAGES, Person
from mektepke.people.queries import Where
from mektepke.places.forms import DayField
from mektepke.places.models import Place, School, SchoolClass

PASSWORD_HELP = gettext_lazy("At least 10 signs, not only digits. Three words that you remember are good.")


def _plain(form: forms.BaseForm) -> None:
    """Labels instead of allauth's placeholders, which vanish as soon as somebody types."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignIn(LoginForm):  # type: ignore[misc]
    """Sign-in name and password. The name may begin with a large letter, as phones like to write it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = gettext_lazy("Sign-in name")
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].label = gettext_lazy("Password")
        self.fields["password"].help_text = ""
        if "remember" in self.fields:
            self.fields["remember"].label = gettext_lazy("Stay signed in on this phone for two weeks")
        _plain(self)

    def clean_login(self) -> str:
        """In small letters."""
        return str(super().clean_login()).lower()


class NewPassword(ChangePasswordForm):  # type: ignore[misc]
    """Choose another password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = gettext_lazy("Your password of today")
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].label = gettext_lazy("New password")
        self.fields["password1"].help_text = PASSWORD_HELP
        self.fields["password2"].label = gettext_lazy("New password once more")
        _plain(self)

    def clean(self) -> dict[str, Any]:
        """Typed twice alike; allauth says so in other words than the rest of the house."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("password1") and "password2" in self.errors and self.data.get("password2"):
            self.errors["password2"] = self.error_class([_("The two passwords are not the same. Type them once more.")])
        return given


class PasswordAgain(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = gettext_lazy("Password")
        self.fields["password"].help_text = ""
        _plain(self)


class _InOurWords(forms.Form):
    """A form whose gaps the house points out, in the reader's language; a browser would do it in its own."""

    use_required_attribute = False


class CodeForm(_InOurWords):
    """What stands on the slip of paper."""

    username = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        help_text=gettext_lazy("Eight signs from your slip of paper. Small or large letters are the same."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class ChoosePassword(_InOurWords):
    """The first password, or a new one after the old one was forgotten."""

    password = forms.CharField(
        label=gettext_lazy("New password"),
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("New password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """By the same rules as everywhere."""
        given = str(self.cleaned_data["password"])
        validate_password(given)
        return given

    def clean(self) -> dict[str, Any]:
        """Typed twice alike, because nobody sees what they type."""
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("The two passwords are not the same. Type them once more."))
        return given


class PersonForm(forms.ModelForm[Person]):
    """Who somebody is."""

    use_required_attribute = False

    class Meta:
        model = Person
        fields = ["family_name", "given_name", "patronymic", "phone", "language"]
        widgets = {
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
            "language": forms.Select(choices=LANGUAGES),
        }
        help_texts = {"language": gettext_lazy("In which pages and the slip with the code are written.")}

    def clean_phone(self) -> str:
        """In the form that dials."""
        given = str(self.cleaned_data["phone"])
        if not given:
            return ""
        number = dialable(given)
        if number is None:
            raise ValidationError(_("This number cannot be dialled. Write it like 0777 123 456."))
        return number

    def clean(self) -> dict[str, Any]:
        """Names with one space between words."""
        given = super().clean() or {}
        return given | {
            name: tidy(given[name]) for name in ("family_name", "given_name", "patronymic") if given.get(name)
        }


class RoleForm(_InOurWords):
    """Where, from when until when, and for how many hours a week somebody has a role."""

    where = forms.ChoiceField(label=gettext_lazy("Where?"))
    starts = DayField(label=gettext_lazy("From"))
    ends = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Leave it empty if it is not known yet.")
    )
    hours_a_week = forms.IntegerField(label=gettext_lazy("Hours a week"), min_value=1, max_value=60, initial=20)

    def __init__(self, *args: Any, places: list[Where], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for place in places}
        field = self.fields["where"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        # Of several none stands there already: nobody is to become the teacher of 1-А because it comes first.
        empty = [("", gettext_lazy("– choose –"))] if len(places) != 1 else []
        field.choices = [*empty, *((key, where_words(place)) for key, place in self.places.items())]
        self.fields["starts"].initial = clock.today()

    def clean_where(self) -> Where:
        """The place itself."""
        return self.places[self.cleaned_data["where"]]


class StaffUpload(_InOurWords):
    """A list of staff as a file, and whose staff it is."""

    school = forms.ModelChoiceField(label=gettext_lazy("School"), queryset=School.objects.none())
    file = forms.FileField(label=gettext_lazy("The list (.xlsx or .csv)"))

    def __init__(self, *args: Any, schools: QuerySet[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["school"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = schools
        only = list(schools[:2])
        if len(only) == 1:
            field.initial = only[0]


class RoleTime(_InOurWords):
    """Another last day or other hours for a role that somebody has."""

    hours_a_week = forms.IntegerField(label=gettext_lazy("Hours a week"), min_value=1, max_value=60)
    ends = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Leave it empty if it is not known yet.")
    )


def where_words(where: Where) -> str:
    """A place as a choice or a list shows it: a class with its school and year, a village with its level."""
    if isinstance(where, SchoolClass):
        return _("Class %(name)s, %(school)s, %(year)s") % {
            "name": where.name,
            "school": where.school.name,
            "year": where.year_id,
        }
    if isinstance(where, Place):
        return _("%(name)s (%(level)s)") % {"name": where.name, "level": where.get_level_display()}
    return where.name
