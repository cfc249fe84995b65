"""What a family has agreed to, by purpose. It can be taken back at any time."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.casework.models.cases import Case
from mektepke.people.models import Person
from mektepke.pupils.models import Child
from mektepke.sealed.fields import SealedText


class Consent(models.Model):
    """One consent, or a refusal, for one purpose."""

    class Purpose(models.TextChoices):
        """What for."""

        CASEWORK = "casework", _("Work on the child's case")
        SHARING = "sharing", _("Tell another body what it needs to help")
        REPORTING = "reporting", _("Count in reports that name nobody")

    class GivenBy(models.TextChoices):
        """By whom."""

        MOTHER = "mother", _("Mother")
        FATHER = "father", _("Father")
        GUARDIAN = "guardian", _("Guardian")
        CHILD = "child", _("The child")

    class How(models.TextChoices):
        """In which form."""

        SPOKEN = "spoken", _("Face to face")
        CALL = "call", _("On the phone")
        WRITTEN = "written", _("In writing")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="consents")
    # What a family said to the one who worked on this case; another school's worker asks anew.
    case = models.ForeignKey(Case, models.PROTECT, related_name="consents")
    purpose = models.CharField(_("what for"), max_length=9, choices=Purpose)
    with_whom = SealedText(_("with whom it may be shared"), blank=True)
    agreed = models.BooleanField(_("agreed"), default=True)
    given_by = models.CharField(_("who decided"), max_length=8, choices=GivenBy)
    how = models.CharField(_("how"), max_length=7, choices=How)
    on = models.DateField(_("when"))
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(_("taken back on"), null=True, blank=True)
    withdrawal_recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("consent of a family")
        constraints = [
            models.CheckConstraint(condition=~Q(purpose="sharing", with_whom=""), name="consent_to_share_says_whom"),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("on")), name="consent_dates_in_order"
            ),
        ]
        ordering = ["on", "at"]

    def __str__(self) -> str:
        return f"{self.purpose} {self.on}"

    @property
    def holds(self) -> bool:
        """Whether somebody agreed and has not taken it back."""
        return self.agreed and self.withdrawn_on is None
