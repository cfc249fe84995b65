"""`{% load trail %}`: codes and keys as the auditor reads them."""

from __future__ import annotations

from uuid import UUID

from django import template

from mektepke.trail import words

register = template.Library()
register.filter(words.action_words)
register.filter(words.kind_words)
register.filter(words.field_words)
register.filter(words.problem_words)


@register.filter
def short_key(key: UUID | None) -> str:
    """The last twelve letters and digits of a key: enough to tell two rows apart on a screen."""
    return key.hex[-12:] if key else ""
