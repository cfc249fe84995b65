"""Rules about a class or a school, never about a child. Each is a question to the head, not a reproach."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mektepke.watch.rules import order
from mektepke.watch.rules.evidence import Evidence


@dataclass(frozen=True, slots=True)
class ClassDay:
    """One taken register: how many of how many children missed the day, for whatever reason."""

    day: date
    missed: int
    pupils: int

    def mostly_missing(self, percent: int) -> bool:
        """Whether more than this share of the class is not there."""
        return self.pupils > 0 and self.missed * 100 > percent * self.pupils


def no_register(school_days: Sequence[date], taken: Collection[date], *, today: date, at_least: int) -> Evidence | None:
    """A class without a register for three school days. Today counts only once it is over: the day is still young.

    `school_days` begin where the class owes registers (`attendance.rules.owes_registers_from`): when its list was typed
    in, not when the list says that the year began. In a house begun in November nobody failed to look in September.
    """
    if today in taken:
        return None
    missing: list[date] = []
    for day in reversed([day for day in school_days if day < today]):
        if day in taken:
            break
        missing.append(day)
    if len(missing) < max(at_least, 1):
        return None
    level = order.step(len(missing), order.REGISTERS)
    return Evidence(since=missing[-1], until=missing[0], count=len(missing), level=level)


def no_absence(class_days: Sequence[ClassDay], *, today: date, at_least: int, pupils: int) -> Evidence | None:
    """A class in which nobody has missed a day for 15 marked days: perhaps the register is ticked without looking.

    In a class of a few children that is luck, so the class must have some. `of` is how many chances there were.
    """
    run: list[ClassDay] = []
    for class_day in reversed([class_day for class_day in class_days if class_day.day <= today]):
        if class_day.missed:
            break
        run.append(class_day)
    if len(run) < max(at_least, 1) or run[0].pupils < pupils:
        return None
    chances = sum(class_day.pupils for class_day in run)
    level = order.step(len(run), order.QUIET)
    return Evidence(since=run[-1].day, until=run[0].day, count=len(run), of=chances, level=level)


def class_missing(
    class_days: Sequence[ClassDay], *, today: date, percent: int, pupils: int, except_on: Collection[date]
) -> list[Evidence]:
    """Days in a row on which most of a class was missing, oldest first: field work, a road, a wedding, a mistake.

    Days on which the whole school was as good as closed are told once, about the school (`except_on`).
    """
    known = [class_day for class_day in class_days if class_day.day <= today and class_day.day not in except_on]
    missing = [class_day.pupils >= pupils and class_day.mostly_missing(percent) for class_day in known]
    return [_missing(known[start:end]) for start, end in _runs(missing)]


def school_closed(classes: Sequence[Sequence[ClassDay]], *, today: date, percent: int, pupils: int) -> list[Evidence]:
    """Days in a row on which most classes were mostly missing: a snow day or a closure, recognised from the marks.

    Most of the classes with a register that day (at least two), and most of their children together. Unmarked classes
    do not count: nobody knows about them. `count` is days, `others` of `others_of` children on the newest of them.
    """
    by_day: dict[date, list[ClassDay]] = {}
    for class_days in classes:
        for class_day in class_days:
            if class_day.day <= today and class_day.pupils:
                by_day.setdefault(class_day.day, []).append(class_day)
    known = sorted(by_day)
    totals = [_total(day, by_day[day]) for day in known]
    closed = [total.pupils >= pupils and _as_good_as_closed(by_day[total.day], percent) for total in totals]
    return [_missing(totals[start:end]) for start, end in _runs(closed)]


def shielded(found: Sequence[Evidence], class_days: Sequence[ClassDay], *, longest: int) -> frozenset[date]:
    """The days that say nothing about a child, because the class or the school was missing.

    A class that is missing for longer than a school week (`longest`), or a school for longer than two, shields nobody:
    behind a small class that stays empty are children who have stopped coming. A real closure stands in the calendar.
    """
    return days_of([evidence for evidence in found if evidence.count <= longest], class_days)


def days_of(found: Sequence[Evidence], class_days: Sequence[ClassDay]) -> frozenset[date]:
    """The marked days of a class that lie in these runs."""
    if not found:
        return frozenset()
    return frozenset(one.day for run in found for one in class_days if run.since <= one.day <= run.until)


def together(found: Mapping[UUID, Evidence], *, classes: int) -> Evidence | None:
    """One finding about the school when every class lacks its register: a holiday nobody entered, or no network.

    None if at least one class has one, or if there is only one class: then it is a question about that class.
    """
    if classes < 2 or len(found) < classes:
        return None
    shortest = min(found.values(), key=lambda evidence: evidence.count)
    return Evidence(
        since=shortest.since, until=shortest.until, count=shortest.count, others=len(found), others_of=classes,
        level=shortest.level,
    )  # fmt: skip


def _total(day: date, registers: Sequence[ClassDay]) -> ClassDay:
    return ClassDay(day, sum(one.missed for one in registers), sum(one.pupils for one in registers))


def _as_good_as_closed(registers: Sequence[ClassDay], percent: int) -> bool:
    empty = sum(1 for one in registers if one.mostly_missing(percent))
    most_classes = len(registers) >= 2 and empty * 100 > percent * len(registers)
    return most_classes and _total(registers[0].day, registers).mostly_missing(percent)


def _runs(holds: Sequence[bool]) -> list[tuple[int, int]]:
    """Start and end (exclusive) of each run of True."""
    edges = [index for index in range(len(holds) + 1) if _at(holds, index - 1) != _at(holds, index)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _at(holds: Sequence[bool], index: int) -> bool:
    return 0 <= index < len(holds) and holds[index]


def _missing(run: Sequence[ClassDay]) -> Evidence:
    """Evidence of a run of mostly empty days: `count` days; `others` of `others_of` children on the newest of them."""
    newest = run[-1]
    return Evidence(
        since=run[0].day, until=newest.day, count=len(run), others=newest.missed, others_of=newest.pupils,
        level=order.step(len(run), order.CLOSED),
    )  # fmt: skip
