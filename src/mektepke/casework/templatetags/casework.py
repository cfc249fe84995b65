"""`{% load casework %}`: the way back from a child's page or a case to the list from which somebody came."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import template
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()

# The lists that lead to a child. From anywhere else, as after a form was sent, the page's own way back is right.
LISTS: dict[str, str | Promise] = {
    "today": _("Today"),
    "cases": _("Children in my care"),
    "signals": _("Signals"),
    "signal": _("Signals"),
    "children": _("Children"),
    "class_list": _("Class"),
    "class_grid": _("Class"),
    "out_of_school": _("Children in no school"),
}


@register.inclusion_tag("look/back.html", takes_context=True)
def way_back(context: dict[str, Any], address: str, label: str) -> dict[str, object]:
    """`{% way_back address label %}`: to the list that the browser comes from, else to this address."""
    return came_from(context["request"]) or {"address": address, "label": label}


def came_from(request: HttpRequest) -> dict[str, object] | None:
    """Address and name of the list of this house from which the link was followed; None from anywhere else."""
    try:
        before = urlsplit(request.headers.get("Referer", ""))
        name = resolve(before.path).url_name or ""
    except (ValueError, Resolver404):
        return None
    if before.netloc != request.get_host() or name not in LISTS:
        return None
    return {"address": before._replace(scheme="", netloc="", fragment="").geturl(), "label": LISTS[name]}
