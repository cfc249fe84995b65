"""The same way of keeping passwords as in the house, with the least work, because each test signs somebody in."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 at its smallest."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
