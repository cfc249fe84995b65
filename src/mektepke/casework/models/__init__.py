"""The tables of casework."""

from mektepke.casework.models.assessment import Assessment, CaseCause, OwnCause
from mektepke.casework.models.cases import Barred, Case, Ending, Reader, Step, StepTaken
from mektepke.casework.models.consents import Consent
from mektepke.casework.models.contacts import (
    AFTER_A_CALL,
    AFTER_A_MEETING,
    AFTER_A_VISIT,
    CapacityRow,
    Contact,
)
from mektepke.casework.models.plan import Action, Agreement, Approval, Review
from mektepke.casework.models.protection import Report
from mektepke.casework.models.referrals import Referral
from mektepke.casework.models.retention import RetentionPeriod, RetentionProposal
from mektepke.casework.models.rights import Correction, Erasure, RecordRequest
from mektepke.casework.models.volunteers import Pair, Pairing, PairMember, PairNote

__all__ = [
    "AFTER_A_CALL",
    "AFTER_A_MEETING",
    "AFTER_A_VISIT",
    "Action",
    "Agreement",
    "Approval",
    "Assessment",
    "Barred",
    "CapacityRow",
    "Case",
    "CaseCause",
    "Consent",
    "Contact",
    "Correction",
    "Ending",
    "Erasure",
    "OwnCause",
    "Pair",
    "PairMember",
    "PairNote",
    "Pairing",
    "Reader",
    "RecordRequest",
    "Referral",
    "Report",
    "RetentionPeriod",
    "RetentionProposal",
    "Review",
    "Step",
    "StepTaken",
]
