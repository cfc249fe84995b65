"""Writing about children, each with its line in the trail. What cannot be true is refused in words: ValidationError."""

from mektepke.pupils.actions.children import (
    add_child,
    add_guardian,
    add_pupil,
    correct_child,
    correct_guardian,
    remove_guardian,
)
from mektepke.pupils.actions.enrolment import REASONS, enrol, leave, stay
from mektepke.pupils.actions.erasing import REMOVED, empty_child, take_off_every_list
from mektepke.pupils.actions.out_of_school import (
    correct_out_of_school,
    end_out_of_school,
    open_door_to_door,
    register_out_of_school,
)
from mektepke.pupils.actions.transfers import arrived, not_arrived, receive, send, withdraw

__all__ = [
    "REASONS",
    "REMOVED",
    "add_child",
    "add_guardian",
    "add_pupil",
    "arrived",
    "correct_child",
    "correct_guardian",
    "correct_out_of_school",
    "empty_child",
    "end_out_of_school",
    "enrol",
    "leave",
    "not_arrived",
    "open_door_to_door",
    "receive",
    "register_out_of_school",
    "remove_guardian",
    "send",
    "stay",
    "take_off_every_list",
    "withdraw",
]
