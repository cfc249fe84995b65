"""Addresses of registers, of a class's days and of the monthly report."""

from __future__ import annotations

from django.urls import path, register_converter

from mektepke.attendance.addresses import DayInAddress, MonthInAddress, SessionInAddress
from mektepke.attendance.views import grid, missing, months, register

register_converter(DayInAddress, "day")
register_converter(MonthInAddress, "month")
register_converter(SessionInAddress, "session")

urlpatterns = [
    path("missing/", missing.missing, name="missing_registers"),
    path("reports/", months.reports, name="reports"),
    path("schools/<uuid:school>/report/", months.school_report, name="school_report"),
    path("schools/<uuid:school>/report/<month:month>/", months.school_report, name="school_report"),
    path("schools/<uuid:school>/report/<month:month>.xlsx", months.school_report_sheet, name="school_report_sheet"),
    path("<uuid:school_class>/<day:day>/", register.register, name="register"),
    path("<uuid:school_class>/<day:day>/<session:session>/", register.register, name="register"),
    path("<uuid:school_class>/grid/", grid.class_grid, name="class_grid"),
    path("<uuid:school_class>/grid/<month:month>/", grid.class_grid, name="class_grid"),
    path("<uuid:school_class>/report/", months.class_report, name="class_report"),
    path("<uuid:school_class>/report/<month:month>/", months.class_report, name="class_report"),
    path("<uuid:school_class>/report/<month:month>.xlsx", months.class_report_sheet, name="class_report_sheet"),
]
