"""Children on the way between schools: sending, receiving, taking back."""

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
from mektepke.pupils.forms import ArrivedForm, EnrolForm, SendForm
from mektepke.pupils.models import Enrolment
from mektepke.pupils.views import me, refuse, see
from mektepke.pupils.views.enrolment import open_enrolment

P = Permission.EDIT_CHILDREN


@needs(P)
def transfers(request: HttpRequest) -> HttpResponse:
    """Who comes to one's school and who is on the way from it."""
    return render(request, "pupils/transfers.html", {"way": queries.on_the_way(me(request))})


@needs(P)
def send_child(request: HttpRequest, child: UUID) -> HttpResponse:
    """To another school: on the way until that school receives the child."""
    found = queries.child_for(me(request), child, P)
    enrolment = open_enrolment(request, found)
    schools = list(queries.other_schools(enrolment.school_class.school))
    form = SendForm(request.POST or None, schools=schools, initial={"sent_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.send(enrolment=enrolment, by=me(request), **form.cleaned_data)
        except ValidationError as refused:
            refuse(refused, [form])
        else:
            messages.success(request, _("%(name)s is on the way.") % {"name": found.name})
            return redirect("transfers")
    if request.method == "GET":
        see(request, found, "send_child")
    shown = {"child": found, "enrolment": enrolment, "form": form, "here": "send_child", "on_roll": True}
    return render(request, "pupils/send_child.html", shown)


@needs(P)
def receive_child(request: HttpRequest, transfer: UUID) -> HttpResponse:
    """Into a class of one's school. Until then only the name, the birth and the school it comes from are shown."""
    found = queries.transfer_to_receive(me(request), transfer)
    own = queries.classes_from(me(request), P, clock.today()).filter(school=found.to_school_id)
    first = queries.first_school_day(found.to_school, after=found.sent_on, today=clock.today())
    initial = {"mode": Enrolment.Mode.SCHOOL, "starts": first}
    form = EnrolForm(request.POST or None, classes=list(own), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            enrolment = actions.receive(transfer=found, by=me(request), **form.cleaned_data)
        except ValidationError as refused:
            refuse(refused, [form])
        else:
            words = _("%(name)s is on the roll of class %(school_class)s.")
            messages.success(request, words % {"name": found.child.name, "school_class": enrolment.school_class.name})
            return redirect("child", child=found.child_id)
    if request.method == "GET":
        see(request, found.child, "receive_child")
    return render(request, "pupils/receive_child.html", {"transfer": found, "form": form})


@needs(P)
def child_arrived(request: HttpRequest, transfer: UUID) -> HttpResponse:
    """Heard that the child goes to the school outside the house."""
    found = queries.transfer_sent(me(request), transfer)
    form = ArrivedForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.arrived(transfer=found, by=me(request), **form.cleaned_data)
        except ValidationError as refused:
            refuse(refused, [form])
        else:
            messages.success(request, _("%(name)s goes to the other school.") % {"name": found.child.name})
            return redirect("left_school")
    if request.method == "GET":
        see(request, found.child, "child_arrived")
    return render(request, "pupils/child_arrived.html", {"transfer": found, "form": form})


@needs(P)
def withdraw_transfer(request: HttpRequest, transfer: UUID) -> HttpResponse:
    """Asked once more, then the child goes on in its class."""
    found = queries.transfer_sent(me(request), transfer)
    if request.method == "POST":
        try:
            enrolment = actions.withdraw(transfer=found, by=me(request))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect("transfers")
        words = _("%(name)s goes on in class %(school_class)s.")
        school_class = found.from_enrolment.school_class
        messages.success(request, words % {"name": found.child.name, "school_class": school_class.name})
        return redirect("class_list", school_class=enrolment.school_class_id)
    see(request, found.child, "withdraw_transfer")
    return render(request, "pupils/withdraw_transfer.html", {"transfer": found})
