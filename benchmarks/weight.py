"""What a browser loads for the register page the first time, counted by Chromium itself."""

from __future__ import annotations

import shutil
from typing import Any

from benchmarks.server import serving, session_of
from benchmarks.timing import Figure

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
# A fifth of the lighter of two widely used PHP school systems (300 kB), and the bar of our own.
KILOBYTES = 60
REQUESTS = 8


def register_page(login: str) -> list[Figure]:
    """Bytes over the wire and requests of a cold load, and bytes sent to store a register with three absent."""
    from playwright.sync_api import sync_playwright

    from mektepke.base import clock
    from mektepke.doors.permissions import Permission
    from mektepke.people.models import Person
    from mektepke.people.queries import classes

    teacher = Person.objects.get(username=login)
    own = classes(teacher, Permission.TAKE_REGISTER).get()
    name, value = session_of(teacher).split("=", 1)
    with serving() as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        context = browser.new_context(base_url=f"http://127.0.0.1:{port}", viewport={"width": 390, "height": 844})
        context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{port}"}])
        page = context.new_page()
        loaded: list[Any] = []
        # Playwright writes on what it calls, and nothing can be written on a list's own append.
        page.on("requestfinished", lambda request: loaded.append(request))  # noqa: PLW0108
        page.goto(f"/attendance/{own.pk}/{clock.today()}/", wait_until="networkidle")
        weight, requests = _weight(loaded), len(loaded)
        loaded.clear()
        taps = _store(page)
        sent = next(request for request in loaded if request.method in {"POST", "PUT"})
        body = sent.sizes()["requestBodySize"]
        browser.close()
    return [
        Figure(
            "first load of the register page, cold",
            f"{weight / 1000:.1f} kB in {requests} requests",
            f"< {KILOBYTES} kB in < {REQUESTS} requests",
            weight < KILOBYTES * 1000 and requests < REQUESTS,
        ),
        Figure(
            "store a register with three absent, in the browser",
            f"{taps} taps with opening it, {body} bytes sent",
            "5 taps, < 1 kB",
            taps <= 5 and body < 1000,
        ),
    ]


def _weight(requests: list[Any]) -> int:
    sizes = [request.sizes() for request in requests]
    return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)


def _store(page: Any) -> int:
    """Mark three children absent and store: the taps, with the one on Today that opened the page."""
    toggles = page.locator("ol.register label.toggle")
    for place in (0, 3, 5):
        toggles.nth(place).click()
    with page.expect_navigation():
        page.locator(".bar button").click()
    return 1 + 3 + 1
