"""A case handed to another school, or another body asked for help: only what the receiver needs."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.casework.models.cases import Case
from mektepke.casework.models.consents import Consent
from mektepke.people.models import Person
from mektepke.places.models import School
from mektepke.sealed.fields import SealedText


class Referral(models.Model):
    """One letter to one receiver, with consent or with the reason why without it, and the receiver's answer."""

    class Body(models.TextChoices):
        """Which body."""

        SCHOOL = "school", _("Another school")
        COMMISSION = "commission", _("Commission on children's affairs")
        GUARDIANSHIP = "guardianship", _("Guardianship body")
        SOCIAL_PROTECTION = "social", _("Social protection of the district")
        HEALTH = "health", _("Health centre")
        PMPC = "pmpc", _("Psychological, medical and pedagogical commission")
        POLICE = "police", _("Inspector for children's affairs")
        REGISTRY = "registry", _("Registry office")
        VILLAGE = "village", _("Village administration")
        AID = "aid", _("Who gives help in kind")

    class Answer(models.TextChoices):
        """What the receiver said, or that the sender took it back before."""

        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        RECALLED = "recalled", _("Taken back by the sender")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals")
    body = models.CharField(_("to whom"), max_length=12, choices=Body)
    # As it stands on the letter; empty where the body is known by its own name and district.
    addressee = SealedText(_("to whom by name"), max_length=160, blank=True)
    # The case moves on with the child; whose letter it was stays.
    from_school = models.ForeignKey(School, models.PROTECT, related_name="referrals_sent")
    to_school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="referrals")
    need = SealedText(_("what is asked"))
    # Codes of the fields that go with it; what stands in them is read from the case when the letter is opened.
    fields = models.JSONField(default=list, blank=True)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="referrals")
    without_consent = SealedText(_("why without consent"), blank=True)
    sent_on = models.DateField(default=clock.today)
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answer = models.CharField(_("answer"), max_length=8, choices=Answer, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answer_words = SealedText(_("in their words"), blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("referral")
        constraints = [
            models.CheckConstraint(
                condition=Q(body="school", to_school__isnull=False) | ~Q(body="school") & Q(to_school__isnull=True),
                name="referral_to_school_says_which",
            ),
            models.CheckConstraint(
                condition=Q(consent__isnull=False) | ~Q(without_consent=""), name="referral_consent_or_reason"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True) | ~Q(answer="") & Q(answered_on__isnull=False),
                name="referral_answered_whole",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(body="school", answer=""), name="referral_to_one_school_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["to_school", "answer"], name="referral_waiting")]
        ordering = ["-sent_on", "-at"]

    def __str__(self) -> str:
        return f"{self.body} {self.sent_on}"
