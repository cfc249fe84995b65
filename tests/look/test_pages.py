"""The page around everything: language, head, notices, forms, pages of lists, errors."""

from __future__ import annotations

import json
import re
from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils import translation

from tests.look.conftest import Render

BASE = '{% extends "look/base.html" %}'
ASEL = SimpleNamespace(is_authenticated=True, short_name="А. Асанова")


class Visit(forms.Form):
    """A form with one field of every sort that a page shows."""

    who = forms.CharField(label="Who said so", help_text="A name or a role.")
    when = forms.DateField(label="When", required=False)
    agreed = forms.BooleanField(label="The family agrees")
    cause = forms.ChoiceField(label="Cause", choices=[("a", "Shoes")], widget=forms.RadioSelect)


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_page_says_its_language(render: Render, language: str) -> None:
    page = render(BASE, language=language)
    assert f'<html lang="{language}">' in page
    assert f'value="{language}" lang="{language}" aria-current="true"' in page
    assert page.count("aria-current") == 1


def test_a_language_is_spoken_in_full_where_its_button_is_short(render: Render) -> None:
    page = render(BASE)
    for name in ("Кыргызча", "Русский", "English"):
        assert f'data-short="{name[:2]}" aria-label="{name}"><span>{name}</span></button>' in page


def test_the_language_switch_comes_back_to_the_same_page(render: Render) -> None:
    assert '<input type="hidden" name="next" value="/children/?page=2">' in render(BASE)


def test_a_stranger_has_no_sign_out(render: Render) -> None:
    assert "/sign-out/" not in render(BASE)
    page = render(BASE, user=ASEL)
    assert '<form class="person" method="post" action="/sign-out/">' in page
    assert "А. Асанова" in page
    assert page.count("csrfmiddlewaretoken") == 2


def test_the_head_shows_where_one_is(render: Render) -> None:
    ways = [
        SimpleNamespace(label="Today", address="/today/", current=False),
        SimpleNamespace(label="Classes", address="/classes/", current=True),
    ]
    page = render(BASE, navigation=ways)
    assert '<a href="/today/">Today</a>' in page
    assert '<a href="/classes/" aria-current="page">Classes</a>' in page
    assert "<nav" not in render(BASE, navigation=[])


def test_sample_data_says_so_with_the_date(render: Render) -> None:
    page = render(BASE, sample=True, today=date(2014, 11, 17), not_for_real_children=True)
    assert "Sample data, made up. Today is 17.11.2014." in page
    assert "Not yet for real children." in page
    assert "made up" not in render(BASE, sample=False, today=date(2014, 11, 17))


def test_messages_are_spoken(render: Render) -> None:
    class Said(str):
        tags = "success"

    page = render(BASE, messages=[Said("Stored: 6-Б.")])
    assert 'role="status"' in page
    assert '<li class="success">Stored: 6-Б.</li>' in page


def test_a_page_loads_no_script_it_did_not_ask_for(render: Render) -> None:
    typed = '<script type="module" src="/static/look/typed.js">'
    assert re.findall(r"<script[^>]*>", render(BASE)) == [typed]
    page = render(BASE + '{% block scripts %}{% include "look/htmx.html" %}{% endblock %}')
    assert re.findall(r"<script[^>]*>", page) == [typed, '<script src="/static/look/vendor/htmx/htmx.min.js" defer>']
    config = re.search(r"name=\"htmx-config\" content='([^']+)'", page)
    assert config is not None
    chosen = json.loads(config[1])
    assert (chosen["allowEval"], chosen["includeIndicatorStyles"], chosen["historyCacheSize"]) == (False, False, 0)


def test_an_unused_aside_is_empty_so_that_it_takes_no_room(render: Render) -> None:
    assert "<aside></aside>" in render(BASE)


def test_a_field_keeps_what_was_typed_and_ties_its_errors(render: Render) -> None:
    form = Visit({"who": "", "when": "32.13.2011", "cause": "a"})
    page = render('{% include "look/form.html" %}', form=form)
    assert 'role="alert"' in page
    assert 'value="32.13.2011"' in page
    described = re.search(r'name="who"[^>]*aria-describedby="([^"]+)"', page)
    assert described is not None
    for name in described[1].split():
        assert f'id="{name}"' in page
    assert described[1].split() == ["id_who_helptext", "id_who_error"]


def test_a_field_has_a_label_and_a_group_a_legend(render: Render) -> None:
    page = render('{% include "look/form.html" %}', form=Visit())
    assert 'role="alert"' not in page
    assert '<label for="id_who">Who said so</label>' in page
    assert "<legend>Cause</legend>" in page
    assert page.count("(may be left empty)") == 1
    assert page.index('name="agreed"') < page.index("The family agrees")


def test_pages_of_a_list_keep_the_question(render: Render) -> None:
    source = '{% include "look/pages.html" %}'
    page = render(source, path="/children/?name=Асан&page=2", page=Paginator(range(30), 10).page(2))
    assert "Page 2 of 3" in page
    assert re.findall(r"page=(\d)", page) == ["1", "3"]
    assert page.count("name=%D0%90") == 2
    assert render(source, page=Paginator(range(3), 10).page(1)).strip() == ""


def test_an_empty_list_has_its_sentence(render: Render) -> None:
    source = '{% include "look/empty.html" with sentence="Nobody is missing." %}'
    assert render(source) == '<p class="empty">Nobody is missing.</p>\n'


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "405.html"])
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_an_error_says_what_happened_and_the_way_out(render: Render, name: str, language: str) -> None:
    page = render(f'{{% extends "{name}" %}}', language=language)
    assert f'<html lang="{language}">' in page
    assert '<p class="back"><a href="/today/">' in page
    assert re.search(r"<h1>[^<]{10,}</h1>", page)
    assert re.search(r"<p>[^<]{40,}</p>", page)


def test_a_refusal_names_who_can_help_in_and_outside_a_school(render: Render) -> None:
    page = render('{% extends "403.html" %}')
    assert "at a school its head, elsewhere the administrator" in page


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_an_error_without_a_request_still_has_a_page(name: str) -> None:
    with translation.override("ky"):
        page = render_to_string(name)
    assert '<html lang="ky">' in page
    assert '<a href="/">Башкы баракка</a>' in page
    assert re.search(r"<h1>[^<]{10,}</h1>", page)
