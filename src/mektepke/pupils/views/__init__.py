"""Pages about children: lists, adding and correcting, rolls, transfers, children in no school, a sheet to walk with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.pupils import queries
from mektepke.pupils.models import Child
from mektepke.trail.actions import looked


def me(request: HttpRequest) -> Person:
    """Who is signed in. The doors have let in nobody else."""
    assert isinstance(request.user, Person)  # noqa: S101 - holds behind every door that needs a permission
    return request.user


def see(request: HttpRequest, child: Child, page: str) -> None:
    """Leave the trace that this person looks at the child, and for which reason."""
    looked(by=me(request), child=child, page=page, reason=queries.reason_to_see(me(request), child))


def way_back(request: HttpRequest, child: Child) -> dict[str, str]:
    """Where a page about a child leads back: to the child's page, or for an officer to the list."""
    if me(request).may(Permission.SEE_CHILD):
        return {"address": reverse("child", args=[child.pk]), "label": child.name}
    return {"address": reverse("out_of_school"), "label": _("Children in no school")}


def all_valid(forms: Sequence[Any]) -> bool:
    """Whether every form is valid; all are asked, so that all say at once what is wrong."""
    return not [form for form in forms if not form.is_valid()]


def has_faults(forms: Sequence[Any]) -> bool:
    """Whether something typed is not right, by the forms or by the action that refused it."""
    return any(form.is_bound and not form.is_valid() for form in forms)


def refuse(refused: ValidationError, forms: Sequence[Any]) -> None:
    """Show what an action refused beside the field that it is about, in whichever form that is."""
    found = refused.error_dict if hasattr(refused, "error_dict") else {NON_FIELD_ERRORS: refused.error_list}
    for name, errors in found.items():
        form = next((form for form in forms if name in form.fields), None)
        if form is not None:
            form.add_error(name, errors)
        else:
            forms[0].add_error(None, errors)
