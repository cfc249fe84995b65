"""A pupil list of 10 000 rows through `mektepke import`, as a whole process: `python -m benchmarks.importing`."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from benchmarks.prepare import house_of_its_own
from benchmarks.timing import Figure, say

ROWS = 10_000
YEAR = 2014
SECONDS = 20


def main() -> None:
    """Write the list, import it, count the children."""
    with house_of_its_own() as vendor:
        from django.conf import settings

        from benchmarks import house
        from mektepke.people.models import Assignment, Person
        from mektepke.places.models import Place
        from mektepke.pupils.models import Child

        house.build(clients=1, classes_each=1)
        before = Child.objects.count()
        administrator = Person.objects.create_user("admin", family_name="Башкаруучу", given_name="Бир")
        district = Place.objects.filter(level="district").first()
        Assignment.objects.create(person=administrator, role="administrator", place=district, starts=date(2014, 9, 1))
        file = Path(settings.MEDIA_ROOT).parent / "list.xlsx"
        _write(file)
        begun = time.perf_counter()
        command = [sys.executable, "-m", "mektepke.config.command", "import", str(file), "--school", "S-1"]
        subprocess.run(command, check=True, stdout=sys.stderr)
        seconds = time.perf_counter() - begun
        added = Child.objects.count() - before
        if added != ROWS:
            raise SystemExit(f"{added} children were added, not {ROWS}.")
        what = f"import of {ROWS} rows from .xlsx, the whole command, {vendor}"
        say(Figure(what, f"{seconds:.1f} s, {ROWS} children added", f"< {SECONDS} s", seconds < SECONDS))


def _write(file: Path) -> None:
    """As a school keeps it: full names, dates as text, a class column; made-up names that do not repeat."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Окуучулар")
    sheet.append(["№", "ФИО", "Дата рождения", "Класс", "Пол", "Телефон родителя"])
    for row in range(ROWS):
        grade = 1 + row % 11
        born = date(YEAR - 6 - grade, 1, 1) + timedelta(days=row % 365)
        name = f"{_word(row)}ов {_word(row // 7 + 3)}бек"
        school_class = f"{grade}-{'АБВГ'[row // 11 % 4]}"
        sheet.append([row + 1, name, f"{born:%d.%m.%Y}", school_class, "м", f"+9960{row:08d}"])
    book.save(file)


def _word(number: int) -> str:
    """A made-up word for a number; different numbers, different words."""
    syllables = ["ба", "ке", "до", "му", "са", "ти", "ра", "ну", "жо", "лы"]
    return "".join(syllables[int(digit)] for digit in f"{number:05d}").capitalize()


if __name__ == "__main__":
    main()
