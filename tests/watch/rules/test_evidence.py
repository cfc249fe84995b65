"""Evidence survives JSON, and knows its own episode."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.watch.rules.evidence import Evidence
from tests.watch.rules.days import OPENING

SOME = st.one_of(st.none(), st.integers(0, 300))


@given(st.builds(Evidence, since=st.dates(), until=st.dates(), count=st.integers(0, 300), of=SOME, excused=SOME,
                 weekday=st.one_of(st.none(), st.integers(0, 6)), others=SOME, others_of=SOME,
                 level=st.integers(1, 5)))  # fmt: skip
def test_evidence_comes_back_from_json_as_it_went(evidence: Evidence) -> None:
    assert Evidence.from_json(json.loads(json.dumps(evidence.as_json()))) == evidence


def test_facts_that_evidence_never_wrote_are_refused() -> None:
    with pytest.raises(KeyError):
        Evidence.from_json({"since": "2014-09-01", "until": "2014-09-02"})
    with pytest.raises(ValueError, match="yesterday"):
        Evidence.from_json({"since": "yesterday", "until": "2014-09-02", "count": 1})


def test_a_streak_that_grew_is_the_same_and_a_new_one_is_another() -> None:
    first = Evidence(since=OPENING, until=date(2014, 9, 3), count=3)
    grown = Evidence(since=OPENING, until=date(2014, 9, 5), count=5)
    corrected = Evidence(since=date(2014, 9, 2), until=date(2014, 9, 5), count=4)
    another = Evidence(since=date(2014, 9, 9), until=date(2014, 9, 11), count=3)
    assert grown.same_episode(first)
    assert corrected.same_episode(first)
    assert not another.same_episode(first)
    assert not first.same_episode(another)
