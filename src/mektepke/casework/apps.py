"""Casework: its words for the trail."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Casework(AppConfig):
    """Cases, calls and visits."""

    name = "mektepke.casework"

    def ready(self) -> None:
        """Say in words what the auditor reads."""
        from mektepke.casework.rights.trail import ACTIONS
        from mektepke.casework.trail_words import FIELDS, WORDS
        from mektepke.trail.words import name_actions, name_fields

        name_actions(ACTIONS)
        name_actions(WORDS)
        name_fields("casework.case", FIELDS)
        # To whom a case was given is the record; what changed is who works on it.
        name_fields("people.person", {"worker": _("who works on it")})
