"""Casework: its words for the trail."""

from __future__ import annotations

from django.apps import AppConfig


class Casework(AppConfig):
    """Cases, calls and visits."""

    name = "mektepke.casework"

    def ready(self) -> None:
        """Say in words what the auditor reads."""
        from mektepke.casework.rights.trail import ACTIONS
        from mektepke.casework.trail_words import WORDS
        from mektepke.trail.words import name_actions

        name_actions(ACTIONS)
        name_actions(WORDS)
