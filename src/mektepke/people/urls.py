"""Addresses of accounts, codes and staff."""

from __future__ import annotations

from django.urls import path

from mektepke.people.views import codes, giving, importing, language, oblasts, staff

urlpatterns = [
    path("language/", language.language, name="language"),
    path("code/", codes.code, name="code"),
    path("code/password/", codes.code_password, name="code_password"),
    path("oblasts/add/", oblasts.oblast_add, name="oblast_add"),
    path("staff/", staff.staff, name="staff"),
    path("staff/add/", giving.person_add, name="person_add"),
    path("staff/import/", importing.staff_import, name="staff_import"),
    path("staff/import/<uuid:sheet>/", importing.staff_import_preview, name="staff_import_preview"),
    path("staff/import/<uuid:sheet>/columns/", importing.staff_import_columns, name="staff_import_columns"),
    path("staff/import/<uuid:sheet>/rows/", importing.staff_import_rows, name="staff_import_rows"),
    path("staff/import/<uuid:sheet>/discard/", importing.staff_import_discard, name="staff_import_discard"),
    path("staff/import/<uuid:sheet>/confirm/", importing.staff_import_confirm, name="staff_import_confirm"),
    path("staff/<uuid:person>/", staff.person, name="person"),
    path("staff/<uuid:person>/correct/", staff.person_correct, name="person_correct"),
    path("staff/<uuid:person>/code/", codes.code_new, name="code_new"),
    path("staff/<uuid:person>/roles/add/", giving.role_add, name="role_add"),
    path("staff/roles/<uuid:assignment>/", staff.role_change, name="role_change"),
    path("staff/roles/<uuid:assignment>/end/", staff.role_end, name="role_end"),
]
