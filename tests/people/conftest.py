"""Sentences are compared in English; the pages themselves come in the language of whoever opens them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """What is said outside a page."""
    with translation.override("en"):
        yield
