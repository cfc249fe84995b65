"""Telephone numbers."""

from __future__ import annotations

import pytest

from mektepke.base.phones import dialable


@pytest.mark.parametrize(
    "written", ["0777 12-34-56", "+996 777 123456", "996777123456", "(0777) 123456", "8 0777 123456", "8(0777)12-34-56"]
)
def test_a_number_is_kept_in_the_form_that_dials(written: str) -> None:
    assert dialable(written) == "+996777123456"


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("0700 11-11-11", "+996700111111"), ("0555123456", "+996555123456"), ("0999 123 456", "+996999123456"),
        ("0312 62-12-34", "+996312621234"), ("03663 1-23-45", "+996366312345"), ("0508 123456", "+996508123456"),
        ("+7 (926) 123-45-67", "+79261234567"), ("+998 90 123 45 67", "+998901234567"),
        ("+992 927 123456", "+992927123456"), ("+90 532 123 45 67", "+905321234567"),
    ],
)  # fmt: skip
def test_every_network_here_and_neighbours_with_their_code_dial(written: str, dialled: str) -> None:
    assert dialable(written) == dialled


@pytest.mark.parametrize(
    "written",
    ["0700-11-11-1", "0 777 555 44", "8 (777) 12-34-56", "+996(555)12-34-567", "0777 12-34-5", "8 926 123 45 67",
     "000000000", "0000 000000", "0100 123456", "+996 0777 12345"],
)  # fmt: skip
def test_a_digit_too_few_or_too_many_is_no_number(written: str) -> None:
    assert dialable(written) is None


def test_the_number_of_somebody_made_up_can_be_kept() -> None:
    assert dialable("+996000000123") == "+996000000123"


@pytest.mark.parametrize("written", ["", "жок", "12", "0700-99", "2-12-34", "0777 12-34-56-78-90-12"])
def test_what_nobody_could_dial_is_no_number(written: str) -> None:
    assert dialable(written) is None
