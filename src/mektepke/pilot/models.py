"""How far the made-up pilot has been built, so that building it again adds what is missing and touches nothing else."""

from __future__ import annotations

from django.db import models


class Built(models.Model):
    """The pilot of one seed in this house, and the last day that was filled in. There is at most one row."""

    seed = models.PositiveBigIntegerField(primary_key=True)
    until = models.DateField()
    rounds_until = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.seed}: {self.until}"
