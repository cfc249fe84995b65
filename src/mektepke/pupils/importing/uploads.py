"""A list on its way in: kept in a folder of its person under a name that nobody can guess, for a day at most."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import Http404

from mektepke.people.models import Person
from mektepke.places.models import School
from mektepke.sheets.choosing import Chosen

KEPT_SECONDS = 24 * 3600
# A writer that has not said anything for so long was stopped: its transaction left nothing.
SILENT_SECONDS = 120


@dataclass(frozen=True)
class Upload:
    """One list of one person for one school; everything about it lies in its folder."""

    key: UUID
    folder: Path

    @property
    def _facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = json.loads((self.folder / "facts.json").read_text())
        return facts

    @property
    def name(self) -> str:
        """The file's name as the person knows it."""
        return str(self._facts["name"])

    @property
    def school(self) -> UUID:
        """The school that the list is for."""
        return UUID(self._facts["school"])

    @property
    def file(self) -> Path:
        """The list itself; gone once it is written."""
        return self.folder / f"list{Path(self.name).suffix.lower()}"

    @property
    def problem_rows(self) -> Path:
        """The rows that were not loaded, as a workbook; there only if there are any."""
        return self.folder / "rows.xlsx"

    @property
    def chosen(self) -> dict[int, dict[int, str]]:
        """The columns that the person chose, by the number of the sheet; empty until they do."""
        kept = self._facts["chosen"]
        return {int(sheet): {int(index): code for index, code in columns.items()} for sheet, columns in kept.items()}

    def choose(self, chosen: Chosen) -> None:
        """Keep the columns that the person chose."""
        self._write("facts.json", self._facts | {"chosen": {sheet: dict(codes) for sheet, codes in chosen.items()}})

    def claim(self) -> bool:
        """Whether this caller is the one who writes the list: of two confirmations at once, one."""
        try:
            (self.folder / "claimed").touch(exist_ok=False)
        except FileExistsError:
            return False
        self.tell(0, 0)
        return True

    def give_back(self, trouble: str) -> None:
        """Nothing was written, and why: `changed` since it was shown, or `failed`. It may be tried again."""
        self._write("trouble.json", trouble)
        (self.folder / "claimed").unlink(missing_ok=True)

    def take_trouble(self) -> str:
        """Why the last try wrote nothing, told once; empty if there was none."""
        file = self.folder / "trouble.json"
        try:
            trouble = str(json.loads(file.read_text()))
        except FileNotFoundError:
            return ""
        file.unlink(missing_ok=True)
        return trouble

    @property
    def claimed(self) -> bool:
        """Whether somebody confirmed it."""
        return (self.folder / "claimed").exists()

    def tell(self, done: int, of: int) -> None:
        """How far the writing is."""
        self._write("progress.json", [done, of])

    @property
    def progress(self) -> tuple[int, int]:
        """How far the writing is: done, of how many; 0 of 0 before it begins."""
        try:
            done, of = json.loads((self.folder / "progress.json").read_text())
        except FileNotFoundError:
            return 0, 0
        return done, of

    @property
    def silent(self) -> bool:
        """Whether the writer has said nothing for so long that it must have been stopped."""
        files = [self.folder / name for name in ("claimed", "progress.json")]
        return time.time() - max(file.stat().st_mtime for file in files if file.exists()) > SILENT_SECONDS

    def finish(self, result: dict[str, Any]) -> None:
        """Keep what came of it, in figures; the list itself goes."""
        self._write("result.json", result)
        self.file.unlink(missing_ok=True)

    @property
    def result(self) -> dict[str, Any] | None:
        """What came of it; None while nothing has."""
        file = self.folder / "result.json"
        return json.loads(file.read_text()) if file.exists() else None

    def forget(self) -> None:
        """Throw everything away."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _write(self, name: str, content: object) -> None:
        # Whoever reads sees the old file or the new one, never half of one.
        fresh = self.folder / f"{name}.{uuid4()}"
        fresh.write_text(json.dumps(content))
        os.replace(fresh, self.folder / name)


def keep(chunks: Iterable[bytes], *, name: str, person: Person, school: School) -> Upload:
    """Keep a list that somebody sent."""
    key = uuid4()
    folder = _folder(person) / str(key)
    folder.mkdir(mode=0o700, parents=True)
    upload = Upload(key, folder)
    upload._write("facts.json", {"name": Path(name).name[-120:], "school": str(school.pk), "chosen": {}})
    with upload.file.open("wb") as file:
        file.writelines(chunks)
    return upload


def find(person: Person, key: UUID) -> Upload:
    """The person's own list; 404 for anybody else's, and for one that is gone."""
    upload = Upload(key, _folder(person) / str(key))
    if not (upload.folder / "facts.json").exists():
        raise Http404
    return upload


def forget_old() -> int:
    """Throw away what is older than a day; returns how many lists that were."""
    root = Path(settings.MEDIA_ROOT) / "lists"
    old = [folder for folder in root.glob("*/*") if time.time() - folder.stat().st_mtime > KEPT_SECONDS]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)


def _folder(person: Person) -> Path:
    return Path(settings.MEDIA_ROOT) / "lists" / str(person.pk)
