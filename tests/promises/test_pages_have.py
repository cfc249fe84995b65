"""Every page has a heading, a title, a way back, and words for everything that can be filled in or pressed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from django.utils import translation

from mektepke.config.context import WAYS
from mektepke.people.models import Person
from mektepke.places.models import Place, School, SchoolClass
from tests.promises.reading import Element, read
from tests.promises.walking import IN_ENGLISH, Visit, speaks_five
from tools.messages import folders, kept

pytestmark = pytest.mark.django_db

SPOKEN = ("h1", "h2", "h3", "label", "legend", "button", "summary", "th", "dt", "caption", "option", "title", "a")
FILLED_IN = ("input", "select", "textarea")
UNSEEN = {"hidden", "submit"}
LATIN = re.compile(r"[A-Za-z]{2,}")
CYRILLIC = re.compile(r"[А-Яа-яЁёҢңӨөҮү]")
# Names that are the same in every language, and what a file's name ends in.
SAME = {"English", "Mektepke", "xlsx", "csv", "SMS", "PDF", "Enter"}

Faults = Callable[[Element], Iterator[str]]


def no_heading(page: Element) -> Iterator[str]:
    """What is wrong with its headings and title."""
    headings = [heading.text for heading in page.all("h1")]
    if len(headings) != 1 or not headings[0]:
        yield f"has these main headings: {headings}"
    if [title.text.strip(" ·") for title in page.all("title")] in ([], [""], ["Мектепке"]):
        yield "has no title"


def no_labels(page: Element) -> Iterator[str]:
    """What can be filled in without saying what it is."""
    named = {label.attributes["for"] for label in page.all("label") if label.text and "for" in label.attributes}
    inside = {id(field) for label in page.all("label") if label.text for field in label.all(*FILLED_IN)}
    for field in page.all(*FILLED_IN):
        given = field.attributes
        seen = given.get("type") not in UNSEEN and "hidden" not in given
        if seen and given.get("id") not in named and id(field) not in inside and not given.get("aria-label"):
            yield f"does not say what {given.get('name')} is"


def no_words(page: Element) -> Iterator[str]:
    """What can be pressed without saying what it does."""
    for element in page.all("button", "a", "summary"):
        pictures = any(picture.attributes.get("alt") for picture in element.all("img"))
        if not (element.text or element.attributes.get("aria-label") or pictures):
            yield f"has a <{element.tag}> without words: {element.attributes}"


def same_names(page: Element) -> Iterator[str]:
    """Names that two elements share, so that a label points to the wrong one."""
    times = Counter(element.attributes["id"] for element in page.all() if "id" in element.attributes)
    yield from (f"has {count} elements {name}" for name, count in times.items() if count > 1)


@pytest.mark.parametrize("faults", [no_heading, no_labels, no_words, same_names])
def test_every_page_has_what_it_needs(pages: list[Visit], faults: Faults) -> None:
    told = sorted({f"{visit.address} {fault}" for visit in _ours(pages) for fault in faults(visit.page())})
    assert not told, "\n".join(told)


def test_every_page_has_a_way_back(pages: list[Visit]) -> None:
    """Up to the page that led here, but for those that stand in every page's head."""
    first = {name for _label, name, _permissions in WAYS}
    told = {
        str(visit)
        for visit in _ours(pages)
        if visit.visitor.person and visit.address.name not in first and not _ways_back(visit.page())
    }
    assert not told, "\n".join(sorted(told))


def test_every_page_leads_on(pages: list[Visit]) -> None:
    told = {
        str(visit) for visit in _ours(pages) if not any("href" in link.attributes for link in visit.page().all("a"))
    }
    assert told == set()


def test_no_page_speaks_english_to_who_reads_another_language(pages: list[Visit], house: object) -> None:
    known = SAME | _names_in_latin()
    told = sorted(
        {
            f"{visit.address}, {visit.language}: «{text}»"
            for visit in _ours(pages)
            if visit.language != "en" and not speaks_five(visit.address)
            for element in visit.page().all(*SPOKEN)
            for text in [element.text]
            if not CYRILLIC.search(text) and set(LATIN.findall(text)) - known
        }
    )
    assert not told, "\n".join(told)


def test_no_sentence_is_shown_as_it_stands_in_the_code(pages: list[Visit]) -> None:
    sentences = {msgid for folder in folders() for _context, msgid in kept(folder, "ky")} - SAME
    told = sorted(
        {
            f"{visit.address}, {visit.language}: «{text}»"
            for visit in _ours(pages)
            if visit.language != "en" and not speaks_five(visit.address)
            for _element, text in visit.page().texts()
            if text in sentences
        }
    )
    assert not told, "\n".join(told)


def test_pages_differ_by_language(pages: list[Visit]) -> None:
    """Otherwise the two tests above would be green because nothing is translated at all."""
    headings: dict[str, dict[str, str]] = {}
    for visit in _ours(pages):
        if speaks_five(visit.address):
            continue
        headings.setdefault(str(visit.address), {})[visit.language] = next(visit.page().all("h1")).text
    same = [address for address, words in headings.items() if len(set(words.values())) == 1]
    assert len(same) < len(headings) / 3, same
    with translation.override("ru"):
        assert translation.gettext("Today") != "Today"


@pytest.mark.parametrize(
    ("faults", "text"),
    [
        (no_heading, "<title> · Мектепке</title><h1>Бүгүн</h1><h1>Эртең</h1>"),
        (no_labels, "<label for=a>Аты</label><input id=b name=b>"),
        (no_labels, "<label></label><select name=b></select>"),
        (no_words, "<button><svg></svg></button>"),
        (same_names, "<p id=a></p><p id=a></p>"),
    ],
)
def test_the_faults_are_found(faults: Faults, text: str) -> None:
    assert len(list(faults(read(text)))) > 0


@pytest.mark.parametrize("faults", [no_heading, no_labels, no_words, same_names])
def test_a_good_page_has_none(faults: Faults) -> None:
    good = "<title>Бүгүн · Мектепке</title><h1>Бүгүн</h1><label for=a>Аты</label><input id=a><button>Сактоо</button>"
    assert list(faults(read(good))) == []


def _ours(pages: list[Visit]) -> list[Visit]:
    return [visit for visit in pages if visit.is_page and visit.address.name not in IN_ENGLISH]


def _ways_back(page: Element) -> bool:
    return any(
        "back" in part.attributes.get("class", "").split() and next(part.all("a"), None)
        for part in page.all("p", "nav", "div")
    )


def _names_in_latin() -> set[str]:
    """Codes, and names that somebody gave in Latin letters."""
    names = [*School.objects.values_list("code", flat=True), *Person.objects.values_list("username", flat=True)]
    names += [str(found.name_en) for model in (Place, School) for found in model.objects.all()]
    names += [found.name for found in SchoolClass.objects.all()]
    return {word for name in names for word in LATIN.findall(name)}
