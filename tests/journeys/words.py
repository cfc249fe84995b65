"""What a page says, in the reader's language: a journey asks for the house's own sentence, translated."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext


def said(message: str, language: str = "ky", **named: object) -> str:
    """The sentence with its places filled in. A sentence without a translation fails the journey that looks for it."""
    with translation.override(language):
        found = gettext(message)
    assert found != message or language == "en", f"«{message}» is not translated into {language}"
    return found % named if named else found


def counted(one: str, many: str, number: int, language: str = "ky", **named: object) -> str:
    """The same for a sentence with a number in it."""
    with translation.override(language):
        found = ngettext(one, many, number)
    assert found not in {one, many} or language == "en", f"«{many}» is not translated into {language}"
    return found % named


def said_of(context: str, message: str, language: str = "ky") -> str:
    """The same for a word that means different things in different places."""
    with translation.override(language):
        return pgettext(context, message)
