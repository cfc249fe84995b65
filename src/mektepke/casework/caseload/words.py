"""What the pages of the caseload say with counts in it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from mektepke.casework.caseload.queries import Carries
from mektepke.casework.caseload.rules import Load, Warn

WARNINGS: dict[Warn, str | Promise] = {
    Warn.FULL: gettext_lazy("Has as many open cases as fit the hours, or more."),
    Warn.MANY_NEW: gettext_lazy("Has begun as many new cases this week as fit beside the older ones."),
}
GONE = gettext_lazy("Works on cases here no longer, so nobody sees these cases. Give each of them to somebody.")


def what_fits(carries: Carries) -> str:
    """How many more cases fit one worker this week, or why none does."""
    if not carries.works_here:
        return str(GONE)
    warning = carries.load.warning
    if warning is not None:
        return str(WARNINGS[warning])
    return ngettext("%(count)d more fits this week.", "%(count)d more fit this week.", carries.load.room) % {
        "count": carries.load.room
    }


def as_choice(carries: Carries) -> str:
    """One worker as somebody who can be given a case, with what is carried already: sentence after sentence."""
    return " ".join([f"{carries.worker.full_name}.", _open(carries.load), what_fits(carries)])


def _open(load: Load) -> str:
    said = ngettext(
        "Has %(count)d open case; %(limit)d fit the hours.",
        "Has %(count)d open cases; %(limit)d fit the hours.",
        load.open_cases,
    )
    return said % {"count": load.open_cases, "limit": load.limit}
