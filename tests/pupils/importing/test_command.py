"""`mektepke import`: the same as the pages, in a terminal."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.utils import translation
from rich.console import Console

from mektepke.pupils.importing.command import run
from mektepke.pupils.models import Child
from tests.cast import Cast
from tests.sheets.books import xlsx

ROWS = [["ФИО", "Класс", "Дата рождения"], ["Асанова Айпери", "9-А", "12.03.2003"], ["Асанов", "9-А", None]]


class Terminal:
    """What was told, as plain text."""

    def __init__(self) -> None:
        self.paper = io.StringIO()
        self.console = Console(file=self.paper, width=100)

    def echo(self, words: object) -> None:
        """Print."""
        self.console.print(words, markup=False)

    @property
    def told(self) -> str:
        """Everything so far."""
        return self.paper.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A list with one child and one problem."""
    made = tmp_path / "list.xlsx"
    made.write_bytes(xlsx(ROWS))
    return made


def test_the_code_of_the_school_may_be_typed_in_small_letters(cast: Cast, file: Path) -> None:
    terminal = Terminal()
    with translation.override("en"):
        run(file, school_code="alm-01", dry_run=True, by=cast.administrator, echo=terminal.echo)
    assert "Nothing was written" in terminal.told
    assert "no village in the list: the school's village is taken" in terminal.told


def test_a_list_is_loaded_and_its_problems_are_told(cast: Cast, file: Path) -> None:
    terminal = Terminal()
    with translation.override("en"):
        code = run(file, school_code="ALM-01", dry_run=False, by=cast.administrator, echo=terminal.echo)
    assert code == 0
    assert Child.objects.filter(family_name="Асанова").count() == 1
    assert "Added: 1, changed: 0, left alone: 0." in terminal.told
    assert "New classes: 9-А." in terminal.told
    assert "A3" in terminal.told


def test_a_dry_run_writes_nothing(cast: Cast, file: Path) -> None:
    terminal = Terminal()
    with translation.override("en"):
        assert run(file, school_code="ALM-01", dry_run=True, by=cast.administrator, echo=terminal.echo) == 1
    assert "Nothing was written. Would be added: 1" in terminal.told
    assert "1 row is left out." in terminal.told
    assert not Child.objects.filter(family_name="Асанова").exists()


def test_a_dry_run_of_a_list_without_problems_ends_with_zero(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(xlsx(ROWS[:2]))
    assert run(file, school_code="ALM-01", dry_run=True, by=cast.administrator, echo=Terminal().echo) == 0


@pytest.mark.parametrize(
    ("name", "school"), [("list.xlsx", "NO-99"), ("no such.xlsx", "ALM-01"), ("bad.xlsx", "ALM-01")]
)
def test_what_cannot_be_loaded_is_one_sentence_and_a_one(cast: Cast, file: Path, name: str, school: str) -> None:
    file.with_name("bad.xlsx").write_bytes(b"MZ")
    terminal = Terminal()
    assert run(file.with_name(name), school_code=school, dry_run=False, by=cast.administrator, echo=terminal.echo) == 1
    assert len(terminal.told.strip().splitlines()) <= 3
    assert not Child.objects.filter(family_name="Асанова").exists()


def test_a_list_of_which_every_row_is_left_out_ends_with_one(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(xlsx([ROWS[0], ROWS[2]]))
    assert run(file, school_code="ALM-01", dry_run=False, by=cast.administrator, echo=Terminal().echo) == 1


def test_a_list_of_staff_is_refused_and_a_class_of_one_row_is_pointed_out(cast: Cast, tmp_path: Path) -> None:
    staff, pupils = tmp_path / "staff.xlsx", tmp_path / "pupils.xlsx"
    staff.write_bytes(xlsx([["Ф.И.О.", "Должность", "Класс"], ["Жумаева Назира", "мугалим", "6-А"]]))
    pupils.write_bytes(xlsx(ROWS[:2]))
    terminal = Terminal()
    with translation.override("en"):
        assert run(staff, school_code="ALM-01", dry_run=False, by=cast.administrator, echo=terminal.echo) == 1
        assert run(pupils, school_code="ALM-01", dry_run=False, by=cast.administrator, echo=terminal.echo) == 0
    told = " ".join(terminal.told.split())
    assert "This looks like a list of staff, so nothing of it is loaded" in told
    assert "B2" in told
    assert "new class 9-А" in told
    assert not Child.objects.filter(family_name="Жумаева").exists()
