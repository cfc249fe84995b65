"""What must not leave a side: every personal word and every key about its children, read from the tables themselves."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote
from uuid import UUID

from django.db.models import Field, Model

from mektepke.casework.causes import Cause
from mektepke.watch.models import Signal
from tests.promises.full_house import Full, House
from tests.promises.personal_fields import TABLES

KEY = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
# A phone is written with and without gaps.
GAPS = str.maketrans("", "", "  -()")
SHORTEST = 5
# The code of a cause stands in every form in which one is chosen.
OFFERED = frozenset(Cause.values)


@dataclass(frozen=True)
class Secrets:
    """What stands about some children: words in small letters, phones as digits, keys without dashes."""

    words: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()

    def __or__(self, other: Secrets) -> Secrets:
        return Secrets(self.words | other.words, self.phones | other.phones, self.keys | other.keys)

    def __sub__(self, other: Secrets) -> Secrets:
        return Secrets(self.words - other.words, self.phones - other.phones, self.keys - other.keys)

    def found_in(self, text: str, *, sent: Iterable[str] = ()) -> list[str]:
        """Which of them a text tells, without what whoever reads it has sent."""
        text = text.lower()
        typed = " ".join(sent).lower()
        found = {key for key in map(bare, KEY.findall(text)) if key in self.keys and key not in bare(typed)}
        found |= {word for word in self.words if word in text and word not in typed}
        closed = text.translate(GAPS)
        return sorted(found | {phone for phone in self.phones if phone in closed and phone not in typed})


def bare(key: str) -> str:
    """A key without its dashes."""
    return key.replace("-", "")


def secrets_of(full: Full) -> dict[str, Secrets]:
    """What stands about a side's children, by group."""
    found = {
        group: together(_of_table(model, keys) for model, keys in rows.items() if keys)
        for group, rows in full.rows.items()
    }
    words = frozenset({f"{full.mark}-тизмеде".lower()})
    return found | {"lists": Secrets(words, keys=frozenset(bare(str(key)) for key in full.lists))}


def all_secrets(house: House) -> Secrets:
    """What stands about any child of either side."""
    return together(secrets for full in (house.here, house.there) for secrets in secrets_of(full).values())


def together(parts: Iterable[Secrets]) -> Secrets:
    """All of them."""
    whole = Secrets()
    for part in parts:
        whole |= part
    return whole


def _of_table(model: type[Model], keys: list[Any]) -> Secrets:
    table = TABLES.get(model._meta.label)
    # The trail holds keys, codes and the names of fields; whose page it is, is tested by what the page says.
    if table is None or table.about not in {"child", "family"} or model._meta.app_label == "trail":
        return Secrets()
    hidden = {name for name, kind, _why in table.fields() if kind != "keep"}
    fields = [field for field in model._meta.concrete_fields if field.name in hidden and _is_free(field)]
    rows = model._base_manager.filter(pk__in=keys)
    if model is Signal:  # the others are about a school
        rows = rows.filter(child__isnull=False)
    told = [(field.name, str(row[field.name])) for row in rows.values() for field in fields if row[field.name]]
    return Secrets(
        words=frozenset(
            text.lower() for name, text in told if name != "phone" and len(text) >= SHORTEST and text not in OFFERED
        ),
        phones=frozenset(text.strip("+")[-9:] for name, text in told if name == "phone"),
        keys=frozenset(bare(str(key)) for key in rows.values_list("pk", flat=True) if isinstance(key, UUID)),
    )


def _is_free(field: Field[Any, Any]) -> bool:
    return field.get_internal_type() in {"CharField", "TextField"} and not field.choices


def told_by(response: Any) -> str:
    """Everything that an answer says: its status line, its heads, cookies and body, and messages for the next page."""
    return "\n".join(_parts(response))


def _parts(response: Any) -> Iterator[str]:
    yield response.reason_phrase
    for name, value in response.headers.items():
        yield f"{name}: {unquote(value)}"
    yield from (morsel.OutputString() for morsel in response.cookies.values())
    request = getattr(response, "wsgi_request", None)
    yield from (str(message) for message in getattr(getattr(request, "_messages", None), "_queued_messages", []))
    yield body_of(response)


def body_of(response: Any) -> str:
    """An answer's body as its reader sees it."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return _readable(response.headers.get("Content-Type", ""), body)


def _readable(kind: str, body: bytes) -> str:
    """A body as its reader sees it: sheets unpacked, letters not written as numbers."""
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(
                html.unescape(archive.read(name).decode("utf-8", "replace")) for name in archive.namelist()
            )
    text = body.decode("utf-8", "replace")
    if "json" in kind:
        return json.dumps(json.loads(text), ensure_ascii=False) if text else ""
    return html.unescape(text)
