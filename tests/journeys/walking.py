"""A person who follows every link once: one page of each kind that this person can come to."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

# Files to load, and the API's own pages, which are somebody else's.
NO_PAGES = {"class_report_sheet", "school_report_sheet", "import_rows", "family_record_file"}


def kind_of(path: str) -> str | None:
    """The name of the address, or None for what is no page of the house."""
    try:
        name = resolve(path).view_name
    except Resolver404:
        return None
    return None if name in NO_PAGES or name.startswith("api") else name


def every_kind_of_page(page: Page, start: str = "/") -> Iterator[str]:
    """Open one page of each kind, the nearest first; gives its name while the page is open."""
    seen: set[str] = set()
    ahead = deque([start])
    while ahead:
        path = ahead.popleft()
        kind = kind_of(path)
        if kind is None or kind in seen:
            continue
        seen.add(kind)
        page.goto(path, wait_until="domcontentloaded")
        links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
        yield kind
        ahead += [urlsplit(urljoin(path, link)).path for link in links if not urlsplit(link).netloc]
