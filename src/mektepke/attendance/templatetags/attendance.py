"""`{% load attendance %}`: a rate in words."""

from __future__ import annotations

from django import template

from mektepke.attendance.words import rate_words

register = template.Library()
register.filter("rate_words", rate_words)
