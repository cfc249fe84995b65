"""A child about whom there is a row in every table, and in every field with words a mark that stands nowhere else."""

from __future__ import annotations

from datetime import date, datetime

from mektepke.base.clock import SCHOOL_TIME
from mektepke.casework.models import (
    Action,
    Agreement,
    Approval,
    Assessment,
    Case,
    CaseCause,
    Consent,
    Contact,
    Correction,
    Ending,
    Pair,
    Pairing,
    PairMember,
    Reader,
    RecordRequest,
    Referral,
    Report,
    Review,
    StepTaken,
)
from mektepke.pupils.models import Child, Enrolment, Guardian, OutOfSchool, Transfer
from mektepke.trail.actions import looked
from mektepke.watch.models import Answer, Concern, Signal
from tests.cast import Side

NUMBER = "+996777121314"
OPENED = date(2014, 10, 1)
CLOSED = date(2014, 11, 3)
SAID_BY = ("child", "parent", "relative", "neighbour", "teacher", "peer", "seen", "document")
MET = ("mother", "father", "guardian", "child", "relative", "neighbour", "teacher")


def mark(field: str, of: str = "") -> str:
    """What stands in a field, and nowhere else: «casework.Review.words»."""
    return f"«{field}{'.' if of else ''}{of}»"


def everything_about(side: Side, child: Child) -> Case:
    """Write all of it; the ordinary case, closed, is returned. Beside it lies an open one of protection."""
    _home(child)
    _moves(side, child)
    _noticed(side, child)
    case = _case(side, child, "ordinary", closed=True)
    _case(side, child, "protection", closed=False)
    _contacts(side, child)
    _asked(side, child)
    _pair(side, child)
    looked(by=side.teacher, child=child, page="child", reason="teacher")
    looked(by=side.protection_officer, child=child, page="protection", reason="protection_officer")
    return case


def _home(child: Child) -> None:
    for name in ("family_name", "given_name", "patronymic", "languages", "helps_in_class"):
        setattr(child, name, mark(f"pupils.Child.{name}"))
    child.disability = child.documents_missing = "yes"
    child.save()
    home = child.household
    home.street, home.house = mark("pupils.Household.street"), "дом-7"
    home.poor_register_number, home.migrant_parent = mark("pupils.Household.poor_register_number"), "yes"
    home.save()
    Guardian.objects.filter(household=home).update(full_name=mark("pupils.Guardian.full_name"), phone=NUMBER)


def _moves(side: Side, child: Child) -> None:
    last = Enrolment.objects.get(child=child)
    last.ends, last.reason_of_leaving = date(2014, 11, 10), "transferred"
    last.save()
    Transfer.objects.create(
        child=child, from_enrolment=last, to_elsewhere=mark("pupils.Transfer.to_elsewhere"), sent_on=last.ends,
        due_on=date(2014, 11, 15), received_on=date(2014, 11, 12), sent_by=side.head, received_by=side.head,
    )  # fmt: skip
    OutOfSchool.objects.create(
        child=child, kind="left", found_on=date(2014, 8, 25), found_by=side.pedagogue, ended_on=date(2014, 9, 1),
        ending="enrolled", goes_to=mark("pupils.OutOfSchool.goes_to"),
    )  # fmt: skip


def _noticed(side: Side, child: Child) -> None:
    facts = {"since": "2014-09-29", "until": "2014-10-01", "count": 3}
    for number, rule in enumerate(("days_in_a_row", "concern")):
        signal = Signal.objects.create(
            id=f"00000000-0000-7000-8000-00000000000{number}", rule=rule, child=child, school=side.school,
            audience="pedagogue", next_step="call", due_on=OPENED, raised_on=OPENED, last_seen_on=OPENED,
            evidence=facts, state="handled", answered_level=1,
        )  # fmt: skip
        for kind in Answer.Kind.values:
            Answer(signal=signal, kind=kind, words=mark("watch.Answer.words", kind), by=side.teacher).save()
    _concern(side, child, signal)


def _concern(side: Side, child: Child, signal: Signal) -> None:
    words = {name: mark(f"watch.Concern.{name}") for name in ("words", "reach", "answer_words")}
    Concern.objects.create(
        village=side.village, language="ky", codes="violence", goes_to="school", state="matched", child=child,
        signal=signal, answered_by=side.pedagogue, answered_at=datetime(2014, 10, 2, tzinfo=SCHOOL_TIME), **words,
    ).schools.add(side.school)  # fmt: skip


def _case(side: Side, child: Child, track: str, *, closed: bool) -> Case:
    said = _Said(track)
    ending = {"closed_on": CLOSED, "outcome": "moved", "step": "closed"} if closed else {"step": "active"}
    case = Case.objects.create(
        child=child, school=side.school, worker=side.pedagogue, track=track, risk="medium", opened_on=OPENED,
        risk_reason=said("Case.risk_reason"), closing_words=said("Case.closing_words"), **ending,
    )  # fmt: skip
    _understood(side, case, said)
    _done(side, case, said)
    _agreed(side, case, said)
    _letters(side, case, said)
    if track == "protection":
        Report.objects.create(
            case=case, danger="violence", due_at=datetime(2014, 10, 2, tzinfo=SCHOOL_TIME),
            whom=said("Report.whom"), words=said("Report.words"),
        )  # fmt: skip
    return case


