"""Peers who walk together. A whole class is paired, so that no pair marks a child; they inform on nobody."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.people.models import Person
from mektepke.places.models import SchoolClass
from mektepke.pupils.models import Child


class Pairing(models.Model):
    """One pairing of a whole class, made by its teacher, from a day until it is made anew."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="pairings")
    starts = models.DateField(default=clock.today)
    ends = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("pairing of a class")
        constraints = [
            models.UniqueConstraint(fields=["school_class"], condition=Q(ends__isnull=True), name="pairing_one_now"),
            models.CheckConstraint(condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="pairing_in_order"),
        ]
        ordering = ["-starts"]

    def __str__(self) -> str:
        return f"{self.school_class_id} {self.starts}"


class Pair(models.Model):
    """Two children, in an odd class once three, who go to school together; with their families' and their own word."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="pairs")
    number = models.PositiveSmallIntegerField()
    children_agreed = models.BooleanField(_("the children agreed"), default=False)
    families_agreed = models.BooleanField(_("the families agreed"), default=False)

    class Meta:
        verbose_name = _("pair of children")
        constraints = [models.UniqueConstraint(fields=["pairing", "number"], name="pair_number_once")]
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.number)


class PairMember(models.Model):
    """One child of a pair."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    pair = models.ForeignKey(Pair, models.CASCADE, related_name="members")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("child of a pair")
        constraints = [models.UniqueConstraint(fields=["pair", "child"], name="pair_member_once")]

    def __str__(self) -> str:
        return str(self.pk)


class PairNote(models.Model):
    """What a pair told the pedagogue, by one of three buttons or a paper slip: no words, and no history of a child."""

    class Kind(models.TextChoices):
        """The three things that a pair can say."""

        CAME_TOGETHER = "came_together", _("We came together")
        INVITED = "invited", _("I invited")
        GROWN_UP = "grown_up", _("Please, a grown-up")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    pair = models.ForeignKey(Pair, models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=13, choices=Kind)
    on = models.DateField(default=clock.today)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # Of "please, a grown-up" only: that the pedagogue went.
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("what a pair told")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(kind="grown_up"), name="pair_note_only_calls_are_answered"
            ),
        ]
        indexes = [models.Index(fields=["kind", "answered_on"], name="pair_note_waiting")]
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
