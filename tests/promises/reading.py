"""A page as a tree of its elements: just enough to ask what stands on it and to fill in its forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import PASSWORD

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NAMED_BUTTONS = {"submit", "button", "image"}
LIST = "Аты-жөнү,Класс\nАсанова Гүлзат,6-А\n".encode()
WORDS = "Макулдаштык"
# What a form asks for that cannot be told from the kind of its field; dates that are typed end in one of these.
KNOWN = {
    "born": "12.03.2007",
    "code": "NEW-01",
    "soate": "41700000000001",
    "oldpassword": PASSWORD,
    "password": PASSWORD,
    "password1": "two herds of 40 goats",
    "password2": "two herds of 40 goats",
    "again": PASSWORD,
}
DATES = ("_on", "starts", "ends", "valid_from", "valid_until")
ROW = re.compile(r"-(\d+)-")


@dataclass
class Element:
    """One element with what stands in it."""

    tag: str
    attributes: dict[str, str]
    inside: list[Element | str] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Element]:
        """Every element of these tags below this one, in the order of the page; of any tag without one."""
        for part in self.inside:
            if isinstance(part, Element):
                if not tags or part.tag in tags:
                    yield part
                yield from part.all(*tags)

    @property
    def text(self) -> str:
        """Its words, and those of everything in it."""
        return " ".join("".join(self._texts()).split())

    def texts(self) -> Iterator[tuple[Element, str]]:
        """Each run of words with the element it stands in."""
        for part in self.inside:
            if isinstance(part, Element):
                yield from part.texts()
            elif part.strip():
                yield self, " ".join(part.split())

    def _texts(self) -> Iterator[str]:
        for part in self.inside:
            yield part if isinstance(part, str) else part.text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("page", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        depth = next((place for place in range(len(self.open) - 1, 0, -1) if self.open[place].tag == tag), None)
        if depth is not None:
            del self.open[depth:]

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(text: str) -> Element:
    """The tree of a page."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.open[0]


@dataclass(frozen=True)
class Field:
    """One thing to fill in: its kind is an input's type, or `select` or `textarea`."""

    name: str
    kind: str
    value: str
    options: tuple[str, ...] = ()
    least: str = ""
    needed: bool = False


@dataclass(frozen=True)
class Form:
    """A form that is sent, where to, and what can be filled in."""

    action: str
    method: str
    fields: tuple[Field, ...]

    def filled(self) -> dict[str, Any]:
        """The form as somebody fills it in who means well and reads only what each field asks for."""
        return {field.name: value for field in self.fields if (value := plausible(field)) is not None}


def forms_of(page: Element, path: str) -> list[Form]:
    """The forms of a page that was opened at `path`."""
    return [
        Form(
            action=form.attributes.get("action") or path,
            method=form.attributes.get("method", "get").lower(),
            fields=tuple(_fields(form)),
        )
        for form in page.all("form")
    ]


def plausible(field: Field) -> Any:
    """A good value for a field; None to leave it out."""
    match field.kind:
        case "hidden" | "submit":
            return field.value
        case "checkbox":
            return (field.value or "on") if field.needed else None
        case "select" | "radio":
            return field.value or _option(field)
        case "file":
            return SimpleUploadedFile("тизме.csv", LIST, content_type="text/csv")
        case "date":
            return field.value or "2014-11-18"
        case "number":
            return field.value or ((field.least or "1") if field.needed else "")
        case "tel":
            return field.value or "0777 12 34 56"
        case "textarea":
            return field.value or WORDS
    return field.value or (_typed(field.name) if field.needed else "")


def _typed(name: str) -> str:
    """What somebody types into one line."""
    return "18.11.2014" if name.endswith(DATES) else KNOWN.get(name, WORDS)


def _option(field: Field) -> str:
    """The first that can be chosen; in the second row of a form with rows the second, so that none comes twice."""
    options = list(filter(None, field.options)) or [""]
    row = ROW.search(field.name)
    return options[int(row[1]) % len(options) if row else 0]


def _fields(form: Element) -> Iterator[Field]:
    seen: dict[str, Field] = {}
    for element in form.all("input", "select", "textarea", "button"):
        found = _field(element)
        if found is None:
            continue
        if found.kind == "radio" and found.name in seen:
            before = seen[found.name]
            found = Field(found.name, "radio", before.value or found.value, (*before.options, *found.options))
        # Of several buttons with one name, the first; of anything else that comes twice, the last.
        if found.kind != "submit" or found.name not in seen:
            seen[found.name] = found
    yield from seen.values()


def _field(element: Element) -> Field | None:
    given = element.attributes
    name, value = given.get("name", ""), given.get("value", "")
    if not name or "disabled" in given:
        return None
    needed = "required" in given
    if element.tag == "select":
        options = list(element.all("option"))
        chosen = next((option.attributes.get("value", "") for option in options if "selected" in option.attributes), "")
        return Field(name, "select", chosen, tuple(one.attributes.get("value", "") for one in options), needed=needed)
    if element.tag == "textarea":
        return Field(name, "textarea", element.text, needed=needed)
    kind = given.get("type", "submit" if element.tag == "button" else "text")
    if kind == "radio":
        return Field(name, kind, value if "checked" in given else "", (value,), needed=needed)
    if kind == "checkbox" and "checked" in given:
        return Field(name, kind, value, needed=True)
    return Field(name, kind, value, least=given.get("min", ""), needed=needed)
