"""The rounds as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoundsConfig(AppConfig):
    """Teaches the trail the words for what is done here."""

    name = "mektepke.rounds"

    def ready(self) -> None:
        """Name this folder's actions."""
        from mektepke.trail.words import name_actions

        name_actions(
            {
                "house.copied": _("copied the whole house"),
                "house.restored": _("brought the house back from a copy"),
                "house.keys_rotated": _("sealed everything anew with a new key"),
                "house.key_forgotten": _("took an old key off the ring"),
            }
        )
