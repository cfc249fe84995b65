"""One child of the call list in words: why, what to do next and by when, what was done last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from mektepke.casework.models import Action, Contact
from mektepke.casework.queries.cases import next_actions
from mektepke.casework.queries.waiting import Waiting
from mektepke.casework.rules import wrong_numbers
from mektepke.casework.words import AGREE_STEP, SEND_OR_TAKE_OFF, VISIT_OR_RIGHT_NUMBER, care_ended
from mektepke.pupils.models import Child, Guardian
from mektepke.pupils.queries import classes_of
from mektepke.watch.rules.steps import Step as SignalStep
from mektepke.watch.sentences import sentence, step_words

MOST_REASONS = 3
AGREE = "agree_step"
Result = Contact.Result
MOVED = Result.MOVED.value


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next, as a code and in words, and by when; without a day where none is agreed."""

    code: str
    words: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """One child to see today. Reasons are about attendance; a family's circumstances are one tap away."""

    child: Child
    class_name: str
    """Empty for a child in no school."""
    age: int | None
    reasons: list[str]
    """That the child still does not come, what is noticed; for a child to look at again of whom all is answered, what
    was noticed last, or since when its care has ended."""
    step: Step
    """For a child in the person's care what is agreed there, or that something has to be agreed."""
    noticed_step: Step | None
    """For a child in the person's care, what the rules ask for besides."""
    guardian: Guardian | None
    wrong: Guardian | None = None
    """Whose number turned out wrong, while it still stands there."""
    wrong_number: bool = False
    """Whether the last call about this ended at a wrong number, and nobody has put it right since."""
    done: list[Contact] = field(default_factory=list)
    """The calls and visits of the day on which the person last did anything about this, oldest first."""
    moved: bool = False
    """Whether the last of them said that the family has moved away, while the child is on the roll here."""
    again_on: date | None = None
    """The day, come by now, on which the person looks again."""
    agreed: bool = False
    """Whether the person chose that day; else the house set it."""
    tried: bool = False
    """Whether the person has called or visited since this was noticed, and it still waits."""
    in_care: bool = False
    """Whether the child has an open case already."""
    case: UUID | None = None
    """The open case, if the person may work on it: that of another school's child is not theirs."""
    signal: UUID | None = None
    """The worst of the open signals, for an answer that needs neither call nor visit."""

    @property
    def last(self) -> Contact | None:
        """What the person did last about this."""
        return self.done[-1] if self.done else None

    @property
    def again(self) -> bool:
        """Whether the person is to look again by today."""
        return self.again_on is not None

    @property
    def main_button(self) -> str:
        """What the card offers first: call, visit, case, or the way to another school."""
        if self.step.code == SignalStep.PROTECT:
            return "protect"
        if self.moved:
            return "case" if self.case else "send"
        if self.step.code == AGREE:
            return "case"
        if self.step.code == SignalStep.HOME_VISIT or self.wrong or self.wrong_number:
            return "visit"
        return "case" if self.case and self.step.code != Action.Kind.CALL else "call"


def lines_of(entries: Sequence[Waiting], today: date, *, in_care: set[UUID], cases: Mapping[UUID, UUID]) -> list[Line]:
    """The lines of these children, in their order. Three queries."""
    children = [entry.child for entry in entries]
    class_names = classes_of(children, today)
    agreed = next_actions(cases.values())
    guardians: dict[UUID, list[Guardian]] = defaultdict(list)
    for guardian in Guardian.objects.filter(household__in={child.household_id for child in children}):
        guardians[guardian.household_id].append(guardian)
    return [
        _line(
            entry,
            class_name=class_names.get(entry.child.pk, ""),
            guardians=guardians[entry.child.household_id],
            today=today,
            in_care=entry.child.pk in in_care,
            case=cases.get(entry.child.pk),
            agreed=agreed,
        )
        for entry in entries
    ]


