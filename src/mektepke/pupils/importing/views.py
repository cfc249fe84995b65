"""Loading a list: choose it, look at what it would do, confirm, watch it being written."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools
from mektepke.places.models import School
from mektepke.pupils.importing import pages, uploads
from mektepke.pupils.importing.actions import NoYear, look
from mektepke.pupils.importing.forms import ListForm, UnclearColumns, read_columns
from mektepke.pupils.importing.planning import Plan
from mektepke.pupils.importing.problem_rows import problem_rows
from mektepke.pupils.importing.running import confirm as write
from mektepke.pupils.importing.uploads import Upload
from mektepke.sheets.faults import Unreadable
from mektepke.sheets.opening import open_file
from mektepke.sheets.writing import XLSX

P = Permission.IMPORT_PUPILS


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 - the doors let in nobody without an account
    return request.user


def _own(request: HttpRequest, key: UUID) -> tuple[Upload, School]:
    """The person's own list, and its school while the person may still load lists there; 404 otherwise."""
    upload = uploads.find(_person(request), key)
    return upload, get_object_or_404(schools(_person(request), P), pk=upload.school)


def _plan(upload: Upload, school: School) -> Plan:
    try:
        book = open_file(upload.file, name=upload.name)
    except (FileNotFoundError, Unreadable) as gone:
        raise Http404 from gone
    return look(book=book, school=school, chosen=upload.chosen)


@needs(P)
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a file."""
    uploads.forget_old()
    found = list(schools(_person(request), P))
    form = ListForm(request.POST or None, request.FILES or None, schools=found)
    if request.method == "POST" and form.is_valid():
        file, school = form.cleaned_data["file"], form.cleaned_data["school"]
        upload = uploads.keep(file.chunks(), name=file.name, person=_person(request), school=school)
        return redirect("import_preview", key=upload.key)
    return render(request, "pupils/importing/choose.html", {"form": form}, status=422 if form.errors else 200)


@needs(P)
@require_GET
def preview(request: HttpRequest, key: UUID) -> HttpResponse:
    """What the list would do, and every problem. Nothing is written."""
    upload, school = _own(request, key)
    if upload.claimed:
        return redirect("import_progress", key=key)
    try:
        plan = _plan(upload, school)
    except NoYear:
        messages.error(request, _("No school year has been entered yet. Enter it first, then load the list."))
        return redirect("import_list")
    shown = pages.preview(plan, request.GET.get("show", ""), request.GET.get("page", ""))
    return render(request, "pupils/importing/preview.html", shown | {"upload": upload, "school": school})


@needs(P)
@require_POST
def columns(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep what the person says the columns are, and read the list again."""
    upload, school = _own(request, key)
    try:
        chosen = read_columns(request.POST, _plan(upload, school).reading.tables)
        if chosen:
            upload.choose(chosen)
    except UnclearColumns as unclear:
        messages.error(request, str(unclear))
    return redirect("import_preview", key=key)


@needs(P)
@require_POST
def confirm(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write the list, all of it or none; a second click finds that the first one has begun."""
    upload, school = _own(request, key)
    rows = request.POST.get("rows", "")
    count = int(rows) if rows.isdecimal() and len(rows) < 9 else 0
    write(upload, seen=request.POST.get("seen") or "-", rows=count, school=school, by=_person(request))
    return redirect("import_progress", key=key)


@needs(P)
@require_GET
def progress(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far the writing is, and in the end what came of it."""
    upload, school = _own(request, key)
    result = upload.result
    if result is None and not upload.claimed:
        _say_trouble(request, upload.take_trouble())
        return redirect("import_preview", key=key)
    done, of = upload.progress
    shown = {
        "upload": upload, "school": school, "result": result, "done": done, "of": of,
        "stopped": result is None and upload.silent, "rows": upload.problem_rows.exists(),
    }  # fmt: skip
    part = getattr(request, "htmx", None)
    return render(request, f"pupils/importing/{'progress_part' if part else 'progress'}.html", shown)


def _say_trouble(request: HttpRequest, trouble: str) -> None:
    if trouble == "changed":
        messages.error(request, _("Somebody changed the lists meanwhile, so nothing was written. Please look again."))
    elif trouble:
        messages.error(request, _("The list could not be stored, and nothing was written. Please try again."))


@needs(P)
@require_GET
def rows(request: HttpRequest, key: UUID) -> HttpResponse:
    """The rows with problems, as a workbook."""
    upload, school = _own(request, key)
    kept = upload.problem_rows
    content = kept.read_bytes() if kept.exists() else problem_rows(_plan(upload, school))
    name = _("Rows to put right") + ".xlsx"
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


@needs(P)
@require_POST
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Throw the list away."""
    upload, _school = _own(request, key)
    if not upload.claimed or upload.result is not None or upload.silent:
        upload.forget()
    return redirect("import_list")
