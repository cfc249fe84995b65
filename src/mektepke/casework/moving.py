"""Where the pages lead once it is known that a family has moved away: a child who stays on the roll here is looked for
here, and at no school there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mektepke.casework import queries
from mektepke.people.requests import person_of
from mektepke.pupils.models import Child


def to_the_next_school(request: HttpRequest, child: Child) -> HttpResponse | None:
    """The child's page, which has both ways on, with a word about them; None where this person has none of the two."""
    if not queries.may_move(person_of(request), child):
        return None
    messages.info(
        request, _("The family has moved away. Send the child to another school, or take the child off the roll.")
    )
    return redirect("child", child=child.pk)
