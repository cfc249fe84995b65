"""A child in danger: nobody but who works on its case learns of it by any page of the house, whatever else they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

import pytest

from mektepke.base import clock
from mektepke.casework.actions import look_at_case
from mektepke.casework.models import Case
from mektepke.casework.protection.actions import DangerGiven, Kept, open_protection, tell
from mektepke.people.models import Assignment, Person
from mektepke.people.roles import Role
from mektepke.pupils.models import Child
from tests.cast import YEAR_BEGINS, Side
from tests.promises.addresses import Address, addresses
from tests.promises.full_house import Full, House
from tests.promises.secrets import Secrets, body_of, secrets_of, told_by
from tests.promises.visitors import Asking, Visitor, undone
from tests.promises.walking import is_known, paths

pytestmark = pytest.mark.django_db

ONLY_KEYS = "trail"
# Of pages of one kind about other children, so many.
FEW = 3
# What is made anew for every answer: keys of forms, and the minute of this very look.
FRESH = re.compile(
    r"""(name="(?:csrfmiddlewaretoken|once|key)" value=|data-csrf-token=)"[^"]*"|(W3CDTF">)[^<]*|\b\d\d:\d\d\b"""
)
Who = Callable[[Side], Person]
SECOND: Who = lambda side: Person.objects.get(username=f"second.{side.school.code}".lower())  # noqa: E731
KEPT_OUT: dict[str, Who] = {"named teacher": lambda side: side.teacher, "colleague who is kin": SECOND}
OTHERS: dict[str, Who] = {
    "head": lambda side: side.head,
    "deputy": lambda side: side.deputy,
    "municipality officer": lambda side: side.municipality_officer,
    "group member": lambda side: side.group_member,
}


@pytest.fixture
def side(house: House) -> Side:
    """Our side."""
    return house.here.side


def visitor(name: str, person: Person) -> Visitor:
    """Somebody fresh from the sign-in, with the roles of now."""
    return Visitor(name, Person.objects.get(pk=person.pk))


def closed_to_strangers(who: Visitor) -> Iterator[Address]:
    """Every address that wants an account and whose door lets them in."""
    for address in addresses():
        known = all(is_known(address, parameter) for parameter in address.converters)
        door = address.door
        if known and door and door.signed_in and who.passes(door) and address.name != ONLY_KEYS:
            yield address


def opened(house: House, asking: Asking, who: Visitor) -> Iterator[tuple[str, str]]:
    """Every address of our side whose door lets them in, and what it told them."""
    for address in closed_to_strangers(who):
        for path in paths(address, house.here, house):
            yield path, told_by(asking.get(who, path).response)


def cases_of(full: Full, group: str) -> Secrets:
    """What stands in the group's cases; neighbours have written the rest."""
    rows = {model: keys for model, keys in full.rows[group].items() if model._meta.app_label == "casework"}
    return secrets_of(replace(full, rows={group: rows}))[group]


def made(side: Side, role: Role) -> dict[str, object]:
    """Where the role is given on this side."""
    return {"place": side.municipality} if role == Role.PROTECTION else {"school": side.school}


@pytest.mark.parametrize("name", KEPT_OUT)
def test_who_is_named_or_is_kin_learns_nothing_in_whatever_role(
    house: House, asking: Asking, side: Side, name: str
) -> None:
    """Not as social pedagogue of the school, and not as child-protection officer of its municipality."""
    person = KEPT_OUT[name](side)
    with undone():
        for role in (Role.PEDAGOGUE, Role.HEAD, Role.PROTECTION):
            Assignment.objects.create(person=person, role=role, starts=YEAR_BEGINS, **made(side, role))
        who = replace(visitor(name, person), name=f"{name} with every role")
        told = list(_told(opened(house, asking, who), cases_of(house.here, "protection"), who))
    assert not told, "\n".join(told)


def test_a_head_who_is_named_learns_nothing_in_whatever_role(house: House, asking: Asking, side: Side) -> None:
    with undone():
        for role in (Role.PEDAGOGUE, Role.PROTECTION):
            Assignment.objects.create(person=side.head, role=role, starts=YEAR_BEGINS, **made(side, role))
        who = visitor("head with every role", side.head)
        told = list(_told(opened(house, asking, who), cases_of(house.here, "sent_up"), who))
    assert not told, "\n".join(told)


