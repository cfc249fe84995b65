"""Reading pairs. They know who is on the list of a class and in which street, and nothing else of any child."""

from mektepke.casework.volunteers.queries.lists import in_class, neighbours, numbers_before, pairing_of
from mektepke.casework.volunteers.queries.pairs import (
    ClassWithPairs,
    ShownPair,
    active_pairs,
    classes_with_pairs,
    not_active,
    pair_at_school,
    pair_to_hear,
    pairs_of,
)
from mektepke.casework.volunteers.queries.told import (
    Asked,
    asked_for_a_grown_up,
    came_together,
    old_notes,
    told_just_now,
)

__all__ = [
    "Asked",
    "ClassWithPairs",
    "ShownPair",
    "active_pairs",
    "asked_for_a_grown_up",
    "came_together",
    "classes_with_pairs",
    "in_class",
    "neighbours",
    "not_active",
    "numbers_before",
    "old_notes",
    "pair_at_school",
    "pair_to_hear",
    "pairing_of",
    "pairs_of",
    "told_just_now",
]
