"""A person's whole way through the house, in a real browser, at the width of a phone and of a desk.

A page that logs an error, breaks the content security policy, asks for something in vain or is wider than its screen
fails the test that opened it.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer

from mektepke.people.models import Person
from tests.cast import Cast
from tests.journeys.begun import begun_once

PHONE = 390
DESK = 1280
HEIGHTS = {PHONE: 844, DESK: 800}
# The browser asks nobody outside this machine, and is content with a container's small shared memory.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]
FAILED = pytest.StashKey[bool]()

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a test failed, for the picture that is taken afterwards."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; where that is a snap, Playwright's own."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps a loop running in this thread, and Django fears for its database in one.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")
        found = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast of all tests, in a house that began empty."""
    return begun_once()


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def width(request: pytest.FixtureRequest) -> int:
    """A test that asks for it runs at both widths."""
    return int(request.param)


@pytest.fixture
def complaints() -> list[str]:
    """What the pages of this test complained of. A test that provokes a refusal looks at it here and clears it."""
    return []


@pytest.fixture
def page_as(
    browser: Browser, live_server: LiveServer, complaints: list[str], request: pytest.FixtureRequest
) -> Iterator[OpenPage]:
    """Opens pages: `page_as("asel")` signed in, on a phone; with `width=DESK` on a desk; `page_as(None)` of nobody.

    `scripts=False` is a browser that runs none.
    """
    contexts: list[BrowserContext] = []

    def open_page(login: str | None, *, width: int = PHONE, scripts: bool = True) -> Page:
        viewport = ViewportSize(width=width, height=HEIGHTS[width])
        context = browser.new_context(
            base_url=live_server.url,
            viewport=viewport,
            has_touch=width == PHONE,
            locale="ky-KG",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        if login is not None:
            sign_in(context, login, live_server.url)
        page = context.new_page()
        watch(page, complaints)
        return page

    yield open_page
    pages = [page for context in contexts for page in context.pages]
    complaints += [f"{page.url} is wider than {page.viewport_size}" for page in pages if too_wide(page)]
    if complaints or request.node.stash.get(FAILED, False):
        take_pictures(pages, request.node.name)
    for context in contexts:
        context.close()
    assert complaints == []


def sign_in(context: BrowserContext, login: str, address: str) -> None:
    """Give the browser a session of this person. The sign-in page has a journey of its own."""
    client = Client()
    client.force_login(Person.objects.get(username=login))
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])


def watch(page: Page, complaints: list[str]) -> None:
    """Note what goes wrong on a page. A breach of the content security policy is an error on the console."""

    def request_failed(request: Request) -> None:
        # A page that is left before everything came, or a file that is downloaded, is not a failure.
        if request.failure != "net::ERR_ABORTED":
            complaints.append(f"{request.url}: {request.failure}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            complaints.append(f"{urlsplit(response.url).path}: {response.status}")

    def on_console(kind: str, text: str) -> None:
        # What the server refused is noted with its address above.
        if kind == "error" and "Failed to load resource" not in text:
            complaints.append(text)

    page.on("requestfailed", request_failed)
    page.on("response", answered)
    page.on("console", lambda message: on_console(message.type, message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))


def too_wide(page: Page) -> bool:
    """Whether the page would have to be pushed sideways, once its stylesheets are there."""
    page.wait_for_load_state()
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def take_pictures(pages: list[Page], name: str) -> None:
    """Leave a picture of every open page in a temporary folder, and say where."""
    folder = Path(tempfile.mkdtemp(prefix="mektepke-journey-"))
    for number, page in enumerate(pages, start=1):
        picture = folder / f"{number}.png"
        page.screenshot(path=picture, full_page=True)
        print(f"{name}: {page.url} looked like {picture}")  # noqa: T201 - pytest shows it below the failure
