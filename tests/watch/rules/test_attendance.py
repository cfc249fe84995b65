"""Rules over a child's marked days, at their edges."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.attendance.rules import GivenReason
from mektepke.watch.rules import attendance
from mektepke.watch.rules.days import ChildDays, DayKind
from mektepke.watch.rules.evidence import Evidence
from tests.watch.rules.days import OPENING, child, week_days

LATER = date(2015, 5, 1)


def streak(letters: str, today: date = LATER) -> Evidence | None:
    return attendance.days_in_a_row(child(letters), today=today, streak_days=3)


def test_three_days_in_a_row_are_a_streak_and_two_are_not() -> None:
    assert streak("..aa") is None
    found = streak("..aaa")
    assert found is not None
    assert (found.since, found.until, found.count) == (date(2014, 9, 3), date(2014, 9, 5), 3)


def test_a_streak_goes_on_over_the_weekend() -> None:
    found = streak("...aa a")  # Thursday, Friday, Monday
    assert found is not None
    assert (found.since, found.until, found.count) == (date(2014, 9, 4), date(2014, 9, 8), 3)


def test_an_unmarked_day_neither_breaks_nor_lengthens_a_streak() -> None:
    assert streak(".a_a") is None
    found = streak(".a_a_a")
    assert found is not None
    assert found.count == 3


def test_coming_late_or_leaving_early_ends_a_streak() -> None:
    assert streak("aaal") is None
    assert streak("aaag") is None
    assert streak("aalaa") is None


def test_an_excused_day_inside_neither_counts_nor_ends_the_streak() -> None:
    assert streak(".aea") is None
    found = streak(".aeaa")
    assert found is not None
    assert (found.count, found.excused) == (3, 1)


def test_a_child_excused_now_is_nobodys_riddle() -> None:
    assert streak("aaaae") is None


def test_excused_days_before_the_streak_are_not_part_of_it() -> None:
    found = streak("..eeaaa")
    assert found is not None
    assert (found.since, found.excused) == (date(2014, 9, 5), 0)


def test_a_long_streak_climbs_steps() -> None:
    levels = {number: found.level for number in (3, 5, 6, 10, 20, 40) if (found := streak("." + "a" * number))}
    assert levels == {3: 1, 5: 1, 6: 2, 10: 3, 20: 4, 40: 5}


def test_a_streak_looks_no_further_than_today() -> None:
    assert streak("..aaa", today=date(2014, 9, 4)) is None


KINDS = st.lists(st.sampled_from(list(DayKind)), max_size=60)


def days_of(kinds: list[DayKind]) -> ChildDays:
    return ChildDays(tuple(week_days(len(kinds))), tuple(kinds))


@given(KINDS)
def test_a_day_the_child_came_ends_every_streak(kinds: list[DayKind]) -> None:
    assert attendance.days_in_a_row(days_of([*kinds, DayKind.PRESENT]), today=LATER, streak_days=1) is None


@given(KINDS, st.integers(0, 60))
def test_turning_a_missed_day_into_a_present_one_never_lengthens_a_streak(kinds: list[DayKind], place: int) -> None:
    came = [*kinds[:place], DayKind.PRESENT, *kinds[place + 1 :]]
    before = attendance.days_in_a_row(days_of(kinds), today=LATER, streak_days=1)
    after = attendance.days_in_a_row(days_of(came), today=LATER, streak_days=1)
    if len(came) == len(kinds):
        assert (after.count if after else 0) <= (before.count if before else 0)


@given(KINDS, st.sets(st.integers(0, 59)))
def test_days_nobody_marked_change_no_count(kinds: list[DayKind], unmarked: set[int]) -> None:
    """The same marks spread over more days, with unmarked ones between, give the same count."""
    spread = [day for place, day in enumerate(week_days(len(kinds) + 60)) if place not in unmarked][: len(kinds)]
    close = attendance.days_in_a_row(days_of(kinds), today=LATER, streak_days=1)
    wide = attendance.days_in_a_row(ChildDays(tuple(spread), tuple(kinds)), today=LATER, streak_days=1)
    assert (close.count if close else 0) == (wide.count if wide else 0)


def today_rule(
    letters: str, *, today: date, before: date | None = None, reasons: dict[date, GivenReason] | None = None
) -> Evidence | None:
    return attendance.absent_today(
        child(letters), today=today, school_day_before=before, streak_days=3, reasons=reasons or {}
    )


def test_absent_today_without_a_reason_wants_a_call() -> None:
    found = today_rule("..a", today=date(2014, 9, 3))
    assert found is not None
    assert (found.until, found.count) == (date(2014, 9, 3), 1)


@pytest.mark.parametrize("letters", ["..e", "..l", "..g", "...", "_"])
def test_excused_late_or_unmarked_today_wants_no_call(letters: str) -> None:
    assert today_rule(letters, today=date(2014, 9, 3)) is None


def test_a_reason_in_the_register_is_known_unless_it_is_not_excused() -> None:
    second, third = date(2014, 9, 2), date(2014, 9, 3)
    ill, works = GivenReason("illness", refused=False), GivenReason("work", refused=True)
    assert today_rule("..a", today=third, reasons={third: ill}) is None
    refused = today_rule("..a", today=third, reasons={third: works})
    assert refused is not None
    assert refused.reason == "work"
    after = today_rule(".aa", today=third, reasons={second: ill})
    assert after is not None
    assert (after.count, after.excused, after.reason) == (1, 0, None), "only the day that nobody explained"


def test_before_the_first_register_of_the_day_yesterday_still_counts() -> None:
    monday, friday = date(2014, 9, 8), date(2014, 9, 5)
    assert today_rule("....a", today=monday, before=friday) is not None
    assert today_rule("....a.", today=monday, before=friday) is None
    assert today_rule("...a_", today=monday, before=friday) is None, "older than the school day before"


def test_from_the_third_day_on_the_pedagogue_has_the_child() -> None:
    assert today_rule("..aa", today=date(2014, 9, 4)) is not None
    assert today_rule("..aaa", today=date(2014, 9, 5)) is None


def september(letters: str, today: date) -> Evidence | None:
    return attendance.september(child(letters), today=today, opening=OPENING, watch_at=2, act_at=5)


@pytest.mark.parametrize(("missed", "level"), [(1, None), (2, 1), (4, 1), (5, 2)])
def test_september_is_watched_from_two_days_and_acted_on_above_four(missed: int, level: int | None) -> None:
    found = september("a." * missed + "." * 5, date(2014, 9, 30))
    assert (found.level if found else None) == level


def test_september_counts_excused_days_and_says_how_many() -> None:
    found = september(".e.a......", date(2014, 9, 20))
    assert found is not None
    assert (found.count, found.of, found.excused) == (2, 10, 1)


def test_october_is_not_september_and_november_no_longer_asks() -> None:
    in_october = "." * 22 + "aaaaa"
    assert september(in_october, date(2014, 10, 10)) is None
    assert september("aa" + "." * 30, date(2014, 10, 31)) is not None
    assert september("aa" + "." * 50, date(2014, 11, 17)) is None


def share(days: ChildDays, today: date = LATER) -> Evidence | None:
    return attendance.share_of_days(days, today=today, opening=OPENING, percent=10, after=20)


def test_a_tenth_is_asked_only_after_twenty_marked_days() -> None:
    assert share(child("aaaa" + "." * 15)) is None, "19 marked days"
    assert share(child("aaaa" + "." * 16)) is not None, "20 marked days"


def test_exactly_a_tenth_is_enough() -> None:
    assert share(child("aa" + "." * 18)) is not None
    assert share(child("aa" + "." * 19)) is None, "2 of 21"


def test_the_share_counts_marked_days_only() -> None:
    assert share(child("aa" + "_" * 30 + "." * 17)) is None, "19 marked days among 49"
    found = share(child("aa" + "_" * 30 + "." * 18))
    assert found is not None
    assert (found.count, found.of) == (2, 20)


def test_the_share_counts_excused_days_and_tells_them_apart() -> None:
    found = share(child("ea" + "." * 18))
    assert found is not None
    assert (found.count, found.excused) == (2, 1)


def test_late_days_are_days_the_child_came() -> None:
    assert share(child("lg" * 15)) is None


def test_a_child_enrolled_late_is_measured_by_its_own_days() -> None:
    days = child("aa" + "." * 18, first=date(2015, 2, 2))
    found = share(days)
    assert found is not None
    assert found.of == 20


def drop(letters: str) -> Evidence | None:
    return attendance.sharp_drop(child(letters), today=LATER, recent=10, before=40, rise=25, at_least=3)


def test_a_sharp_drop_is_measured_against_the_childs_own_days() -> None:
    found = drop("." * 40 + "a.a.a.....")
    assert found is not None
    assert (found.count, found.of, found.others, found.others_of) == (3, 10, 0, 40)


def test_what_is_usual_for_this_child_is_no_drop() -> None:
    assert drop("a.a......." * 4 + "a.a.a.a...") is None, "40 % against 20 %"
    assert drop("a.a......." * 4 + "a.a.a.a.a.") is not None, "50 % against 20 %"


def test_the_rise_may_be_exactly_the_limit() -> None:
    assert drop("a" + "." * 19 + "." * 19 + "a" + "a.a.a.....") is not None, "30 % against 5 %"
    assert drop("a." + "." * 19 + "." * 17 + "aa" + ".a.a.a....") is None, "30 % against 7.5 %"


def test_a_drop_needs_a_usual_to_fall_from() -> None:
    assert drop("." * 19 + "a.a.a.....") is None
    assert drop("." * 20 + "a.a.a.....") is not None


def test_one_stretch_away_is_no_coming_and_going() -> None:
    assert drop("." * 40 + "..aaaaa...") is None
    assert drop("." * 40 + "..aaeaa...") is None
    assert drop("." * 40 + "..aa.aa...") is not None


def test_excused_days_make_no_drop() -> None:
    assert drop("." * 40 + "e.e.e.e.e.") is None


def weekday(letters: str) -> Evidence | None:
    return attendance.same_weekday(child(letters), today=LATER, absent=6, of=10, times=2)


def test_six_of_the_last_ten_mondays_are_noticed() -> None:
    found = weekday("a...." * 6 + "....." * 4)
    assert found is not None
    assert (found.weekday, found.count, found.of, found.others, found.others_of) == (0, 6, 10, 0, 40)
    assert weekday("a...." * 5 + "....." * 5) is None


def test_only_the_last_ten_of_a_weekday_count() -> None:
    assert weekday("a...." * 6 + "....." * 5) is None, "5 of the last 10, 6 of 11"


def test_a_child_missing_on_every_weekday_has_no_weekday() -> None:
    assert weekday("aaaaa" * 10) is None
    assert weekday("aa.aa" * 10) is None, "10 of 10 against 30 of 40"


def test_the_other_weekdays_may_be_half_as_bad() -> None:
    assert weekday("a...." * 10) is not None
    assert weekday("aa.a." * 5 + "a..a." * 5) is not None, "10 of 10 against 15 of 40"


def test_the_worst_weekday_is_told() -> None:
    found = weekday("a..a." * 6 + "...a." * 4)
    assert found is not None
    assert (found.weekday, found.count) == (3, 10)


def test_excused_mondays_are_no_pattern() -> None:
    assert weekday("e...." * 10) is None


def never(letters: str, today: date = LATER) -> Evidence | None:
    return attendance.never_came(child(letters), today=today, enrolled=OPENING, after=6)


def test_enrolled_and_never_came() -> None:
    assert never("aaaaa") is None
    found = never("aeaaaaa")
    assert found is not None
    assert (found.since, found.count, found.of, found.excused) == (OPENING, 7, 7, 1)


@pytest.mark.parametrize("letters", ["", "______", "eeeeee", "eeaaaaa", "aaaaaal", "laaaaaa"])
def test_unmarked_excused_or_seen_once_is_not_never(letters: str) -> None:
    assert never(letters) is None
