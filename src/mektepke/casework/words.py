"""What the pages of a case say with dates and counts in it."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mektepke.casework.models import AFTER_A_CALL, AFTER_A_MEETING, AFTER_A_VISIT, Contact
from mektepke.casework.rules import LastDays, Since
from mektepke.look import dates
from mektepke.look.words import language
from mektepke.pupils.models import Guardian
from mektepke.watch.sentences import span

Result = Contact.Result


def what_registers_say(last: LastDays) -> str:
    """Why a return is doubtful: the days at the end on which the child was away, or that no day shows it."""
    if not last.away:
        return _("No register of the last three months shows the child at school.")
    return ngettext(
        "The registers say otherwise: the child was not at school on the last marked day ({days}).",
        "The registers say otherwise: the child was not at school on the last {count} marked days ({days}).",
        len(last.away),
    ).format(count=len(last.away), days=span(last.away[0], last.away[-1]))


def no_school_on(day: date, *, then: date) -> str:
    """That a day has no school, and which next one has."""
    return _("There is no school on this day ({day}). The next school day: {then}.").format(
        day=dates.day(day, language()), then=dates.day(then, language())
    )


def care_ended(day: date, since: Since) -> str:
    """When care of a child ended, and what the registers say since."""
    if not since.marked:
        return _("Care ended on {day}; no register has been taken since.").format(day=dates.day_short(day, language()))
    return ngettext(
        "Care ended on {day}; the registers since: present on {present} of {marked} marked day.",
        "Care ended on {day}; the registers since: present on {present} of {marked} marked days.",
        since.marked,
    ).format(day=dates.day_short(day, language()), present=since.present, marked=since.marked)


def left_empty(*, soon: date, between: date | None, later: date) -> str:
    """When one looks again at a child for whom nobody chooses a day; `between` where that it stays away is a choice."""
    days = {"soon": dates.day_short(soon, language()), "later": dates.day_short(later, language())}
    if between is None:
        return _(
            "Left empty: if the child comes back, you look again on {soon}; if you spoke with the family or the child, "
            "on {later}."
        ).format(**days)
    return _(
        "Left empty: if the child comes back, you look again on {soon}; if the child stays away for now, on {between}; "
        "if you spoke with the family otherwise, on {later}."
    ).format(between=dates.day_short(between, language()), **days)


def whom(guardian: Guardian) -> str:
    """One adult with the number to dial, as a choice."""
    return f"{guardian.get_relation_display()}: {guardian.full_name}, {guardian.phone}"


AGREE_STEP = gettext_lazy("Agree the next step")
SEND_OR_TAKE_OFF = gettext_lazy("Send the child to another school, or take the child off the roll")
VISIT_OR_RIGHT_NUMBER = gettext_lazy("Home visit, or put the number right")

# At the door one speaks with a family at home; the code is the same, so that both are counted as one.
AT_HOME: dict[str, str | Promise] = {Result.REACHED.value: gettext_lazy("Spoke with the family at home")}


def results_after(kind: str) -> list[tuple[str, str | Promise]]:
    """What can come of a call, of a visit or of a meeting, as choices."""
    if kind == Contact.Kind.CALL:
        return [(code, Result(code).label) for code in AFTER_A_CALL]
    if kind == Contact.Kind.MEETING:
        return [(code, Result(code).label) for code in AFTER_A_MEETING]
    return [(code, AT_HOME.get(code, Result(code).label)) for code in AFTER_A_VISIT]
