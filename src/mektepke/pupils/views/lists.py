"""Lists: all classes, one class, all children of one's school with a search."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mektepke.base import clock
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.pupils import queries
from mektepke.pupils.models import Enrolment
from mektepke.pupils.rules import told_apart
from mektepke.pupils.views import me

ON_ONE_PAGE = 50
LONGEST_SEARCH = 100


@needs(Permission.SEE_CLASS)
def classes(request: HttpRequest) -> HttpResponse:
    """All classes of one's schools: to the list, the grid, the register."""
    today = clock.today()
    shown = {
        "schools": queries.classes_shown(me(request), today),
        "registers": me(request).may(Permission.TAKE_REGISTER),
        "edits": me(request).may(Permission.EDIT_CHILDREN),
        "imports": me(request).may(Permission.IMPORT_PUPILS),
        "enters_classes": me(request).may(Permission.MANAGE_PLACES),
        "in_no_school": me(request).may(Permission.REGISTER_OUT_OF_SCHOOL),
    }
    return render(request, "pupils/classes.html", shown)


@needs(Permission.SEE_CLASS)
def class_list(request: HttpRequest, school_class: UUID) -> HttpResponse:
    """Who is on the roll of a class, as the alphabet goes, and how each child learns."""
    found = queries.class_for(me(request), school_class, Permission.SEE_CLASS)
    today = clock.today()
    rows = queries.list_of(found, today)
    names = told_apart(row.child for row in rows)
    now = queries.counted_now(rows, found, today)
    shown = {
        "school_class": found,
        "rows": [(row, names[row.child_id]) for row in rows],
        "now": len(now),
        "later": len(rows) - len(now),
        "usual": Enrolment.Mode.SCHOOL,
        "registers": bool(now) and me(request).may(Permission.TAKE_REGISTER),
        "reports": me(request).may(Permission.SEE_REPORTS),
        "edits": found in queries.classes_from(me(request), Permission.EDIT_CHILDREN, today),
        "imports": me(request).may(Permission.IMPORT_PUPILS),
        "sees_child": me(request).may(Permission.SEE_CHILD),
    }
    return render(request, "pupils/class_list.html", shown)


@needs(Permission.SEE_CHILD)
def children(request: HttpRequest) -> HttpResponse:
    """The children whom this person has a reason to see; `?q=` finds a name in either alphabet."""
    words = request.GET.get("q", "").replace("\0", "")[:LONGEST_SEARCH]  # PostgreSQL takes no NUL
    found = queries.named(queries.visible_to(me(request)), words).order_by("sort_key", "pk")
    page = Paginator(found, ON_ONE_PAGE).get_page(request.GET.get("page"))
    classes = queries.classes_of(list(page.object_list), clock.today())
    shown = {
        "words": words,
        "page": page,
        "rows": [(child, classes.get(child.pk, "")) for child in page],
        "edits": me(request).may(Permission.EDIT_CHILDREN),
        "imports": me(request).may(Permission.IMPORT_PUPILS),
    }
    return render(request, "pupils/children.html", shown)
