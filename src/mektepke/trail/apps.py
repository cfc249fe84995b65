"""The trail as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class TrailConfig(AppConfig):
    """Makes missing triggers again after every migration."""

    name = "mektepke.trail"
    verbose_name = _("Trail")

    def ready(self) -> None:
        """Watch migrations. All of them are done when the signal for this folder comes."""
        from mektepke.trail import triggers

        post_migrate.connect(triggers.after_migration, sender=self, dispatch_uid="trail triggers")
