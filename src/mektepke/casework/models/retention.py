"""How long what is kept, where a programme wants it otherwise; and what the monthly run proposes to remove."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.casework.rights.rules.schedule import Kind
from mektepke.people.models import Person
from mektepke.places.models import Place, School
from mektepke.sealed.fields import SealedText

KINDS = [kind.value for kind in Kind]


class RetentionPeriod(models.Model):
    """For how many months one kind of record is kept, as the programme has set it. Without a row the default holds."""

    kind = models.CharField(max_length=12, primary_key=True)
    months = models.PositiveSmallIntegerField(_("months"))
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("how long a kind of record is kept")
        constraints = [models.CheckConstraint(condition=Q(kind__in=KINDS), name="retention_period_kind_known")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.months}"


class RetentionProposal(models.Model):
    """So many records of one kind whose time is over, at one school or in one municipality. Nothing of them is removed
    before somebody has confirmed it."""

    class Decision(models.TextChoices):
        """What was decided."""

        CONFIRMED = "confirmed", _("Removed")
        KEPT = "kept", _("Kept for now")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(max_length=12)
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="retention_proposals")
    municipality = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="retention_proposals")
    before = models.DateField(_("from before this day"))
    count = models.PositiveIntegerField(_("how many"))
    proposed_on = models.DateField(default=clock.today)
    decision = models.CharField(_("decision"), max_length=9, choices=Decision, blank=True)
    words = SealedText(_("why they are still needed"), max_length=2000, blank=True)
    removed = models.PositiveIntegerField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("proposal to remove what is no longer needed")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="retention_proposal_kind_known"),
            models.CheckConstraint(
                condition=Q(school__isnull=False, municipality__isnull=True)
                | Q(school__isnull=True, municipality__isnull=False),
                name="retention_proposal_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_by__isnull=True, decided_on__isnull=True)
                | ~Q(decision="") & Q(decided_by__isnull=False, decided_on__isnull=False),
                name="retention_proposal_decided_whole",
            ),
            models.CheckConstraint(condition=~Q(decision="kept", words=""), name="retention_proposal_kept_says_why"),
            models.UniqueConstraint(
                fields=["kind", "school"],
                condition=Q(decision="", school__isnull=False),
                name="retention_once_a_school",
            ),
            models.UniqueConstraint(
                fields=["kind", "municipality"],
                condition=Q(decision="", municipality__isnull=False),
                name="retention_once_a_municipality",
            ),
        ]
        indexes = [models.Index(fields=["decision", "proposed_on"], name="retention_waiting")]
        ordering = ["proposed_on", "kind"]

    def __str__(self) -> str:
        return f"{self.kind} {self.before}"
