"""The journeys notice what a person would only find strange: each kind of trouble, provoked once."""

from __future__ import annotations

from tests.cast import Cast
from tests.journeys.conftest import OpenPage, too_wide


def test_a_good_page_is_not_complained_of(page_as: OpenPage, complaints: list[str], width: int) -> None:
    page = page_as(None, width=width)
    page.goto("/sign-in/")
    assert page.locator("input[type=password]").is_visible()
    assert complaints == []


def test_an_error_on_the_console_is_noticed(page_as: OpenPage, complaints: list[str]) -> None:
    page_as(None).evaluate("console.error('the cow ate the register')")
    assert complaints == ["the cow ate the register"]
    complaints.clear()


def test_an_inline_script_is_refused_and_noticed(page_as: OpenPage, complaints: list[str]) -> None:
    page = page_as(None)
    page.goto("/sign-in/")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = true'}))")
    assert page.evaluate("window.ran") is None
    assert "Content Security Policy" in complaints[0]
    complaints.clear()


def test_a_page_that_is_not_there_is_noticed(page_as: OpenPage, complaints: list[str]) -> None:
    page_as(None).goto("/no/such/page/")
    assert complaints == ["/no/such/page/: 404"]
    complaints.clear()


def test_a_page_wider_than_a_phone_is_noticed(page_as: OpenPage) -> None:
    page = page_as(None)
    page.goto("/sign-in/")
    assert not too_wide(page)
    page.evaluate("document.body.append(document.createElement('hr'))")
    page.evaluate("document.querySelector('hr:last-child').style.width = '2000px'")
    assert too_wide(page)
    page.goto("/sign-in/")


def test_nobody_outside_is_asked(page_as: OpenPage, complaints: list[str]) -> None:
    page_as(None).evaluate("fetch('http://school.example/').catch(() => null)")
    assert complaints == ["http://school.example/: net::ERR_NAME_NOT_RESOLVED"]
    complaints.clear()


def test_a_person_is_signed_in(page_as: OpenPage, cast: Cast, width: int) -> None:
    page = page_as(cast.here.teacher.username, width=width)
    page.goto("/")
    assert cast.here.teacher.family_name in page.locator("header").inner_text()
