"""Loading a list of staff: upload, look at what it would do, confirm, print the codes."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people import queries
from mektepke.people.forms import StaffUpload
from mektepke.people.importing import actions
from mektepke.people.importing.planning import Plan
from mektepke.people.importing.words import COLUMNS, problem_rows, problem_words, unreadable_words
from mektepke.people.models import StaffSheet
from mektepke.people.views import me
from mektepke.people.views.codes import is_only_here, slips
from mektepke.sheets.choosing import ChosenTwice, chosen_in, columns_of
from mektepke.sheets.faults import Problem, Unreadable
from mektepke.sheets.writing import XLSX

P = Permission.MANAGE_STAFF


@needs(P)
def staff_import(request: HttpRequest) -> HttpResponse:
    """Choose the file."""
    form = StaffUpload(request.POST or None, request.FILES or None, schools=queries.schools(me(request), P))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = actions.keep_sheet(
                name=file.name, content=file.read(), school=form.cleaned_data["school"], by=me(request)
            )
        except Unreadable as why:
            form.add_error("file", unreadable_words(why))
        else:
            return redirect("staff_import_preview", sheet=kept.pk)
    return render(request, "people/staff_import.html", {"form": form})


@needs(P)
def staff_import_preview(request: HttpRequest, sheet: UUID) -> HttpResponse:
    """What the list would add, change and leave alone, and what is wrong with it. Nothing is written yet."""
    if actions.was_loaded(sheet, by=me(request)):
        return _loaded_before(request)
    kept = _sheet(request, sheet)
    planned = actions.plan_of(kept, me(request))
    shown = {
        "sheet": kept,
        "has_names": planned.has_names,
        "added": planned.of_kind("added"),
        "changed": planned.of_kind("changed"),
        "same": planned.of_kind("same"),
        "of_pupils": planned.of_pupils,
        "only_here": is_only_here(request),
        "own_address": request.build_absolute_uri("/"),
        "notes": _in_words(planned.notes, planned),
        "problems": _in_words(planned.problems, planned),
        "missing_classes": planned.missing_classes,
        "rows_left_out": planned.rows_left_out,
        "groups": columns_of(planned.tables, COLUMNS),
        "columns": COLUMNS.items(),
        "digest": planned.digest,
    }
    return render(request, "people/staff_import_preview.html", shown)


@needs(P)
@require_POST
def staff_import_columns(request: HttpRequest, sheet: UUID) -> HttpResponse:
    """Keep what the person says the columns are, and read the list again."""
    kept = _sheet(request, sheet)
    groups = columns_of(actions.reading_of(kept).tables, COLUMNS)
    try:
        chosen = chosen_in(request.POST, groups, COLUMNS)
        if chosen:
            actions.choose_columns(sheet=kept, chosen=chosen, by=me(request))
    except ChosenTwice as twice:
        words = _("Two columns are both “%(column)s”. Choose one of them.") % {"column": COLUMNS[twice.code]}
        messages.error(request, words)
    return redirect("staff_import_preview", sheet=sheet)


@needs(P)
@require_GET
def staff_import_rows(request: HttpRequest, sheet: UUID) -> HttpResponse:
    """The rows that are left out, as a workbook."""
    planned = actions.plan_of(_sheet(request, sheet), me(request))
    response = HttpResponse(problem_rows(planned), content_type=XLSX)
    name = _("Rows to put right") + ".xlsx"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


@needs(P)
@require_POST
def staff_import_discard(request: HttpRequest, sheet: UUID) -> HttpResponse:
    """Throw the list away; nothing of it was written."""
    _sheet(request, sheet).delete()
    return redirect("staff_import")


@needs(P)
@require_POST
def staff_import_confirm(request: HttpRequest, sheet: UUID) -> HttpResponse:
    """Write it, and show the slips of those who are new."""
    if actions.was_loaded(sheet, by=me(request)):
        return _loaded_before(request)
    kept = _sheet(request, sheet)
    try:
        added = actions.load_sheet(sheet=kept, digest=request.POST.get("digest", ""), by=me(request))
    except actions.ChangedMeanwhile:
        messages.error(request, _("The staff list has changed since you looked at it. Look once more."))
        return redirect("staff_import_preview", sheet=sheet)
    if added:
        return slips(request, added)
    messages.success(request, _("The list was loaded. Nobody is new, so there is no code to print."))
    return redirect("staff")


def _in_words(problems: Sequence[Problem], planned: Plan) -> list[tuple[Problem, str]]:
    return [(problem, problem_words(problem, gives_head=planned.gives_head)) for problem in problems]


def _loaded_before(request: HttpRequest) -> HttpResponse:
    """The answer to a reload of the slips: they are not shown again."""
    words = _(
        "This list was loaded already, and its slips were shown. Whoever has no slip gets a new code: touch the name, "
        "then “Make a new code”."
    )
    messages.warning(request, words)
    return redirect("staff")


def _sheet(request: HttpRequest, key: UUID) -> StaffSheet:
    """One's own upload, for a school whose staff one still looks after; 404 otherwise."""
    found = StaffSheet.objects.filter(pk=key, uploaded_by=me(request), school__in=queries.schools(me(request), P))
    kept = found.select_related("school__village__parent__parent__parent").first()
    if kept is None:
        raise Http404
    return kept
