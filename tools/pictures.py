"""Take the README's pictures from the running program: `make pictures`.

Builds the sample in a folder of its own, serves it, signs in as the people the demo prints, and photographs what they
see, at the width of a phone and of a desk, in three languages.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
SEED = 2014
SIZES = {"phone": (390, 844), "desk": (1280, 800)}
# A long list is cut where a README's reader has seen enough of it.
LONGEST = {"phone": 1700, "desk": 1500}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
Step = Callable[[Page], None]


def stay(page: Page) -> None:
    """Photograph the first page as it is."""


def take_register(page: Page) -> None:
    """The first class whose register of today is not taken yet."""
    page.locator("a[href^='/attendance/'].button").first.click()


def open_case(page: Page) -> None:
    """The first child of the call list, taken into care."""
    page.locator("a[href^='/casework/open/']").first.click()


def look_at_child(page: Page) -> None:
    """The page of the first child of the call list."""
    page.locator(".card a[href^='/children/']").first.click()


# Name of the picture, role, language, what to do after signing in.
PICTURES: list[tuple[str, str, str, Step]] = [
    ("today-ky", "pedagogue", "ky", stay),
    ("today-ru", "pedagogue", "ru", stay),
    ("today-en", "pedagogue", "en", stay),
    ("case-en", "pedagogue", "en", open_case),
    ("child-en", "pedagogue", "en", look_at_child),
    ("register-en", "teacher", "en", take_register),
    ("register-ky", "teacher", "ky", take_register),
    ("district-en", "district", "en", stay),
]


def main() -> None:
    """Build, serve, photograph."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    home = tempfile.mkdtemp(prefix="mektepke-pictures-")
    os.environ["MEKTEPKE_HOME"] = home
    logins = demo_logins()
    try:
        with served() as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
            for name, role, language, step in PICTURES:
                for size in SIZES:
                    photograph(
                        browser,
                        address=address,
                        login=logins[role],
                        language=language,
                        step=step,
                        file=FOLDER / f"{name}-{size}.png",
                        size=size,
                    )
            browser.close()
    finally:
        shutil.rmtree(home, ignore_errors=True)
    tell_the_story()


def tell_the_story() -> None:
    """One child's whole way through a case, photographed by the journey that goes it."""
    folder = FOLDER / "case"
    folder.mkdir(exist_ok=True)
    environment = os.environ | {"PICTURES_OF_A_CASE": str(folder), "DATABASE_URL": ""}
    del environment["DJANGO_SETTINGS_MODULE"]
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/journeys/test_from_signal_to_return.py"],
        check=True,
        env=environment,
    )


def demo_logins() -> dict[str, tuple[str, str]]:
    """Build the sample; sign-in name and password by role."""
    command = [sys.executable, "-m", "mektepke.config.command", "demo", "--no-serve"]
    subprocess.run(command, check=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "mektepke.config.settings"
    import django

    django.setup()
    from mektepke.people.roles import Role
    from mektepke.pilot.plan import plan_pilot
    from mektepke.pilot.staff import LOGIN_ROLES, login
    from mektepke.pilot.write_people import sample_password

    plans = plan_pilot(SEED)
    return {role.value: (login(Role(role), plans), sample_password(role, SEED)) for role in LOGIN_ROLES}


@contextmanager
def served() -> Iterator[str]:
    """The address of a server over the sample, while the pictures are taken."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "mektepke.config.command", "serve", "--port", str(port)])
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(address: str) -> None:
    """Until the server answers, at most half a minute."""
    for _attempt in range(60):
        try:
            urlopen(f"{address}/sign-in/", timeout=2)  # noqa: S310 - our own address
        except (URLError, OSError):
            time.sleep(0.5)
        else:
            return
    raise SystemExit(f"{address} does not answer.")


def photograph(
    browser: Browser, *, address: str, login: tuple[str, str], language: str, step: Step, file: Path, size: str
) -> None:
    """Sign in by hand, choose the language, go there, take the page down to `LONGEST`."""
    width, height = SIZES[size]
    context = browser.new_context(base_url=address, viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto("/sign-in/")
    page.fill("input[name=login]", login[0])
    page.fill("input[name=password]", login[1])
    page.click("main button[type=submit], main form button")
    page.click(f"button[name=language][value={language}]")
    step(page)
    page.wait_for_load_state()
    # A window as high as the page, so that what stays at its lower edge is photographed there.
    whole = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": min(whole, LONGEST[size])})
    page.screenshot(path=file)
    context.close()
    print(file.name)


if __name__ == "__main__":
    main()
