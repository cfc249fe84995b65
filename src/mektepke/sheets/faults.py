"""What is wrong with a file, a row or a cell: values with a stable code. The words are made by who shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class Unreadable(Exception):
    """A file that is not what it says, or more than a school's list can be; `parameters` fill its sentence."""

    def __init__(self, code: str, **parameters: str | int) -> None:
        super().__init__(code, parameters)
        self.code = code
        self.parameters = parameters


@dataclass(frozen=True, slots=True)
class Fault:
    """Why one value cannot be taken as it stands; the reader of a cell knows not where the cell is."""

    code: str
    parameters: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault at its place: the sheet, the row as the person sees it (from 1), the column's letter, what stood."""

    code: str
    sheet: str
    row: int
    column: str = ""
    stood: str = ""
    parameters: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def cell(self) -> str:
        """`C14`; only the row's number where the whole row is meant."""
        return f"{self.column}{self.row}"
