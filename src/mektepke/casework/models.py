"""A case, its causes with evidence, its actions; calls and visits."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.casework.causes import Barrier, Cause, group_of
from mektepke.people.models import Person
from mektepke.places.models import School
from mektepke.pupils.models import Child, Guardian
from mektepke.watch.models import Answer, Signal


class Case(models.Model):
    """A child taken into care by a social pedagogue, from a day until an outcome."""

    class Outcome(models.TextChoices):
        """How a case ended."""

        RETURNED = "returned", _("Comes to school again")
        MOVED = "moved", _("Moved to another place")
        FINISHED = "finished", _("Finished school")
        OF_AGE = "of_age", _("Is of age now")
        COMMISSION = "commission", _("Is with the commission on children's affairs")
        NOT_FOUND = "not_found", _("Cannot be found")
        NOT_NEEDED = "not_needed", _("Care was not needed")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="cases", verbose_name=_("child"))
    school = models.ForeignKey(School, models.PROTECT, related_name="cases", verbose_name=_("school"))
    worker = models.ForeignKey(Person, models.PROTECT, related_name="cases", verbose_name=_("who works on it"))
    signal = models.ForeignKey(Signal, models.PROTECT, null=True, blank=True, related_name="cases")
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    closing_words = models.TextField(_("what helped"), blank=True)
    despite_registers = models.TextField(_("why, although the registers say otherwise"), blank=True)
    look_again_on = models.DateField(_("look again on"), null=True, blank=True)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("case of a child")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, outcome="") | (Q(closed_on__isnull=False) & ~Q(outcome="")),
                name="case_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")), name="case_dates_in_order"
            ),
            models.UniqueConstraint(fields=["child"], condition=Q(closed_on__isnull=True), name="case_one_open"),
            models.CheckConstraint(
                condition=Q(despite_registers="") | Q(outcome__in=["returned", "not_needed"]),
                name="case_despite_registers_only_at_school",
            ),
            models.CheckConstraint(
                condition=Q(look_again_on__isnull=True) | Q(outcome__in=["returned", "not_needed"]),
                name="case_look_again_only_at_school",
            ),
        ]
        indexes = [models.Index(fields=["worker", "closed_on"])]
        ordering = ["-opened_on"]

    def __str__(self) -> str:
        return f"{self.child_id} {self.opened_on}"


class CaseCause(models.Model):
    """One cause of a case, with what shows it and who said so."""

    class SaidBy(models.TextChoices):
        """Who said so, as a role: a neighbour's name is not needed and not kept."""

        CHILD = "child", _("The child")
        PARENT = "parent", _("A parent or guardian")
        RELATIVE = "relative", _("A relative")
        NEIGHBOUR = "neighbour", _("A neighbour or elder")
        TEACHER = "teacher", _("A teacher")
        PEER = "peer", _("A peer")
        SEEN = "seen", _("I saw it myself")
        DOCUMENT = "document", _("A document")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="causes")
    cause = models.CharField(_("cause"), max_length=24, choices=Cause)
    evidence = models.TextField(_("what shows it"))
    said_by = models.CharField(_("who said so"), max_length=10, choices=SaidBy)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("cause of a case")
        constraints = [models.UniqueConstraint(fields=["case", "cause", "said_by"], name="case_cause_once")]
        ordering = ["at"]

    def __str__(self) -> str:
        return self.cause

    @property
    def group(self) -> Barrier:
        """The group of barriers it belongs to."""
        return group_of(self.cause)


