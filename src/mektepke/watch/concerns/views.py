"""Concerns as those see them who answer: the list, one with its words, the child it is about, or nothing needed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mektepke.base import clock
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.look.words import language
from mektepke.people.models import Person
from mektepke.people.requests import person_of
from mektepke.pupils.models import Child
from mektepke.pupils.queries import child_for, classes_of, reason_to_see
from mektepke.trail.actions import looked, record
from mektepke.watch.concerns import actions, queries
from mektepke.watch.concerns.forms import NothingNeeded
from mektepke.watch.concerns.models import Concern
from mektepke.watch.concerns.places import without_officer
from mektepke.watch.concerns.sentences import noticed_words

ON_ONE_PAGE = 20
LONGEST_SEARCH = 100


@needs(*queries.READS)
def concerns(request: HttpRequest) -> HttpResponse:
    """What waits for this person, the urgent first, then what was answered; the notices for the villages' boards."""
    person = person_of(request)
    villages = queries.villages_of(person)
    page = Paginator(queries.answered_for(person), ON_ONE_PAGE).get_page(request.GET.get("page"))
    shown = {
        "waiting": [(concern, _noticed(concern)) for concern in queries.waiting_for(person)],
        "page": page,
        "villages": villages,
        "unprotected": without_officer(villages),
        "language": language()[:2],
    }
    return render(request, "watch/concerns/concerns.html", shown)


@needs(*queries.READS)
def concern(request: HttpRequest, concern: UUID) -> HttpResponse:
    """One concern with its words. Reading them leaves a trace."""
    person = person_of(request)
    found = queries.concern_for(person, concern)
    _read(person, found)
    shown = {
        "concern": found,
        "noticed": _noticed(found),
        "at_school": found.goes_to == Concern.GoesTo.SCHOOL,
        "helpline": settings.CHILD_HELPLINE,
        "police": settings.POLICE,
    }
    return render(request, "watch/concerns/concern.html", shown)


@needs(Permission.WORK_ON_CASES)
def match(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Which child is it? Found among those whom the person may see, and chosen by hand."""
    person = person_of(request)
    found = queries.concern_for(person, concern)
    if found.goes_to != Concern.GoesTo.SCHOOL or found.state == Concern.State.NOT_NEEDED:
        return _answered_before(request, found)
    child = _chosen(request, person) if request.method == "POST" else None
    if child is not None:
        return _match(request, found, child)
    words = request.GET.get("q", "").replace("\0", "")[:LONGEST_SEARCH]  # PostgreSQL takes no NUL
    page = Paginator(queries.children_to_match(person, words), ON_ONE_PAGE).get_page(request.GET.get("page"))
    classes = classes_of(list(page.object_list), clock.today())
    shown = {
        "concern": found,
        "noticed": _noticed(found),
        "words": words,
        "page": page,
        "rows": [(child, classes.get(child.pk, "")) for child in page],
        "nobody_chosen": request.method == "POST",
    }
    return render(request, "watch/concerns/match.html", shown)


@needs(*queries.READS)
def nothing_needed(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Nothing needed, because …: counts as an answer like any other."""
    person = person_of(request)
    found = queries.concern_for(person, concern)
    form = NothingNeeded(request.POST or None, concern=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.nothing_needed(concern=found, by=person, **form.cleaned_data)
        except actions.AnsweredBefore as refused:
            return _answered_before(request, refused.concern)
        messages.success(request, _("Your answer is recorded."))
        return redirect("concerns")
    return render(request, "watch/concerns/nothing_needed.html", {"concern": found, "form": form})


@needs(Permission.WORK_ON_CASES)
@require_POST
def hand_over(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Give it to the municipality's child-protection officer."""
    person = person_of(request)
    found = queries.concern_for(person, concern)
    try:
        actions.hand_over(concern=found, by=person)
    except actions.AnsweredBefore as refused:
        return _answered_before(request, refused.concern)
    except actions.NobodyThere:
        said = _("Your municipality has no child-protection officer yet. If the child is in danger, call %(number)s.")
        messages.error(request, said % {"number": settings.CHILD_HELPLINE})
        return redirect("concern", concern=found.pk)
    messages.success(request, _("The child-protection officer has it now. Nobody at the school sees it any more."))
    return redirect("concerns")


def _noticed(concern: Concern) -> list[str]:
    """What was ticked, in the reader's language and the sender's words."""
    return [noticed_words(code, language()) for code in concern.noticed]


def _read(person: Person, concern: Concern) -> None:
    record(by=person, action="concern.read", subject=concern, child=concern.child_id, place=concern.village_id)
    if concern.child is not None:
        looked(by=person, child=concern.child.pk, page="concern", reason=reason_to_see(person, concern.child))


def _chosen(request: HttpRequest, person: Person) -> Child | None:
    """The child whose button was pressed, if the person may see it; None where none was."""
    try:
        key = UUID(request.POST.get("child", ""))
    except ValueError:
        return None
    return child_for(person, key, Permission.WORK_ON_CASES)


def _match(request: HttpRequest, found: Concern, child: Child) -> HttpResponse:
    try:
        stored = actions.match(concern=found, child=child, by=person_of(request))
    except actions.AnsweredBefore as refused:
        return _answered_before(request, refused.concern)
    messages.success(request, _("%(child)s: the concern is a signal about this child now.") % {"child": child.name})
    assert stored.signal_id is not None  # noqa: S101 - the database holds this
    return redirect("signal", key=stored.signal_id)


def _answered_before(request: HttpRequest, concern: Concern) -> HttpResponse:
    """Two read one list, and one was quicker: say who, and show what can be shown still."""
    by = concern.answered_by
    said: Any = (
        _("This concern is answered already, by %(name)s.") % {"name": by.short_name}
        if by
        else _("This concern was given to the child-protection officer already.")
    )
    messages.info(request, said)
    return redirect("concerns")
