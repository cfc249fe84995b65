"""Every address of the house, found by walking the resolver, so that a new page cannot be forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern
from ninja.utils import replace_path_param_notation

from mektepke.config.api import ROUTERS
from mektepke.doors.declare import Door, door_of

ROOT = "/"
Patterns = list[URLPattern | URLResolver]


@dataclass(frozen=True)
class Address:
    """One address as `urls.py` has it: `casework/<uuid:case>/close/`."""

    route: str
    name: str
    folder: str
    """The folder whose view answers: `casework`; `account` or `ninja` where it is somebody else's."""
    view: Callable[..., Any]
    converters: Mapping[str, Any]
    """By parameter, in the order in which they stand in the route."""
    operations: frozenset[str] = frozenset()
    """Methods of the API's operations at this address; empty for a page."""

    def __str__(self) -> str:
        return ROOT + self.route

    @property
    def door(self) -> Door | None:
        """What the address asks of whoever comes, or None."""
        return door_of(self.view) or settings.DOORS_OF_OTHERS.get(self.name)

    @property
    def is_api(self) -> bool:
        """Whether programmes call it."""
        return self.route.startswith("api/")

    def filled(self, values: Mapping[str, Any]) -> str:
        """The address itself, with a value for each parameter."""
        path = ROOT + self.route
        for parameter, converter in self.converters.items():
            start = path.index("<")
            end = path.index(">") + 1
            assert path[start:end].rpartition(":")[2].strip("<>") == parameter
            path = path[:start] + converter.to_url(values[parameter]) + path[end:]
        return path


@cache
def addresses() -> tuple[Address, ...]:
    """All of them, in the order of the resolver. The API has one entry for each operation; one of them is enough."""
    found = {address.route: address for address in _walk(get_resolver().url_patterns, "", "")}
    return tuple(found.values())


def named(address: object) -> str:
    """How pytest names an address."""
    return str(address)


def _walk(patterns: Patterns, start: str, namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        # An address that is a regular expression could not be filled in by its parameters, and would go untested.
        assert isinstance(pattern.pattern, RoutePattern), f"{pattern}: written as a route, please"
        route = start + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            assert not pattern.pattern.converters, f"{route}: parameters stand in the folder's own addresses"
            inner = ":".join(filter(None, [namespace, pattern.namespace]))
            yield from _walk(pattern.url_patterns, route, inner)
        else:
            yield _address(pattern, route, namespace)


def _address(pattern: URLPattern, route: str, namespace: str) -> Address:
    view = pattern.callback
    assert isinstance(pattern.pattern, RoutePattern)
    return Address(
        route=route,
        name=":".join(filter(None, [namespace, pattern.name or ""])),
        folder=_folder(view, route),
        view=view,
        converters=pattern.pattern.converters,
        operations=_operations().get(route, frozenset()),
    )


def _folder(view: Callable[..., Any], route: str) -> str:
    parts = view.__module__.split(".")
    return parts[1] if parts[0] == "mektepke" else parts[0]


@cache
def _operations() -> dict[str, frozenset[str]]:
    """The methods of the API's operations by route; ninja hides them behind one view an address."""
    return {
        "api/" + replace_path_param_notation(path).lstrip("/"): frozenset(
            method for operation in view.operations for method in operation.methods
        )
        for router in ROUTERS
        for path, view in router.path_operations.items()
    }
