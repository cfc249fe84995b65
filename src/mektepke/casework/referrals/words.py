"""Consents and letters in one line each."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mektepke.casework.models import Consent, Referral
from mektepke.casework.referrals.queries import Said
from mektepke.casework.referrals.rules import Standing
from mektepke.look import dates
from mektepke.look.words import language


def consent_words(consent: Consent) -> str:
    """Who agreed, when, and about whom: to choose from."""
    return _("%(who)s, %(day)s: %(whom)s") % {
        "who": consent.get_given_by_display(),
        "day": dates.day_short(consent.on, language()),
        "whom": consent.with_whom,
    }


def said_words(said: Said) -> str:
    """What the family said last about one purpose."""
    if said.last is None:
        return _("Nobody has been asked yet.")
    named = {"who": said.last.get_given_by_display(), "day": dates.day_short(said.last.on, language())}
    if said.standing == Standing.REFUSED:
        return _("%(who)s does not agree (%(day)s).") % named
    if said.standing == Standing.WITHDRAWN:
        since = said.last.withdrawn_on or said.last.on
        return _("Taken back on %(day)s.") % {"day": dates.day_short(since, language())}
    return _("%(who)s agrees (%(day)s).") % named


def receiver_words(referral: Referral) -> str:
    """To whom a letter went."""
    return referral.to_school.name if referral.to_school else str(referral.get_body_display())


def answer_words(referral: Referral) -> str:
    """What became of a letter."""
    named = {"day": dates.day_short(referral.answered_on or referral.sent_on, language())}
    if referral.answer == Referral.Answer.ACCEPTED:
        return _("Accepted on %(day)s.") % named
    if referral.answer == Referral.Answer.DECLINED:
        return _("Declined on %(day)s.") % named
    if referral.answer == Referral.Answer.RECALLED:
        return _("Taken back on %(day)s.") % named
    return _("Sent on %(day)s, no answer yet.") % named
