"""Staff accounts, and their roles at a place and for a time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.base.names import sort_key
from mektepke.doors.permissions import Permission
from mektepke.people.roles import Role, permits
from mektepke.people.rules import CODE_TRIES
from mektepke.places.models import Place, School, SchoolClass
from mektepke.places.queries import Reach

# Every language is named in itself.
LANGUAGES = [("ky", "Кыргызча"), ("ru", "Русский"), ("en", "English")]


class PersonManager(BaseUserManager["Person"]):
    """Makes accounts the way Django's own commands expect."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Person:
        """A new account; without a password nobody can sign in to it until a one-time code is used."""
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """Sign-in names are kept in small letters: a phone's keyboard likes to begin with a large one."""
        return self.get(username=(username or "").lower())


class Person(AbstractBaseUser):
    """A member of staff, or of a village's group, who signs in. Children never have an account."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    username = models.CharField(_("sign-in name"), max_length=60, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    family_name = models.CharField(_("family name"), max_length=60)
    given_name = models.CharField(_("given name"), max_length=60)
    patronymic = models.CharField(_("patronymic"), max_length=60, blank=True)
    sort_key = models.CharField(max_length=400, editable=False)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    language = models.CharField(_("language"), max_length=2, default="ky", choices=LANGUAGES)
    is_active = models.BooleanField(_("may sign in"), default=True)
    made_up = models.BooleanField(default=False, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["family_name", "given_name"]
    objects = PersonManager()

    class Meta:
        verbose_name = _("member of staff")
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key with the name, and the sign-in name in small letters."""
        self.username = self.username.lower()
        self.sort_key = sort_key(self.full_name)
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        """Family name, given name, patronymic."""
        return " ".join(part for part in [self.family_name, self.given_name, self.patronymic] if part)

    @property
    def short_name(self) -> str:
        """As on the page's head: Н. Садыкова."""
        return f"{self.given_name[:1]}. {self.family_name}" if self.given_name else self.family_name

    @cached_property
    def assignments_now(self) -> list[Assignment]:
        """The roles that hold today, read once a request."""
        found = list(Assignment.objects.filter(person=self).current(clock.today()).order_by())
        # A teacher's role has neither, and teachers send most of what is sent.
        wider = [assignment for assignment in found if assignment.place_id or assignment.school_id]
        if wider:
            models.prefetch_related_objects(wider, "place", "school")
        return found

    def may(self, permission: Permission) -> bool:
        """Whether any role of today permits this somewhere."""
        return any(permission in permits(assignment.role) for assignment in self.assignments_now)

    def reach(self, permission: Permission) -> Reach:
        """The places and schools as wholes in which a role of today has this permission."""
        found = [assignment for assignment in self.assignments_now if permission in permits(assignment.role)]
        return Reach(
            places=tuple(assignment.place for assignment in found if assignment.place),
            schools=frozenset(assignment.school_id for assignment in found if assignment.school_id),
        )

    def roles_now(self) -> set[str]:
        """The codes of today's roles."""
        return {assignment.role for assignment in self.assignments_now}


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Which roles hold when."""

    def current(self, day: date) -> AssignmentQuerySet:
        """Those that hold on this day."""
        return self.filter(Q(starts__lte=day), Q(ends__isnull=True) | Q(ends__gte=day))

    def held(self) -> AssignmentQuerySet:
        """All but those that were taken back before they had held a whole day."""
        return self.exclude(ends__lt=F("starts"))


class Assignment(models.Model):
    """One role of one person, at exactly one place, school or class, from a day and perhaps until a day."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="assignments")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="assignments")
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, null=True, blank=True, related_name="assignments")
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)
    hours_a_week = models.PositiveSmallIntegerField(_("hours a week"), default=20)
    granted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("role of a person")
        constraints = [
            models.CheckConstraint(
                condition=Q(place__isnull=False, school__isnull=True, school_class__isnull=True)
                | Q(place__isnull=True, school__isnull=False, school_class__isnull=True)
                | Q(place__isnull=True, school__isnull=True, school_class__isnull=False),
                name="assignment_at_exactly_one_place",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="assignment_role_known"),
        ]
        ordering = ["starts"]

    def __str__(self) -> str:
        return f"{self.role} @ {self.where}"

    @property
    def where(self) -> Place | School | SchoolClass:
        """The place, school or class."""
        found = self.place or self.school or self.school_class
        assert found is not None  # noqa: S101 - the database holds this
        return found

    @property
    def where_words(self) -> str:
        """The same in a few words: a class with its school."""
        if self.school_class is None:
            return self.where.name
        return gettext("class %(name)s, %(school)s") % {
            "name": self.school_class.name, "school": self.school_class.school.name
        }  # fmt: skip

    @property
    def taken_back_on(self) -> date | None:
        """The day on which a role was taken back that began on this day or later, and so never held a whole one.

        Its last day then lies before its first: the day it was given for stays what was said, and none is invented.
        """
        return self.ends + timedelta(days=1) if self.ends and self.ends < self.starts else None

    def school_key(self) -> UUID | None:
        """The school that the role is at or inside of, if it is."""
        return self.school_id or (self.school_class.school_id if self.school_class else None)


class OneTimeCode(models.Model):
    """A printed code instead of an e-mail: used once, before its day, to set a password. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=200)
    expires = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("one-time code")

    def __str__(self) -> str:
        return str(self.person_id)

    def may_be_tried(self, at: datetime) -> bool:
        """Whether the code is neither used, nor too old, nor tried too often."""
        return self.used_at is None and self.expires > at and self.tries < CODE_TRIES


class StaffSheet(models.Model):
    """A list of staff that somebody uploaded and has not confirmed yet. Gone once it is, and after a day."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    uploaded_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(default=clock.now)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    # What the person says the columns are, by sheet and column; empty until they do.
    chosen = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("list of staff")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def columns(self) -> dict[int, dict[int, str]]:
        """The chosen columns by the number of the sheet and of the column; JSON knows no numbers as keys."""
        return {int(sheet): {int(index): code for index, code in own.items()} for sheet, own in self.chosen.items()}
