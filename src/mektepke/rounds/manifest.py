"""What a copy says about itself, in its `manifest.json`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Self

# 2: with the proofs of the keys.
FORMAT = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One file in the archive."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the archive holds. `head` and `problem` are the trail's, as they were when the copy was made.

    `proofs` is a known word sealed with each key that the copy needs: the keys themselves are never in it.
    """

    program: str
    made_at: str
    vendor: str
    migrations: list[str]
    rows: dict[str, int]
    head: str
    problem: str
    parts: list[Part]
    proofs: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def to_json(self) -> bytes:
        """As it stands in the archive."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """The manifest; ValueError, TypeError or KeyError if this is none."""
        found = json.loads(text)
        manifest = cls(**found | {"parts": [Part(**part) for part in found["parts"]]})
        tables = isinstance(manifest.rows, dict) and isinstance(manifest.proofs, dict)
        if not tables or not isinstance(manifest.migrations, list) or not manifest.parts:
            raise ValueError("not a manifest")
        return manifest

    @property
    def database(self) -> Part:
        """The part that is the database: the first one."""
        return self.parts[0]

    @property
    def uploads(self) -> list[Part]:
        """The uploaded files."""
        return self.parts[1:]
