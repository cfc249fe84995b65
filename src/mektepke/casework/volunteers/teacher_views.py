"""A class teacher's pages: pairing the whole class, what was agreed, slips to print."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mektepke.base import clock
from mektepke.casework.models import Pair
from mektepke.casework.volunteers import actions, queries, rules
from mektepke.casework.volunteers.forms import AgreedForm, PairsForm
from mektepke.casework.volunteers.queries import ShownPair
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.requests import person_of
from mektepke.places.models import SchoolClass
from mektepke.pupils.queries import class_for
from mektepke.pupils.rules import told_apart


@needs(Permission.PAIR_VOLUNTEERS)
def class_pairs(request: HttpRequest, school_class: UUID) -> HttpResponse:
    """The pairs of a class, who agreed, and who goes with nobody yet."""
    found = _class_of(request, school_class)
    pairs = _pairs_of(found)
    forms = {shown.pair: _agreed(request, shown.pair) for shown in pairs if shown.can_walk}
    if request.method == "POST":
        return _kept(request, found, forms)
    children = queries.in_class(found, today=clock.today())
    alone = rules.in_no_pair([child.pk for child in children], [[one.pk for one in shown.here] for shown in pairs])
    names = told_apart(children)
    shown = {
        "school_class": found,
        "pairs": [(pair, [names[child.pk] for child in pair.here], forms.get(pair.pair)) for pair in pairs],
        "children": len(children),
        "alone": [names[key] for key in alone],
        "together": queries.came_together([found], today=clock.today())[found.pk],
        "slips": any(pair.is_active for pair in pairs),
    }
    return render(request, "casework/volunteers/class_pairs.html", shown)


def _agreed(request: HttpRequest, pair: Pair) -> AgreedForm:
    now = {"children_agreed": pair.children_agreed, "families_agreed": pair.families_agreed}
    return AgreedForm(request.POST or None, prefix=str(pair.pk), initial=now)


def _kept(request: HttpRequest, school_class: SchoolClass, forms: dict[Pair, AgreedForm]) -> HttpResponse:
    """Every tick that was touched, written; then back to the pairs as they stand now."""
    touched = {pair: form.changes() for pair, form in forms.items() if form.is_valid() and form.has_changed()}
    for pair, changed in touched.items():
        actions.agree(pair=pair, changed=changed, by=person_of(request))
    if touched:
        messages.success(request, _("What was agreed is kept."))
    else:
        messages.info(request, _("Nothing was changed."))
    return redirect("class_pairs", school_class=school_class.pk)


@needs(Permission.PAIR_VOLUNTEERS)
def pair_class(request: HttpRequest, school_class: UUID) -> HttpResponse:
    """Who goes with whom: the proposal, or the pairs as they are, to be changed by the teacher."""
    found = _class_of(request, school_class)
    children = queries.in_class(found, today=clock.today())
    before = queries.numbers_before(queries.pairing_of(found, today=clock.today()))
    proposed = rules.propose(queries.neighbours(children), before)
    form = PairsForm(request.POST or None, children=children, proposed=proposed)
    if request.method == "POST" and form.is_valid():
        return _paired(request, found, form)
    shown = {"school_class": found, "form": form, "can": proposed}
    return render(request, "casework/volunteers/pair_class.html", shown)


def _paired(request: HttpRequest, school_class: SchoolClass, form: PairsForm) -> HttpResponse:
    try:
        actions.pair_class(school_class=school_class, numbers=form.numbers(), by=person_of(request))
    except actions.NotWhole:
        messages.warning(request, _("The list of the class has changed meanwhile. Please look at the pairs once more."))
        return redirect("pair_class", school_class=school_class.pk)
    messages.success(request, _("The class is paired. Now ask the children and their families whether they agree."))
    return redirect("class_pairs", school_class=school_class.pk)


@needs(Permission.PAIR_VOLUNTEERS)
def pair_slips(request: HttpRequest, school_class: UUID) -> HttpResponse:
    """Slips to cut apart, for pairs that go together now: a number, first names, three boxes."""
    found = _class_of(request, school_class)
    pairs = queries.active_pairs(found, today=clock.today())
    return render(request, "casework/volunteers/pair_slips.html", {"school_class": found, "pairs": pairs})


def _class_of(request: HttpRequest, key: UUID) -> SchoolClass:
    return class_for(person_of(request), key, Permission.PAIR_VOLUNTEERS)


def _pairs_of(school_class: SchoolClass) -> list[ShownPair]:
    pairing = queries.pairing_of(school_class, today=clock.today())
    return queries.pairs_of(pairing, today=clock.today()) if pairing else []
