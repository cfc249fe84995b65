"""The monthly absence report, by class and by school, as a page to print and as a sheet."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from mektepke.attendance import queries
from mektepke.attendance.months import ClassMonth, Counts
from mektepke.attendance.rules import month_span
from mektepke.attendance.sheet import class_sheet, school_sheet
from mektepke.attendance.views.links import month_links
from mektepke.attendance.words import HEADINGS
from mektepke.base import clock
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.queries import classes, schools
from mektepke.people.requests import person_of
from mektepke.places.models import School
from mektepke.places.queries import classes_on
from mektepke.pupils.queries import class_for

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(Permission.SEE_REPORTS)
def reports(request: HttpRequest) -> HttpResponse:
    """The classes and schools whose reports this person may read."""
    person = person_of(request)
    today = clock.today()
    own = classes(person, Permission.SEE_REPORTS).filter(year__starts__lte=today, year__ends__gte=today)
    shown = {
        "classes": own.order_by("school__code", "grade", "letter"),
        "schools": schools(person, Permission.SEE_REPORTS),
    }
    return render(request, "attendance/reports.html", shown)


@needs(Permission.SEE_REPORTS)
def class_report(request: HttpRequest, school_class: UUID, month: date | None = None) -> HttpResponse:
    """One class's month, child by child."""
    found, month = _class_month(request, school_class, month)
    shown = {
        "found": found,
        "school_class": found.school_class,
        "headings": HEADINGS.values(),
        **month_links(month, today=clock.today()),
    }
    return render(request, "attendance/class_report.html", shown)


@needs(Permission.SEE_REPORTS)
def class_report_sheet(request: HttpRequest, school_class: UUID, month: date) -> HttpResponse:
    """The same as a sheet."""
    found, month = _class_month(request, school_class, month)
    return _file(class_sheet(found, month), f"{found.school_class.school.code}-{found.school_class.name}-{month:%Y-%m}")


@needs(Permission.SEE_REPORTS)
def school_report(request: HttpRequest, school: UUID, month: date | None = None) -> HttpResponse:
    """One school's month, class by class."""
    found, month = _school(request, school), month or _this_month()
    lines = _school_months(found, month)
    counts = sum((line.counts for line in lines), Counts())
    shown = {
        "school": found,
        "lines": lines,
        "counts": counts,
        "headings": HEADINGS.values(),
        **month_links(month, today=clock.today()),
    }
    return render(request, "attendance/school_report.html", shown)


@needs(Permission.SEE_REPORTS)
def school_report_sheet(request: HttpRequest, school: UUID, month: date) -> HttpResponse:
    """The same as a book of sheets: the classes, and then each class with its children."""
    found = _school(request, school)
    return _file(school_sheet(found, _school_months(found, month), month), f"{found.code}-{month:%Y-%m}")


def _class_month(request: HttpRequest, key: UUID, month: date | None) -> tuple[ClassMonth, date]:
    person = person_of(request)
    school_class = class_for(person, key, Permission.SEE_REPORTS)
    month = month or _this_month()
    return queries.months_of([school_class], month, today=clock.today())[0], month


def _school(request: HttpRequest, key: UUID) -> School:
    person = person_of(request)
    found = schools(person, Permission.SEE_REPORTS).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _school_months(school: School, month: date) -> list[ClassMonth]:
    today = clock.today()
    of_year = classes_on(min(month_span(month)[1], today), schools=[school])
    return queries.months_of(of_year, month, today=today)


def _this_month() -> date:
    return clock.today().replace(day=1)


def _file(content: bytes, name: str) -> HttpResponse:
    attached = content_disposition_header(as_attachment=True, filename=f"{name}.xlsx")
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": attached})
