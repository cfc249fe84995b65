"""The five groups of barriers and the concrete causes below them.

Groups: the programme's poster (causes 1 to 5). Causes: the reasons that the National Statistical Committee counted in
2019 (children of 7 to 17 in no school) and what social pedagogues name besides. A child can have several.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Barrier(TextChoices):
    """Whose part it is, not whose fault."""

    COMMUNITY = "community", _("Community")
    PARENTS = "parents", _("Parents and household")
    NEIGHBOURS = "neighbours", _("Neighbours, elders, relatives")
    SCHOOL = "school", _("School and social pedagogue")
    PEERS = "peers", _("Peers")


class Cause(TextChoices):
    """What keeps a child away from school."""

    DISTANCE = "distance", _("Distance or road to school")
    SEASONAL_WORK = "seasonal_work", _("Seasonal work in fields or pasture")
    NOBODY_ASKS = "nobody_asks", _("The village does not ask why children are missing")
    SAFETY_ON_THE_WAY = "safety_on_way", _("The way to school is not safe")
    MATERIAL_HARDSHIP = "material_hardship", _("No means for clothes, shoes or books")
    WORK = "work", _("The child works")
    HOUSEWORK = "housework", _("Looks after younger children, the sick or the house")
    PARENTS_UNWILLING = "parents_unwilling", _("Parents do not want the child to go")
    RISK_NOT_SEEN = "risk_not_seen", _("Parents do not see the risk of missing lessons")
    FAMILY_CIRCUMSTANCES = "family_circumstances", _("Family circumstances")
    FAMILY_TROUBLE = "family_trouble", _("A family in trouble")
    PARENT_ABROAD = "parent_abroad", _("A parent works away from home")
    DOCUMENTS = "documents", _("Documents are missing")
    ILLNESS = "illness", _("Illness")
    DISABILITY = "disability", _("Disability or health limits")
    EARLY_MARRIAGE = "early_marriage", _("Early marriage")
    VIOLENCE = "violence", _("Violence or danger")
    RELATIVES_DO_NOT_NOTICE = "not_noticed", _("Those around do not notice what troubles the child")
    CUSTOM = "custom", _("Elders or relatives are against going on with school")
    OVER_AGE = "over_age", _("Too old for the grade")
    FALLEN_BEHIND = "fallen_behind", _("Has fallen behind in lessons")
    LANGUAGE = "language", _("Language of lessons is hard")
    NOT_ADAPTED = "not_adapted", _("The school is not adapted to the child's needs")
    CONFLICT_AT_SCHOOL = "conflict_school", _("A conflict with a teacher")
    UNWILLING = "unwilling", _("The child does not want to study")
    BULLYING = "bullying", _("Is teased or bullied")
    NO_FRIENDS = "no_friends", _("Has no friends in class")
    FRIENDS_OUT = "friends_out", _("Friends do not go to school either")


GROUPS: dict[Barrier, tuple[Cause, ...]] = {
    Barrier.COMMUNITY: (Cause.DISTANCE, Cause.SEASONAL_WORK, Cause.SAFETY_ON_THE_WAY, Cause.NOBODY_ASKS),
    Barrier.PARENTS: (
        Cause.MATERIAL_HARDSHIP, Cause.WORK, Cause.HOUSEWORK, Cause.RISK_NOT_SEEN, Cause.PARENTS_UNWILLING,
        Cause.PARENT_ABROAD, Cause.FAMILY_CIRCUMSTANCES, Cause.FAMILY_TROUBLE, Cause.DOCUMENTS, Cause.ILLNESS,
        Cause.DISABILITY, Cause.EARLY_MARRIAGE, Cause.VIOLENCE,
    ),
    Barrier.NEIGHBOURS: (Cause.RELATIVES_DO_NOT_NOTICE, Cause.CUSTOM),
    Barrier.SCHOOL: (
        Cause.FALLEN_BEHIND, Cause.OVER_AGE, Cause.LANGUAGE, Cause.NOT_ADAPTED, Cause.CONFLICT_AT_SCHOOL,
        Cause.UNWILLING,
    ),
    Barrier.PEERS: (Cause.BULLYING, Cause.NO_FRIENDS, Cause.FRIENDS_OUT),
}  # fmt: skip


def group_of(cause: str) -> Barrier | None:
    """The group of barriers that a cause of the house's list belongs to; None for one that the programme added."""
    return next((group for group, causes in GROUPS.items() if cause in causes), None)