class Action(models.Model):
    """What is done, by whom and until when."""

    class Kind(models.TextChoices):
        """What is done."""

        CALL = "call", _("Call the family")
        HOME_VISIT = "home_visit", _("Home visit")
        TALK_PARENTS = "talk_parents", _("Talk with the parents")
        TALK_CHILD = "talk_child", _("Talk with the child")
        CLASS_TALK = "class_talk", _("Talk with the class")
        VOLUNTEER = "volunteer", _("A peer walks along")
        CATCH_UP = "catch_up", _("Catch-up lessons")
        AID = "aid", _("Ask for help in kind")
        MEAL = "meal", _("A meal at school")
        TRANSPORT = "transport", _("Transport to school")
        DOCUMENTS = "documents", _("Help with documents")
        MEDICAL = "medical", _("Medical check")
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

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="actions")
    kind = models.CharField(_("what is done"), max_length=14, choices=Kind)
    words = models.CharField(_("in your words"), max_length=300, blank=True)
    party = models.CharField(_("who is responsible"), max_length=14, choices=Party)
    due_on = models.DateField(_("until when"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    dropped_on = models.DateField(_("no longer needed since"), null=True, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("action of a case")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(dropped_on__isnull=True), name="action_done_or_dropped"
            ),
        ]
        ordering = ["due_on", "at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"


class CapacityRow(models.Model):
    """What somebody with at least these hours a week can take on. Without rows the programme's defaults hold."""

    hours_from = models.PositiveSmallIntegerField(_("from hours a week"), primary_key=True)
    new_a_day = models.PositiveSmallIntegerField(_("new children a day"))
    visits_a_week = models.PositiveSmallIntegerField(_("home visits a week"))

    class Meta:
        verbose_name = _("what one person can do")
        constraints = [
            models.CheckConstraint(condition=Q(hours_from__lte=60), name="capacity_hours_possible"),
            models.CheckConstraint(
                condition=Q(new_a_day__range=(1, 20), visits_a_week__range=(1, 40)), name="capacity_possible"
            ),
        ]
        ordering = ["hours_from"]

    def __str__(self) -> str:
        return f"{self.hours_from}: {self.new_a_day}, {self.visits_a_week}"


# Nobody gets a wrong number at a door, and nobody is let in by telephone.
AFTER_A_CALL = ("reached", "comes_back", "reason_known", "still_away", "needs_visit", "not_reached", "wrong_number")
AFTER_A_VISIT = ("reached", "comes_back", "child_seen", "nobody_home", "not_let_in", "moved")


class Contact(models.Model):
    """A call or a visit, and what came of it."""

    class Kind(models.TextChoices):
        """How the family was met."""

        CALL = "call", _("Phone call")
        VISIT = "visit", _("Visit")

    class Result(models.TextChoices):
        """What came of it; in the words in which a class teacher says the same of a first call."""

        REACHED = "reached", _("Spoke with the family")
        COMES_BACK = "comes_back", Answer.Result.COMES_BACK.label
        REASON_KNOWN = "reason_known", Answer.Result.REASON_KNOWN.label
        STILL_AWAY = "still_away", Answer.Result.STILL_AWAY.label
        NEEDS_VISIT = "needs_visit", _("A visit is needed")
        NOT_REACHED = "not_reached", Answer.Result.NOT_REACHED.label
        WRONG_NUMBER = "wrong_number", Answer.Result.WRONG_NUMBER.label
        CHILD_SEEN = "child_seen", _("Saw the child and spoke with them")
        NOBODY_HOME = "nobody_home", _("Nobody was at home")
        NOT_LET_IN = "not_let_in", _("Was not let in, or asked to come another time")
        MOVED = "moved", _("The family has moved away")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="contacts")
    school = models.ForeignKey(School, models.PROTECT, related_name="contacts")
    kind = models.CharField(_("how"), max_length=5, choices=Kind)
    result = models.CharField(_("what came of it"), max_length=12, choices=Result)
    guardian = models.ForeignKey(Guardian, models.SET_NULL, null=True, blank=True, related_name="+")
    # As it was dialled: only so it shows later whether a wrong number has been put right.
    number = models.CharField(_("number dialled"), max_length=20, blank=True)
    words = models.TextField(_("what was said and agreed"), blank=True)
    next_on = models.DateField(_("look again on"), null=True, blank=True)
    next_by_house = models.BooleanField(_("the house set this day"), default=False)
    on = models.DateField(_("when"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("call or visit")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="call", result__in=AFTER_A_CALL) | Q(kind="visit", result__in=AFTER_A_VISIT),
                name="contact_result_fits_kind",
            ),
        ]
        indexes = [models.Index(fields=["child", "on"])]
        ordering = ["-on", "-at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
