"""A proof for each key, so that a house that is started with a wrong key says so before anybody works in it."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class Proof(models.Model):
    """A known word, sealed with one key: who holds the key can open it."""

    number = models.CharField(max_length=20, primary_key=True)
    word = models.TextField()
    # By the database's own time, also where the house pins its today: an hour is to pass until a key may be forgotten.
    since = models.DateTimeField(db_default=Now())
    # When everything older had been sealed anew with it. A rotation that was interrupted goes on until then.
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.number
