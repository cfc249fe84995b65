"""What the pages say, and whether it is said in Kyrgyz and in Russian.

python tools/messages.py        tells every sentence that is untranslated, unclear or no longer used
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

SOURCE = Path(__file__).resolve().parent.parent / "src" / "mektepke"
LANGUAGES = {"ky": 1, "ru": 3}  # how many plural forms each has
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def folders() -> list[str]:
    """The folders of the house, each of which keeps its own translations."""
    return sorted(path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists())


def wanted(folder: str) -> polib.POFile:
    """Every sentence of a folder, as Django's makemessages finds it. That writes where it reads, so it gets a copy."""
    import django
    from django.core.management import call_command

    django.setup()
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place, folder)
        shutil.copytree(SOURCE / folder, copy, ignore=shutil.ignore_patterns("locale", "__pycache__"))
        (copy / "locale").mkdir()
        os.chdir(copy)
        try:
            call_command("makemessages", locale=["ky"], verbosity=0)
        finally:
            os.chdir(before)
        made = copy / "locale" / "ky" / "LC_MESSAGES" / "django.po"
        return polib.pofile(str(made)) if made.exists() else polib.POFile()


def kept(folder: str, language: str) -> dict[tuple[str | None, str], polib.POEntry]:
    """A folder's translations into one language, by context and sentence."""
    file = SOURCE / folder / "locale" / language / "LC_MESSAGES" / "django.po"
    entries = polib.pofile(str(file)) if file.exists() else []
    return {(entry.msgctxt, entry.msgid): entry for entry in entries if not entry.obsolete}


def faults(asked: polib.POEntry, given: polib.POEntry | None, forms: int) -> Iterator[str]:
    """What is wrong with the translation of one sentence, in words."""
    if given is None:
        yield "is not translated"
        return
    if given.fuzzy:
        yield "is marked fuzzy"
    if asked.msgid_plural != given.msgid_plural:
        yield "has another plural in the source"
        return
    texts = [given.msgstr_plural.get(form, "") for form in range(forms)] if asked.msgid_plural else [given.msgstr]
    if not all(text.strip() for text in texts):
        yield "has an empty translation"
    # A number may be left out only where the English singular («one child waits») does so too.
    one, many = (set(PLACEHOLDER.findall(text)) for text in (asked.msgid, asked.msgid_plural or asked.msgid))
    for text in filter(None, texts):
        if not one & many <= set(PLACEHOLDER.findall(text)) <= one | many:
            yield f"has other placeholders: {text}"


def gaps(folder: str, asked: polib.POFile) -> list[str]:
    """Every fault of a folder's translations, one line each."""
    return [
        f"{folder}/{language}: «{entry.msgid}» {fault}"
        for language, forms in LANGUAGES.items()
        for given in [kept(folder, language)]
        for entry in asked
        for fault in faults(entry, given.get((entry.msgctxt, entry.msgid)), forms)
    ]


def unused(folder: str, asked: polib.POFile) -> list[str]:
    """Translations that no sentence of the source asks for any more, one line each."""
    needed = {(entry.msgctxt, entry.msgid) for entry in asked}
    return [
        f"{folder}/{language}: «{sentence}» is not used"
        for language in LANGUAGES
        for context, sentence in kept(folder, language)
        if (context, sentence) not in needed
    ]


def main() -> int:
    """Tell all gaps and leftovers; 1 if anything is untranslated."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mektepke.config.settings")
    faulty = 0
    for folder in folders():
        asked = wanted(folder)
        found = gaps(folder, asked)
        faulty += len(found)
        for line in found + unused(folder, asked):
            print(line)
    print(f"{faulty} faults in {len(folders())} folders.")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
