"""`{% load care %}`: how figures of care are said, and those that are not shown."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mektepke.casework.models import OwnCause
from mektepke.casework.queries.causes import name_of
from mektepke.look.words import percentage

register = template.Library()
DASH = "–"


@register.filter
def or_not_shown(count: int | None) -> str:
    """A count, or that it is not shown."""
    return _("not shown") if count is None else str(count)


@register.filter
def in_days(days: int | None) -> str:
    """So many days; a dash where there are too few cases to say."""
    if days is None:
        return DASH
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


@register.filter
def half_within(days: int | None) -> str:
    """The same as what it says of the children: half of them had it by then."""
    if days is None:
        return DASH
    return ngettext("half within %(count)d day", "half within %(count)d days", days) % {"count": days}


@register.filter
def share(returned: tuple[int, int] | None) -> str:
    """How many of how many, and the share; a dash where none has ended yet."""
    if returned is None:
        return _("not shown")
    count, of = returned
    if not of:
        return DASH
    return _("%(count)d of %(all)d, %(share)s") % {"count": count, "all": of, "share": percentage(100 * count / of)}


@register.filter
def own_name(cause: OwnCause) -> str:
    """What a cause of the programme is called in the reader's language."""
    return name_of(cause)
