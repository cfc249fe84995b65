"""Telephone numbers in one cell, as people type them."""

from __future__ import annotations

import pytest

from mektepke.people.phones import phones_in


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0777 12-34-56", ["+996777123456"]),
        ("777123456", ["+996777123456"]),
        ("+996 (777) 123456", ["+996777123456"]),
        ("996777123456", ["+996777123456"]),
        ("0777123456, 0555654321", ["+996777123456", "+996555654321"]),
        ("0777123456/0555654321", ["+996777123456", "+996555654321"]),
        ("0777123456 0555654321", ["+996777123456", "+996555654321"]),
        ("тел. 0777123456 (апасы)", ["+996777123456"]),
    ],
)
def test_every_number_of_a_cell_that_dials(text: str, numbers: list[str]) -> None:
    assert phones_in(text) == numbers


@pytest.mark.parametrize("text", ["12", "жок", "077712", "0777 абвгд"])
def test_what_cannot_be_dialled_is_no_number(text: str) -> None:
    assert phones_in(text) == []
