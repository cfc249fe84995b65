"""Looking back at a plan, with the child's attendance before and after each action beside it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mektepke.base import clock
from mektepke.casework import actions, queries
from mektepke.casework.forms.plan import ReviewForm
from mektepke.casework.models import Case, Step
from mektepke.casework.queries.around import effects_of
from mektepke.casework.views.cases import READS
from mektepke.casework.views.shared import closed_already, page_of
from mektepke.doors.declare import needs
from mektepke.people.requests import person_of


@needs(*READS)
def review(request: HttpRequest, case: UUID) -> HttpResponse:
    """What the registers say around each action, earlier reviews, and a new one."""
    person = person_of(request)
    found = queries.case_for(person, case)
    page = page_of(person, found)
    form = ReviewForm(request.POST or None, in_protection=found.in_protection)
    if request.method == "POST":
        found = queries.case_to_work_on(person, case)
        if form.is_valid():
            return _reviewed(request, found, form)
    actions.look_at_case(case=found, by=person)
    effects, days = effects_of(found, list(found.actions.all()), today=clock.today())
    shown = {
        "effects": effects,
        "days": days,
        "stay": queries.stay_of(found, today=clock.today()),
        "reviews": list(found.reviews.select_related("by")),
        "form": form if page["works"] and found.step in {Step.ACTIVE, Step.REVIEWED} else None,
    }
    return render(request, "casework/review.html", page | shown)


def _reviewed(request: HttpRequest, case: Case, form: ReviewForm) -> HttpResponse:
    said = form.cleaned_data
    try:
        actions.review(
            case=case, decision=said["decision"], words=said["words"], next_on=said["next_on"], by=person_of(request)
        )
    except actions.AlreadyClosed:
        return closed_already(request, case)
    except actions.NotYet:
        messages.warning(request, _("A plan is reviewed once it is in action."))
        return redirect("case", case=case.pk)
    messages.success(request, _("The review is kept."))
    pages = {"kept": "case", "changed": "case_plan", "ended": "close_case"}
    return redirect(pages[said["decision"]], case=case.pk)
