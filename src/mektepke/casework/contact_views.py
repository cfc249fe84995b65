"""After a call, after a visit: what came of it. And how much a person can take on."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mektepke.base import clock
from mektepke.casework import actions, queries, rules
from mektepke.casework.forms import CapacityForm, ContactForm
from mektepke.casework.models import CapacityRow, Contact
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.look import dates
from mektepke.look.words import language
from mektepke.people.requests import person_of
from mektepke.pupils.models import Child, Guardian
from mektepke.pupils.queries import child_for


@needs(Permission.WORK_ON_CASES)
def call(request: HttpRequest, child: UUID) -> HttpResponse:
    """The number to dial, and what came of the call."""
    return _contact(request, child, Contact.Kind.CALL, "casework/call.html")


@needs(Permission.WORK_ON_CASES)
def visit(request: HttpRequest, child: UUID) -> HttpResponse:
    """What came of a home visit."""
    return _contact(request, child, Contact.Kind.VISIT, "casework/visit.html")


def _contact(request: HttpRequest, child: UUID, kind: str, template: str) -> HttpResponse:
    person = person_of(request)
    found = child_for(person, child, Permission.WORK_ON_CASES)
    school = queries.acting_school(person, found, Permission.WORK_ON_CASES)
    guardians = list(Guardian.objects.filter(household=found.household))
    form = ContactForm(request.POST or None, kind=kind, school=school, guardians=guardians)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        contact = actions.record_contact(
            child=found,
            school=school,
            kind=kind,
            result=said["result"],
            words=said["words"],
            next_on=said["next_on"],
            by=person,
            on=said["on"],
            guardian=form.guardian,
        )
        messages.success(request, _kept(contact, found))
        return redirect("today")
    actions.look_at_family(child=found, page=f"contact_{kind}", by=person)
    wrong = queries.wrong_numbers_of(person, found)
    first = next((one for one in guardians if one.phone and one.phone not in wrong), None)
    shown = {
        "child": found,
        "form": form,
        "adults": [(one, wrong.get(one.phone)) for one in guardians],
        "first": first,
        "only_wrong": bool(wrong) and first is None,
    }
    return render(request, template, shown)


def _kept(contact: Contact, child: Child) -> str:
    """That it is recorded, and on which day one looks again."""
    said = {"child": child.name}
    by_call = contact.kind == Contact.Kind.CALL
    if contact.next_on is None or contact.next_on <= clock.today():
        recorded = _("The call about %(child)s is recorded.") if by_call else _("The visit to %(child)s is recorded.")
        return recorded % said
    said["day"] = dates.day_short(contact.next_on, language())
    if by_call:
        return _("The call about %(child)s is recorded. You look again on %(day)s.") % said
    return _("The visit to %(child)s is recorded. You look again on %(day)s.") % said


@needs(Permission.SET_THRESHOLDS)
def capacity(request: HttpRequest) -> HttpResponse:
    """How many children a person with so many hours takes on; the defaults beside it."""
    person = person_of(request)
    form = CapacityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_capacity(row=form.save(commit=False), by=person)
        messages.success(request, _("Kept. It holds from now on."))
        return redirect("capacity")
    usual = rules.Capacity()
    shown = {"form": form, "rows": CapacityRow.objects.all(), "usual": usual, "usual_hours": rules.USUAL_HOURS}
    return render(request, "casework/capacity.html", shown)


@needs(Permission.SET_THRESHOLDS)
@require_POST
def remove_capacity(request: HttpRequest, hours: int) -> HttpResponse:
    """Back to what holds without this row."""
    person = person_of(request)
    actions.remove_capacity(hours=hours, by=person)
    messages.success(request, _("Removed. The row below it, or the default, holds from now on."))
    return redirect("capacity")
