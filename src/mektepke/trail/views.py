"""The auditor's page: what was changed, when, and whether the trail is whole."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.trail import queries
from mektepke.trail.forms import Question
from mektepke.trail.words import names_by_key

ON_A_PAGE = 50


@needs(Permission.READ_TRAIL)
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """The latest changes first, a page at a time, by day and action. Staff stand here by name, children by key only."""
    question = Question(request.GET)
    found = list(queries.changes(**question.cleaned_data)[: ON_A_PAGE + 1]) if question.is_valid() else []
    names = names_by_key(change.by_key for change in found)
    shown = {
        "question": question,
        "changes": [(change, names.get(change.by_key, "") if change.by_key else "") for change in found[:ON_A_PAGE]],
        "older": found[ON_A_PAGE - 1].pk if len(found) > ON_A_PAGE else None,
        "verification": queries.last_verification(),
    }
    return render(request, "trail/changes.html", shown)
