"""Signals: the whole list, one signal, answering it; the limits of the rules."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mektepke.base import clock
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.pupils.models import Child
from mektepke.pupils.queries import classes_of, reason_to_see
from mektepke.trail.actions import looked
from mektepke.watch import actions, queries
from mektepke.watch.forms import Called, OwnLimits, Talked, WhatHappened, WhyNotAProblem
from mektepke.watch.models import Answer, Signal
from mektepke.watch.rules.evidence import Rule
from mektepke.watch.sentences import sentence_of

ANSWERS = (Permission.ANSWER_SIGNALS, Permission.REGISTER_OUT_OF_SCHOOL)


@needs(*ANSWERS)
def signals(request: HttpRequest) -> HttpResponse:
    """Everything that waits for this person, the worst first: about their school, then by child."""
    person = _person(request)
    waiting = queries.waiting_for(person, today=clock.today())
    shown = {"about_school": waiting.about_school, "children": waiting.children, "sees_child": _sees_child(person)}
    return render(request, "watch/signals.html", shown)


@needs(*ANSWERS)
def signal(request: HttpRequest, key: UUID) -> HttpResponse:
    """One signal: what was noticed, what to do, what was answered."""
    person = _person(request)
    found = _seen(person, key)
    shown = {"signal": found, "answers": queries.answers_to(found), "sees_child": _sees_child(person)}
    return render(request, "watch/signal.html", shown | _who(found.child))


@needs(*ANSWERS)
def called(request: HttpRequest, key: UUID) -> HttpResponse:
    """Somebody called the family."""
    heading = gettext_lazy("The call to the family")
    return _answer(request, key, Answer.Kind.CALLED, Called, heading)


@needs(*ANSWERS)
def talked(request: HttpRequest, key: UUID) -> HttpResponse:
    """Somebody talked with the child."""
    return _answer(request, key, Answer.Kind.TALKED, Talked, gettext_lazy("The talk with the child"))


@needs(*ANSWERS)
def not_a_problem(request: HttpRequest, key: UUID) -> HttpResponse:
    """It is not a problem, because …"""
    return _answer(request, key, Answer.Kind.NOT_A_PROBLEM, WhyNotAProblem, gettext_lazy("Why is it not a problem?"))


@needs(Permission.ANSWER_SIGNALS)
def what_happened(request: HttpRequest, key: UUID) -> HttpResponse:
    """The head says what happened at the school."""
    return _answer(request, key, Answer.Kind.OTHER, WhatHappened, gettext_lazy("What happened?"))


@needs(Permission.ANSWER_SIGNALS)
def absence_called(request: HttpRequest, child: UUID) -> HttpResponse:
    """A class teacher called the family of a child who is missing today."""
    person = _person(request)
    call = queries.call_for(person, child, today=clock.today())
    looked(by=person, child=call.child.pk, page="call", reason=reason_to_see(person, call.child))
    form = Called(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer_absence(call=call, kind=Answer.Kind.CALLED, by=person, **form.cleaned_data)
        return _thanks(request, form)
    shown = {
        "form": form,
        "heading": gettext_lazy("The call to the family"),
        "sentence": sentence_of(Rule.ABSENT_TODAY, call.evidence),
        **_who(call.child),
    }
    return render(request, "watch/answer.html", shown)


@needs(Permission.SET_THRESHOLDS)
def limits(request: HttpRequest) -> HttpResponse:
    """The limits of the rules with their defaults and sources; a programme's own can be set."""
    person = _person(request)
    programme = queries.programme_of(person)
    form = OwnLimits(request.POST or None, own=queries.own_limits(programme))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_limits(programme=programme, own=form.cleaned_data, by=person)
        except actions.LimitsContradict as problem:
            form.contradict(problem.names)
        else:
            messages.success(request, _("The limits are saved. They hold from the next morning's round on."))
            return redirect("limits")
    return render(request, "watch/limits.html", {"form": form, "programme": programme})


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 - the door lets nobody else in
    return request.user


def _sees_child(person: Person) -> bool:
    """Whether children's pages are open to this person; a municipality officer knows only the record of a child."""
    return person.may(Permission.SEE_CHILD)


def _answer(
    request: HttpRequest, key: UUID, kind: Answer.Kind, form_class: type[forms.Form], heading: str | Promise
) -> HttpResponse:
    person = _person(request)
    found = _seen(person, key)
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer(signal=found, kind=kind, by=person, **form.cleaned_data)
        return _thanks(request, form)
    shown = {"signal": found, "form": form, "heading": heading, **_who(found.child)}
    return render(request, "watch/answer.html", shown)


def _seen(person: Person, key: UUID) -> Signal:
    """The signal, with the look at its child recorded."""
    found = queries.signal_for(person, key)
    if found.child is not None:
        looked(by=person, child=found.child.pk, page="signal", reason=reason_to_see(person, found.child))
    return found


def _who(child: Child | None) -> dict[str, object]:
    """The child and its class, for the page; nothing for a question about a school."""
    if child is None:
        return {}
    return {"child": child, "class_name": classes_of([child], clock.today()).get(child.pk, "")}


def _thanks(request: HttpRequest, form: forms.Form) -> HttpResponse:
    if form.cleaned_data.get("result") == Answer.Result.NOT_REACHED:
        messages.info(request, _("Saved. Nobody was reached, so it stays on the list."))
    else:
        messages.success(request, _("Saved. It comes back only if it gets worse."))
    return redirect("signals")
