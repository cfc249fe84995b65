"""Places, schools and classes, each valid from a day and until a day; school years, terms and calendars as rows."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mektepke.base.identity import new_key

LEVELS: list[tuple[str, Promise]] = [
    ("oblast", _("Oblast")),
    ("district", _("District")),
    ("municipality", _("Rural municipality")),
    ("village", _("Village")),
]


# In which languages lessons are held in Kyrgyzstan's schools.
LESSON_LANGUAGES: list[tuple[str, Promise]] = [
    ("ky", _("Kyrgyz")),
    ("ru", _("Russian")),
    ("uz", _("Uzbek")),
    ("tg", _("Tajik")),
]
_DATES_IN_ORDER = Q(valid_until__isnull=True) | Q(valid_from__isnull=True) | Q(valid_until__gte=F("valid_from"))
_DATES_WORDS = _("The last day lies before the first one.")


class Named(models.Model):
    """Something with a name in three languages, valid from a day and until a day."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=120)
    name_ru = models.CharField(_("name in Russian"), max_length=120, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language; in Kyrgyz where the other was never given."""
        language = (get_language() or "ky")[:2]
        return str(getattr(self, f"name_{language}", "") or self.name_ky)

    def is_valid_on(self, day: date) -> bool:
        """Whether the place exists on this day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


class Place(Named):
    """An oblast, district, municipality or village."""

    level = models.CharField(_("level"), max_length=12, choices=LEVELS)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    soate = models.CharField(
        _("SOATE code"),
        max_length=14,
        blank=True,
        validators=[RegexValidator(r"^\d{14}$", _("A SOATE code has 14 digits."))],
    )

    class Meta:
        verbose_name = _("place")
        constraints = [
            models.CheckConstraint(
                condition=Q(level="oblast", parent__isnull=True) | (~Q(level="oblast") & Q(parent__isnull=False)),
                name="place_has_parent_below_oblast",
            ),
            models.CheckConstraint(
                condition=_DATES_IN_ORDER, name="place_dates_in_order", violation_error_message=_DATES_WORDS
            ),
            models.CheckConstraint(condition=Q(level__in=[code for code, _name in LEVELS]), name="place_level_known"),
            # A code may return after a renaming: unique among the places that are valid now.
            models.UniqueConstraint(
                fields=["soate"],
                condition=~Q(soate="") & Q(valid_until__isnull=True),
                name="place_soate_once",
                violation_error_message=_("Another place already has this SOATE code."),
            ),
        ]
        ordering = ["level", "soate", "name_ky"]


class GradeScheme(models.Model):
    """How many grades a school has and from which age: 11 grades, or 12 since the reform. A row, not a constant."""

    code = models.SlugField(primary_key=True)
    first_grade = models.PositiveSmallIntegerField(_("first grade"), default=1)
    last_grade = models.PositiveSmallIntegerField(_("last grade"))
    starts_at_age = models.PositiveSmallIntegerField(_("age at the start of the first grade"), default=7)
    school_age_until = models.PositiveSmallIntegerField(_("of school age until"), default=16)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_grade__gte=F("first_grade")), name="grade_scheme_in_order"),
        ]

    def __str__(self) -> str:
        return self.code


class School(Named):
    """A school in a village, known by a short code that stands on its sheets."""

    code = models.SlugField(
        _("code"), unique=True, error_messages={"unique": _("Another school already has this code.")}
    )
    village = models.ForeignKey(Place, models.PROTECT, related_name="schools", verbose_name=_("village"))

    class Meta:
        verbose_name = _("school")
        constraints = [
            models.CheckConstraint(
                condition=_DATES_IN_ORDER, name="school_dates_in_order", violation_error_message=_DATES_WORDS
            ),
        ]
        ordering = ["code"]

    def clean(self) -> None:
        """`akt-01` beside `AKT-01` would be two schools with one name on paper and at the terminal."""
        if School.objects.filter(code__iexact=self.code).exclude(pk=self.pk).exclude(code=self.code).exists():
            raise ValidationError({"code": _("Another school already has this code.")})


class SchoolYear(models.Model):
    """A school year, such as 2014–15."""

    code = models.CharField(primary_key=True, max_length=9)
    starts = models.DateField(_("starts"))
    ends = models.DateField(_("ends"))

    class Meta:
        verbose_name = _("school year")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="school_year_in_order",
                violation_error_message=_DATES_WORDS,
            )
        ]
        ordering = ["starts"]

    def __str__(self) -> str:
        return self.code


