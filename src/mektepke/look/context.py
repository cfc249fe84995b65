"""What every page shows around its content. This folder knows nobody, so the settings' `LOOK` says whom to ask."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string


def house(request: HttpRequest) -> dict[str, Any]:
    """`today`, `sample`, `not_for_real_children`, `navigation`, from the settings' `LOOK`.

    Each is a plain value, or the dotted path of a function: `navigation` is called with the request, the others with
    nothing, and only when the page shows them.
    """
    look: dict[str, Any] = getattr(settings, "LOOK", {})
    return {
        "today": _asked(look.get("today")),
        "sample": _asked(look.get("sample", False)),
        "not_for_real_children": _asked(look.get("not_for_real_children", False)),
        "navigation": partial(import_string(look["navigation"]), request) if "navigation" in look else (),
    }


def _asked(answer: object) -> object | Callable[[], object]:
    return import_string(answer) if isinstance(answer, str) else answer
