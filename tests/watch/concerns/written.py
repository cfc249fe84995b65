"""Concerns as somebody in the village writes them."""

from __future__ import annotations

import time
from typing import Any
from unittest.mock import patch

from django.test import Client
from django.urls import reverse

from mektepke.base.identity import new_key
from mektepke.watch.concerns.actions import receive
from mektepke.watch.concerns.models import Concern
from mektepke.watch.concerns.places import readers_of
from mektepke.watch.concerns.rules import SHORTEST_TIME
from mektepke.watch.concerns.tokens import token_of
from tests.cast import Side

WORDS = "Ормондун кызы пияз терип жүрөт, мектепке барбайт"


def write(side: Side, *, sender: str = "somebody", language: str = "uz", **said: Any) -> Concern:
    """Somebody writes about the village of this side."""
    wanted = {"codes": ["work"], "words": WORDS, **said}
    readers = readers_of(side.village)
    return receive(
        id=new_key(), village=side.village, readers=readers, sender=sender, language=language, **wanted
    )  # fmt: skip


def read_for(seconds: int) -> str:
    """The token of a page that was shown so many seconds ago."""
    with patch("django.core.signing.time.time", return_value=time.time() - seconds):
        return token_of("", shortest=SHORTEST_TIME).text


def send(client: Client, side: Side, language: str = "uz", *, seconds: int = 30, **said: Any) -> Any:
    """Send the page for everybody, after having read it for so many seconds."""
    body = {"codes": ["work"], "words": WORDS, "shown": read_for(seconds), **said}
    return client.post(reverse("concern_about", args=[language, side.village.pk]), body)
