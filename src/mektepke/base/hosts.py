"""Names of computers, as addresses say them."""

from __future__ import annotations

# By these names a computer reaches only itself: on a slip for a phone they lead nowhere.
THIS_COMPUTER = frozenset({"127.0.0.1", "localhost", "::1"})
