"""A register says "taken"; a mark is an exception to "present". No register is unmarked, which is neither."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mektepke.attendance.rules import MOST_LESSONS, MarkGiven, MarkKind, Outcome, Session
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
    # The unique constraint below begins with the class, so the class needs no index of its own.
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="registers", db_index=False)
    day = models.DateField(_("day"))
    session = models.CharField(_("session"), max_length=9, choices=SessionName, default=SessionName.DAY)
    version = models.PositiveIntegerField(default=1)
    change_number = models.PositiveBigIntegerField()
    taken_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(default=clock.now)
    device_time = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("register")
        constraints = [
            models.UniqueConstraint(fields=["school_class", "day", "session"], name="register_once"),
            models.CheckConstraint(
                condition=Q(session__in=[session.value for session in Session]), name="register_session_known"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="register_version_counts_from_one"),
        ]
        indexes = [models.Index(fields=["day", "school_class"])]
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.school_class_id} {self.day}"

    @staticmethod
    def key_of(school_class: UUID, day: date, session: str = Session.DAY) -> UUID:
        """The derived key: two phones that take the same register meet in one row."""
        return derived_key("register", school_class, day, session)

    def given(self) -> dict[UUID, MarkGiven]:
        """Its marks as plain content, by child."""
        return {mark.child_id: mark.given() for mark in self.marks.all()}


class Reason(models.TextChoices):
    """Why, as far as known. Codes; what a family tells in confidence belongs to a case, not here."""

    ILLNESS = "illness", pgettext_lazy("why a child is missing", "Illness")
    DOCTOR = "doctor", pgettext_lazy("why a child is missing", "At the doctor's")
    FAMILY = "family", pgettext_lazy("why a child is missing", "Family matter")
    WORK = "work", pgettext_lazy("why a child is missing", "Works")
    FIELD_WORK = "field_work", pgettext_lazy("why a child is missing", "Field work or pasture")
    WEATHER = "weather", pgettext_lazy("why a child is missing", "Road or weather")
    COMPETITION = "competition", pgettext_lazy("why a child is missing", "Competition or school errand")
    OTHER = "other", pgettext_lazy("why a child is missing", "Another reason")


class Mark(models.Model):
    """One child's exception in one register."""

    class Kind(models.TextChoices):
        """Shown names of the marks."""

        ABSENT = MarkKind.ABSENT.value, pgettext_lazy("mark of one child", "absent")
        LATE = MarkKind.LATE.value, pgettext_lazy("mark of one child", "late")
        LEFT_EARLY = MarkKind.LEFT_EARLY.value, pgettext_lazy("mark of one child", "left early")

    id = models.UUIDField(primary_key=True, editable=False)
    register = models.ForeignKey(Register, models.CASCADE, related_name="marks", db_index=False)
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
                condition=Q(lessons_missed__isnull=True) | Q(lessons_missed__range=(1, MOST_LESSONS)),
                name="mark_lessons_possible",
            ),
            models.CheckConstraint(condition=Q(reason__in=["", *Reason.values]), name="mark_reason_known"),
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
    """A register as it stood before a correction, or as somebody sent it who had not seen the stored one.

    `by` and `at` say who took or sent this state, and when. `version` is its own number before a correction; of a state
    that was not taken over, the version on which its sender built, 0 for none. Rows are only added: nothing recorded is
    overwritten.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    register = models.ForeignKey(Register, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12)
    marks = models.JSONField(default=list)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=[Outcome.UPDATED.value, Outcome.CONFLICTING.value]),
                name="register_version_outcome_known",
            ),
        ]
        ordering = ["version", "at"]

    def __str__(self) -> str:
        return f"{self.register_id} {self.version}"


def as_stored(marks: Mapping[UUID, MarkGiven]) -> list[dict[str, Any]]:
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


def from_stored(marks: list[dict[str, Any]]) -> dict[UUID, MarkGiven]:
    """The marks of a kept version, as they were given."""
    return {
        UUID(mark["child"]): MarkGiven(MarkKind(mark["kind"]), mark["reason"], mark["excused"], mark["lessons_missed"])
        for mark in marks
    }
