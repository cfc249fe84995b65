"""A school's calendar: month by month, with the days that are different."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mektepke.base import clock
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.look import dates
from mektepke.places import actions, queries
from mektepke.places.forms import DayForm
from mektepke.places.models import DayChange
from mektepke.places.views import keeper_of, reach_of
from mektepke.places.views.years import day_was_changed

P = Permission.MANAGE_CALENDAR
# Where calendars end; the neighbours of the month before and after them are no dates that a computer knows.
FIRST_YEAR, LAST_YEAR = 1990, 2100


@needs(P)
def calendars(request: HttpRequest) -> HttpResponse:
    """The schools whose calendar this person keeps; straight to it where it is one."""
    found = list(queries.schools_in(reach_of(request, P)))
    if len(found) == 1:
        return redirect("school_calendar", school=found[0].pk)
    return render(request, "places/calendars.html", {"schools": found})


@needs(P)
def school_calendar(request: HttpRequest, school: UUID) -> HttpResponse:
    """One month of a school: which days are school days, which are different and why."""
    found = queries.school_for(reach_of(request, P), school)
    month = _month(request.GET.get("month", ""))
    weeks = queries.month_of(found, month)
    words = dates.calendar(get_language() or "ky")
    shown = {
        "school": found,
        "month": month,
        "before": month - timedelta(days=1),
        "after": (month + timedelta(days=32)).replace(day=1),
        "weeks": weeks,
        "month_name": f"{words.months[month.month - 1].capitalize()} {month.year}",
        "week_letters": words.letters,
        "school_days": sum(shown.is_school_day for week in weeks for shown in week if shown.in_month),
        "changes": [shown.change for week in weeks for shown in week if shown.change and shown.in_month],
        "today": clock.today(),
        "in_year": queries.is_in_a_year(month),
        "keeps_all": queries.reaches_everything(reach_of(request, P)),
    }
    return render(request, "places/school_calendar.html", shown)


@needs(P)
def day_change_add(request: HttpRequest, school: UUID) -> HttpResponse:
    """Make one day of this school different from what the week says."""
    found = queries.school_for(reach_of(request, P), school)
    form = DayForm(request.POST or None, initial={"day": _day(request.GET.get("day", "")) or clock.today()})
    if request.method == "POST" and form.is_valid() and day_was_changed(request, form, found):
        return redirect(_calendar_at(found.pk, form.cleaned_data["day"]))
    return render(request, "places/day_form.html", {"form": form, "school": found})


@needs(P)
@require_http_methods(["GET", "POST"])
def day_change_remove(request: HttpRequest, change: UUID) -> HttpResponse:
    """Ask whether a day is to be again what the week says, and let it."""
    if request.method == "POST" and queries.was_restored(change, by=keeper_of(request)):
        return _restored(request, queries.school_restored(change), _day(request.POST.get("day", "")))
    found: DayChange = queries.day_change_for(reach_of(request, P), change)
    day, school = found.day, found.school
    if request.method == "GET":
        back = _calendar_at(school.pk, day) if school else _year_at(day)
        shown = {"change": found, "address": back, "opens": queries.is_school_day_without(found)}
        return render(request, "places/day_remove.html", shown)
    actions.restore_day(change=found, by=keeper_of(request))
    return _restored(request, school.pk if school else None, day)


def _restored(request: HttpRequest, school: UUID | None, day: date | None) -> HttpResponse:
    """The same answer to a second touch of the button: the day was taken back by the first one."""
    messages.success(request, _("The day is again what the week says."))
    day = day or clock.today()
    return redirect(_calendar_at(school, day) if school else _year_at(day))


def _calendar_at(school: UUID, day: date) -> str:
    return f"{reverse('school_calendar', args=[school])}?month={day:%Y-%m}"


def _year_at(day: date) -> str:
    year = queries.year_on(day)
    return reverse("year_correct", args=[year.code]) if year else reverse("years")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _month(text: str) -> date:
    """The first day of the month `2014-11`; of this month for anything else, 404 where no school can have been."""
    month = _day(f"{text}-01") or clock.today().replace(day=1)
    if not FIRST_YEAR <= month.year <= LAST_YEAR:
        raise Http404
    return month
