"""What goes into the record, who makes it, and how long what is kept: rules without a database."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.casework.causes import Cause
from mektepke.casework.models import Case, CaseCause, Consent, Contact, Referral
from mektepke.casework.rights.rules import record as goes
from mektepke.casework.rights.rules import schedule
from mektepke.casework.rights.rules.record import ActionGoes, Asker, Worker, keeper
from mektepke.casework.rights.rules.schedule import SCHEDULE, Kind, is_first_morning, months_before, over_before
from mektepke.watch.models import Answer
from mektepke.watch.rules.evidence import SCHOOL_RULES, Rule

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
NOVEMBER = [date(2014, 11, day) for day in (10, 11, 12)]


def _going(codes: list[str], rule: object) -> set[str]:
    return {code for code in codes if rule(code)}  # type: ignore[operator]


def test_of_every_code_it_is_decided_whether_it_goes() -> None:
    """The whole tables: a code that somebody adds is not in them, and does not go before it is."""
    about_children = set(Rule) - SCHOOL_RULES
    assert _going(list(about_children), goes.signal_goes) == about_children - {Rule.CONCERN}
    assert _going(Answer.Kind.values, goes.answer_goes) == {"called", "visited", "not_a_problem", "other"}
    assert _going(Case.Track.values, goes.case_goes) == {"ordinary"}
    assert _going(Cause.values, goes.cause_goes) == set(Cause.values) - {"violence", "early_marriage"}
    here, apart = Asker("mother", lives_together=True), Asker("father", lives_together=False)
    evidence = [_going(CaseCause.SaidBy.values, partial(goes.evidence_goes, asker=who)) for who in (here, apart)]
    assert evidence == [{"parent", "seen", "document"}, {"seen", "document"}]
    assert _going(CaseCause.SaidBy.values, goes.said_by_goes) == {"parent"}
    decided = [_going(Consent.GivenBy.values, partial(goes.consent_goes, asker=who)) for who in (here, apart)]
    assert decided == [{"mother", "father", "guardian"}, {"father"}]


def test_without_consent_no_body_that_protects_children_is_named() -> None:
    bodies = set(Referral.Body.values)
    assert {body for body in bodies if goes.referral_goes(body, with_consent=True)} == bodies
    without = {body for body in bodies if goes.referral_goes(body, with_consent=False)}
    assert bodies - without == {"commission", "guardianship", "police"}


@pytest.mark.parametrize("met", [*Contact.Met.values, ""])
@pytest.mark.parametrize("result", Contact.Result.values)
@pytest.mark.parametrize("dialled", ["mother", "father", "grandmother", ""])
@pytest.mark.parametrize("apart", [True, False])
def test_a_talk_goes_only_where_a_parent_is_known_to_have_spoken(
    met: str, result: str, dialled: str, apart: bool
) -> None:
    at_all = goes.contact_goes(met, result)
    asker = Asker("father", lives_together=not apart)
    words = goes.contact_words_go(met, result, dialled=dialled, asker=asker)
    assert at_all == (met in {"mother", "father", "guardian", ""} and result != "child_seen")
    assert not words or at_all
    if words:
        assert met in {"mother", "father", "guardian"} or (met == "" and dialled)
        assert not apart or (met or dialled) == "father", "what the other one said is not for who lives elsewhere"
        assert result in {"reached", "comes_back", "reason_known", "still_away", "needs_visit"}


@pytest.mark.parametrize(
    ("causes", "at_all", "with_words"),
    [
        ([], True, True),
        (["work"], True, True),
        (["work", "violence"], True, False),
        (["violence"], False, False),
        (["violence", "early_marriage"], False, False),
    ],
)
def test_an_action_against_a_danger_stays_with_its_cause(causes: list[str], at_all: bool, with_words: bool) -> None:
    assert goes.action_goes(causes) == ActionGoes(at_all, with_words)


@pytest.mark.parametrize(
    ("page", "reason", "counted"),
    [
        ("child", "teacher", True),
        ("case", "pedagogue", True),
        ("family_record", "pedagogue", True),
        ("protection", "pedagogue", False),
        ("concern", "pedagogue", False),
        ("child", "protection_officer", False),
    ],
)
def test_nobody_counts_who_looked_at_protection(page: str, reason: str, counted: bool) -> None:
    assert goes.look_goes(page, reason) is counted


@pytest.mark.parametrize(
    ("who", "together", "home", "mothers_phone"),
    [
        ("mother", True, True, True),
        ("mother", False, False, True),
        ("father", True, True, True),
        ("father", False, False, False),
        ("child", False, True, True),
        ("guardian", False, False, False),
    ],
)
def test_who_lives_elsewhere_learns_only_their_own_number(
    who: str, together: bool, home: bool, mothers_phone: bool
) -> None:
    asker = Asker(who, together)
    assert asker.may_know_home is home
    assert asker.may_know_phone_of("mother") is mothers_phone


def test_a_field_that_nobody_has_decided_about_stays() -> None:
    assert goes.words_of("casework.Case.something_new") == goes.Words.STAY


WORKERS = st.lists(st.builds(Worker, st.uuids(), st.booleans(), st.booleans()), max_size=5)


@given(WORKERS)
def test_the_record_is_made_by_one_of_the_workers_who_is_still_there_or_by_anybody(workers: list[Worker]) -> None:
    made_by = keeper(workers)
    assert made_by is None or made_by in {worker.person for worker in workers if worker.still_there}
    opened = [worker for worker in workers if worker.is_open]
    if opened:
        assert made_by == (opened[0].person if opened[0].still_there else None)


def test_the_worker_of_the_open_case_comes_before_that_of_a_later_closed_one() -> None:
    later, open_one = uuid4(), uuid4()
    assert keeper([Worker(later, False, True), Worker(open_one, True, True)]) == open_one
    assert keeper([Worker(later, False, True)]) == later
    assert keeper([Worker(later, False, False)]) is None
    assert keeper([]) is None
    assert isinstance(later, UUID)


def test_the_family_has_its_record_within_a_week() -> None:
    assert goes.due_on(date(2014, 11, 17)) == date(2014, 11, 24)


@given(DAYS, st.integers(0, 240))
def test_months_before_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    before = months_before(day, months)
    assert (day.year - before.year) * 12 + day.month - before.month == months
    assert before.day == day.day or (before.day < day.day and (before + timedelta(days=1)).day == 1)


@given(DAYS, st.sampled_from(list(Kind)), st.integers(1, 240), st.integers(1, 240))
def test_a_longer_period_never_removes_more(day: date, kind: Kind, one: int, other: int) -> None:
    longer = over_before(kind, today=day, own={kind.value: max(one, other)}, year_ends=[date(1990, 5, 25)])
    shorter = over_before(kind, today=day, own={kind.value: min(one, other)}, year_ends=[date(1990, 5, 25)])
    assert longer is None or (shorter is not None and longer <= shorter < day)


def test_the_schedule_as_it_is_written_down() -> None:
    assert {kind.value: row.months for kind, row in SCHEDULE.items()} == {
        "cases": 36, "protection": 120, "contacts": 36, "concerns": 12, "notes": 1, "requests": 36, "children": 60,
        "trail": 120,
    }  # fmt: skip
    assert all(row.least <= row.months <= schedule.MOST for row in SCHEDULE.values())
    assert Kind.TRAIL not in schedule.PROPOSED + schedule.SETTABLE
    assert Kind.CHILDREN not in schedule.PROPOSED


@pytest.mark.parametrize(
    ("today", "before"),
    [
        (date(2015, 6, 24), date(2014, 5, 26)),
        (date(2015, 6, 25), date(2014, 5, 26)),
        (date(2015, 6, 26), date(2015, 5, 26)),
        (date(2014, 6, 1), None),
    ],
)
def test_notes_are_kept_to_the_end_of_their_school_year_and_a_month(today: date, before: date | None) -> None:
    ends = [end for end in (date(2014, 5, 25), date(2015, 5, 25)) if end < today]
    assert over_before(Kind.NOTES, today=today, own={}, year_ends=ends) == before


@pytest.mark.parametrize(
    ("today", "done", "due"),
    [
        (date(2014, 11, 3), [], False),
        (date(2014, 11, 10), [], True),
        (date(2014, 11, 10), [date(2014, 11, 10)], True),
        (date(2014, 11, 11), [date(2014, 11, 10)], False),
        (date(2014, 11, 12), [date(2014, 11, 3)], True),
        (date(2014, 12, 1), [], False),
    ],
)
def test_the_run_of_the_month_is_on_its_first_school_day_or_the_first_morning_after(
    today: date, done: list[date], due: bool
) -> None:
    assert is_first_morning(NOVEMBER, today=today, done=done) is due


def test_what_was_kept_for_a_reason_is_asked_about_again_after_a_year() -> None:
    assert not schedule.asked_again(date(2014, 11, 17), answered_on=date(2013, 11, 18))
    assert schedule.asked_again(date(2014, 11, 17), answered_on=date(2013, 11, 17))
