"""Classes, a class's list, the search: sorted as the Kyrgyz alphabet goes, found in either alphabet."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.base import clock
from mektepke.people.models import Assignment
from mektepke.places.models import SchoolClass
from mektepke.pupils.models import Child, Enrolment
from mektepke.pupils.views.lists import ON_ONE_PAGE
from tests.cast import Cast, more_pupils, pupil
from tests.pupils.conftest import SignIn

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, *args: object, **question: str) -> str:
    """A page that was shown."""
    answer = client.get(reverse(name, args=args), question)
    assert answer.status_code == 200
    return answer.content.decode()


def names(text: str) -> list[str]:
    """The names of a table's rows, in their order."""
    return [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r'<th scope="row">(.*?)</th>', text)]


def test_a_class_is_listed_as_the_kyrgyz_alphabet_goes(cast: Cast, pedagogue: Client) -> None:
    empty = SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=7, letter="А")
    for family_name in ("Үсөнов", "Өмүров", "Нурбеков", "Орозов", "Усенов", "Ңонов", "Петров", "Ёлкин", "Евсеев"):
        pupil(empty, family_name, "Нур")
    found = [name.split()[0] for name in names(page(pedagogue, "class_list", empty.pk))]
    assert found == ["Евсеев", "Ёлкин", "Нурбеков", "Ңонов", "Орозов", "Өмүров", "Петров", "Усенов", "Үсөнов"]


def test_a_class_list_shows_how_a_child_learns_and_who_will_come(cast: Cast, pedagogue: Client) -> None:
    first, second = Enrolment.objects.filter(school_class=cast.here.school_class).order_by("pk")[:2]
    Enrolment.objects.filter(pk=first.pk).update(mode="home")
    Enrolment.objects.filter(pk=second.pk).update(starts=date(2014, 12, 1))
    text = page(pedagogue, "class_list", cast.here.school_class.pk)
    assert "At home" in text
    assert "from 1 December 2014" in text
    assert len(names(text)) == 6


def test_a_child_who_left_is_not_listed(cast: Cast, pedagogue: Client) -> None:
    child = cast.here.pupils[0]
    Enrolment.objects.filter(child=child).update(ends=date(2014, 11, 14), reason_of_leaving="moved_away")
    assert child.name not in names(page(pedagogue, "class_list", cast.here.school_class.pk))


def test_an_empty_class_says_so(cast: Cast, pedagogue: Client) -> None:
    empty = SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=7, letter="А")
    text = page(pedagogue, "class_list", empty.pk)
    assert "Nobody is on the roll of this class yet." in text
    assert reverse("import_list") in text


def test_an_empty_class_offers_no_register_and_says_who_fills_it(cast: Cast, sign_in: SignIn) -> None:
    Enrolment.objects.filter(school_class=cast.here.school_class).delete()
    key = cast.here.school_class.pk
    register, add = reverse("register", args=[key, "2014-11-17"]), reverse("add_child")
    client = sign_in(cast.here.teacher)
    text = page(client, "class_list", key)
    assert "Class 6-А: no pupils yet" in text
    assert "The head or the social pedagogue of the school puts the children on it" in text
    assert register not in text
    text = page(client, "classes")
    assert "No pupils yet" in text
    assert register not in text
    assert add not in text
    client = sign_in(cast.here.head)
    for text in (page(client, "class_list", key), page(client, "classes")):
        assert f"{add}?class={key}" in text
        assert register not in text


def test_a_school_without_pupils_leads_on_to_the_list(cast: Cast, pedagogue: Client, sign_in: SignIn) -> None:
    leads_on = f'<a href="{reverse("import_list")}">'
    assert leads_on not in page(pedagogue, "classes")
    Enrolment.objects.all().delete()
    for name in ("classes", "children"):
        assert leads_on in page(pedagogue, name)
    assert leads_on not in page(sign_in(cast.here.teacher), "classes")


