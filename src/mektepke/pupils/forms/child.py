"""A child, its home, and the adults around it, as somebody types them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mektepke.base import clock
from mektepke.base.names import tidy
from mektepke.places.models import LESSON_LANGUAGES, Place, SchoolClass
from mektepke.pupils.fields import BirthField, NameField, PhoneField, RecordField
from mektepke.pupils.models import LANGUAGES, Child, Guardian, Household
from mektepke.pupils.rules import Known, is_doubtful_in, usual_age
from mektepke.sheets.dates import DayOrYear

MOST_GUARDIANS = 6


class ChildForm(forms.ModelForm[Child]):
    """A child's own facts."""

    family_name = NameField(label=gettext_lazy("Family name"))
    given_name = NameField(label=gettext_lazy("Given name"))
    patronymic = NameField(label=gettext_lazy("Patronymic"), required=False)
    born = BirthField()
    sex = forms.ChoiceField(label=gettext_lazy("Girl or boy"), choices=Child.Sex, widget=forms.RadioSelect)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages at home"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Child
        fields = [
            "family_name", "given_name", "patronymic", "sex", "languages", "disability", "helps_in_class",
            "documents_missing",
        ]  # fmt: skip
        labels = {
            "disability": gettext_lazy("Does the child have a disability?"),
            "helps_in_class": gettext_lazy("What helps in class"),
            "documents_missing": gettext_lazy("Are documents missing?"),
        }
        help_texts = {
            "helps_in_class": gettext_lazy("A seat in front, large letters, time to answer. No diagnosis."),
            "documents_missing": gettext_lazy("A birth certificate or a medical card, for example."),
        }
        widgets = {"helps_in_class": forms.Textarea(attrs={"rows": 2})}

    field_order = ["family_name", "given_name", "patronymic", "born", "sex"]

    def __init__(self, *args: Any, birth_may_be_unknown: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.instance
        self.fields["born"].required = not birth_may_be_unknown
        if known.birth_year is not None:
            self.initial["born"] = DayOrYear(known.birth_year, known.birth_date)
        spoken = [code for code in known.languages.split(",") if code]
        self.initial["languages"] = spoken
        # What a list brought is kept, also where it is none of the languages that most families here speak.
        unusual = [(code, dict(LANGUAGES).get(code, code)) for code in spoken if code not in dict(LESSON_LANGUAGES)]
        languages = self.fields["languages"]
        assert isinstance(languages, forms.MultipleChoiceField)  # noqa: S101 - declared above
        languages.choices = [*LESSON_LANGUAGES, *unusual]

    def clean_languages(self) -> str:
        """The codes as they are stored."""
        return ",".join(self.cleaned_data["languages"])

    def clean(self) -> dict[str, Any]:
        """Keep the birth with the child: a date, or only its year."""
        given = super().clean() or {}
        if "born" in given:
            born: DayOrYear | None = given["born"]
            self.instance.birth_date = born.day if born else None
            self.instance.birth_year = born.year if born else None
        return given

    def fits(self, school_class: SchoolClass) -> bool:
        """Whether the birth agrees with the class, or somebody has said that it is right all the same. Where it does
        not, the page asks: a slip in the year is likelier than a child so far ahead or behind, but those exist."""
        age = self.instance.age_on(clock.today())
        if not is_doubtful_in(school_class.grade, age):
            return True
        self.fields["birth_is_right"] = forms.BooleanField(label=_("The date of birth is right"), required=False)
        self.order_fields(["family_name", "given_name", "patronymic", "born", "birth_is_right", "sex"])
        if "birth_is_right" not in self.data:
            self.add_error("born", _age_words(school_class, age))
        return "birth_is_right" in self.data

    def known(self) -> Known:
        """What decides whether this child is on record already."""
        given, born = self.cleaned_data, self.cleaned_data["born"]
        return Known(
            given["family_name"],
            given["given_name"],
            given["patronymic"],
            born.day if born else None,
            born.year if born else None,
        )

    def changed_fields(self) -> set[str]:
        """The stored fields that changed."""
        changed = set(self.changed_data) - {"birth_is_right"}
        return (changed - {"born"}) | {"birth_date"} if "born" in changed else changed


def _age_words(school_class: SchoolClass, age: int | None) -> str:
    words = _(
        "In class %(school_class)s children are usually about %(usual)s years old. This child is %(age)s. Check the "
        "date of birth. If it is right, tick it below."
    )
    return words % {"school_class": school_class.name, "usual": usual_age(school_class.grade), "age": age}


class HomeForm(forms.ModelForm[Household]):
    """Where the child lives and what the office knows about the household."""

    village = RecordField(label=gettext_lazy("Home village"))

    class Meta:
        model = Household
        fields = ["village", "street", "house", "migrant_parent", "poor_register_number"]
        labels = {
            "street": gettext_lazy("Street"),
            "house": gettext_lazy("House"),
            "migrant_parent": gettext_lazy("Does a parent work away from home?"),
            "poor_register_number": gettext_lazy("Number in the register of poor families"),
        }
        widgets = {"poor_register_number": forms.TextInput}

    def __init__(self, *args: Any, villages: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        home = self.instance.village if self.instance.village_id else None
        if home is not None and home not in villages:
            villages = [home, *villages]
        village = self.fields["village"]
        assert isinstance(village, RecordField)  # noqa: S101 - declared above
        village.offer(villages, words=lambda one: one.name, group=lambda one: one.parent.name)

    def clean_street(self) -> str:
        """One spelling of one street, as far as spaces go: the sheet for the walk is sorted by it."""
        return tidy(self.cleaned_data["street"])

    def changed_fields(self) -> set[str]:
        """The stored fields that changed."""
        return set(self.changed_data)


class GuardianForm(forms.ModelForm[Guardian]):
    """An adult whom the school can call."""

    full_name = NameField(label=gettext_lazy("Name"), max_length=120)
    relation = forms.ChoiceField(
        label=gettext_lazy("Who is this to the child?"),
        choices=[("", gettext_lazy("– choose –")), *Guardian.Relation.choices],
    )
    phone = PhoneField(label=gettext_lazy("Phone"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language for the talk"))

    class Meta:
        model = Guardian
        fields = ["full_name", "relation", "phone", "language", "call_first"]
        labels = {"call_first": gettext_lazy("Call this one first")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.initial["relation"] = ""
        known = self.instance.language
        unusual = [(known, dict(LANGUAGES).get(known, known))] if known not in dict(LESSON_LANGUAGES) else []
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)  # noqa: S101 - declared above
        language.choices = [*LESSON_LANGUAGES, *unusual]


class _Adults(forms.BaseFormSet):  # type: ignore[type-arg]
    """The adults of a new child; a row left empty is no adult."""

    def clean(self) -> None:
        """One is called first, not two."""
        first = [form for form in self.forms if form.is_valid() and form.cleaned_data.get("call_first")]
        for form in first[1:]:
            form.add_error("call_first", ValidationError(_("Only one adult can be called first.")))

    def given(self) -> list[Guardian]:
        """The adults as typed."""
        return [form.instance for form in self.forms if form.has_changed()]


class NewGuardianForm(GuardianForm):
    """An adult beside a new child: the row counts once a name or a phone is typed."""

    def has_changed(self) -> bool:
        """Whether anybody is named; a language or a relation alone names nobody."""
        return bool({"full_name", "phone"} & set(self.changed_data))


Adults = forms.formset_factory(NewGuardianForm, formset=_Adults, extra=2, max_num=MOST_GUARDIANS, validate_max=True)
