"""A register says "taken"; a mark is an exception to "present". No register is unmarked, which is neither."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mektepke.attendance.rules import MarkGiven, MarkKind, Session
from mektepke.base import clock
from mektepke.base.identity import derived_key, new_key
from mektepke.people.models import Person
from mektepke.places.models import SchoolClass
from mektepke.pupils.models import Child


class Register(models.Model):
    """One class, one day, one session: somebody looked who was there."""

    class SessionName(models.TextChoices):
        """Shown names of the sessions."""

        DAY = Session.DAY.value, _("Whole day")
        MORNING = Session.MORNING.value, _("Morning")
        AFTERNOON = Session.AFTERNOON.value, _("Afternoon")

    id = models.UUIDField(primary_key=True, editable=False)
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="registers")
    day = models.DateField(_("day"))
    session = models.CharField(_("session"), max_length=9, choices=SessionName, default=SessionName.DAY)
    version = models.PositiveIntegerField(default=1)
    change_number = models.PositiveBigIntegerField()
    taken_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(default=clock.now)
    device_time = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school_class", "day", "session"], name="register_once")]
        indexes = [models.Index(fields=["day", "school_class"])]
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.school_class_id} {self.day}"

    @staticmethod
    def key_of(school_class: UUID, day: date, session: str = Session.DAY) -> UUID:
        """The derived key: two phones that take the same register meet in one row."""
        return derived_key("register", school_class, day, session)


class Mark(models.Model):
    """One child's exception in one register."""

    class Kind(models.TextChoices):
        """Shown names of the marks."""

        ABSENT = MarkKind.ABSENT.value, _("absent")
        LATE = MarkKind.LATE.value, _("late")
        LEFT_EARLY = MarkKind.LEFT_EARLY.value, _("left early")

    class Reason(models.TextChoices):
        """Why, as far as known. Codes; what a family tells in confidence belongs to a case, not here."""

        ILLNESS = "illness", _("Illness")
        DOCTOR = "doctor", _("At the doctor's")
        FAMILY = "family", _("Family matter")
        WORK = "work", _("Works")
        FIELD_WORK = "field_work", _("Field work or pasture")
        WEATHER = "weather", _("Road or weather")
        COMPETITION = "competition", _("Competition or school errand")
        OTHER = "other", _("Another reason")

    id = models.UUIDField(primary_key=True, editable=False)
    register = models.ForeignKey(Register, models.CASCADE, related_name="marks")
    child = models.ForeignKey(Child, models.PROTECT, related_name="marks")
    kind = models.CharField(_("mark"), max_length=10, choices=Kind)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True)
    excused = models.BooleanField(_("excused"), null=True, blank=True)
    lessons_missed = models.PositiveSmallIntegerField(_("lessons missed"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "child"], name="mark_once"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in MarkKind]), name="mark_kind_known"),
            models.CheckConstraint(
                condition=Q(lessons_missed__isnull=True) | Q(lessons_missed__range=(1, 12)), name="mark_lessons_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.kind}"

    @staticmethod
    def key_of(register: UUID, child: UUID) -> UUID:
        """The derived key of a child's mark in a register."""
        return derived_key("mark", register, child)

    def given(self) -> MarkGiven:
        """The mark as plain content, to compare and to keep."""
        return MarkGiven(MarkKind(self.kind), self.reason, self.excused, self.lessons_missed)


class RegisterVersion(models.Model):
    """A register as it stood before a correction, or as a second phone sent it: nothing recorded is overwritten."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    register = models.ForeignKey(Register, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12)
    marks = models.JSONField(default=list)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.register_id} {self.version}"


def as_stored(marks: dict[UUID, MarkGiven]) -> list[dict[str, Any]]:
    """Marks as JSON for a kept version, in the order of the children's keys."""
    return [
        {
            "child": str(child),
            "kind": mark.kind.value,
            "reason": mark.reason,
            "excused": mark.excused,
            "lessons_missed": mark.lessons_missed,
        }
        for child, mark in sorted(marks.items(), key=lambda pair: str(pair[0]))
    ]
