"""What somebody without an account has noticed about a child, and how much has come from where today."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.people.models import Person
from mektepke.places.models import Place, School
from mektepke.pupils.models import Child
from mektepke.sealed.fields import SealedText
from mektepke.watch.concerns.rules import LANGUAGES, LONGEST_REACH, LONGEST_WORDS, Noticed, is_urgent


class Concern(models.Model):
    """A neighbour's, an elder's or a child's words about a child of a village. Which child, the sender cannot choose: a
    person who works on cases finds that out, or says why nothing is needed."""

    class State(models.TextChoices):
        """Where it stands."""

        NEW = "new", _("Waits for an answer")
        MATCHED = "matched", _("Goes on as a signal about a child")
        NOT_NEEDED = "not_needed", _("Answered: nothing more is needed here")

    class GoesTo(models.TextChoices):
        """Who reads it."""

        SCHOOL = "school", _("The social pedagogue of the school")
        OFFICER = "officer", _("The child-protection officer")

    class Because(models.TextChoices):
        """Why nothing more is needed here."""

        WELL = "well", _("I looked, and the child is well")
        KNOWN = "known", _("Somebody works with this child already")
        UNCLEAR = "unclear", _("Nobody can tell which child it is, and the sender left no way to ask")
        ELSEWHERE = "elsewhere", _("The child lives elsewhere, and I told those who work there")
        NO_CONCERN = "no_concern", _("It is not about a child")
        TAKEN_ON = "taken_on", _("The protection of children has taken it on")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    village = models.ForeignKey(Place, models.PROTECT, related_name="concerns")
    at = models.DateTimeField(default=clock.now)
    language = models.CharField(max_length=2)
    urgent = models.BooleanField(default=False)
    about_school_worker = models.BooleanField(default=False)
    codes = SealedText(blank=True)
    words = SealedText(blank=True, max_length=LONGEST_WORDS)
    reach = SealedText(blank=True, max_length=LONGEST_REACH)
    goes_to = models.CharField(max_length=7, choices=GoesTo)
    schools = models.ManyToManyField(School, related_name="concerns", blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="concerns")
    signal = models.ForeignKey("watch.Signal", models.PROTECT, null=True, blank=True, related_name="concerns")
    because = models.CharField(max_length=10, choices=Because, blank=True)
    answer_words = SealedText(blank=True, max_length=LONGEST_WORDS)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("concern")
        constraints = [
            models.CheckConstraint(condition=~Q(codes="", words=""), name="concern_says_something"),
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="concern_language_known"),
            # What is said about somebody who works at a school never lies on that school's list.
            models.CheckConstraint(
                condition=Q(about_school_worker=False) | Q(goes_to="officer"), name="concern_about_worker_goes_up"
            ),
            models.CheckConstraint(condition=Q(goes_to__in=["school", "officer"]), name="concern_goes_somewhere"),
            models.CheckConstraint(
                condition=Q(state="new", answered_at=None, answered_by=None, child=None, signal=None, because="")
                | Q(state="matched", child__isnull=False, signal__isnull=False, because="", goes_to="school")
                & Q(answered_at__isnull=False, answered_by__isnull=False)
                | Q(state="not_needed", child=None, signal=None)
                & Q(answered_at__isnull=False, answered_by__isnull=False)
                & ~Q(because=""),
                name="concern_answer_fits_state",
            ),
        ]
        indexes = [
            models.Index(fields=["village", "at"], name="concern_village_at"),
            models.Index(fields=["goes_to", "state"], name="concern_waiting"),
        ]
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.state}"

    @property
    def noticed(self) -> list[Noticed]:
        """What was ticked, in the order of the page."""
        ticked = self.codes.split()
        return [code for code in Noticed if code.value in ticked]

    @property
    def is_protected(self) -> bool:
        """Whether a call to the family could make it worse for the child."""
        return is_urgent(self.noticed, in_danger=self.urgent)


class ConcernSender(models.Model):
    """That a concern came from an address of today, as a number that only the house can make. Gone after a day."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    number = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("address of a concern")
        indexes = [models.Index(fields=["number", "at"], name="concern_sender_at")]

    def __str__(self) -> str:
        return str(self.pk)