def _reasons(entry: Waiting) -> list[str]:
    """At most three sentences: first that the child still does not come, then that care has ended, then the signals."""
    still_away = [sentence(entry.still_away)] if entry.still_away else []
    look = entry.look
    ended = [care_ended(look.care_ended_on, look.registers)] if look and look.care_ended_on and look.registers else []
    noticed = [entry.noticed] if entry.noticed and not ended else []
    said = [*still_away, *ended, *[sentence(signal) for signal in entry.signals or noticed]]
    return list(dict.fromkeys(said))[:MOST_REASONS]


def _line(
    entry: Waiting,
    *,
    class_name: str,
    guardians: list[Guardian],
    today: date,
    in_care: bool,
    case: UUID | None,
    agreed: Mapping[UUID, Action],
) -> Line:
    wrong = wrong_numbers((call.number, call.result == Result.WRONG_NUMBER) for call in entry.contacts)
    dialable = sorted((one for one in guardians if one.phone), key=lambda one: one.phone in wrong)
    done = entry.done if entry.again_on or entry.is_tried or entry.is_known else []
    came = _Came(done[-1] if done else None, guardians, bool(class_name))
    rules = _asked_for(entry)
    in_danger = rules if rules and rules.code == SignalStep.PROTECT else None
    usual = _in_care(agreed.get(case)) if case else _of_nobody(entry, today, came)
    return Line(
        child=entry.child,
        class_name=class_name,
        age=entry.child.age_on(today),
        reasons=_reasons(entry),
        step=in_danger or usual,
        noticed_step=rules if case and not in_danger else None,
        guardian=next(iter(dialable or guardians), None),
        wrong=next((one for one in guardians if one.phone in wrong), None),
        wrong_number=came.wrong_number,
        done=done,
        moved=came.moved,
        again_on=entry.again_on,
        agreed=entry.look is not None and not entry.look.by_house,
        tried=entry.is_tried,
        in_care=in_care,
        case=case,
        signal=entry.signals[0].pk if entry.signals else None,
    )


def _asked_for(entry: Waiting) -> Step | None:
    """What the rules ask for, by the earliest day of all that waits."""
    if not entry.signals:
        return None
    code = entry.signals[0].next_step
    return Step(code, step_words(code), min(signal.due_on for signal in entry.signals))


@dataclass(frozen=True, slots=True)
class _Came:
    """What came of the last call or visit, as far as it changes what is done next."""

    last: Contact | None
    guardians: list[Guardian]
    on_roll: bool

    @property
    def wrong_number(self) -> bool:
        """Whether it ended at a wrong number that still stands there."""
        last = self.last
        if last is None or last.result != Result.WRONG_NUMBER:
            return False
        return not last.number or any(guardian.phone == last.number for guardian in self.guardians)

    @property
    def moved(self) -> bool:
        """Whether the family has moved away while the child is on the roll here."""
        return self.on_roll and self.last is not None and self.last.result == Result.MOVED

    @property
    def needs_visit(self) -> bool:
        """Whether only a visit helps on."""
        return self.last is not None and self.last.result == Result.NEEDS_VISIT


def _of_nobody(entry: Waiting, today: date, came: _Came) -> Step:
    """For a child in nobody's care: what the last call or visit leads to, else what the rules ask for, else a call."""
    usual = Step(SignalStep.CALL, step_words(SignalStep.CALL), entry.again_on or today)
    step = _asked_for(entry) or usual
    if came.moved:
        return Step(MOVED, str(SEND_OR_TAKE_OFF), today)
    if came.wrong_number:
        return Step(SignalStep.HOME_VISIT, str(VISIT_OR_RIGHT_NUMBER), step.due_on)
    if came.needs_visit:
        return Step(SignalStep.HOME_VISIT, step_words(SignalStep.HOME_VISIT), step.due_on)
    return step


def _in_care(action: Action | None) -> Step:
    if action is None:
        return Step(AGREE, str(AGREE_STEP), None)
    return Step(action.kind, action.get_kind_display(), action.due_on)
