"""Signals with their evidence, and the answers people gave."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.people.models import Person
from mektepke.places.models import Place, School, SchoolClass
from mektepke.pupils.models import Child


class Signal(models.Model):
    """One thing that was noticed about a child, or about a class or school; never both."""

    class State(models.TextChoices):
        """Where the signal stands."""

        OPEN = "open", _("Waits for somebody")
        HANDLED = "handled", _("Somebody answered")
        ENDED = "ended", _("No longer so")

    class Audience(models.TextChoices):
        """Whose list it stands on."""

        TEACHER = "teacher", _("Class teacher")
        PEDAGOGUE = "pedagogue", _("Social pedagogue")
        HEAD = "head", _("Head of the school")
        MUNICIPALITY = "municipality", _("Municipality officer")

    id = models.UUIDField(primary_key=True, editable=False)
    rule = models.CharField(max_length=30)
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="signals")
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, null=True, blank=True, related_name="signals")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="signals")
    village = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="signals")
    audience = models.CharField(max_length=12, choices=Audience)
    next_step = models.CharField(max_length=20)
    due_on = models.DateField()
    raised_on = models.DateField()
    last_seen_on = models.DateField()
    evidence = models.JSONField(default=dict)
    level = models.PositiveSmallIntegerField(default=1)
    answered_level = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(school__isnull=False) | Q(village__isnull=False), name="signal_is_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False) | (~Q(state="ended") & Q(ended_on__isnull=True)),
                name="signal_ended_has_day",
            ),
        ]
        indexes = [models.Index(fields=["school", "state"]), models.Index(fields=["child", "state"])]
        ordering = ["raised_on"]

    def __str__(self) -> str:
        return f"{self.rule} {self.raised_on}"


class Answer(models.Model):
    """What somebody did about a signal. Kept, also when nothing was needed."""

    class Kind(models.TextChoices):
        """What was done."""

        CALLED = "called", _("Called the family")
        VISITED = "visited", _("Visited the home")
        TALKED = "talked", _("Talked with the child")
        CASE_OPENED = "case_opened", _("Took the child into care of a case")
        NOT_A_PROBLEM = "not_a_problem", _("Not a problem, because …")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    signal = models.ForeignKey(Signal, models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=14, choices=Kind)
    words = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kind="not_a_problem", words=""), name="answer_not_a_problem_says_why"),
        ]
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An answer is given once and never changed."""
        super().save(*args, force_insert=True, **kwargs)
