"""The morning's round as it was run."""

from __future__ import annotations

from django.db import models

from mektepke.base import clock
from mektepke.base.identity import new_key


class MorningRun(models.Model):
    """One morning: which day it looked at, how long it took, what it found. Kept, so that a morning left out shows."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    day = models.DateField()
    at = models.DateTimeField(default=clock.now)
    seconds = models.FloatField()
    schools = models.PositiveIntegerField()
    new_signals = models.PositiveIntegerField()
    children_waiting = models.PositiveIntegerField()
    trail_head = models.CharField(max_length=90, blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.day}"
