"""Chance that repeats itself: the same seed gives the same pilot, whatever is drawn first."""

from __future__ import annotations

from zlib import crc32

import numpy


def stream(seed: int, *subject: str) -> numpy.random.Generator:
    """A stream of its own for one subject, such as ("absences", "BES-01"), so that no order of drawing matters."""
    words = [crc32(word.encode()) for word in subject]
    return numpy.random.Generator(numpy.random.PCG64(numpy.random.SeedSequence([seed, *words])))
