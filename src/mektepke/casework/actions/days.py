"""Days that a case keeps for figures that read no case, and the day on which one looks again."""

from __future__ import annotations

from datetime import date

from mektepke.base import clock
from mektepke.casework.models import Case, Contact
from mektepke.casework.queries import coming_school_days
from mektepke.casework.rules import counted_day, school_days_until_look
from mektepke.places.models import School


def day_after(number: int | None, school: School, *, after: date) -> date | None:
    """So many school days after this day; None for none."""
    if number is None:
        return None
    return counted_day(coming_school_days(school, after=after), number, after=after)


def noticed_on(case: Case) -> date:
    """When the child was noticed: the signal's day, else the day of the case."""
    return min(case.signal.raised_on, case.opened_on) if case.signal else case.opened_on


def note_contact(contact: Contact) -> None:
    """The first word with the family, in days from the signal, kept with the child's open case."""
    if school_days_until_look(contact.result) is None:
        return
    ordinary = Case.objects.filter(child=contact.child_id, track=Case.Track.ORDINARY)
    waiting = ordinary.filter(closed_on__isnull=True, days_to_contact__isnull=True)
    for case in waiting.select_related("signal"):
        case.days_to_contact = max(0, (contact.on - noticed_on(case)).days)
        case.save(update_fields=["days_to_contact"])


def note_first_contact(case: Case) -> None:
    """The same for a word that was spoken before the case was opened."""
    spoken = Contact.objects.filter(child=case.child_id, on__gte=noticed_on(case)).order_by("on", "at")
    first = next((one for one in spoken if school_days_until_look(one.result) is not None), None)
    if first is not None:
        case.days_to_contact = max(0, (first.on - noticed_on(case)).days)


def note_plan(case: Case) -> None:
    """The first plan, in days from the first word with the family, or from the signal where there was none."""
    if case.planned_on is None:
        case.planned_on = clock.today()
        case.days_to_plan = max(0, (case.planned_on - noticed_on(case)).days - (case.days_to_contact or 0))
