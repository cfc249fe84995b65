"""Children on the way to the schools of whoever receives them: said on Today, so that nobody waits unseen."""

from __future__ import annotations

from dataclasses import dataclass

from mektepke.people.models import Person
from mektepke.pupils.models import Transfer
from mektepke.pupils.queries import coming_to

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Arriving:
    """How many children are on the way, and those expected first."""

    count: int
    shown: list[Transfer]

    @property
    def more(self) -> int:
        """How many are on the way besides those shown."""
        return self.count - len(self.shown)


def arriving(person: Person) -> Arriving | None:
    """Who is on the way to this person's schools; None where nobody is, or where others receive them. One query."""
    coming = coming_to(person)
    return Arriving(len(coming), coming[:MOST_SHOWN]) if coming else None