def test_the_pedagogue_who_opened_what_left_the_school_learns_nothing_more(
    house: House, asking: Asking, side: Side
) -> None:
    who = visitor("pedagogue who sent it up", side.pedagogue)
    told = list(_told(opened(house, asking, who), cases_of(house.here, "sent_up"), who))
    assert not told, "\n".join(told)


def test_who_may_know_does_know(house: House, asking: Asking, side: Side) -> None:
    """Otherwise the tests above would be green because nobody sees anything."""
    for group, person in (
        ("protection", side.pedagogue),
        ("protection", side.deputy),
        ("sent_up", side.protection_officer),
    ):
        who = visitor(f"who may know of {group}, {person}", person)
        secrets = cases_of(house.here, group)
        assert any(list(secrets.found_in(text)) for _path, text in opened(house, asking, who)), (group, person)


def _told(answers: Iterator[tuple[str, str]], secrets: Secrets, who: Visitor) -> Iterator[str]:
    for path, text in answers:
        for found in secrets.found_in(text, sent=[path]):
            yield f"{path} as {who} tells {found}"


def in_danger(side: Side, child: Child, *, named: frozenset[Person]) -> Case:
    """Opened, read again and told, as on a real day."""
    given = DangerGiven("violence", "Көгөргөн", "child", "high", "Кайталанат")
    kept = Kept(named=named)
    case = open_protection(child=child, school=side.school, given=given, kept=kept, by=side.pedagogue)
    reader = side.protection_officer if case.municipality_id else side.pedagogue
    look_at_case(case=case, by=reader)
    tell(case=case, how="call", whom="Бөлүм", words="Келебиз", told_at=clock.now(), by=reader)
    return case


def everything(house: House, asking: Asking, who: Visitor, children: Sequence[Child]) -> dict[str, str]:
    """What every page says, those about these children among them, without what is made anew for every answer."""
    found = {}
    for address in closed_to_strangers(who):
        about = [address.filled({"child": one.pk}) for one in children if list(address.converters) == ["child"]]
        for path in about or paths(address, house.here, house)[:FEW]:
            response = asking.get(who, path).response
            said = f"{response.status_code} {response.headers.get('Location', '')}\n{body_of(response)}"
            found[path] = FRESH.sub(r"\1\2", said)
    return found


def differing(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The pages that say something else, each with the first line in which it does."""
    told = []
    for path, said in before.items():
        lines = zip_longest(said.splitlines(), after[path].splitlines(), fillvalue="")
        told += [f"{path}: {was[:200]} → {now[:200]}" for was, now in lines if was != now][:1]
    return told


@pytest.mark.parametrize("name", OTHERS)
def test_every_page_is_byte_for_byte_the_same_with_and_without_the_case(
    house: House, asking: Asking, side: Side, name: str
) -> None:
    """For the head, who is named in one of the two, and for others: of children who are missing today and of whom
    something is noticed."""
    who, children = visitor(f"{name}, the same", OTHERS[name](side)), side.pupils[1:4:2]
    before = everything(house, asking, who, children)
    assert len(before) >= len(list(closed_to_strangers(who))) > 0
    with undone():
        for child, named in zip(children, (frozenset({side.head}), frozenset[Person]()), strict=True):
            in_danger(side, child, named=named)
        told = differing(before, everything(house, asking, who, children))
    assert not told, "\n".join(told)


@pytest.mark.parametrize("name", KEPT_OUT)
def test_for_a_teacher_and_a_colleague_only_lists_of_calls_differ(
    house: House, asking: Asking, side: Side, name: str
) -> None:
    """A child who comes every day stands on no such list, so nothing differs at all."""
    who, children = visitor(f"{name}, the same", KEPT_OUT[name](side)), side.pupils[4:5]
    before = everything(house, asking, who, children)
    with undone():
        in_danger(side, children[0], named=frozenset({KEPT_OUT[name](side)}))
        told = differing(before, everything(house, asking, who, children))
    assert not told, "\n".join(told)
