"""What was answered about an absence of now, for whoever opens its page a second time."""

from __future__ import annotations

from uuid import UUID

from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.pupils import queries as pupils
from mektepke.watch.models import Answer, Signal
from mektepke.watch.rules.evidence import Rule


def answer_about_absence(person: Person, child: UUID) -> Answer | None:
    """The latest answer about the first-day absence that goes on, where the person may see the child; else None."""
    seen = pupils.visible_to(person, Permission.ANSWER_SIGNALS).filter(pk=child)
    found = Answer.objects.filter(signal__rule=Rule.ABSENT_TODAY, signal__child__in=seen.values("pk"))
    going_on = found.exclude(signal__state=Signal.State.ENDED)
    return going_on.select_related("by", "signal__child").order_by("-at").first()
