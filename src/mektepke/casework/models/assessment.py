"""Why a child misses school: causes with what shows them, the child's own words, needs and strengths."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.casework.causes import Barrier, Cause, group_of
from mektepke.casework.models.cases import Case
from mektepke.people.models import Person
from mektepke.sealed.fields import SealedText


class OwnCause(models.Model):
    """A cause that the programme added to the list of the house, in three languages. It ends, it is never deleted."""

    code = models.SlugField(max_length=24, primary_key=True)
    group = models.CharField(_("group of barriers"), max_length=12, choices=Barrier)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=80)
    name_ru = models.CharField(_("name in Russian"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    ended_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("cause added to the list")
        constraints = [
            models.CheckConstraint(condition=~Q(code__in=Cause.values), name="own_cause_has_own_code"),
            models.CheckConstraint(condition=Q(group__in=Barrier.values), name="own_cause_group_known"),
        ]
        ordering = ["name_ky"]

    def __str__(self) -> str:
        return self.code


class CaseCause(models.Model):
    """One cause of a case, with what shows it, who said so, how sure that is, and since when it is known."""

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

    class Sure(models.TextChoices):
        """How sure the worker is."""

        CERTAIN = "certain", _("Certain")
        LIKELY = "likely", _("Likely")
        UNCLEAR = "unclear", _("Not clear yet")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="causes")
    cause = SealedText(_("cause"))
    evidence = SealedText(_("what shows it"))
    said_by = SealedText(_("who said so"), choices=SaidBy)
    sure = models.CharField(_("how sure"), max_length=8, choices=Sure, default=Sure.LIKELY)
    on = models.DateField(_("when it was said or seen"), default=clock.today)
    no_longer_on = models.DateField(_("no longer so since"), null=True, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("cause of a case")
        ordering = ["at"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def group(self) -> Barrier | None:
        """The group of barriers it belongs to; None for a cause that the programme added, which knows its own."""
        return group_of(self.cause)


class Assessment(models.Model):
    """What the worker understood of the child's situation. Filled in parts; each part may wait."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="assessment")
    child_says = SealedText(_("what the child says, in the child's words"), blank=True)
    household_needs = SealedText(_("what the household needs"), blank=True)
    strengths = SealedText(_("strengths of the child and the family"), blank=True)
    health = SealedText(_("health, as far as school has to know"), blank=True)
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("assessment of a case")

    def __str__(self) -> str:
        return str(self.pk)
