"""Every address, every role, own place and other place: a stranger gets no byte about a child, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.promises.addresses import Address, addresses, named
from tests.promises.full_house import House
from tests.promises.secrets import Secrets, all_secrets, secrets_of, together, told_by
from tests.promises.visitors import Answer, Asking, Visitor
from tests.promises.walking import Sending, Visit, belongs_to_a_side, is_known, paths

pytestmark = pytest.mark.django_db

THERE = (
    "teacher there", "teacher of another class there", "pedagogue there", "head there", "group member there",
    "municipality officer there", "protection officer there",
)  # fmt: skip
NOBODYS = ("anonymous", "somebody with a code", "without a role")
ABOVE = ("district", "programme", "auditor", "administrator", "administrator of the whole house")
# What stands there has words of its own, and the phones are those of the class.
NO_PHONES = {"cases", "lists", "sent_up", "protection", "handed", "asked", "plans"}
# A list of keys: who reads the trail learns which record was changed, and no word of it.
ONLY_KEYS = "trail"
# Whoever goes from door to door in August has every household of their own village on the sheet, and the trail says so.
EVERY_HOUSEHOLD = "door_to_door_sheet"
# An address that answers nobody: ninja keeps it only as a name.
NO_PAGE = {"api-1.0.0:api-root"}


@pytest.fixture(scope="module")
def hidden(house: House, everybody: list[Visitor]) -> dict[str, Hidden]:
    """By visitor: what stands about children who are not theirs to see."""
    everything = all_secrets(house)
    by_side = {full.mark: secrets_of(full) for full in (house.here, house.there)}
    found = {}
    for visitor in everybody:
        own = by_side.get(visitor.mark, {})
        seen = together(own[group] for group in visitor.knows)
        households = together(own[group] for group in own if group != "cases")
        found[visitor.name] = Hidden(everything - seen, everything - seen - households)
    return found


@dataclass(frozen=True)
class Hidden:
    """What a visitor must not read on a page."""

    usually: Secrets
    from_door_to_door: Secrets

    def at(self, address: Address) -> Secrets:
        """What has to be hidden there."""
        if address.name == ONLY_KEYS:
            return Secrets(self.usually.words, self.usually.phones)
        return self.from_door_to_door if address.name == EVERY_HOUSEHOLD else self.usually


@pytest.mark.parametrize("address", addresses(), ids=named)
def test_the_parameters_of_an_address_are_known(address: Address) -> None:
    unknown = [parameter for parameter in address.converters if not is_known(address, parameter)]
    assert unknown == [], f"{address}: say in tests/promises/walking.py what these stand for, so that it is tested too"


def test_there_is_something_to_leak(house: House, everybody: list[Visitor], hidden: dict[str, Hidden]) -> None:
    assert {visitor.name for visitor in everybody} >= {*THERE, *NOBODYS, *ABOVE}
    for full in (house.here, house.there):
        groups = {group: secrets for group, secrets in secrets_of(full).items() if group != "place"}
        assert all(secrets.keys for secrets in groups.values())
        assert all(groups[group].words for group in groups)
        assert all(groups[group].phones for group in groups if group not in NO_PHONES)
        assert {"пияз", "эртең"} <= {word.strip(",") for text in groups["cases"].words for word in text.split()}
    assert hidden["pedagogue here"].usually.words < hidden["anonymous"].usually.words
    assert hidden["anonymous"].usually == hidden["district"].usually == all_secrets(house)


def test_every_address_opens_for_somebody(visits: list[Visit], asking: Asking) -> None:
    """Otherwise all the tests below would be green because everything is broken."""
    shut = {
        str(address)
        for address in addresses()
        if address.name not in NO_PAGE and "GET" in (address.operations or "GET")
    }
    for visit in visits:
        if _opens(visit, asking):
            shut.discard(str(visit.address))
    assert shut == set(), "nobody can open these"


def test_nothing_breaks_and_nobody_learns_of_others_children(visits: list[Visit], hidden: dict[str, Hidden]) -> None:
    told = [line for visit in visits for line in _leaks(visit.visitor, visit.address, visit.path, visit.answer, hidden)]
    assert not told, "\n".join(told)


@pytest.fixture(params=[*NOBODYS, *ABOVE, *THERE])
def visitor(request: pytest.FixtureRequest, everybody: list[Visitor]) -> Visitor:
    """Each of those who do not work on our side, one after the other."""
    return next(visitor for visitor in everybody if visitor.name == request.param)


def test_a_stranger_is_refused(
    visitor: Visitor, house: House, asking: Asking, sendings: list[Sending], hidden: dict[str, Hidden]
) -> None:
    """Opens every address of `here`, sends to it nothing, and the form that those who belong there would send."""
    forms = {sending.path: sending.form.filled() for sending in sendings}
    told = []
    for address in addresses():
        passes = address.door is not None and visitor.passes(address.door)
        for path in paths(address, house.here, house)[: None if passes else 1]:
            bodies: list[dict[str, Any]] = [{}] if passes else []
            bodies += [forms[path]] if path in forms else []
            for answer in (asking.get(visitor, path), *(asking.post(visitor, path, body) for body in bodies)):
                told += list(_leaks(visitor, address, path, answer, hidden))
                told += list(_not_refused(visitor, address, path, answer))
    assert not told, "\n".join(told)


def _opens(visit: Visit, asking: Asking) -> bool:
    """Whether it shows something, or takes the visitor to what does, or is only there to be sent to."""
    status = visit.answer.status
    if status == 302:
        there = visit.answer.response.headers["Location"]
        return asking.get(visit.visitor, there).status == 200
    return status in {200, 405}


def _leaks(visitor: Visitor, address: Address, path: str, answer: Answer, hidden: dict[str, Hidden]) -> Iterator[str]:
    if answer.status >= 500:
        yield f"{path} as {visitor} breaks: {answer.response.exc_info[1]!r}"
    for found in hidden[visitor.name].at(address).found_in(told_by(answer.response), sent=[path, answer.typed]):
        yield f"{path} as {visitor} ({answer.status}) tells {found}"


def _not_refused(visitor: Visitor, address: Address, path: str, answer: Answer) -> Iterator[str]:
    """What is wrong with an answer to somebody who has no business at an address of `here`."""
    door = address.door
    assert door is not None
    if not visitor.passes(door):
        wanted = {302, 401} if visitor.person is None else {403}
    elif visitor.name in THERE and belongs_to_a_side(address):
        wanted = {403, 404, 405}
    else:
        return
    if answer.status not in wanted:
        yield f"{path} as {visitor} answers {answer.status} instead of {wanted}"
    if answer.written:
        yield f"{path} as {visitor} writes to {sorted(answer.written)}"
