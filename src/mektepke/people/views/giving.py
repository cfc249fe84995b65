"""Adding somebody to the staff, and giving somebody one more role: first which role, then who, where and how long."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mektepke.base.identity import derived_key
from mektepke.base.names import search_key
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people import actions, queries
from mektepke.people.forms import PersonForm, RoleForm
from mektepke.people.models import Person
from mektepke.people.roles import ROLES, Role, permissions_of
from mektepke.people.views import me
from mektepke.people.views.codes import is_only_here, slips
from mektepke.people.views.once import once_key

P = Permission.MANAGE_STAFF


@needs(P)
def person_add(request: HttpRequest) -> HttpResponse:
    """Add somebody: first the role (`?role=`), then who it is and where; then the slip with the code.

    Somebody of the same name on the list is shown first, and only a second press adds.
    """
    role = _role(request)
    if role is None:
        return render(request, "people/role_choice.html", {"choices": _choices(request)})
    who = PersonForm(request.POST or None, initial={"language": me(request).language})
    time = RoleForm(request.POST or None, places=queries.grantable_places(me(request), role))
    namesakes: list[Person] = []
    if request.method == "POST" and who.is_valid() and time.is_valid():
        namesakes = _namesakes(request, who.cleaned_data)
        answer = None if namesakes else _added(request, role, who, time)
        if answer:
            return answer
    shown = {
        "who": who, "form": time, "role": role, "description": ROLES[role], "permits": permissions_of(role),
        "only_here": is_only_here(request), "own_address": request.build_absolute_uri("/"),
        "once": once_key(request), "namesakes": namesakes, "name": _name(who.cleaned_data) if namesakes else "",
    }  # fmt: skip
    return render(request, "people/person_add.html", shown)


@needs(P)
def role_add(request: HttpRequest, person: UUID) -> HttpResponse:
    """Give somebody one more role: first which (`?role=`), then where and how long."""
    found = queries.person_for(me(request), person)
    if found == me(request):
        raise PermissionDenied
    role = _role(request)
    if role is None:
        return render(request, "people/role_choice.html", {"choices": _choices(request), "person": found})
    form = RoleForm(request.POST or None, places=queries.grantable_places(me(request), role))
    if request.method == "POST" and form.is_valid():
        try:
            actions.grant(person=found, role=role, by=me(request), **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The role was given."))
            return redirect("person", person=found.pk)
    shown = {"form": form, "person": found, "role": role, "description": ROLES[role], "permits": permissions_of(role)}
    return render(request, "people/role_add.html", shown)


def _added(request: HttpRequest, role: Role, who: PersonForm, time: RoleForm) -> HttpResponse | None:
    """The slip of the new person; None if the role cannot be given so, and the form says why."""
    key = _person_key(request, who.cleaned_data)
    try:
        made = actions.add_person(id=key, role=role, by=me(request), **who.cleaned_data, **time.cleaned_data)
    except ValidationError as refused:
        time.add_error(None, refused)
        return None
    except actions.DoneBefore:
        return _added_before(request, key, who)
    return slips(request, [(made, actions.new_code(person=made, by=me(request)))])


def _added_before(request: HttpRequest, key: UUID, who: PersonForm) -> HttpResponse:
    """The answer to a form that is sent once more: the person's page, where another code can be made."""
    words = _("%(name)s was added already, and the slip was shown. If it was not printed, make a new code here.")
    messages.warning(request, words % {"name": who.instance.full_name})
    return redirect("person", person=key)


def _person_key(request: HttpRequest, given: dict[str, Any]) -> UUID:
    """The same form with the same name is the same person; who goes back and types another name means another one."""
    return derived_key("person", once_key(request), _name(given))


def _namesakes(request: HttpRequest, given: dict[str, Any]) -> list[Person]:
    """Who has this name already; nobody if the person has seen them and says that this is another one."""
    if request.POST.get("another") == _name(given):
        return []
    own = _person_key(request, given)
    return queries.namesakes(me(request), given["family_name"], given["given_name"], but=own)


def _name(given: dict[str, Any]) -> str:
    return search_key(f"{given['family_name']} {given['given_name']} {given['patronymic']}")


def _role(request: HttpRequest) -> Role | None:
    """The role of the address, if this person may give it anywhere."""
    asked = request.GET.get("role", "")
    return next((role for role in queries.grantable_roles(me(request)) if role == asked), None)


def _choices(request: HttpRequest) -> list[dict[str, object]]:
    return [
        {"role": role, "words": ROLES[role].words, "permits": permissions_of(role)}
        for role in queries.grantable_roles(me(request))
    ]
