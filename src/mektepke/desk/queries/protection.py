"""What stands first on a Today: children in protection, reports that are due within a day, cases given to read."""

from __future__ import annotations

from dataclasses import dataclass

from mektepke.base import clock
from mektepke.casework.protection.queries import READS, WORKS, Protected, given_to, letters_waiting, open_to
from mektepke.people.models import Person
from mektepke.people.roles import Role


@dataclass(frozen=True, slots=True)
class ProtectionToday:
    """The person's cases of protection, all of them: no capacity cuts them."""

    found: list[Protected]
    letters: int
    """Letters about them that wait for an answer."""
    by_name: bool
    """Whether the children are named. A pedagogue's Today lies open in a staff room: there only the hour stands."""

    @property
    def to_tell(self) -> list[Protected]:
        """Those of which the body was not told, the earliest due first."""
        return [one for one in self.found if one.report.told_at is None]

    @property
    def late(self) -> int:
        """How many of these are overdue."""
        return sum(1 for one in self.found if one.late)


def protection_today(person: Person) -> ProtectionToday | None:
    """Everything in the section; None for who works on no cases. A fixed number of queries."""
    if not any(map(person.may, WORKS)):
        return None
    found = open_to(person, now=clock.now())
    officer = Role.PROTECTION in person.roles_now()
    return ProtectionToday(found, letters_waiting(person) if officer else 0, officer)


def to_read(person: Person) -> int:
    """How many cases were given to the person to read. One query, none for who could open none."""
    return len(given_to(person, today=clock.today())) if any(map(person.may, READS)) else 0
