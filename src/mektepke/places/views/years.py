"""School years with their terms and the holidays of all schools, and how one school lives through a year."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.places import actions, queries, rules
from mektepke.places.forms import DayForm, SchoolYearHere, YearForm
from mektepke.places.models import GradeScheme, School, SchoolYear
from mektepke.places.views import keeper_of, reach_of
from mektepke.sheets.classes import SchoolClass as ClassName

P = Permission.MANAGE_PLACES


@needs(P)
def years(request: HttpRequest) -> HttpResponse:
    """All school years. They are the same for the whole house."""
    shown = {
        "years": SchoolYear.objects.order_by("-starts").prefetch_related("terms"),
        "keeps_all": queries.reaches_everything(reach_of(request, P)),
    }
    return render(request, "places/years.html", shown)


@needs(P)
def year_add(request: HttpRequest) -> HttpResponse:
    """Add the next school year; the usual dates stand there already."""
    _only_who_keeps_all(request)
    usual = rules.usual_year(queries.next_year())
    year = SchoolYear(code=usual.code, starts=usual.starts, ends=usual.ends)
    form = YearForm(request.POST or None, instance=year, terms=list(usual.terms))
    if request.method == "POST" and form.is_valid() and _kept(request, form):
        messages.success(request, _("The school year %(code)s was added.") % {"code": year.code})
        return redirect("years")
    return render(request, "places/year_form.html", {"form": form, "year": year, "is_new": True})


@needs(P)
def year_correct(request: HttpRequest, year: str) -> HttpResponse:
    """Change a school year's dates and terms; the holidays of all schools stand below."""
    _only_who_keeps_all(request)
    found = queries.year_for(year)
    span = found.starts, found.ends
    terms = [(term.starts, term.ends) for term in found.terms.order_by("number")]
    form = YearForm(request.POST or None, instance=found, terms=terms)
    if request.method == "POST" and form.is_valid() and _kept(request, form):
        messages.success(request, _("The school year %(code)s was changed.") % {"code": found.code})
        return redirect("year_correct", year=found.code)
    holidays = queries.day_changes(None, first=span[0], last=span[1])
    return render(request, "places/year_form.html", {"form": form, "year": found, "holidays": holidays})


@needs(P)
def holiday_add(request: HttpRequest, year: str) -> HttpResponse:
    """Make a day different in all schools: a holiday that follows the moon, a storm over the whole oblast."""
    _only_who_keeps_all(request)
    found = queries.year_for(year)
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and day_was_changed(request, form, None):
        return redirect("year_correct", year=found.code)
    return render(request, "places/day_form.html", {"form": form, "year": found})


@needs(P)
def school_year(request: HttpRequest, school: UUID, year: str) -> HttpResponse:
    """How a school lives through a year: days a week, number of grades, its classes."""
    here = queries.school_for(reach_of(request, P), school)
    found = queries.year_for(year)
    form = SchoolYearHere(request.POST or None, initial=_as_it_is(here, found))
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.begin_school_year(school=here, year=found, by=keeper_of(request), **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            words = ngettext("Saved. %(count)s class is new.", "Saved. %(count)s classes are new.", len(new))
            messages.success(request, words % {"count": len(new)})
            return redirect("school", school=here.pk)
    return render(request, "places/school_year.html", {"form": form, "school": here, "year": found})


def day_was_changed(request: HttpRequest, form: DayForm, school: School | None) -> bool:
    """Whether the day could be changed; if not, the form says why, or asks."""
    given = form.cleaned_data
    try:
        actions.change_day(school=school, by=keeper_of(request), **given)
    except actions.SomethingKept:
        form.ask_again()
        return False
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, _("The calendar was changed."))
    return True


def _only_who_keeps_all(request: HttpRequest) -> None:
    if not queries.reaches_everything(reach_of(request, P)):
        raise PermissionDenied


def _kept(request: HttpRequest, form: YearForm) -> bool:
    try:
        actions.keep_year(
            year=form.instance, terms=form.given_terms(), by=keeper_of(request),
            although_kept=form.cleaned_data["although_kept"],
        )  # fmt: skip
    except actions.SomethingKept:
        form.ask_again()
        return False
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


def _as_it_is(school: School, year: SchoolYear) -> dict[str, object]:
    """What the form shows first: this year's classes, or last year's one grade up."""
    now, before = queries.calendar_of(school, year), queries.calendar_before(school, year)
    known = now or before
    scheme = known.scheme if known else GradeScheme.objects.order_by("last_grade").first()
    classes = queries.class_names_of(school, year)
    if not classes and before and scheme:
        old = queries.class_names_of(school, before.year)
        classes = rules.classes_next_year(old, first_grade=scheme.first_grade, last_grade=scheme.last_grade)
    return {
        "days_a_week": known.days_a_week if known else 6,
        "scheme": scheme,
        "classes": _in_lines(classes),
    }


def _in_lines(classes: list[ClassName]) -> str:
    grades = sorted({one.grade for one in classes})
    return ",\n".join(", ".join(str(one) for one in classes if one.grade == grade) for grade in grades)
