"""Sealed fields as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Sealed(AppConfig):
    """Encrypted fields and their keys."""

    name = "mektepke.sealed"
    verbose_name = _("Sealed fields")
