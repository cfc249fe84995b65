"""Every address says who may come in, and every permission leads somewhere."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils import translation

from mektepke.doors.permissions import Permission
from mektepke.people.roles import LEVELS, MAY_GRANT, ROLES, Role
from tests.promises.addresses import Address, addresses, named
from tools.messages import LANGUAGES, kept


@pytest.mark.parametrize("address", addresses(), ids=named)
def test_an_address_declares_its_door(address: Address) -> None:
    assert address.door is not None, f"{address}: say who may come in, by @needs(…) from mektepke.doors.declare"


def test_doors_of_others_name_addresses_that_exist() -> None:
    assert set(settings.DOORS_OF_OTHERS) <= {address.name for address in addresses()}


def test_the_house_has_addresses_at_all() -> None:
    assert len(addresses()) > 50
    assert {"today", "child", "register"} <= {address.name for address in addresses()}


def test_every_permission_opens_a_door() -> None:
    used = {permission for address in addresses() if address.door for permission in address.door.needs}
    assert set(Permission) - used == set(), "no address asks for these permissions"


def test_every_permission_is_given_by_a_role() -> None:
    given = {permission for description in ROLES.values() for permission in description.permits}
    assert set(Permission) - given == set(), "nobody can ever have these permissions"


def test_every_role_is_described_and_can_be_given() -> None:
    assert set(ROLES) == set(Role)
    assert {description.given_at for description in ROLES.values()} <= {"class", "school", *LEVELS}
    assert {role for roles in MAY_GRANT.values() for role in roles} == set(Role)


@pytest.mark.parametrize("language", LANGUAGES)
def test_permissions_and_roles_are_told_in_every_language(language: str) -> None:
    with translation.override("en"):
        permissions = [str(permission.label) for permission in Permission]
        roles = [str(words) for role in Role for words in (role.label, ROLES[role].words)]
    assert [words for words in permissions if not told("doors", language, words)] == []
    assert [words for words in roles if not told("people", language, words)] == []


def told(folder: str, language: str, words: str) -> bool:
    """Whether a folder says these words in a language."""
    entry = kept(folder, language).get((None, words))
    return entry is not None and bool(entry.msgstr.strip())
