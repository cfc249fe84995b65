"""Roles in plain words, and what each permits. Described here once, shown to whoever grants one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mektepke.doors.permissions import Permission as P


class Role(TextChoices):
    """What a person is to a school, a village or a programme."""

    TEACHER = "teacher", _("Class teacher")
    PEDAGOGUE = "pedagogue", _("Social pedagogue")
    HEAD = "head", _("Head of the school")
    DEPUTY = "deputy", _("Deputy head of the school")
    GROUP_MEMBER = "group_member", _("Member of the initiative group")
    MUNICIPALITY = "municipality", _("Municipality officer")
    PROTECTION = "protection_officer", _("Child-protection officer")
    DISTRICT = "district", _("District officer")
    PROGRAMME = "programme", _("Programme manager")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator of the house")


@dataclass(frozen=True, slots=True)
class Description:
    """What a role is for, where it is given, and what it permits there."""

    words: Promise
    given_at: str
    """`class`, `school`, or the lowest level of place."""
    permits: frozenset[P]


ROLES: dict[Role, Description] = {
    Role.TEACHER: Description(
        _("Takes the register of their classes, sees those children, and calls on the first day."),
        "class",
        frozenset(
            {
                P.SEE_TODAY,
                P.SEE_CHILD,
                P.SEE_CLASS,
                P.TAKE_REGISTER,
                P.SEE_REPORTS,
                P.ANSWER_SIGNALS,
                P.PAIR_VOLUNTEERS,
            }
        ),
    ),
    Role.PEDAGOGUE: Description(
        _("Finds out why a child of their school misses lessons, calls, visits, and opens and works on cases."),
        "school",
        frozenset(
            {
                P.SEE_TODAY,
                P.SEE_CHILD,
                P.SEE_CLASS,
                P.TAKE_REGISTER,
                P.SEE_REPORTS,
                P.EDIT_CHILDREN,
                P.IMPORT_PUPILS,
                P.REGISTER_OUT_OF_SCHOOL,
                P.ANSWER_SIGNALS,
                P.WORK_ON_CASES,
            }
        ),
    ),
    Role.HEAD: Description(
        _("Sees which classes have no register, answers for the school, keeps its calendar, its lists and its staff."),
        "school",
        frozenset(
            {
                P.SEE_TODAY,
                P.SEE_CHILD,
                P.SEE_CLASS,
                P.TAKE_REGISTER,
                P.SEE_REPORTS,
                P.SEE_FIGURES,
                P.EDIT_CHILDREN,
                P.IMPORT_PUPILS,
                P.ANSWER_SIGNALS,
                P.APPROVE_PLANS,
                P.SEE_CASELOAD,
                P.ASSIGN_CASES,
                P.CONFIRM_RETENTION,
                P.MANAGE_CALENDAR,
                P.MANAGE_PLACES,
                P.MANAGE_STAFF,
            }
        ),
    ),
    Role.DEPUTY: Description(
        _("Stands in for the head: sees the school's registers, and approves plans that wait too long for the head."),
        "school",
        frozenset({P.SEE_TODAY, P.SEE_CHILD, P.SEE_CLASS, P.TAKE_REGISTER, P.SEE_REPORTS, P.APPROVE_PLANS}),
    ),
    Role.GROUP_MEMBER: Description(
        _("Works in the village's initiative group. Sees no child."), "village", frozenset({P.SEE_TODAY})
    ),
    Role.MUNICIPALITY: Description(
        _("Compares villages by group figures and registers children who are in no school."),
        "municipality",
        frozenset({P.SEE_TODAY, P.SEE_FIGURES, P.REGISTER_OUT_OF_SCHOOL, P.SEE_CASELOAD}),
    ),
    Role.PROTECTION: Description(
        _("Protects children in danger: sees only what a school or a neighbour has sent to the municipality."),
        "municipality",
        frozenset({P.SEE_TODAY, P.PROTECT_CHILDREN}),
    ),
    Role.DISTRICT: Description(
        _("Compares municipalities by group figures and sees where registers are missing. Sees no child."),
        "district",
        frozenset({P.SEE_TODAY, P.SEE_FIGURES, P.SEE_CASELOAD}),
    ),
    Role.PROGRAMME: Description(
        _("Sets the limits of the rules and reads group figures. Sees no child."),
        "district",
        frozenset({P.SEE_TODAY, P.SEE_FIGURES, P.SEE_CASELOAD, P.SET_THRESHOLDS}),
    ),
    Role.AUDITOR: Description(
        _("Reads the trail and the books. Changes nothing and sees no child."),
        "district",
        frozenset({P.SEE_TODAY, P.SEE_FIGURES, P.READ_TRAIL}),
    ),
    Role.ADMINISTRATOR: Description(
        _("Begins the house: adds places, schools and staff. Sees no child."),
        "district",
        frozenset({P.SEE_TODAY, P.MANAGE_PLACES, P.MANAGE_CALENDAR, P.MANAGE_STAFF, P.CONFIRM_RETENTION}),
    ),
}

# A head may not make a district officer: everybody grants only below themselves.
MAY_GRANT: dict[Role, frozenset[Role]] = {
    Role.HEAD: frozenset({Role.TEACHER, Role.PEDAGOGUE, Role.DEPUTY}),
    Role.ADMINISTRATOR: frozenset(Role),
}

# At which levels of place a role is given; those given at a class or a school are not listed.
LEVELS: dict[str, frozenset[str]] = {
    "village": frozenset({"village"}),
    "municipality": frozenset({"municipality"}),
    "district": frozenset({"district", "oblast"}),
}


def grantable_by(roles: Iterable[str]) -> list[Role]:
    """The roles that somebody with these roles may give, in the order in which they are shown."""
    allowed = {granted for role in roles for granted in MAY_GRANT.get(Role(role), frozenset())}
    return [role for role in Role if role in allowed]


def permits(role: str) -> frozenset[P]:
    """What the role permits at its place."""
    return ROLES[Role(role)].permits


def permissions_of(role: str) -> list[P]:
    """What the role permits, in the order of the list of permissions, to be shown beside the choice."""
    return [permission for permission in P if permission in permits(role)]


def roles_with(permission: P) -> list[str]:
    """The codes of the roles that have this permission."""
    return [role.value for role, description in ROLES.items() if permission in description.permits]
