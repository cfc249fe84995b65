"""`{% load attendance %}`: a rate in words, with its counts or without."""

from __future__ import annotations

from django import template

from mektepke.attendance.words import percent_words, rate_words

register = template.Library()
register.filter("rate_words", rate_words)
register.filter("percent_words", percent_words)