class Term(models.Model):
    """One term (quarter) of a school year. Between terms there is no school."""

    year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField(_("number"))
    starts = models.DateField(_("starts"))
    ends = models.DateField(_("ends"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="term_once"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="term_in_order"),
        ]
        ordering = ["year", "number"]

    def __str__(self) -> str:
        return f"{self.year_id}/{self.number}"


class SchoolCalendar(models.Model):
    """How one school lives through one school year: days a week, grade scheme."""

    school = models.ForeignKey(School, models.PROTECT, related_name="calendars")
    year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="calendars")
    days_a_week = models.PositiveSmallIntegerField(
        _("days a week"), default=6, validators=[MinValueValidator(5), MaxValueValidator(6)]
    )
    scheme = models.ForeignKey(GradeScheme, models.PROTECT, verbose_name=_("grade scheme"))

    class Meta:
        verbose_name = _("school calendar")
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="school_calendar_once"),
            models.CheckConstraint(condition=Q(days_a_week__in=[5, 6]), name="school_calendar_week"),
        ]

    def __str__(self) -> str:
        return f"{self.school_id}/{self.year_id}"


class DayChange(models.Model):
    """A day that is not as the week says: a holiday, a snow day, a Saturday made up. For one school or for all."""

    class Kind(models.TextChoices):
        """Why the day is different."""

        HOLIDAY = "holiday", _("Public holiday")
        SNOW = "snow", _("Snow or bad weather")
        CLOSURE = "closure", _("The school was closed")
        EXTRA = "extra", _("An extra school day")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="day_changes")
    day = models.DateField(_("day"))
    is_school_day = models.BooleanField(_("is there school?"), default=False)
    kind = models.CharField(_("why"), max_length=10, choices=Kind)

    class Meta:
        verbose_name = _("change of one day")
        constraints = [
            # Two constraints, because SQLite cannot say that two changes for all schools are the same.
            models.UniqueConstraint(fields=["school", "day"], name="day_change_once"),
            models.UniqueConstraint(
                fields=["day"], condition=Q(school__isnull=True), name="day_change_once_for_all_schools"
            ),
            models.CheckConstraint(
                condition=Q(kind="extra", is_school_day=True) | (~Q(kind="extra") & Q(is_school_day=False)),
                name="day_change_extra_means_school",
            ),
        ]
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day}: {self.kind}"


class SchoolClass(models.Model):
    """A class in one school year: 6-Б of 2014–15."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="classes", verbose_name=_("school"))
    year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="classes", verbose_name=_("school year"))
    grade = models.PositiveSmallIntegerField(_("grade"), validators=[MaxValueValidator(12)])
    letter = models.CharField(_("letter"), max_length=3, blank=True)
    language = models.CharField(_("language of lessons"), max_length=3, default="ky", choices=LESSON_LANGUAGES)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("class")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "grade", "letter"],
                name="school_class_once",
                violation_error_message=_("The school already has this class in this year."),
            ),
            models.CheckConstraint(condition=Q(grade__gte=0, grade__lte=12), name="school_class_grade"),
            models.CheckConstraint(
                condition=_DATES_IN_ORDER, name="school_class_dates_in_order", violation_error_message=_DATES_WORDS
            ),
        ]
        ordering = ["grade", "letter"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """As on the door of the room: 6-Б."""
        return f"{self.grade}-{self.letter}" if self.letter else str(self.grade)


class Programme(models.Model):
    """A programme that keeps children in school: where and when it works, and the day it measured its baseline."""

    code = models.SlugField(primary_key=True)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    starts = models.DateField(_("starts"))
    ends = models.DateField(_("ends"), null=True, blank=True)
    baseline_on = models.DateField(_("baseline measured on"))
    municipalities = models.ManyToManyField(Place, related_name="programmes", verbose_name=_("municipalities"))

    def __str__(self) -> str:
        return self.name_ky


class Sequence(models.Model):
    """The change number of one school, locked while a register is written: no reader skips a late commit."""

    school = models.OneToOneField(School, models.PROTECT, primary_key=True, related_name="sequence")
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.last)
