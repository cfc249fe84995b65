"""`{% load referrals %}`: consents and letters in one line each."""

from __future__ import annotations

from django import template

from mektepke.casework.referrals import words

register = template.Library()
register.filter("receiver", words.receiver_words)
register.filter("what_became", words.answer_words)
register.filter("what_was_said", words.said_words)
