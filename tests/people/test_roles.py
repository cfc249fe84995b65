"""Roles in plain words, and who may give which."""

from __future__ import annotations

import pytest

from mektepke.doors.permissions import Permission
from mektepke.people.roles import LEVELS, MAY_GRANT, ROLES, Role, grantable_by, permissions_of


@pytest.mark.parametrize("role", Role)
def test_every_role_is_described_and_given_somewhere(role: Role) -> None:
    assert len(str(ROLES[role].words)) > 20
    assert ROLES[role].given_at in {"class", "school", *LEVELS}
    assert set(permissions_of(role)) == ROLES[role].permits


def test_whoever_gives_roles_may_keep_the_staff_list_and_nobody_gives_their_own_but_the_administrator() -> None:
    for role, granted in MAY_GRANT.items():
        assert Permission.MANAGE_STAFF in ROLES[role].permits
        assert role not in granted or role == Role.ADMINISTRATOR
    assert grantable_by(["head", "teacher"]) == [Role.TEACHER, Role.PEDAGOGUE, Role.DEPUTY]
    assert grantable_by(["pedagogue", "auditor"]) == []


def test_no_role_that_manages_staff_above_a_school_sees_a_child() -> None:
    for role in (Role.ADMINISTRATOR, Role.AUDITOR, Role.DISTRICT, Role.PROGRAMME):
        assert Permission.SEE_CHILD not in ROLES[role].permits
