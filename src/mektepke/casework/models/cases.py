"""A case from the day a child is taken into care until an outcome, the steps it took, and who may read it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.casework.rules import steps
from mektepke.people.models import Person
from mektepke.places.models import Place, School
from mektepke.pupils.models import Child
from mektepke.sealed.fields import SealedText
from mektepke.watch.models import Signal

AT_SCHOOL_AGAIN = ["at_school", "not_needed"]


class Step(models.TextChoices):
    """Which step a case has reached."""

    REGISTERED = steps.Step.REGISTERED.value, _("Identified and registered")
    ASSESSED = steps.Step.ASSESSED.value, _("Assessed")
    PLANNED = steps.Step.PLANNED.value, _("Planned")
    ACTIVE = steps.Step.ACTIVE.value, _("In action")
    REVIEWED = steps.Step.REVIEWED.value, _("Reviewed")
    CLOSED = steps.Step.CLOSED.value, _("Closed")


class Case(models.Model):
    """A child taken into care by a social pedagogue, from a day until an outcome; perhaps reopened after a relapse."""

    class Risk(models.TextChoices):
        """How much harm threatens if nothing is done. It decides how much process a case needs."""

        LOW = steps.Risk.LOW.value, _("Low")
        MEDIUM = steps.Risk.MEDIUM.value, _("Medium")
        HIGH = steps.Risk.HIGH.value, _("High")

    class Track(models.TextChoices):
        """Which way the case goes."""

        ORDINARY = steps.Track.ORDINARY.value, _("Ordinary")
        PROTECTION = steps.Track.PROTECTION.value, _("Protection")

    class Outcome(models.TextChoices):
        """How a case ended. "Returned" is worked out from the registers and cannot be typed."""

        RETURNED = "returned", _("Returned, and stayed 60 school days")
        AT_SCHOOL = "at_school", _("Comes to school again")
        MOVED = "moved", _("Moved to another place")
        FINISHED = "finished", _("Finished school")
        OF_AGE = "of_age", _("Is of age now")
        SAFE = "safe", _("Is safe now")
        WITH_BODY = "with_body", _("The child-protection body works on it")
        COMMISSION = "commission", _("Is with the commission on children's affairs")
        NOT_FOUND = "not_found", _("Cannot be found")
        DIED = "died", _("Has died")
        NOT_NEEDED = "not_needed", _("Care was not needed")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="cases", verbose_name=_("child"))
    school = models.ForeignKey(School, models.PROTECT, related_name="cases", verbose_name=_("school"))
    worker = models.ForeignKey(Person, models.PROTECT, related_name="cases", verbose_name=_("who works on it"))
    # Where the pedagogue or the head is named or is kin, the case is the municipality's and no longer the school's.
    municipality = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="cases")
    signal = models.ForeignKey(Signal, models.PROTECT, null=True, blank=True, related_name="cases")
    track = models.CharField(_("way"), max_length=10, choices=Track, default=Track.ORDINARY)
    step = models.CharField(_("step"), max_length=10, choices=Step, default=Step.REGISTERED)
    risk = models.CharField(_("risk"), max_length=6, choices=Risk, blank=True)
    risk_reason = SealedText(_("why this risk"), blank=True)
    # Counts each change of the plan, so that an approval is known to be of the plan as it stands.
    plan_version = models.PositiveIntegerField(default=1, editable=False)
    opened_on = models.DateField(_("opened on"))
    reopened_on = models.DateField(_("reopened on"), null=True, blank=True)
    # Since when its worker has it, where another worker gave it up: it is new to this one, however old it is.
    given_on = models.DateField(null=True, blank=True, editable=False)
    review_on = models.DateField(_("next review"), null=True, blank=True)
    # Days between, kept for figures that read no case: from the signal to the first word with the family, from there
    # to a plan, from there to the first day back.
    days_to_contact = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    days_to_plan = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    days_to_return = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    planned_on = models.DateField(null=True, blank=True, editable=False)
    back_since = models.DateField(null=True, blank=True, editable=False)
    days_back = models.PositiveSmallIntegerField(default=0, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    closing_words = SealedText(_("what helped"), blank=True)
    despite_registers = SealedText(_("why, although the registers say otherwise"), blank=True)
    look_again_on = models.DateField(_("look again on"), null=True, blank=True)
    # Its time was over: all words are gone, and dates and outcome stay.
    emptied_on = models.DateField(null=True, blank=True, editable=False)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("case of a child")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, outcome="") & ~Q(step="closed")
                | Q(closed_on__isnull=False, step="closed") & ~Q(outcome=""),
                name="case_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")), name="case_dates_in_order"
            ),
            # Of protection there may be several: whoever must not know of one is not told so when they report.
            models.UniqueConstraint(
                fields=["child"], condition=Q(closed_on__isnull=True, track="ordinary"), name="case_one_ordinary_open"
            ),
            models.CheckConstraint(
                condition=Q(despite_registers="") | Q(outcome__in=AT_SCHOOL_AGAIN),
                name="case_despite_registers_only_at_school",
            ),
            models.CheckConstraint(
                condition=Q(look_again_on__isnull=True) | Q(outcome__in=AT_SCHOOL_AGAIN),
                name="case_look_again_only_at_school",
            ),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="case_step_known"),
            models.CheckConstraint(
                condition=Q(municipality__isnull=True) | Q(track="protection"), name="case_of_municipality_protects"
            ),
            models.CheckConstraint(
                condition=Q(step="registered") | ~Q(risk="") | Q(step="closed"), name="case_assessed_has_risk"
            ),
        ]
        indexes = [
            models.Index(fields=["worker", "closed_on"]),
            models.Index(fields=["school", "closed_on"], name="case_school_open"),
        ]
        ordering = ["-opened_on"]

    def __str__(self) -> str:
        return f"{self.child_id} {self.opened_on}"

    @property
    def in_protection(self) -> bool:
        """Whether it goes the way of protection."""
        return self.track == self.Track.PROTECTION

    @property
    def on_one_screen(self) -> bool:
        """Whether a cause, an action and a date are enough."""
        return self.risk == self.Risk.LOW and not self.in_protection

    @property
    def since(self) -> date:
        """The day from which its present course counts: opened, or reopened after a relapse."""
        return self.reopened_on or self.opened_on

    @property
    def with_worker_since(self) -> date:
        """Since when its present worker has it."""
        return max(self.since, self.given_on or self.since)


class StepTaken(models.Model):
    """One step that a case took, forward or back, with its time from the server."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="steps_taken")
    step = models.CharField(max_length=10, choices=Step)
    back = models.BooleanField(default=False)
    words = SealedText(_("why back"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("step of a case")
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.step} {self.at:%Y-%m-%d}"


class Ending(models.Model):
    """An outcome that a relapse has undone: the case was reopened, and this is how it had ended before."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="endings")
    closed_on = models.DateField()
    outcome = models.CharField(max_length=12, choices=Case.Outcome)
    closing_words = SealedText(blank=True)
    reopened_on = models.DateField()
    reopened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("earlier ending of a case")
        constraints = [
            models.CheckConstraint(condition=Q(reopened_on__gte=F("closed_on")), name="ending_before_reopening"),
        ]
        ordering = ["closed_on"]

    def __str__(self) -> str:
        return f"{self.outcome} {self.closed_on}"


class Barred(models.Model):
    """Somebody who must not see a case of protection: named in it, or kin of who is."""

    class Why(models.TextChoices):
        """What the person is to the case."""

        NAMED = "named", _("Is named in it")
        KIN = "kin", _("Is kin of who is named, or of the child")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="barred")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    why = models.CharField(max_length=5, choices=Why)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("who must not see a case")
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="barred_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Reader(models.Model):
    """Somebody to whom a case was given to read, for a reason and until a day."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="readers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = SealedText(_("why"))
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"))
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    taken_back_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("who may read a case")
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="reader_dates_in_order"),
            models.CheckConstraint(condition=~Q(person=F("given_by")), name="reader_not_by_themselves"),
        ]
        ordering = ["starts"]

    def __str__(self) -> str:
        return str(self.pk)