class _Said:
    """Marks of one case; those of a case of protection say so."""

    def __init__(self, track: str) -> None:
        self.track = track

    def __call__(self, field: str, of: str = "") -> str:
        return mark(f"casework.{field}", of if self.track == "ordinary" else f"{of}.protection")


def _understood(side: Side, case: Case, said: _Said) -> None:
    by = {"case": case, "recorded_by": side.pedagogue}
    for who in SAID_BY:
        CaseCause.objects.create(cause="work", said_by=who, evidence=said("CaseCause.evidence", who), **by)
    CaseCause.objects.create(cause="violence", said_by="parent", evidence=said("CaseCause.evidence", "danger"), **by)
    parts = {name: said(f"Assessment.{name}") for name in ("child_says", "household_needs", "strengths", "health")}
    Assessment.objects.create(case=case, changed_by=side.pedagogue, **parts)


def _done(side: Side, case: Case, said: _Said) -> None:
    """An action against what a parent said, one against a danger, one against both."""
    causes = list(case.causes.all())
    plain = [cause for cause in causes if (cause.cause, cause.said_by) == ("work", "parent")]
    dangers = [cause for cause in causes if cause.cause == "violence"]
    for of, answered in (("plain", plain), ("both", plain + dangers), ("danger", dangers)):
        action = Action.objects.create(
            case=case, kind="catch_up", party="teacher", due_on=CLOSED, words=said("Action.words", of),
            shown_by=said("Action.shown_by", of), level_before="1", level_after="2", made_by=side.pedagogue,
        )  # fmt: skip
        action.causes.set(answered)
    StepTaken.objects.create(case=case, step="assessed", words=said("StepTaken.words"), by=side.pedagogue)
    Review.objects.create(case=case, decision="kept", words=said("Review.words"), by=side.pedagogue)
    Ending.objects.create(
        case=case, closed_on=OPENED, outcome="not_needed", closing_words=said("Ending.closing_words"),
        reopened_on=OPENED, reopened_by=side.pedagogue,
    )  # fmt: skip


def _agreed(side: Side, case: Case, said: _Said) -> None:
    for whom in ("parent", "child"):
        Agreement.objects.create(
            case=case, recorded_by=side.pedagogue, whom=whom, who=said("Agreement.who", whom), how="spoken", on=OPENED
        )
    Approval.objects.create(
        case=case, plan_version=1, asked_by=side.pedagogue, decided_by=side.head, decided_on=OPENED,
        decision="approved", words=said("Approval.words"),
    )  # fmt: skip
    Reader.objects.create(
        case=case, person=side.deputy, reason=said("Reader.reason"), starts=OPENED, ends=CLOSED,
        given_by=side.pedagogue,
    )  # fmt: skip


def _letters(side: Side, case: Case, said: _Said) -> None:
    """With the mother's consent to the health centre; without any to who gives help, and to the guardianship body."""
    mother, _child = (
        Consent.objects.create(
            case=case, child=case.child, recorded_by=side.pedagogue, purpose="sharing", given_by=who, how="spoken",
            on=OPENED, with_whom=said("Consent.with_whom", who),
        )
        for who in ("mother", "child")
    )  # fmt: skip
    for body, consent in (("health", mother), ("aid", None), ("guardianship", None)):
        Referral.objects.create(
            case=case, body=body, from_school=side.school, need=said("Referral.need", body), consent=consent,
            addressee=said("Referral.addressee", body), fields=["name"], sent_by=side.pedagogue, sent_on=OPENED,
            without_consent="" if consent else said("Referral.without_consent", body), answer="accepted",
            answered_on=CLOSED, answer_words=said("Referral.answer_words", body),
        )  # fmt: skip


def _contacts(side: Side, child: Child) -> None:
    guardian = Guardian.objects.filter(household=child.household).first()
    for met in (*MET, ""):
        Contact.objects.create(
            child=child, school=side.school, kind="visit", result="reached", met=met, on=OPENED, by=side.pedagogue,
            words=mark("casework.Contact.words", met or "nobody"), seen=mark("casework.Contact.seen", met or "nobody"),
        )  # fmt: skip
    Contact.objects.create(
        child=child, school=side.school, kind="call", result="reached", on=OPENED, by=side.pedagogue, number=NUMBER,
        guardian=guardian, words=mark("casework.Contact.words", "dialled"),
    )  # fmt: skip


def _asked(side: Side, child: Child) -> None:
    for who in ("mother", "father"):
        request = RecordRequest.objects.create(
            child=child, school=side.school, asked_by=who, how="spoken", asked_on=OPENED, due_on=date(2014, 10, 8),
            recorded_by=side.pedagogue, handed_on=CLOSED, handed_by=side.pedagogue,
        )  # fmt: skip
        Correction.objects.create(
            request=request, words=mark("casework.Correction.words", who), recorded_by=side.pedagogue,
            answer="refused", answer_words=mark("casework.Correction.answer_words", who), answered_on=CLOSED,
            answered_by=side.pedagogue,
        )  # fmt: skip


def _pair(side: Side, child: Child) -> None:
    pair = Pair.objects.create(
        pairing=Pairing.objects.create(school_class=side.school_class, made_by=side.teacher), number=1
    )
    for member in (child, side.pupils[1]):
        PairMember.objects.create(pair=pair, child=member)
