"""Telephone numbers."""

from __future__ import annotations

import pytest

from mektepke.base.phones import dialable


@pytest.mark.parametrize("written", ["0777 12-34-56", "+996 777 123456", "996777123456", "(0777) 123456"])
def test_a_number_is_kept_in_the_form_that_dials(written: str) -> None:
    assert dialable(written) == "+996777123456"


@pytest.mark.parametrize("written", ["", "жок", "12", "0700-99", "2-12-34", "0777 12-34-56-78-90-12"])
def test_what_nobody_could_dial_is_no_number(written: str) -> None:
    assert dialable(written) is None
