"""Telephone numbers as people write them here, kept in the one form that dials."""

from __future__ import annotations

import phonenumbers


def dialable(text: str, *, country: str = "KG") -> str | None:
    """`0777 12-34-56` as `+996777123456`; None if nobody could dial it."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    # A number of five or six digits dials only within its own village, and not from a mobile.
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
