"""What an address declares: which permission it needs, or that it is open. One that declares nothing is refused."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from mektepke.doors.permissions import Permission

View = TypeVar("View", bound=Callable[..., Any])


METHODS = "request_method_list"


@dataclass(frozen=True, slots=True)
class Door:
    """What one address asks: any one of these permissions somewhere, only being signed in, or nothing at all."""

    needs: frozenset[Permission] = frozenset()
    signed_in: bool = True


OPEN = Door(signed_in=False)
SIGNED_IN = Door()


def needs(*permissions: Permission) -> Callable[[View], View]:
    """The view is shown to whoever has at least one of these permissions somewhere. *Where* is the query's business."""

    def declare(view: View) -> View:
        view.door = Door(frozenset(permissions))  # type: ignore[attr-defined]
        return view

    return declare


def open_to_all(view: View) -> View:
    """The view shows nothing about anybody and is open without an account."""
    view.door = OPEN  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """The view is for everybody with an account and shows only what is their own."""
    view.door = SIGNED_IN  # type: ignore[attr-defined]
    return view


def answers_get(view: Callable[..., Any]) -> bool:
    """Whether the view can be opened like a page, or only answers a button.

    Django's `require_POST` and its kin leave no mark on the view, only the methods in what they wrap around it.
    """
    found = inspect.unwrap(view, stop=_names_methods)
    if _names_methods(found):
        return "GET" in inspect.getclosurevars(found).nonlocals[METHODS]
    return hasattr(getattr(view, "view_class", None), "get") or not hasattr(view, "view_class")


def _names_methods(view: Callable[..., Any]) -> bool:
    return METHODS in getattr(getattr(view, "__code__", None), "co_freevars", ())


def door_of(view: object) -> Door | None:
    """What the view declares, or None: then nobody comes in."""
    found = getattr(view, "door", None)
    return found if isinstance(found, Door) else None
