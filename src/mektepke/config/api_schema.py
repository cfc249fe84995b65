"""What the API's description says of refusals: every operation may answer in the one shape of `api_errors`."""

from __future__ import annotations

from typing import Any

from ninja import Schema
from ninja.openapi.schema import OpenAPISchema
from pydantic import Field

WORDS = {
    401: "Nobody is signed in.",
    403: "The person's role does not permit this, or the token against forgery is missing or old.",
    404: "There is nothing here, or nothing for this person: the same answer for both.",
    413: "What was sent is too large. Nothing is stored.",
    422: "What was sent is not clear or not possible. Nothing is stored.",
}


class PlaceOut(Schema):
    """One fault: the path in what was sent, such as `marks.0.kind`, or the key of a child."""

    at: str
    code: str
    message: str


class ErrorOut(Schema):
    """A refusal: a stable code, a message in the reader's language, and where it is if it is anywhere."""

    code: str
    message: str
    where: list[PlaceOut] = Field(default_factory=list)


def with_errors(described: OpenAPISchema) -> OpenAPISchema:
    """The description with the refusals that each operation may answer with."""
    shape = ErrorOut.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas = described["components"].setdefault("schemas", {})
    schemas |= shape.pop("$defs") | {ErrorOut.__name__: shape}
    for operations in described["paths"].values():
        for operation in operations.values():
            for status in _refusals(operation):
                operation["responses"].setdefault(status, _answer(status))
    return described


def _refusals(operation: dict[str, Any]) -> list[int]:
    """An address with a key in it may lead to nothing; whoever says something may be unclear, or say too much."""
    asked = operation.get("parameters", [])
    by_key = any(parameter["in"] == "path" for parameter in asked)
    sends = "requestBody" in operation
    possible = {404: by_key, 413: sends, 422: bool(asked) or sends}
    return [401, 403, *(status for status, holds in possible.items() if holds)]


def _answer(status: int) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{ErrorOut.__name__}"}}}
    return {"description": WORDS[status], "content": content}
