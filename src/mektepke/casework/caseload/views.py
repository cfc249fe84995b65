"""Who carries how much, giving a case away, how care is going by place, and the list of causes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mektepke.base import clock
from mektepke.casework.actions import AlreadyClosed
from mektepke.casework.caseload import actions, queries
from mektepke.casework.caseload.forms import GiveForm, OwnCauseForm
from mektepke.casework.caseload.words import what_fits
from mektepke.casework.causes import GROUPS
from mektepke.casework.models import Case, OwnCause
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.actions import DoneBefore
from mektepke.people.queries import schools
from mektepke.people.requests import person_of

# So many rows are a few kB on a phone, and a district has fewer.
MUNICIPALITIES_A_PAGE = 30


@needs(Permission.ASSIGN_CASES)
def caseload(request: HttpRequest) -> HttpResponse:
    """Who carries how much at the head's school, which cases are open, and whom somebody took into care lately."""
    today = clock.today()
    own = list(schools(person_of(request), Permission.ASSIGN_CASES).order_by("code"))
    carried = queries.carried(own, today=today)
    cases = queries.open_cases_at(own, today=today)
    taken = queries.taken_lately(own, today=today)
    shown = [
        {
            "school": school,
            "workers": [(one, what_fits(one)) for one in carried[school.pk]],
            "cases": [one for one in cases if one.case.school_id == school.pk],
            "taken": [one for one in taken if one.case.school_id == school.pk],
            "can_give": sum(one.works_here for one in carried[school.pk]) > 1,
        }
        for school in own
    ]
    return render(request, "casework/caseload/caseload.html", {"schools": shown})


@needs(Permission.ASSIGN_CASES)
def give(request: HttpRequest, child: UUID) -> HttpResponse:
    """Give a child's case to another social pedagogue of the school: what each of them carries already."""
    found = queries.case_to_give(person_of(request), child)
    receivers = queries.receivers(found, today=clock.today())
    form = GiveForm(request.POST or None, receivers=receivers)
    if request.method == "POST" and form.is_valid():
        return _given(request, found, form)
    return render(request, "casework/caseload/give.html", {"case": found, "form": form, "receivers": receivers})


def _given(request: HttpRequest, case: Case, form: GiveForm) -> HttpResponse:
    said = {"child": case.child.name, "worker": form.chosen.full_name}
    try:
        actions.give_case(case=case, to=form.chosen, by=person_of(request))
    except AlreadyClosed:
        messages.info(request, _("The case of %(child)s has been closed meanwhile. Nothing was changed.") % said)
    except DoneBefore:
        messages.info(request, _("%(worker)s works on the case of %(child)s already.") % said)
    except actions.NotHere:
        messages.warning(request, _("This case cannot be given to %(worker)s any more. Nothing was changed.") % said)
    else:
        messages.success(request, _("%(worker)s works on the case of %(child)s from now on.") % said)
    return redirect("caseload")


@needs(Permission.SEE_CASELOAD)
def figures(request: HttpRequest) -> HttpResponse:
    """How care is going: a head's own school, an officer's municipalities, the only one with its schools."""
    person, today = person_of(request), clock.today()
    places, since = queries.municipalities_of(person), queries.year_begins(today)
    page = Paginator(places, MUNICIPALITIES_A_PAGE).get_page(request.GET.get("page"))
    found = queries.rows_of(person, list(page.object_list), since=since, today=today) if places else []
    only = found[0] if len(places) == 1 else None
    own = queries.own_schools(person, since=since, today=today)
    shown: dict[str, Any] = {
        "own": _with_workers(own),
        "municipalities": [] if only else [one.row for one in found],
        "only": only,
        "page": page,
        "since": since,
        "early": queries.too_early_until(since=since, today=today),
    }
    return render(request, "casework/caseload/figures.html", shown)


def _with_workers(own: list[queries.OwnSchool]) -> list[tuple[queries.OwnSchool, list[queries.Carries]]]:
    carried = queries.carried([one.school for one in own], today=clock.today()) if own else {}
    return [(one, carried[one.school.pk]) for one in own]


@needs(Permission.SEE_CASELOAD)
def municipality(request: HttpRequest, place: UUID) -> HttpResponse:
    """The schools of one municipality, side by side."""
    person, today = person_of(request), clock.today()
    found = queries.municipality_for(person, place)
    since = queries.year_begins(today)
    (only,) = queries.rows_of(person, [found], since=since, today=today)
    early = queries.too_early_until(since=since, today=today)
    return render(request, "casework/caseload/municipality.html", {"only": only, "since": since, "early": early})


@needs(Permission.SET_THRESHOLDS)
def own_causes(request: HttpRequest) -> HttpResponse:
    """The list of causes by group, and a form for one that is lacking."""
    form = OwnCauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _added(request, form)
    own = list(OwnCause.objects.all())
    groups = [(group.label, causes, [one for one in own if one.group == group]) for group, causes in GROUPS.items()]
    return render(request, "casework/caseload/causes.html", {"form": form, "groups": groups})


def _added(request: HttpRequest, form: OwnCauseForm) -> HttpResponse:
    try:
        actions.add_own_cause(cause=form.save(commit=False), by=person_of(request))
    except DoneBefore:
        messages.info(request, _("This cause is on the list already."))
    else:
        messages.success(request, _("The cause is on the list. It can be chosen from now on."))
    return redirect("own_causes")


@needs(Permission.SET_THRESHOLDS)
@require_POST
def end_own_cause(request: HttpRequest, own_cause: str) -> HttpResponse:
    """A cause of the programme can no longer be chosen."""
    found = get_object_or_404(OwnCause, pk=own_cause)
    actions.end_own_cause(cause=found, by=person_of(request))
    messages.success(request, _("The cause can no longer be chosen. Cases in which it was named keep it."))
    return redirect("own_causes")
