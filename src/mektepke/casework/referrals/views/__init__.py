"""Pages about consents and letters."""

from mektepke.casework.referrals.views.consents import consents, withdraw_consent
from mektepke.casework.referrals.views.letters import answer, letter, recall, referral, referrals
from mektepke.casework.referrals.views.receiving import incoming
from mektepke.casework.referrals.views.referring import refer

__all__ = [
    "answer",
    "consents",
    "incoming",
    "letter",
    "recall",
    "refer",
    "referral",
    "referrals",
    "withdraw_consent",
]
