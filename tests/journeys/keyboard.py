"""A person who has no mouse: Tab until it is there, Enter, arrows, letters."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

FARTHEST = 90


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until this is where the keyboard is; fails where it cannot be reached."""
    for _step in range(FARTHEST):
        page.keyboard.press("Tab")
        if wanted.evaluate("found => found === document.activeElement"):
            return
    raise AssertionError(f"The keyboard never comes to {wanted}.")


def press(page: Page, wanted: Locator) -> None:
    """Go to a link or a button and press Enter there."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def choose(page: Page, wanted: Locator, label: str) -> None:
    """Go to a list of choices and down to this one."""
    tab_to(page, wanted)
    for _step in range(FARTHEST):
        if wanted.evaluate("found => found.selectedOptions[0].label") == label:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"There is no choice «{label}».")


def write(page: Page, wanted: Locator, text: str) -> None:
    """Go to a field and type."""
    tab_to(page, wanted)
    page.keyboard.type(text)


def strike(page: Page, key: str) -> None:
    """Strike one key; the tool's own keyboard knows no Cyrillic one."""
    if key.isascii():
        page.keyboard.press(key)
        return
    browser = page.context.new_cdp_session(page)
    for kind in ("keyDown", "keyUp"):
        browser.send("Input.dispatchKeyEvent", {"type": kind, "key": key})
    browser.detach()
