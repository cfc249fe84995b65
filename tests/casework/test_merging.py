"""Two people change one page: nobody's words vanish."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mektepke.casework.merging import digest, merge, read_seen, seen

WORDS = st.text(max_size=20)


def test_a_field_that_only_one_changed_is_kept() -> None:
    found = merge({"a": "mine", "b": "old"}, {"a": "old", "b": "theirs"}, {"a": digest("old"), "b": digest("old")})
    assert (found.values, found.both) == ({"a": "mine", "b": "theirs"}, {})


def test_a_field_that_both_changed_is_asked_about() -> None:
    found = merge({"a": "mine"}, {"a": "theirs"}, {"a": digest("old")})
    assert (found.values, found.both) == ({"a": "mine"}, {"a": "theirs"})


def test_the_same_change_twice_asks_nobody() -> None:
    assert merge({"a": "new"}, {"a": "new"}, {"a": digest("old")}).both == {}


def test_line_ends_of_a_browser_are_no_change() -> None:
    assert digest("one\r\ntwo ") == digest("one\ntwo")


@given(st.dictionaries(st.sampled_from(["one", "two", "three"]), WORDS, min_size=1))
def test_what_was_seen_is_read_again(values: dict[str, str]) -> None:
    assert read_seen(seen(values)) == {name: digest(value) for name, value in values.items()}


@given(WORDS, WORDS, WORDS)
def test_nothing_anybody_changed_is_lost(was: str, mine: str, theirs: str) -> None:
    found = merge({"a": mine}, {"a": theirs}, {"a": digest(was)})
    kept = {digest(found.values["a"]), *map(digest, found.both.values())}
    for changed in (mine, theirs):
        assert digest(changed) == digest(was) or digest(changed) in kept


@given(st.text(max_size=60))
def test_whatever_stands_in_the_hidden_field_is_read_without_a_fault(text: str) -> None:
    assert isinstance(read_seen(text), dict)
