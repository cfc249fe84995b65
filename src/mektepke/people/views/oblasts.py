"""One more oblast. It stands here and not with the other places, because its administrators come with it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people import actions, queries
from mektepke.people.views import me
from mektepke.places.forms import PlaceForm
from mektepke.places.models import Place
from mektepke.places.rules import Level


@needs(Permission.MANAGE_PLACES)
def oblast_add(request: HttpRequest) -> HttpResponse:
    """Add an oblast, for who keeps the whole house."""
    if not queries.house_keepers(me(request)):
        raise PermissionDenied
    form = PlaceForm(request.POST or None, instance=Place(level=Level.OBLAST.value))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_oblast(place=form.instance, by=me(request))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("%(name)s was added.") % {"name": made.name})
            return redirect("place", place=made.pk)
    return render(request, "people/oblast_add.html", {"form": form})
