"""What is personal in the tables of casework: the most confidential of the house."""

from __future__ import annotations

from tests.promises.personal_table import CODE, DATES, KEY, NARRATIVE, ORDER, PHONE, WHEN, Table

CASEWORK: dict[str, Table] = {
    "casework.Case": Table(
        "child",
        keep={
            "id child school worker municipality signal": KEY,
            "outcome track step risk": CODE,
            "opened_on reopened_on given_on review_on planned_on closed_on look_again_on back_since emptied_on": DATES,
            "days_to_contact days_to_plan days_to_return days_back": "a number of days, for figures that read no case",
            "plan_version": ORDER,
            "at": WHEN,
        },
        encrypt={"risk_reason closing_words despite_registers": NARRATIVE},
    ),
    "casework.StepTaken": Table(
        "child", keep={"id case by": KEY, "step back": CODE, "at": WHEN}, encrypt={"words": NARRATIVE}
    ),
    "casework.Ending": Table(
        "child",
        keep={"id case reopened_by": KEY, "outcome": CODE, "closed_on reopened_on": DATES},
        encrypt={"closing_words": NARRATIVE},
    ),
    "casework.Barred": Table("staff", keep={"id case person by": KEY, "why": CODE, "at": WHEN}),
    "casework.Reader": Table(
        "staff",
        keep={"id case person given_by": KEY, "starts ends taken_back_on": DATES, "at": WHEN},
        encrypt={"reason": NARRATIVE},
    ),
    "casework.OwnCause": Table(
        "nobody",
        keep={
            "code group": CODE,
            "name_ky name_ru name_en": "a cause in general, nobody's",
            "ended_on": DATES,
            "added_by": KEY,
            "at": WHEN,
        },
    ),
    "casework.CaseCause": Table(
        "child",
        keep={"id case recorded_by": KEY, "sure": CODE, "on no_longer_on": DATES, "at": WHEN},
        encrypt={"cause": "why a child misses school", "evidence": NARRATIVE, "said_by": "who in the family spoke"},
    ),
    "casework.Assessment": Table(
        "child",
        keep={"case changed_by": KEY, "changed_at": WHEN},
        encrypt={"child_says household_needs strengths health": NARRATIVE},
    ),
    "casework.Action": Table(
        "child",
        keep={
            "id case made_by": KEY,
            "kind party worked": CODE,
            "due_on done_on dropped_on asked_on received_on": DATES,
            "level_before hours level_after": "of catch-up lessons: a level and hours",
            "reference": "a key that only casework can resolve",
            "at": WHEN,
        },
        encrypt={"words shown_by": NARRATIVE},
    ),
    "casework.Action_causes": Table("child", keep={"id action casecause": KEY}),
    "casework.Agreement": Table(
        "family",
        keep={"id case recorded_by": KEY, "whom how": CODE, "on": DATES, "at": WHEN},
        encrypt={"who": "who in the family decides"},
    ),
    "casework.Approval": Table(
        "child",
        keep={
            "id case asked_by decided_by": KEY,
            "plan_version": ORDER,
            "decision": CODE,
            "asked_on decided_on": DATES,
            "at": WHEN,
        },
        encrypt={"words": NARRATIVE},
    ),
    "casework.Review": Table(
        "child", keep={"id case by": KEY, "decision": CODE, "on": DATES, "at": WHEN}, encrypt={"words": NARRATIVE}
    ),
    "casework.Report": Table(
        "child",
        keep={"id case told_by": KEY, "how": CODE, "due_at told_at at": WHEN},
        encrypt={"danger": "what threatens a child", "whom words": NARRATIVE},
    ),
    "casework.Consent": Table(
        "family",
        keep={
            "id child case recorded_by withdrawal_recorded_by": KEY,
            "purpose agreed given_by how": CODE,
            "on withdrawn_on": DATES,
            "at": WHEN,
        },
        encrypt={"with_whom": NARRATIVE},
    ),
    "casework.Referral": Table(
        "child",
        keep={
            "id case from_school to_school consent sent_by answered_by": KEY,
            "body answer": CODE,
            "fields": "names of fields, never what stands in them",
            "sent_on answered_on": DATES,
            "at": WHEN,
        },
        encrypt={"addressee need without_consent answer_words": NARRATIVE},
    ),
    "casework.Pairing": Table("nobody", keep={"id school_class made_by": KEY, "starts ends": DATES, "at": WHEN}),
    "casework.Pair": Table("child", keep={"id pairing number": KEY, "children_agreed families_agreed": CODE}),
    "casework.PairMember": Table("child", keep={"id pair child": KEY}),
    "casework.PairNote": Table(
        "child", keep={"id pair recorded_by answered_by": KEY, "kind": CODE, "on answered_on": DATES, "at": WHEN}
    ),
    "casework.Contact": Table(
        "child",
        keep={
            "id child school guardian by": KEY,
            "kind met result next_by_house": CODE,
            "next_on on": DATES,
            "at": WHEN,
        },
        scrub={"number": PHONE},
        encrypt={"seen words": NARRATIVE},
    ),
    "casework.RecordRequest": Table(
        "family",
        keep={
            "id child school recorded_by handed_by": KEY,
            "asked_by how language lives_together": CODE,
            "asked_on due_on handed_on": DATES,
            "at": WHEN,
        },
    ),
    "casework.Correction": Table(
        "family",
        keep={"id request recorded_by answered_by": KEY, "answer": CODE, "on answered_on": DATES, "at": WHEN},
        encrypt={"words answer_words": NARRATIVE},
    ),
    "casework.Erasure": Table(
        "family",
        keep={
            "id child school proposed_by decided_by": KEY,
            "why asked_by decision": CODE,
            "proposed_on decided_on done_on": DATES,
            "at": WHEN,
        },
        encrypt={"words decision_words": NARRATIVE},
    ),
    "casework.RetentionPeriod": Table(
        "nobody", keep={"kind": CODE, "months": "a setting", "set_by": KEY, "set_at": WHEN}
    ),
    "casework.RetentionProposal": Table(
        "nobody",
        keep={
            "id school municipality decided_by": KEY,
            "kind decision": CODE,
            "before proposed_on decided_on": DATES,
            "count removed": "a sum",
        },
        encrypt={"words": "free words, of why records are still needed"},
    ),
    "casework.CapacityRow": Table("nobody", keep={"hours_from new_a_day visits_a_week open_cases": "a setting"}),
}
