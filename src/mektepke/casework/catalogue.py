"""The catalogue of actions: which action answers which cause, and what the way of protection leaves out.

What the programme's pedagogues did is on its poster (changes 3 to 7); the rest is what the field does besides. A cause
of the programme's own list is answered by whatever its worker chooses.
"""

from __future__ import annotations

from typing import Any

from mektepke.casework.causes import Cause
from mektepke.casework.models import Action

Kind, Party = Action.Kind, Action.Party

# They answer any cause: one has to meet a family before anything else can be agreed.
ALWAYS: frozenset[str] = frozenset({Kind.HOME_VISIT, Kind.TALK_PARENTS, Kind.TALK_CHILD, Kind.CALL, Kind.REFERRAL})

ANSWERS: dict[str, frozenset[str]] = {
    Cause.DISTANCE: frozenset({Kind.TRANSPORT, Kind.VOLUNTEER}),
    Cause.SEASONAL_WORK: frozenset({Kind.WORK_FOR_PARENT, Kind.CATCH_UP, Kind.AID}),
    Cause.SAFETY_ON_THE_WAY: frozenset({Kind.VOLUNTEER, Kind.TRANSPORT}),
    Cause.NOBODY_ASKS: frozenset({Kind.CLASS_TALK, Kind.VOLUNTEER}),
    Cause.MATERIAL_HARDSHIP: frozenset({Kind.AID, Kind.MEAL, Kind.WORK_FOR_PARENT}),
    Cause.WORK: frozenset({Kind.WORK_FOR_PARENT, Kind.AID, Kind.COMMISSION, Kind.CATCH_UP}),
    Cause.HOUSEWORK: frozenset({Kind.AID, Kind.WORK_FOR_PARENT, Kind.CATCH_UP}),
    Cause.RISK_NOT_SEEN: frozenset({Kind.CLASS_TALK}),
    Cause.PARENTS_UNWILLING: frozenset({Kind.COMMISSION, Kind.VOLUNTEER}),
    Cause.PARENT_ABROAD: frozenset({Kind.GUARDIANSHIP, Kind.AID}),
    Cause.FAMILY_CIRCUMSTANCES: frozenset({Kind.AID, Kind.MEAL, Kind.GUARDIANSHIP}),
    Cause.FAMILY_TROUBLE: frozenset({Kind.COMMISSION, Kind.GUARDIANSHIP}),
    Cause.DOCUMENTS: frozenset({Kind.DOCUMENTS}),
    Cause.ILLNESS: frozenset({Kind.MEDICAL, Kind.CATCH_UP}),
    Cause.DISABILITY: frozenset({Kind.ADAPTED, Kind.PMPC, Kind.MEDICAL, Kind.TRANSPORT}),
    Cause.EARLY_MARRIAGE: frozenset({Kind.COMMISSION, Kind.GUARDIANSHIP}),
    Cause.VIOLENCE: frozenset({Kind.COMMISSION, Kind.GUARDIANSHIP, Kind.MEDICAL}),
    Cause.RELATIVES_DO_NOT_NOTICE: frozenset({Kind.CLASS_TALK}),
    Cause.CUSTOM: frozenset({Kind.COMMISSION}),
    Cause.OVER_AGE: frozenset({Kind.CATCH_UP, Kind.ADAPTED}),
    Cause.FALLEN_BEHIND: frozenset({Kind.CATCH_UP, Kind.ADAPTED}),
    Cause.LANGUAGE: frozenset({Kind.CATCH_UP, Kind.ADAPTED}),
    Cause.NOT_ADAPTED: frozenset({Kind.ADAPTED, Kind.PMPC}),
    Cause.CONFLICT_AT_SCHOOL: frozenset({Kind.CLASS_TALK}),
    Cause.UNWILLING: frozenset({Kind.VOLUNTEER, Kind.CATCH_UP}),
    Cause.BULLYING: frozenset({Kind.CLASS_TALK, Kind.VOLUNTEER}),
    Cause.NO_FRIENDS: frozenset({Kind.VOLUNTEER, Kind.CLASS_TALK}),
    Cause.FRIENDS_OUT: frozenset({Kind.VOLUNTEER}),
}

# No call to the family, no volunteer, no group: they could warn whoever hurts the child, or tell the village.
NOT_IN_PROTECTION: frozenset[str] = frozenset(
    {Kind.CALL, Kind.HOME_VISIT, Kind.TALK_PARENTS, Kind.CLASS_TALK, Kind.VOLUNTEER, Kind.WORK_FOR_PARENT}
)
PARTIES_NOT_IN_PROTECTION: frozenset[str] = frozenset(
    {Party.FAMILY, Party.RELATIVE, Party.ELDER, Party.VILLAGE_HEAD, Party.GROUP, Party.VOLUNTEER, Party.HEAD}
)

# What a school gave away because somebody there is named is in the hands of nobody there.
PARTIES_AT_SCHOOL: frozenset[str] = frozenset({Party.PEDAGOGUE, Party.TEACHER})


def kinds_of(*, protection: bool) -> list[tuple[str, Any]]:
    """What can be done; in protection nothing that could warn or tell."""
    return [one for one in Kind.choices if not (protection and one[0] in NOT_IN_PROTECTION)]


def parties_of(*, protection: bool, of_municipality: bool = False) -> list[tuple[str, Any]]:
    """Who can be responsible; in protection nobody who could warn or tell, and only there its officer."""
    shut = PARTIES_NOT_IN_PROTECTION if protection else frozenset({Party.OFFICER})
    shut = shut | (PARTIES_AT_SCHOOL if of_municipality else frozenset())
    return [one for one in Party.choices if one[0] not in shut]


def answers(kind: str, cause: str) -> bool:
    """Whether an action of this kind answers this cause."""
    return kind in ALWAYS or kind in ANSWERS.get(cause, frozenset(Kind.values))
