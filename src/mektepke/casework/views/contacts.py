"""After a call, after a visit: what came of it. And how much a person can take on."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from mektepke.base import clock
from mektepke.base.identity import derived_key
from mektepke.casework import actions, queries, rules
from mektepke.casework.forms import CapacityForm, ContactForm
from mektepke.casework.models import CapacityRow, Contact
from mektepke.casework.moving import to_the_next_school
from mektepke.casework.rules.capacity import MOST_OPEN_CASES, USUAL_HOURS
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.look import dates
from mektepke.look.words import language
from mektepke.people.actions import DoneBefore
from mektepke.people.requests import person_of
from mektepke.people.views.once import once_key
from mektepke.places.models import School
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


@needs(Permission.WORK_ON_CASES)
def meeting(request: HttpRequest, child: UUID) -> HttpResponse:
    """What came of a meeting: at school, with the village head, with an elder."""
    return _contact(request, child, Contact.Kind.MEETING, "casework/meeting.html")


def _contact(request: HttpRequest, child: UUID, kind: str, template: str) -> HttpResponse:
    person = person_of(request)
    found = child_for(person, child, Permission.WORK_ON_CASES)
    if protected := queries.protected_case_of(person, found):
        return render(request, "casework/protection/no_call.html", {"case": protected})
    school = queries.acting_school(person, found, Permission.WORK_ON_CASES)
    guardians = list(Guardian.objects.filter(household=found.household))
    form = ContactForm(request.POST or None, kind=kind, school=school, guardians=guardians)
    if request.method == "POST" and form.is_valid():
        return _recorded(request, found, school, kind, form)
    actions.look_at_family(child=found, page=f"contact_{kind}", by=person)
    shown = {
        "form": form,
        "in_danger": queries.is_said_to_be_in_danger(found),
        "protected_until": queries.was_protected_until(person, found),
    }
    return render(request, template, _page(request, found, guardians) | shown)


def _page(request: HttpRequest, child: Child, guardians: list[Guardian]) -> dict[str, object]:
    wrong = queries.wrong_numbers_of(person_of(request), child)
    first = next((one for one in guardians if one.phone and one.phone not in wrong), None)
    return {
        "child": child,
        "adults": [(one, wrong.get(one.phone)) for one in guardians],
        "first": first,
        "only_wrong": bool(wrong) and first is None,
        "once": once_key(request),
    }


def _recorded(request: HttpRequest, child: Child, school: School, kind: str, form: ContactForm) -> HttpResponse:
    """What was typed, stored once; then on to what comes of it."""
    said = form.cleaned_data
    told = {name: said[name] for name in ("result", "words", "next_on", "on")}
    told |= {name: said.get(name, "") for name in ("met", "seen")}
    key = derived_key("contact", kind, child.pk, once_key(request), *[str(part) for part in told.values()])
    try:
        contact = actions.record_contact(
            id=key, child=child, school=school, kind=kind, guardian=form.guardian, by=person_of(request), **told
        )
    except DoneBefore:
        return _recorded_before(request, child, kind, said["result"])
    messages.success(request, _kept(contact, child))
    has_moved = contact.result == Contact.Result.MOVED
    return (has_moved and to_the_next_school(request, child)) or redirect("today")


BEFORE: dict[str, str | Promise] = {
    Contact.Kind.CALL: gettext_lazy(
        "The call about %(child)s was recorded already: “%(result)s”. Nothing was stored a second time."
    ),
    Contact.Kind.VISIT: gettext_lazy(
        "The visit to %(child)s was recorded already: “%(result)s”. Nothing was stored a second time."
    ),
    Contact.Kind.MEETING: gettext_lazy(
        "The meeting about %(child)s was recorded already: “%(result)s”. Nothing was stored a second time."
    ),
}
KEPT: dict[str, tuple[str | Promise, str | Promise]] = {
    Contact.Kind.CALL: (
        gettext_lazy("The call about %(child)s is recorded."),
        gettext_lazy("The call about %(child)s is recorded. You look again on %(day)s."),
    ),
    Contact.Kind.VISIT: (
        gettext_lazy("The visit to %(child)s is recorded."),
        gettext_lazy("The visit to %(child)s is recorded. You look again on %(day)s."),
    ),
    Contact.Kind.MEETING: (
        gettext_lazy("The meeting about %(child)s is recorded."),
        gettext_lazy("The meeting about %(child)s is recorded. You look again on %(day)s."),
    ),
}
"""What is said once it is stored: without a day on which one looks again, and with one."""


def _recorded_before(request: HttpRequest, child: Child, kind: str, result: str) -> HttpResponse:
    """The answer to a form that is sent once more. Who comes back to change something sends another form."""
    said = BEFORE[kind]
    messages.warning(request, str(said) % {"child": child.name, "result": Contact.Result(result).label})
    return redirect("today")


def _kept(contact: Contact, child: Child) -> str:
    """That it is recorded, and on which day one looks again."""
    plain, with_day = KEPT[contact.kind]
    if contact.next_on is None or contact.next_on <= clock.today():
        return str(plain) % {"child": child.name}
    return str(with_day) % {"child": child.name, "day": dates.day_short(contact.next_on, language())}


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
    shown = {"form": form, "rows": CapacityRow.objects.all(), "usual": usual}
    limits = {"usual_hours": USUAL_HOURS, "most_open_cases": MOST_OPEN_CASES}
    return render(request, "casework/capacity.html", shown | limits)


@needs(Permission.SET_THRESHOLDS)
@require_POST
def remove_capacity(request: HttpRequest, hours: int) -> HttpResponse:
    """Back to what holds without this row."""
    person = person_of(request)
    actions.remove_capacity(hours=hours, by=person)
    messages.success(request, _("Removed. The row below it, or the default, holds from now on."))
    return redirect("capacity")
