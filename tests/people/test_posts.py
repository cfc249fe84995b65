"""Which role a post means: no role rather than a wrong one."""

from __future__ import annotations

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext

from mektepke.people.importing.posts import class_led, names_a_post, role_in
from mektepke.people.roles import Role
from mektepke.sheets.classes import SchoolClass
from mektepke.sheets.faults import Fault

DEPUTIES = """
директордун орун басары; Директордун орунбасары; директордун окуу-тарбия иштери боюнча орун басары
ДИРЕКТОРДУН ОРУН БАСАРЫ
мектеп директорунун орун басары; мектеп директору орун басары; директор орунбасары
директордун тарбиялык иштер боюнча орун басары; директордун тарбиялык иштер боюнча
орун-басары; дир. орун басары; директордун ОББ; ОББ; окуу бөлүмүнүн башчысы; окуу бөлүм башчысы; завуч
Завуч школы
зам. директора по УВР; зам.директора; заместитель директора; Заместитель директора по учебной работе; замдиректора
зам по ВР
зам; директор по УВР; директор по воспитательной работе; зав. учебной частью; заведующая учебной частью; завуч, учитель
директор, завуч; deputy head; Deputy head of the school; vice principal; assistant principal; head of department
директордyн орун басары; Социалдык педагог, директордун орун басары; зам. директора / соц. педагог
"""
OTHERS = """
директордун катчысы; секретарь директора; директордун жардамчысы; помощник директора; директордун кеңешчиси; повар
ашпозчу
бывший директор; мурунку директор; мугалимдин жардамчысы; помощник учителя; социолог; социология; педагог-психолог
клуб башкаруучу
завхоз; библиотекарь; директора; head cook; учительская уборщица; ,; -
"""
ROLES = {
    Role.HEAD: """
        директор; Директор; ДИРЕКТОР; мектеп директору; Мектеп директору; мектептин директору; мектебинин директору
        №5 мектептин директору; директор школы; директор средней школы №3; директор, учитель математики; мектеп башчысы
        head; Head teacher; head of the school; principal; диpeктoр
    """,
    Role.PEDAGOGUE: """
        социалдык педагог; мектептин социалдык педагогу; соц. педагог; соцпедагог; соц.пед.; соц; социальный педагог
        социальный педагог школы; педагог социальный; социальный педагог, учитель; social pedagogue; pedagogue
        мектептин соцпедагогу; школьный соцпедагог
    """,
    Role.TEACHER: """
        класс жетекчи; 5-А класс жетекчиси; 5-А класстын жетекчиси; башталгыч класстын мугалими
        башталгыч класстардын мугалими
        мугалим; математика мугалими; физика мугалим; классный руководитель; кл. рук.; кл.руководитель; классрук
        учитель начальных классов; учительница; преподаватель-учитель; class teacher; teacher
    """,
}


def words(text: str) -> list[str]:
    return [word.strip() for word in re.split(r"[;\n]", text) if word.strip()]


@pytest.mark.parametrize("post", words(DEPUTIES))
def test_a_deputy_is_never_read_as_head(post: str) -> None:
    assert role_in(post) == Fault("role_deputy")


@pytest.mark.parametrize("post", words(OTHERS))
def test_a_post_that_is_none_of_the_three_is_refused(post: str) -> None:
    assert role_in(post) == Fault("role_unclear")


@pytest.mark.parametrize(("role", "post"), [(role, post) for role, posts in ROLES.items() for post in words(posts)])
def test_a_role_is_read_however_it_is_written(role: Role, post: str) -> None:
    assert role_in(post) == role


@pytest.mark.parametrize("post", [*words(DEPUTIES), *(post for posts in ROLES.values() for post in words(posts))])
def test_a_cell_with_a_role_names_a_post(post: str) -> None:
    assert names_a_post(post)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("завхоз", True), ("китепканачы", True), ("педагог-психолог", True), ("тарбиячы", True), ("Teacher", True),
        ("5-А класс", False), ("5-А", False), ("Асанова Айпери", False), ("фермер", False), ("", False),
    ],
)  # fmt: skip
def test_other_work_at_a_school_is_a_post_and_a_class_is_none(text: str, is_one: bool) -> None:
    assert names_a_post(text) is is_one


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_what_pages_call_a_role_is_read_as_that_role(language: str) -> None:
    with translation.override(language):
        for role, name in ((Role.HEAD, "Head of the school"), (Role.PEDAGOGUE, "Social pedagogue"),
                           (Role.TEACHER, "Class teacher")):  # fmt: skip
            assert role_in(gettext(name)) == role


def test_the_class_that_somebody_leads_is_read_from_the_post() -> None:
    assert class_led("5-А класс жетекчиси") == SchoolClass(5, "А")
    assert class_led("классный руководитель 5 «А» класса") == SchoolClass(5, "А")
    assert class_led("учитель 5 класса") is None
    assert class_led("класс жетекчи") is None
