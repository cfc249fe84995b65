"""What the way of protection needs besides: the report to the child-protection body within a day."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.casework.models.cases import Case
from mektepke.people.models import Person
from mektepke.sealed.fields import SealedText


class Report(models.Model):
    """That the child-protection body has to be told of a child in danger, until when, and that it was."""

    class Danger(models.TextChoices):
        """What threatens the child."""

        VIOLENCE = "violence", _("Violence against the child")
        EARLY_MARRIAGE = "early_marriage", _("Early marriage")
        DANGER = "danger", _("Another danger to life or health")
        GUARDIAN = "guardian", _("A concern about a parent or guardian")
        SCHOOL_WORKER = "school_worker", _("A concern about somebody who works at the school")

    class How(models.TextChoices):
        """How the body was told."""

        CALL = "call", _("By phone")
        IN_PERSON = "in_person", _("In person")
        LETTER = "letter", _("By a letter")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.OneToOneField(Case, models.PROTECT, related_name="report")
    danger = SealedText(_("what threatens the child"), choices=Danger)
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(_("how you told them"), max_length=9, choices=How, blank=True)
    whom = SealedText(_("whom you told"), blank=True)
    words = SealedText(_("what they answered"), blank=True)
    told_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("report to the child-protection body")
        indexes = [models.Index(fields=["told_at", "due_at"], name="report_waiting")]

    def __str__(self) -> str:
        return str(self.pk)
