"""What a family asks for: the whole record of its child, that something be put right, that everything be removed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.casework.models.consents import Consent
from mektepke.people.models import LANGUAGES, Person
from mektepke.places.models import School
from mektepke.pupils.models import Child
from mektepke.sealed.fields import SealedText

GivenBy, How = Consent.GivenBy, Consent.How


class RecordRequest(models.Model):
    """A family has asked to see all that is kept about its child. It has an answer within a week."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="record_requests")
    school = models.ForeignKey(School, models.PROTECT, related_name="record_requests")
    asked_by = models.CharField(_("who asks"), max_length=8, choices=GivenBy)
    how = models.CharField(_("how"), max_length=7, choices=How)
    asked_on = models.DateField(_("when"), default=clock.today)
    due_on = models.DateField(_("answer by"))
    language = models.CharField(_("in which language"), max_length=2, choices=LANGUAGES, default="ky")
    # A parent who lives elsewhere does not learn from us where the child lives, nor the other's number.
    lives_together = models.BooleanField(_("lives with the child"), default=False)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    handed_on = models.DateField(_("handed over on"), null=True, blank=True)
    handed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("request for a child's whole record")
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gt=F("asked_on")), name="record_request_dates_in_order"),
            models.CheckConstraint(
                condition=Q(handed_on__isnull=True, handed_by__isnull=True)
                | Q(handed_on__gte=F("asked_on"), handed_by__isnull=False),
                name="record_request_handed_whole",
            ),
        ]
        indexes = [models.Index(fields=["school", "handed_on", "due_on"], name="record_request_waiting")]
        ordering = ["due_on", "at"]

    def __str__(self) -> str:
        return f"{self.asked_by} {self.asked_on}"


class Correction(models.Model):
    """What the family says is wrong in the record, and the answer: put right, or why not. Printed with the record."""

    class Answer(models.TextChoices):
        """What became of it."""

        CORRECTED = "corrected", _("Put right")
        REFUSED = "refused", _("Left as it is")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    request = models.ForeignKey(RecordRequest, models.CASCADE, related_name="corrections")
    words = SealedText(_("what the family says is wrong"), max_length=2000)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField(_("when"), default=clock.today)
    answer = models.CharField(_("answer"), max_length=9, choices=Answer, blank=True)
    answer_words = SealedText(_("where it was put right, or why not"), max_length=2000, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("correction that a family asks for")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True, answered_by__isnull=True)
                | ~Q(answer="") & Q(answered_on__isnull=False, answered_by__isnull=False),
                name="correction_answered_whole",
            ),
        ]
        ordering = ["on", "at"]

    def __str__(self) -> str:
        return f"{self.answer} {self.on}"


class Erasure(models.Model):
    """That a child's name and all words about it are removed for good. One person proposes it, another confirms."""

    class Why(models.TextChoices):
        """Why now."""

        ASKED = "asked", _("The family asks for it")
        OVER = "over", _("The time for which it is kept is over")

    class Decision(models.TextChoices):
        """What was decided."""

        CONFIRMED = "confirmed", _("Confirmed")
        REFUSED = "refused", _("Not now")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="erasures")
    school = models.ForeignKey(School, models.PROTECT, related_name="erasures")
    why = models.CharField(_("why"), max_length=5, choices=Why)
    asked_by = models.CharField(_("who asks"), max_length=8, choices=GivenBy, blank=True)
    words = SealedText(_("in their words"), max_length=2000, blank=True)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_on = models.DateField(default=clock.today)
    decision = models.CharField(_("decision"), max_length=9, choices=Decision, blank=True)
    decision_words = SealedText(_("why not now"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    # When the last word was gone; the child is off every list from the day of the decision.
    done_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("removal of what is kept about a child")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")), name="erasure_by_two_people"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_by__isnull=True, decided_on__isnull=True)
                | ~Q(decision="") & Q(decided_by__isnull=False, decided_on__isnull=False),
                name="erasure_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(decision="confirmed"), name="erasure_done_was_confirmed"
            ),
            models.CheckConstraint(
                condition=Q(why="asked") & ~Q(asked_by="") | Q(why="over", asked_by=""), name="erasure_says_who_asks"
            ),
            models.UniqueConstraint(fields=["child"], condition=Q(decision=""), name="erasure_one_open"),
        ]
        indexes = [models.Index(fields=["school", "decision"], name="erasure_waiting")]
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.why} {self.proposed_on}"
