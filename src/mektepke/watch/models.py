"""Signals with their evidence, the answers people gave, and a programme's own limits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.people.models import Person
from mektepke.places.models import Place, Programme, School, SchoolClass
from mektepke.pupils.models import Child
from mektepke.sealed.fields import SealedText
from mektepke.watch.concerns.models import Concern, ConcernSender  # noqa: F401 - Django looks for tables only here
from mektepke.watch.rules import order
from mektepke.watch.rules.evidence import SCHOOL_RULES, Evidence, Rule
from mektepke.watch.rules.limits import NOTES
from mektepke.watch.rules.steps import Actor, Step

ABOUT_SCHOOLS = sorted(rule.value for rule in SCHOOL_RULES)


class Signal(models.Model):
    """One thing that was noticed about a child, or about a class or school; never both.

    Its key follows from the rule, the school, whom it is about, and the first day of the episode, so that a round run
    twice, or by two at once, finds it there. `school` is whose it is; a child in no school has a `village` instead.
    """

    class State(models.TextChoices):
        """Where the signal stands."""

        OPEN = "open", _("Waits for somebody")
        HANDLED = "handled", _("Somebody answered")
        ENDED = "ended", _("No longer so")

    class Audience(models.TextChoices):
        """Whose list it stands on."""

        TEACHER = Actor.TEACHER.value, _("Class teacher")
        PEDAGOGUE = Actor.PEDAGOGUE.value, _("Social pedagogue")
        HEAD = Actor.HEAD.value, _("Head of the school")
        MUNICIPALITY = Actor.MUNICIPALITY.value, _("Municipality officer")

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
    # Not stored: whether the register has said since what the signal asks (see queries.settled).
    is_settled: bool = False

    class Meta:
        verbose_name = _("signal")
        constraints = [
            models.CheckConstraint(
                condition=Q(school__isnull=False, village__isnull=True) | Q(school__isnull=True, village__isnull=False),
                name="signal_is_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(rule__in=ABOUT_SCHOOLS, child__isnull=True, school__isnull=False)
                | (~Q(rule__in=ABOUT_SCHOOLS) & Q(child__isnull=False, school_class__isnull=True)),
                name="signal_about_child_or_school",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False) | (~Q(state="ended") & Q(ended_on__isnull=True)),
                name="signal_ended_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="handled") | Q(answered_level__isnull=False), name="signal_handled_was_answered"
            ),
            models.CheckConstraint(
                condition=Q(last_seen_on__gte=F("raised_on"), due_on__gte=F("raised_on")), name="signal_days_in_order"
            ),
            models.CheckConstraint(condition=Q(level__gte=1), name="signal_has_level"),
            models.CheckConstraint(condition=Q(rule__in=[rule.value for rule in Rule]), name="signal_rule_known"),
            models.CheckConstraint(condition=Q(next_step__in=[step.value for step in Step]), name="signal_step_known"),
            models.CheckConstraint(
                condition=Q(audience__in=[who.value for who in Actor]), name="signal_audience_known"
            ),
            models.CheckConstraint(condition=Q(state__in=["open", "handled", "ended"]), name="signal_state_known"),
            models.UniqueConstraint(
                fields=["rule", "child", "school"],
                condition=~Q(state="ended") & Q(child__isnull=False),
                name="signal_once_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["school", "state"]),
            models.Index(fields=["child", "state"]),
            models.Index(fields=["village", "state"], name="signal_village_state"),
        ]
        ordering = ["raised_on"]

    def __str__(self) -> str:
        return f"{self.rule} {self.raised_on}"

    @property
    def facts(self) -> Evidence:
        """The evidence, typed."""
        return Evidence.from_json(self.evidence)

    @property
    def stands_since(self) -> date:
        """The day on which it came to the list, for the last time. Fetch the signal with `queries.with_return`."""
        came_back_at: datetime | None = getattr(self, "came_back_at", None)
        return clock.day_of(came_back_at) if came_back_at else self.raised_on

    @property
    def how_bad(self) -> tuple[int, int, int, int]:
        """Sorts the worst first."""
        return order.how_bad(Rule(self.rule), self.facts)


class Answer(models.Model):
    """What somebody did about a signal. Kept, also when nothing was needed, and when nobody was reached."""

    class Kind(models.TextChoices):
        """What was done."""

        CALLED = "called", _("Called the family")
        VISITED = "visited", _("Visited the home")
        TALKED = "talked", _("Talked with the child")
        CASE_OPENED = "case_opened", _("Took the child into care")
        NOT_A_PROBLEM = "not_a_problem", _("Not a problem, because …")
        OTHER = "other", _("Something else")

    class Result(models.TextChoices):
        """What came of it, where that was asked."""

        COMES_BACK = "comes_back", _("The child comes back to school")
        REASON_KNOWN = "reason_known", _("There is a reason, and the family told it")
        STILL_AWAY = "still_away", _("Spoke with the family; the child stays away for now")
        NOT_REACHED = "not_reached", _("Nobody reached")
        WRONG_NUMBER = "wrong_number", _("The number is wrong")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    signal = models.ForeignKey(Signal, models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=14, choices=Kind)
    words = SealedText(blank=True, max_length=2000)
    result = models.CharField(max_length=12, choices=Result, blank=True)
    level = models.PositiveSmallIntegerField(default=1)
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
        super().save(*args, **{**kwargs, "force_insert": True})


class Threshold(models.Model):
    """A limit of the rules as one programme wants it, or the whole house where there is no programme."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="thresholds")
    name = models.CharField(max_length=30)
    value = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("limit of a rule")
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="threshold_once"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(programme__isnull=True), name="threshold_once_in_house"
            ),
            models.CheckConstraint(
                condition=Q(
                    *[Q(name=name, value__range=(note.least, note.most)) for name, note in NOTES.items()],
                    _connector=Q.OR,
                ),
                name="threshold_within_bounds",
            ),
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"
