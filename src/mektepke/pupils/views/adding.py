"""Adding a child. Before a second record of the same child is made, the person is asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.pupils import actions, queries
from mektepke.pupils.forms import Adults, ChildForm, EnrolForm, HomeForm
from mektepke.pupils.models import Child, Enrolment, Household
from mektepke.pupils.rules import Known
from mektepke.pupils.views import all_valid, has_faults, me, refuse, see

P = Permission.EDIT_CHILDREN
# What the page asks with, beside what was typed.
QUESTIONS = {"csrfmiddlewaretoken", "all_the_same", "correct"}


@needs(P)
def add_child(request: HttpRequest) -> HttpResponse:
    """A new child with its home, its adults and its class; `?class=` has chosen the class already."""
    return _add(request, None)


@needs(P)
def add_sibling(request: HttpRequest, child: UUID) -> HttpResponse:
    """A brother or sister: the home and the adults are known."""
    found = queries.child_for(me(request), child, P)
    if request.method == "GET":
        see(request, found, "add_sibling")
    return _add(request, found)


def _add(request: HttpRequest, sibling: Child | None) -> HttpResponse:
    forms = _forms(request, sibling)
    new: Child = forms["child"].instance
    if request.method == "POST" and _all_right(forms) and "correct" not in request.POST:
        if queries.visible_to(me(request), P).filter(pk=new.pk).exists():
            return redirect("child", child=new.pk)  # sent twice: a second touch of the button is no second child
        question = alike_page(request, forms["child"].known())
        if question is not None:
            return question
        enrolment = _written(forms, sibling, request)
        if enrolment is not None:
            messages.success(request, _("%(name)s is on the roll of class %(school_class)s.") % _words(enrolment))
            return redirect("class_list", school_class=enrolment.school_class_id)
    shown = {"forms": forms, "wrong": has_faults(list(forms.values())), "sibling": sibling, "key": new.pk}
    return render(request, "pupils/add_child.html", shown)


def _all_right(forms: dict[str, Any]) -> bool:
    """Whether every form is valid and the child's age agrees with the class; both are said at once."""
    valid, place = all_valid(list(forms.values())), forms["place"]
    if not forms["child"].is_valid() or not place.is_valid():
        return False
    fits: bool = forms["child"].fits(place.cleaned_data["school_class"])
    return fits and valid


def _forms(request: HttpRequest, sibling: Child | None) -> dict[str, Any]:
    typed = request.POST or None
    classes = list(queries.classes_from(me(request), P, clock.today()))
    chosen = next((one for one in classes if str(one.pk) == request.GET.get("class")), None)
    child = Child(id=key_of(request))
    forms: dict[str, Any] = {"child": ChildForm(typed, instance=child)}
    if sibling is None:
        villages = list(queries.villages_near(me(request)))
        village = chosen.school.village_id if chosen else (classes[0].school.village_id if classes else None)
        forms["home"] = HomeForm(typed, instance=Household(), villages=villages, initial={"village": village})
        forms["adults"] = Adults(typed, prefix="adult")
    initial = {"school_class": chosen, "mode": Enrolment.Mode.SCHOOL, "starts": clock.today()}
    return forms | {"place": EnrolForm(typed, classes=classes, initial=initial)}


def _written(forms: dict[str, Any], sibling: Child | None, request: HttpRequest) -> Enrolment | None:
    """The child on its roll, or None where the action refused; the forms then say why."""
    child: Child = forms["child"].instance
    child.household = sibling.household if sibling else forms["home"].instance
    adults = [] if sibling else forms["adults"].given()
    try:
        return actions.add_pupil(child=child, guardians=adults, by=me(request), **forms["place"].cleaned_data)
    except ValidationError as refused:
        refuse(refused, [form for name, form in forms.items() if name != "adults"])
        return None


def _words(enrolment: Enrolment) -> dict[str, str]:
    return {"name": enrolment.child.name, "school_class": enrolment.school_class.name}


def key_of(request: HttpRequest) -> UUID:
    """The key that the page has given the new child, so that a form sent twice is one child; a new one where there is
    none, or where it belongs to a child this person may not see."""
    try:
        given = UUID(request.POST.get("key", ""))
    except ValueError:
        return new_key()
    theirs = Child.objects.filter(pk=given).exclude(pk__in=queries.visible_to(me(request), P).values("pk"))
    return new_key() if theirs.exists() else given


def alike_page(request: HttpRequest, wanted: Known) -> HttpResponse | None:
    """The question «Is it one of these?», or None where nobody is alike or the person has answered it."""
    if "all_the_same" in request.POST:
        return None
    found = queries.alike(me(request), wanted)
    if not found:
        return None
    shown = {
        "alike": found,
        "wanted": wanted,
        "typed": [(name, value) for name, values in request.POST.lists() for value in values if name not in QUESTIONS],
        "sees_child": me(request).may(Permission.SEE_CHILD),
        "enrols": me(request).may(P),
        "registers": me(request).may(Permission.REGISTER_OUT_OF_SCHOOL),
    }
    return render(request, "pupils/alike.html", shown)
