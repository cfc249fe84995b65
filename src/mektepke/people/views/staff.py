"""The staff of a school or place: who works there, in which roles, from when until when."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mektepke.base import clock
from mektepke.base.names import tidy
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people import actions, queries
from mektepke.people.forms import PersonForm, RoleTime
from mektepke.people.models import Assignment, Person
from mektepke.people.views import me
from mektepke.people.views.once import once_key

P = Permission.MANAGE_STAFF
ON_ONE_PAGE = 50


@needs(P)
def staff(request: HttpRequest) -> HttpResponse:
    """Everybody who works where this person keeps the list; `?school=` shows one school, `?q=` who is called so."""
    schools = list(queries.schools(me(request), P).order_by("code"))
    chosen = next((school for school in schools if str(school.pk) == request.GET.get("school")), None)
    words = tidy(request.GET.get("q", ""))[:100]
    found = queries.named(queries.staff_list(me(request), school=chosen), words)
    page = Paginator(found, ON_ONE_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "schools": schools, "chosen": chosen, "can_import": bool(schools), "words": words}
    return render(request, "people/staff.html", shown)


@needs(P)
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """One member of staff: roles now and before, and what can be done."""
    found = queries.person_for(me(request), person)
    today = clock.today()
    roles = queries.roles_of(found, me(request))
    shown = {
        "person": found,
        "roles": [(role, _is_mine(request, role)) for role in roles if role.ends is None or role.ends >= today],
        "past": [role for role in roles if role.ends is not None and role.ends < today],
        "is_me": found == me(request),
        "once": once_key(request),
        "in_my_care": found != me(request) and not queries.beyond(me(request), found),
    }
    return render(request, "people/person.html", shown)


@needs(P)
def person_correct(request: HttpRequest, person: UUID) -> HttpResponse:
    """Put right a name, a phone, a language."""
    found = queries.person_for(me(request), person)
    name = found.full_name
    form = PersonForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.correct_person(person=form.instance, fields=form.changed_data, by=me(request))
        messages.success(request, _("Saved."))
        return redirect("person", person=found.pk)
    return render(request, "people/person_correct.html", {"form": form, "person": found, "name": name})


@needs(P)
def role_change(request: HttpRequest, assignment: UUID) -> HttpResponse:
    """Another last day or other hours for a role."""
    found = queries.assignment_for(me(request), assignment)
    form = RoleTime(request.POST or None, initial={"ends": found.ends, "hours_a_week": found.hours_a_week})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_role(assignment=found, by=me(request), **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("person", person=found.person_id)
    return render(request, "people/role_change.html", {"form": form, "assignment": found})


@needs(P)
@require_POST
def role_end(request: HttpRequest, assignment: UUID) -> HttpResponse:
    """End a role at once."""
    found = queries.assignment_for(me(request), assignment)
    actions.end_role(assignment=found, by=me(request))
    messages.success(request, _("The role has ended."))
    return redirect("person", person=found.person_id)


def _is_mine(request: HttpRequest, role: Assignment) -> bool:
    """Whether this person may change or end the role."""
    holder: Person = role.person
    return holder != me(request) and queries.may_grant(me(request), role.role, role.where)
