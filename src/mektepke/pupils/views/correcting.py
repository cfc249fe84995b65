"""What is known of a child put right, and the adults around it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mektepke.base import clock
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.pupils import actions, queries
from mektepke.pupils.forms import ChildForm, GuardianForm, HomeForm
from mektepke.pupils.models import Child, Guardian
from mektepke.pupils.views import all_valid, has_faults, me, refuse, see, way_back

P = Permission.EDIT_CHILDREN
# Whoever registers children in no school also writes down whom to call about them; which children, the queries know.
BOTH = (P, Permission.REGISTER_OUT_OF_SCHOOL)


@needs(P)
def edit_child(request: HttpRequest, child: UUID) -> HttpResponse:
    """What is known of a child and its home."""
    found = queries.child_for(me(request), child, P)
    name, typed = found.name, request.POST or None
    unknown = found.birth_year is None
    about = ChildForm(typed, instance=found, birth_may_be_unknown=unknown)
    home = HomeForm(typed, instance=found.household, villages=list(queries.villages_near(me(request))))
    forms = [about, home]
    if request.method == "POST" and all_valid(forms) and _fits_its_class(found, about):
        try:
            fields = about.changed_fields() | home.changed_fields()
            actions.correct_child(child=found, fields=fields, by=me(request))
        except ValidationError as refused:
            refuse(refused, forms)
        else:
            messages.success(request, _("Saved."))
            return redirect("child", child=found.pk)
    if request.method == "GET":
        see(request, found, "edit_child")
    shown = {
        "child": found,
        "name": name,
        "about": about,
        "home": home,
        "wrong": has_faults(forms),
        "others": queries.in_same_household(found),
        "here": "edit_child",
        "on_roll": queries.enrolments_visible_to(me(request), P).filter(child=found, ends__isnull=True).exists(),
    }
    return render(request, "pupils/edit_child.html", shown)


def _fits_its_class(child: Child, about: ChildForm) -> bool:
    """Whether a date of birth that was changed agrees with the child's class; one confirmed before is not asked about
    again with every new street."""
    enrolment = queries.enrolment_now_or_next(child, clock.today()) if "born" in about.changed_data else None
    return enrolment is None or about.fits(enrolment.school_class)


@needs(*BOTH)
def guardians(request: HttpRequest, child: UUID) -> HttpResponse:
    """The adults around a child, the one to call first on top."""
    found = queries.child_for(me(request), child, P)
    see(request, found, "guardians")
    shown = {
        "child": found,
        "guardians": list(Guardian.objects.filter(household=found.household_id)),
        "back": way_back(request, found),
        "others": queries.in_same_household(found),
    }
    return render(request, "pupils/guardians.html", shown)


@needs(*BOTH)
def add_guardian(request: HttpRequest, child: UUID) -> HttpResponse:
    """One more adult."""
    found = queries.child_for(me(request), child, P)
    form = GuardianForm(request.POST or None, instance=Guardian(household=found.household))
    if request.method == "POST" and form.is_valid():
        actions.add_guardian(guardian=form.instance, child=found, by=me(request))
        messages.success(request, _("Saved."))
        return redirect("guardians", child=found.pk)
    if request.method == "GET":
        see(request, found, "add_guardian")
    return render(request, "pupils/guardian_form.html", {"child": found, "form": form})


@needs(*BOTH)
def edit_guardian(request: HttpRequest, child: UUID, guardian: UUID) -> HttpResponse:
    """An adult's name, phone or language."""
    found, adult = queries.guardian_for(me(request), child, guardian, P)
    name = adult.full_name
    form = GuardianForm(request.POST or None, instance=adult)
    if request.method == "POST" and form.is_valid():
        actions.correct_guardian(guardian=form.instance, child=found, fields=form.changed_data, by=me(request))
        messages.success(request, _("Saved."))
        return redirect("guardians", child=found.pk)
    if request.method == "GET":
        see(request, found, "edit_guardian")
    return render(request, "pupils/guardian_form.html", {"child": found, "guardian": adult, "name": name, "form": form})


@needs(*BOTH)
def remove_guardian(request: HttpRequest, child: UUID, guardian: UUID) -> HttpResponse:
    """Asked once more, then the adult is no longer called."""
    found, adult = queries.guardian_for(me(request), child, guardian, P)
    if request.method == "POST":
        actions.remove_guardian(guardian=adult, child=found, by=me(request))
        messages.success(request, _("%(name)s is no longer on the list of whom to call.") % {"name": adult.full_name})
        return redirect("guardians", child=found.pk)
    see(request, found, "remove_guardian")
    return render(request, "pupils/guardian_remove.html", {"child": found, "guardian": adult})
