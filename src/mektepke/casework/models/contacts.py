"""Calls, visits and meetings, and how much one person can take on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.people.models import Person
from mektepke.places.models import School
from mektepke.pupils.models import Child, Guardian
from mektepke.sealed.fields import SealedText
from mektepke.watch.models import Answer


class CapacityRow(models.Model):
    """What somebody with at least these hours a week can take on. Without rows the programme's defaults hold."""

    hours_from = models.PositiveSmallIntegerField(_("from hours a week"), primary_key=True)
    new_a_day = models.PositiveSmallIntegerField(_("new children a day"))
    visits_a_week = models.PositiveSmallIntegerField(_("home visits a week"))
    open_cases = models.PositiveSmallIntegerField(_("open cases at a time"), default=17)

    class Meta:
        verbose_name = _("what one person can do")
        constraints = [
            models.CheckConstraint(condition=Q(hours_from__lte=60), name="capacity_hours_possible"),
            models.CheckConstraint(
                condition=Q(new_a_day__range=(1, 20), visits_a_week__range=(1, 40), open_cases__range=(1, 100)),
                name="capacity_possible",
            ),
        ]
        ordering = ["hours_from"]

    def __str__(self) -> str:
        return f"{self.hours_from}: {self.new_a_day}, {self.visits_a_week}"


# Nobody gets a wrong number at a door, and nobody is let in by telephone.
AFTER_A_CALL = ("reached", "comes_back", "reason_known", "still_away", "needs_visit", "not_reached", "wrong_number")
AFTER_A_MEETING = ("reached", "comes_back", "still_away", "child_seen")
AFTER_A_VISIT = ("reached", "comes_back", "child_seen", "nobody_home", "not_let_in", "moved")


class Contact(models.Model):
    """A call or a visit, and what came of it."""

    class Kind(models.TextChoices):
        """How the family was met."""

        CALL = "call", _("Phone call")
        VISIT = "visit", _("Visit")
        MEETING = "meeting", _("Meeting")

    class Met(models.TextChoices):
        """Who was met."""

        MOTHER = "mother", _("Mother")
        FATHER = "father", _("Father")
        GUARDIAN = "guardian", _("Another guardian")
        CHILD = "child", _("The child")
        RELATIVE = "relative", _("A relative")
        NEIGHBOUR = "neighbour", _("A neighbour or elder")
        TEACHER = "teacher", _("A teacher")

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
    kind = models.CharField(_("how"), max_length=7, choices=Kind)
    result = models.CharField(_("what came of it"), max_length=12, choices=Result)
    guardian = models.ForeignKey(Guardian, models.SET_NULL, null=True, blank=True, related_name="+")
    # As it was dialled: only so it shows later whether a wrong number has been put right.
    number = models.CharField(_("number dialled"), max_length=20, blank=True)
    met = models.CharField(_("who was met"), max_length=9, choices=Met, blank=True)
    seen = SealedText(_("what was seen"), blank=True)
    words = SealedText(_("what was said and agreed"), blank=True)
    next_on = models.DateField(_("look again on"), null=True, blank=True)
    next_by_house = models.BooleanField(_("the house set this day"), default=False)
    on = models.DateField(_("when"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("call or visit")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="call", result__in=AFTER_A_CALL)
                | Q(kind="visit", result__in=AFTER_A_VISIT)
                | Q(kind="meeting", result__in=AFTER_A_MEETING),
                name="contact_result_fits_kind",
            ),
        ]
        indexes = [models.Index(fields=["child", "on"])]
        ordering = ["-on", "-at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