def test_a_teacher_is_shown_no_button_to_add(cast: Cast, sign_in: SignIn) -> None:
    text = page(sign_in(cast.here.teacher), "class_list", cast.here.school_class.pk)
    assert reverse("add_child") not in text
    assert reverse("register", args=[cast.here.school_class.pk, "2014-11-17"]) in text


def test_all_classes_of_the_school_with_their_sizes(cast: Cast, pedagogue: Client) -> None:
    other = SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=1, letter="Б")
    Enrolment.objects.filter(child=cast.here.pupils[0]).update(ends=date(2014, 11, 14), reason_of_leaving="moved_away")
    text = page(pedagogue, "classes")
    assert reverse("class_list", args=[cast.here.school_class.pk]) in text
    assert text.index(str(other.pk)) < text.index(str(cast.here.school_class.pk))
    assert "5 children on the rolls." in text
    assert str(cast.there.school_class.pk) not in text


def test_a_teacher_sees_only_the_own_class(cast: Cast, sign_in: SignIn) -> None:
    other = SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=1, letter="Б")
    text = page(sign_in(cast.here.teacher), "classes")
    assert str(cast.here.school_class.pk) in text
    assert str(other.pk) not in text


def test_without_a_class_the_page_says_who_enters_them(cast: Cast, sign_in: SignIn) -> None:
    Enrolment.objects.all().delete()
    SchoolClass.objects.filter(school=cast.here.school, grade=6).update(school=cast.there.school)
    text = page(sign_in(cast.here.head), "classes")
    assert "Classes are entered with the school year" in text
    assert f'<a href="{reverse("places")}">Enter the classes</a>' in text


@pytest.mark.parametrize("words", ["Өмүрбек", "омурбек", "Omurbek", "камч өмүр", "өмүрбек камчиев", "MURB"])
def test_a_name_is_found_in_either_alphabet(cast: Cast, pedagogue: Client, words: str) -> None:
    assert names(page(pedagogue, "children", q=words)) == ["Камчиев Өмүрбек"]


@pytest.mark.parametrize("words", ["Жаныл", "жаңыл", "Janyl", "Zhangyl"[:2]])
def test_a_letter_that_a_phone_lacks_is_no_hindrance(cast: Cast, pedagogue: Client, words: str) -> None:
    pupil(cast.here.school_class, "Сапарова", "Жаңыл")
    assert "Сапарова Жаңыл" in names(page(pedagogue, "children", q=words))


@pytest.mark.parametrize("words", ["usenova", "Усенова", "Үсөнова", "periza usonova", "Периза Үсөн"])
def test_a_name_is_found_as_russian_papers_write_it(cast: Cast, pedagogue: Client, words: str) -> None:
    pupil(cast.here.school_class, "Үсөнова", "Периза")
    assert names(page(pedagogue, "children", q=words)) == ["Үсөнова Периза"]


@pytest.mark.parametrize(
    "words", ["Камчиев 6-А", "6а камчиев", "kamchiev 6a", "6 «А» Өмүрбек", "Камчиев, 6 А класс", "6 өмүр", "6-а, камч"]
)
def test_a_name_and_a_class_find_one_child(cast: Cast, pedagogue: Client, words: str) -> None:
    other = SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=7, letter="А")
    pupil(other, "Камчиев", "Өмүрбек")
    assert names(page(pedagogue, "children", q=words)) == ["Камчиев Өмүрбек"]
    assert len(names(page(pedagogue, "children", q="камчиев"))) == 2


def test_a_class_alone_finds_its_children(cast: Cast, pedagogue: Client) -> None:
    other = SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=6, letter="Б")
    pupil(other, "Үсөнова", "Периза")
    assert names(page(pedagogue, "children", q="6б")) == ["Үсөнова Периза"]
    assert len(names(page(pedagogue, "children", q="6 класс"))) == len(cast.here.pupils) + 1
    for nothing in ("8-А", "6-В", "13-А", "6абв"):
        assert names(page(pedagogue, "children", q=nothing)) == []


