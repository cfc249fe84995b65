"""Telephone numbers as people write them here, kept in the one form that dials."""

from __future__ import annotations

import re

import phonenumbers

# Nine digits after the country's code, as every network here has them (numbering plan: 2, 3 and 5 to 9 begin one).
_KYRGYZ = re.compile(r"\+996[235-9]\d{8}")
_LONG_DISTANCE = re.compile(r"^\s*8[\s\-–]*\(?0(?=(?:\D*\d){9}\D*$)")
# The demo's made-up people have these, which belong to nobody; whoever corrects such a person keeps the number.
_MADE_UP = re.compile(r"\+996000\d{6}")


def dialable(text: str, *, country: str = "KG") -> str | None:
    """`0777 12-34-56` as `+996777123456`; None if nobody could dial it.

    The 8 that one dialled before the code of a town is left out: `8 0777 12-34-56`. A digit too few or too many is no
    number: `0 777 555 44`, `8 (777) 12-34-56`. Which ranges the networks have today is not asked: a laptop that nobody
    updates would refuse tomorrow's. A number from abroad needs its country's code.
    """
    try:
        number = phonenumbers.parse(_LONG_DISTANCE.sub("0", text), country)
    except phonenumbers.NumberParseException:
        return None
    # A number of five or six digits dials only within its own village, and not from a mobile.
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if number.country_code == 996 and not _KYRGYZ.fullmatch(written) and not _MADE_UP.fullmatch(text.strip()):
        return None
    return written
