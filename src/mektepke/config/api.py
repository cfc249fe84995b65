"""The API at /api/: the folders' operations under one roof, and the doors of their addresses."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI, Router, Swagger
from ninja.openapi.schema import OpenAPISchema
from ninja.security import django_auth
from ninja.utils import replace_path_param_notation

from mektepke.attendance.api import router as registers
from mektepke.casework.api import router as cases
from mektepke.config import api_errors
from mektepke.config.api_schema import with_errors
from mektepke.desk.api import router as today
from mektepke.doors.declare import SIGNED_IN, Door, door_of
from mektepke.pupils.api import router as classes

ROUTERS = (today, classes, registers, cases)


class Api(NinjaAPI):
    """The API with its refusals in its own description."""

    def get_openapi_schema(self, **path: Any) -> OpenAPISchema:
        """What `/api/openapi.json` says."""
        return with_errors(super().get_openapi_schema(**path))


api = Api(
    title="Mektepke",
    version="1.0.0",
    description="Classes, registers, cases and today's list, for phones and other programmes. Sign in as on the pages; "
    "whatever changes something carries the token against forgery in `X-CSRFToken`. An error has a stable code, a "
    "message in the reader's language, and where it is.",
    auth=django_auth,
    docs=Swagger(settings={"defaultModelsExpandDepth": 0}),
)
for router in ROUTERS:
    api.add_router("", router)
api_errors.add_to(api)


def addresses() -> tuple[list[URLPattern | URLResolver], str, str]:
    """The API's addresses for `path("api/", addresses())`, each with a door, as the pages have.

    An operation says what it needs by `@needs` below ninja's decorator. The description of the API, and the page that
    shows it, are for everybody with an account.
    """
    patterns, app_name, namespace = api.urls
    doors = {route: door for router in ROUTERS for route, door in doors_of(router).items()}
    for pattern in patterns:
        if not isinstance(pattern, URLPattern):
            raise ImproperlyConfigured(f"{pattern}: addresses of the API stand side by side")
        pattern.callback.door = doors.get(str(pattern.pattern), SIGNED_IN)  # type: ignore[attr-defined]
    return patterns, app_name, namespace


def doors_of(router: Router) -> dict[str, Door]:
    """The door of each address of a router."""
    return {
        replace_path_param_notation(path).lstrip("/"): _one_door(path, [found.view_func for found in view.operations])
        for path, view in router.path_operations.items()
    }


def _one_door(path: str, operations: list[object]) -> Door:
    """The door of one address. All operations there need the same; one that declares nothing keeps the house closed."""
    doors = {door_of(operation) for operation in operations}
    door = doors.pop()
    if door is None or doors:
        raise ImproperlyConfigured(f"{path}: every operation here declares one and the same door")
    return door