def test_the_search_finds_nobody_elsewhere(cast: Cast, pedagogue: Client) -> None:
    text = page(pedagogue, "children", q=cast.there.pupils[0].family_name)
    assert names(text) == []
    assert "Nobody like this is among the children you may see." in text


def test_a_long_list_has_pages_and_keeps_the_question(cast: Cast, pedagogue: Client) -> None:
    more_pupils(cast.here.school_class, ON_ONE_PAGE + 1)
    first = page(pedagogue, "children", q="окуучу")
    assert len(names(first)) == ON_ONE_PAGE
    assert "page=2" in first
    assert len(names(page(pedagogue, "children", q="окуучу", page="2"))) == 1
    assert f"{ON_ONE_PAGE + 1} children found" in first


def test_a_strange_question_is_answered(cast: Cast, pedagogue: Client) -> None:
    for words in ("%", "_", "'", "<script>", "x" * 500):
        assert names(page(pedagogue, "children", q=words)) == []
    assert len(names(page(pedagogue, "children", page="nonsense"))) == Child.objects.count() - len(cast.there.pupils)


def test_namesakes_in_a_class_stand_there_with_their_patronymics(cast: Cast, pedagogue: Client) -> None:
    for patronymic in ("Абдилазизович", "Эшматович"):
        child = pupil(cast.here.school_class, "Нурматов", "Кубаныч")
        Child.objects.filter(pk=child.pk).update(patronymic=patronymic)
    found = names(page(pedagogue, "class_list", cast.here.school_class.pk))
    assert {"Нурматов Кубаныч Абдилазизович", "Нурматов Кубаныч Эшматович", "Абдиева Айпери"} <= set(found)


def test_who_comes_later_is_listed_and_not_yet_counted(cast: Cast, pedagogue: Client) -> None:
    Enrolment.objects.filter(child=cast.here.pupils[0]).update(starts=date(2014, 11, 18))
    text = page(pedagogue, "class_list", cast.here.school_class.pk)
    assert "6-А: 5 children" in text
    assert "1 more child comes on a later day." in text
    assert "from 18 November 2014" in text
    text = page(pedagogue, "classes")
    assert "5 children on the rolls." in text
    assert text.count("1 more child comes on a later day.") == 2


def test_a_class_to_which_all_come_later_offers_no_register_yet(cast: Cast, sign_in: SignIn) -> None:
    Enrolment.objects.filter(school_class=cast.here.school_class).update(starts=date(2014, 11, 18))
    register = reverse("register", args=[cast.here.school_class.pk, "2014-11-17"])
    client = sign_in(cast.here.teacher)
    for text in (page(client, "class_list", cast.here.school_class.pk), page(client, "classes")):
        assert "6 more children come on later days." in text
        assert register not in text


def test_in_summer_a_class_is_counted_as_it_stands_on_its_first_day(cast: Cast, pedagogue: Client) -> None:
    Assignment.objects.update(starts=date(2014, 8, 1))
    clock.set_today(date(2014, 8, 20))
    assert "6-А: 6 children" in page(pedagogue, "class_list", cast.here.school_class.pk)
    assert "6 children on the rolls." in page(pedagogue, "classes")


def test_the_way_to_another_school_takes_no_column_of_its_own_on_a_phone(cast: Cast, pedagogue: Client) -> None:
    text = page(pedagogue, "class_list", cast.here.school_class.pk)
    assert text.count('<th scope="col">') == 3
    assert text.count(">To another school</a>") == 6


def test_a_search_that_finds_nobody_leads_to_those_who_left(cast: Cast, sign_in: SignIn) -> None:
    left = reverse("left_school")
    assert left in page(sign_in(cast.here.pedagogue), "children", q="Эчким")
    assert left not in page(sign_in(cast.here.teacher), "children", q="Эчким")
