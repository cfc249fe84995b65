"""`{% load people %}`: what stands on the sign-in page for those who have no account."""

from __future__ import annotations

from django import template
from django.conf import settings

from mektepke.look.words import language

register = template.Library()


@register.inclusion_tag("people/parts/without_account.html")
def without_account() -> dict[str, str]:
    """`{% without_account %}`: where a neighbour or a child tells what worries them, and the numbers to call.

    They come to the sign-in page first: it is the address of the house that people know.
    """
    return {"language": language()[:2], "helpline": settings.CHILD_HELPLINE, "police": settings.POLICE}
