"""What is done, by whom and until when; who agreed, who approved; and the reviews."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.casework.models.assessment import CaseCause
from mektepke.casework.models.cases import Case
from mektepke.people.models import Person
from mektepke.sealed.fields import SealedText


class Action(models.Model):
    """What is done, by whom and until when, and what will show that it worked."""

    class Kind(models.TextChoices):
        """What is done. Which cause each of them answers stands in the catalogue."""

        CALL = "call", _("Call the family")
        HOME_VISIT = "home_visit", _("Home visit")
        TALK_PARENTS = "talk_parents", _("Talk with the parents")
        TALK_CHILD = "talk_child", _("Talk with the child")
        CLASS_TALK = "class_talk", _("Talk with the class")
        VOLUNTEER = "volunteer", _("A peer walks along")
        CATCH_UP = "catch_up", _("Catch-up lessons")
        AID = "aid", _("Ask for help in kind")
        MEAL = "meal", _("A meal at school")
        WORK_FOR_PARENT = "parent_work", _("Work for a parent")
        TRANSPORT = "transport", _("Transport to school")
        DOCUMENTS = "documents", _("Help with documents")
        MEDICAL = "medical", _("Medical check")
        PMPC = "pmpc", _("Check by the psychological, medical and pedagogical commission")
        ADAPTED = "adapted", _("Lessons adapted to the child's needs")
        COMMISSION = "commission", _("Refer to the commission on children's affairs")
        GUARDIANSHIP = "guardianship", _("Refer to the guardianship body")
        REFERRAL = "referral", _("Refer to another body")

    class Party(models.TextChoices):
        """Who is responsible; not always the pedagogue."""

        PEDAGOGUE = "pedagogue", _("Social pedagogue")
        TEACHER = "teacher", _("Class teacher")
        HEAD = "head", _("Head of the school")
        FAMILY = "family", _("The family")
        RELATIVE = "relative", _("A relative")
        ELDER = "elder", _("An elder or neighbour")
        VILLAGE_HEAD = "village_head", _("The village head")
        GROUP = "group", _("The initiative group")
        VOLUNTEER = "volunteer", _("Child volunteers")
        OFFICER = "officer", _("Child-protection officer")
        BODY = "body", _("Another body")

    class Worked(models.TextChoices):
        """What came of an action that was done."""

        YES = "yes", _("It worked")
        PARTLY = "partly", _("It worked in part")
        NO = "no", _("It did not work")
        TOO_EARLY = "too_early", _("Too early to say")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="actions")
    causes = models.ManyToManyField(CaseCause, related_name="actions", blank=True)
    kind = models.CharField(_("what is done"), max_length=14, choices=Kind)
    words = SealedText(_("in your words"), blank=True)
    party = models.CharField(_("who is responsible"), max_length=14, choices=Party)
    shown_by = SealedText(_("what will show that it worked"), blank=True)
    due_on = models.DateField(_("until when"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    worked = models.CharField(_("what came of it"), max_length=9, choices=Worked, blank=True)
    dropped_on = models.DateField(_("no longer needed since"), null=True, blank=True)
    # Of catch-up lessons only.
    level_before = models.CharField(_("level before"), max_length=40, blank=True)
    hours = models.PositiveSmallIntegerField(_("hours"), null=True, blank=True)
    level_after = models.CharField(_("level after"), max_length=40, blank=True)
    # Of help in kind only: when it was asked for and came. What it cost, and who paid, casework does not know.
    asked_on = models.DateField(_("asked for on"), null=True, blank=True)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    reference = models.UUIDField(null=True, editable=False, unique=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("action of a case")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(dropped_on__isnull=True), name="action_done_or_dropped"
            ),
            models.CheckConstraint(condition=Q(party__in=["pedagogue", "teacher", "head", "family", "relative", "elder",
                "village_head", "group", "volunteer", "officer", "body"]), name="action_has_party"),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(asked_on__lte=F("received_on")), name="action_asked_before"
            ),
        ]  # fmt: skip
        ordering = ["due_on", "at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"

    @property
    def is_open(self) -> bool:
        """Whether it is agreed and neither done nor dropped."""
        return self.done_on is None and self.dropped_on is None


class Agreement(models.Model):
    """That the plan was agreed: with a parent, or with the child; who, when and how."""

    class Whom(models.TextChoices):
        """With whom."""

        PARENT = "parent", _("A parent or guardian")
        CHILD = "child", _("The child")

    class How(models.TextChoices):
        """How it was agreed."""

        SPOKEN = "spoken", _("Face to face")
        CALL = "call", _("On the phone")
        WRITTEN = "written", _("In writing")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="agreements")
    whom = models.CharField(_("with whom"), max_length=6, choices=Whom)
    who = SealedText(_("who agreed"), blank=True)
    how = models.CharField(_("how"), max_length=7, choices=How)
    on = models.DateField(_("when"))
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("agreement to a plan")
        ordering = ["on", "at"]

    def __str__(self) -> str:
        return f"{self.whom} {self.on}"


class Approval(models.Model):
    """A plan laid before the head, and the answer. Nobody approves their own."""

    class Decision(models.TextChoices):
        """What was decided."""

        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Sent back with a question")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="approvals")
    plan_version = models.PositiveIntegerField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_on = models.DateField(default=clock.today)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=8, choices=Decision, blank=True)
    words = SealedText(_("what you ask or advise"), blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("approval of a plan")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="approval_not_of_own"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_by__isnull=True, decided_on__isnull=True)
                | ~Q(decision="") & Q(decided_by__isnull=False, decided_on__isnull=False),
                name="approval_decided_whole",
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(decision=""), name="approval_asked_once"),
        ]
        indexes = [models.Index(fields=["decision", "asked_on"], name="approval_waiting")]
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.decision} {self.asked_on}"


class Review(models.Model):
    """A look back at a plan, at least every three months: it is kept, changed or ended."""

    class Decision(models.TextChoices):
        """What the plan becomes."""

        KEPT = "kept", _("The plan goes on as it is")
        CHANGED = "changed", _("The plan is changed")
        ENDED = "ended", _("The plan has done its work; the case can be closed")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="reviews")
    decision = models.CharField(_("the plan"), max_length=7, choices=Decision)
    words = SealedText(_("what has changed, and what was agreed"), blank=True)
    on = models.DateField(default=clock.today)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("review of a case")
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.decision} {self.on}"
