"""What marks, closed days and the columns of a report are called. Whole sentences, one for each code."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from mektepke.attendance.models import Mark, Reason
from mektepke.attendance.rules import Closed, MarkGiven, Rate
from mektepke.look.dates import calendar
from mektepke.look.words import percentage

CLOSED: dict[Closed, str | Promise] = {
    Closed.FUTURE: gettext_lazy("This day has not come yet. A register is taken on the day itself or later."),
    Closed.WEEKEND: gettext_lazy("There is no school on this day of the week."),
    Closed.NO_TERM: gettext_lazy("This day lies outside the school terms."),
    Closed.HOLIDAY: gettext_lazy("This day is a public holiday."),
    Closed.SNOW: gettext_lazy("There was no school on this day because of snow or bad weather."),
    Closed.CLOSURE: gettext_lazy("The school was closed on this day."),
}

# How many of which: in the bar of the register.
COUNTED: dict[str, str | Promise] = {
    "present": pgettext_lazy("how many", "Present:"),
    "absent": pgettext_lazy("how many", "Absent:"),
    "late": pgettext_lazy("how many", "Late:"),
    "left_early": pgettext_lazy("how many", "Left early:"),
}

# The columns of the monthly report, in their order: what the report is about first, so that a phone shows it beside the
# names; then the rate beside its numerator and denominator.
HEADINGS: dict[str, str | Promise] = {
    "absent": pgettext_lazy("days of a child, as a heading", "Absent"),
    "excused": pgettext_lazy("days of a child, as a heading", "excused"),
    "not_excused": pgettext_lazy("days of a child, as a heading", "not excused"),
    "not_said": pgettext_lazy("days of a child, as a heading", "not decided"),
    "late": pgettext_lazy("days of a child, as a heading", "Late"),
    "left_early": pgettext_lazy("days of a child, as a heading", "Left early"),
    "lessons": pgettext_lazy("days of a child, as a heading", "Lessons"),
    "present": pgettext_lazy("days of a child, as a heading", "Present"),
    "marked": pgettext_lazy("days of a child, as a heading", "Marked"),
    "percent": "%",
    "unmarked": pgettext_lazy("days of a child, as a heading", "Not marked"),
}


def mark_words(mark: MarkGiven | None) -> str:
    """«absent, Illness, excused»: what a mark says, part by part."""
    if mark is None:
        return pgettext("mark of one child", "present")
    parts = [str(Mark.Kind(mark.kind.value).label)]
    if mark.reason:
        parts.append(str(Reason(mark.reason).label))
    if mark.excused is not None:
        parts.append(_("excused") if mark.excused else _("not excused"))
    if mark.lessons_missed:
        parts.append(_("lessons missed: %(count)s") % {"count": mark.lessons_missed})
    return ", ".join(parts)


def rate_words(rate: Rate) -> str:
    """«96.4% (675 of 700)», or that nothing is marked."""
    if rate.percent is None:
        return _("not marked")
    words = {"percent": percentage(rate.percent), "part": rate.numerator, "whole": rate.denominator}
    return _("%(percent)s (%(part)s of %(whole)s)") % words


def percent_words(rate: Rate) -> str:
    """«96.4%», where numerator and denominator stand beside it; a dash where nothing is marked."""
    return "–" if rate.percent is None else percentage(rate.percent)


def month_words(month: date) -> str:
    """«2014-жыл, ноябрь»."""
    name = calendar(get_language() or "ky").months[month.month - 1]
    return _("%(month)s %(year)s") % {"month": name, "year": month.year}
