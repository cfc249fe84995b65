"""`{% load watch %}`: what a signal says and what to do next, in words; what language to speak on the phone."""

from __future__ import annotations

from django import template

from mektepke.watch import sentences, words

register = template.Library()
register.filter("sentence", sentences.sentence)
register.filter("next_step", sentences.next_step)
register.filter("step_words", sentences.step_words)
register.filter("waits_for", sentences.waits_for)
register.filter("in_own_language", words.in_own_language)
register.filter("language_name", words.language_name)
