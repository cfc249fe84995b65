"""Every answer protects itself: a strict policy, nothing inline, nothing kept on a shared phone, in every language."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import translation
from django.views.defaults import server_error

from tests.promises.reading import Element, read
from tests.promises.visitors import Asking, Visitor
from tests.promises.walking import IN_ENGLISH, Visit

pytestmark = pytest.mark.django_db

HEADERS = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin"}
POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
    "manifest-src": {"'self'"},
    "form-action": {"'self'"},
    "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"},
}
SECURE = """
import json
from mektepke.config import settings
told = {name: value for name, value in vars(settings).items() if "COOKIE" in name or name.startswith("SECURE_")}
print(json.dumps(told))
"""


def test_every_answer_carries_the_headers(visits: list[Visit]) -> None:
    told = [f"{visit} {fault}" for visit in visits for fault in _unprotected(visit.answer.response)]
    told += [f"{visit} may be kept" for visit in visits if visit.visitor.person and _may_be_kept(visit.answer.response)]
    assert not told, "\n".join(told)


def test_no_page_has_anything_inline(pages: list[Visit]) -> None:
    told = [f"{visit} {fault}" for visit in pages for fault in _inline(visit.page())]
    assert not told, "\n".join(told)


def test_every_page_works_in_every_language(pages: list[Visit]) -> None:
    ours = [visit for visit in pages if visit.address.name not in IN_ENGLISH]
    told = [f"{visit} answers {visit.answer.status}" for visit in ours if visit.answer.status != 200]
    told += [f"{visit} is in {found}" for visit in ours for found in _languages(visit) if found != visit.speaks]
    assert not told, "\n".join(told)
    assert {visit.language for visit in pages} == {"ky", "ru", "en"}


@pytest.mark.parametrize(("path", "status"), [("/no/such/page/", 404), ("/trail/", 403)])
def test_a_page_that_refuses_is_protected_too(asking: Asking, everybody: list[Visitor], path: str, status: int) -> None:
    teacher = next(visitor for visitor in everybody if visitor.name == "teacher here")
    answer = asking.get(teacher, path)
    assert answer.status == status
    assert [*_unprotected(answer.response), *_inline(read(answer.response.content.decode()))] == []
    assert not _may_be_kept(answer.response)


def test_a_form_from_elsewhere_is_refused_in_words(house: object) -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "asel"})
    assert answer.status_code == 403
    assert [*_unprotected(answer), *_inline(read(answer.content.decode()))] == []


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_page_about_our_own_fault_is_a_page(language: str) -> None:
    request: HttpRequest = RequestFactory().get("/")
    with translation.override(language):
        page = read(server_error(request).content.decode())
    assert list(_inline(page)) == []
    assert [element.attributes["lang"] for element in page.all("html")] == [language]
    assert [element.text != "" for element in page.all("h1")] == [True]


@pytest.mark.parametrize("https", [True, False])
def test_cookies_are_secure_where_the_connection_is(https: bool) -> None:
    settings = _settings(MEKTEPKE_HTTPS="1" if https else "0")
    assert {settings[f"{name}_COOKIE_SECURE"] for name in ("SESSION", "CSRF", "LANGUAGE")} == {https}
    assert {settings[f"{name}_COOKIE_HTTPONLY"] for name in ("SESSION", "CSRF", "LANGUAGE")} == {True}
    assert {settings[f"{name}_COOKIE_SAMESITE"] for name in ("SESSION", "CSRF", "LANGUAGE")} <= {"Lax", "Strict"}
    assert settings["SECURE_SSL_REDIRECT"] is https
    assert (settings["SECURE_HSTS_SECONDS"] > 0) is https


def test_the_inline_things_are_found() -> None:
    page = '<script>x()</script><p style="a:b" onclick="x()">x</p><style></style><a href="javascript:x()">x</a>'
    assert len(list(_inline(read(page)))) == 5
    assert list(_inline(read('<script src="/static/a.js"></script><a href="/">x</a><link href="//x.kg/a.css">'))) == [
        "leads to //x.kg/a.css"
    ]


def _unprotected(response: Any) -> Iterator[str]:
    for name, wanted in HEADERS.items():
        if response.headers.get(name) != wanted:
            yield f"has {name}: {response.headers.get(name)}"
    if "text/html" in response.headers.get("Content-Type", ""):
        policy = response.headers.get("Content-Security-Policy", "")
        parts = {words[0]: set(words[1:]) for part in policy.split(";") if (words := part.split())}
        if parts != POLICY:
            yield f"has the policy {policy}"


def _may_be_kept(response: Any) -> bool:
    return "no-store" not in response.headers.get("Cache-Control", "")


def _inline(page: Element) -> Iterator[str]:
    for element in page.all():
        given = element.attributes
        runs = element.tag == "script" and "src" not in given and given.get("type") != "application/json"
        if element.tag == "style" or runs:
            yield f"has an inline <{element.tag}>"
        yield from (f"has {name}= on <{element.tag}>" for name in given if name == "style" or name.startswith("on"))
        address = given.get("src") or (given.get("href") if element.tag in {"a", "link"} else None) or ""
        if urlsplit(address).scheme == "javascript" or (element.tag != "a" and urlsplit(address).netloc):
            yield f"leads to {address}"


def _languages(visit: Visit) -> Iterator[str]:
    yield visit.answer.response.headers.get("Content-Language", "none")
    yield from (element.attributes.get("lang", "none") for element in visit.page().all("html"))


def _settings(**environment: str) -> dict[str, Any]:
    known = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    told = subprocess.run(
        [sys.executable, "-c", SECURE], env=known | environment, capture_output=True, text=True, check=True
    )
    settings: dict[str, Any] = json.loads(told.stdout)
    return settings
