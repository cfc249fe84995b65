"""What Django itself says to somebody who filled in a form is said in Kyrgyz and Russian too."""

from __future__ import annotations

from pathlib import Path

import django
import polib
import pytest
from django.utils import translation

from tools.messages import LANGUAGES

PARTS = ("conf", "contrib/auth")
SPEAKING = (
    "core/validators", "forms/", "db/models/fields", "db/models/base", "db/models/constraints",
    "contrib/auth/password_validation",
)  # fmt: skip
# Signs; what is the same in every language; names of kinds of columns and of a rule of the database: nobody sees them.
UNSAID = {
    ":",
    ":?.!",
    "URL",
    "IPv4",
    "IPv6",
    "IPv4 or IPv6",
    "String (unlimited)",
    "Constraint “%(name)s” is violated.",
}


def sentences() -> list[polib.POEntry]:
    """Every sentence of the parts of Django that refuse what was typed."""
    folder = Path(django.__file__).parent
    entries = [
        entry for part in PARTS for entry in polib.pofile(str(folder / part / "locale/en/LC_MESSAGES/django.po"))
    ]
    return [entry for entry in entries if any(part in place for place, _line in entry.occurrences for part in SPEAKING)]


def said(entry: polib.POEntry) -> str:
    """The sentence in the language that is active."""
    if entry.msgid_plural:
        return translation.ngettext(entry.msgid, entry.msgid_plural, 5)
    return translation.pgettext(entry.msgctxt, entry.msgid) if entry.msgctxt else translation.gettext(entry.msgid)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_django_says_is_translated(language: str) -> None:
    assert len(sentences()) > 50
    with translation.override(language):
        english = [entry.msgid for entry in sentences() if said(entry) in {entry.msgid, entry.msgid_plural}]
    assert set(english) - UNSAID == set(), "say these in src/mektepke/config/locale"
