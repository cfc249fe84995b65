"""Opening a case and looking at it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mektepke.base import clock
from mektepke.casework import actions, queries
from mektepke.casework.forms import OpenCase
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools
from mektepke.pupils.queries import child_for, enrolment_on


@needs(Permission.WORK_ON_CASES)
def open_case(request: HttpRequest, child: UUID) -> HttpResponse:
    """Take a child into care of a case, on one screen."""
    assert isinstance(request.user, Person)
    found = child_for(request.user, child, Permission.WORK_ON_CASES)
    form = OpenCase(request.POST or None)
    if request.method == "POST" and form.is_valid():
        enrolment = enrolment_on(found, clock.today())
        school = enrolment.school_class.school if enrolment else get_object_or_404(schools(request.user, Permission.WORK_ON_CASES))
        try:
            case = actions.open_case(
                child=found, school=school, causes=form.given_causes(), action=form.given_action(), by=request.user
            )
        except actions.AlreadyOpen as already:
            messages.info(request, _("This child already has an open case."))
            return redirect("case", case=already.case.pk)
        messages.success(request, _("The child is in your care now."))
        return redirect("case", case=case.pk)
    return render(request, "casework/open.html", {"child": found, "form": form})


@needs(Permission.WORK_ON_CASES)
def case(request: HttpRequest, case: UUID) -> HttpResponse:
    """One case: causes, actions, outcome."""
    assert isinstance(request.user, Person)
    return render(request, "casework/case.html", {"case": queries.case_for(request.user, case)})
