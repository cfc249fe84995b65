"""Reading how much is carried and how it goes, without reading a case."""

from mektepke.casework.caseload.queries.early import too_early_until
from mektepke.casework.caseload.queries.figures import (
    Municipality,
    OwnSchool,
    Row,
    municipalities_of,
    municipality_for,
    own_schools,
    rows_of,
    year_begins,
)
from mektepke.casework.caseload.queries.giving import case_to_give, receivers
from mektepke.casework.caseload.queries.loads import Carries, OpenCase, Taken, carried, open_cases_at, taken_lately

__all__ = [
    "Carries",
    "Municipality",
    "OpenCase",
    "OwnSchool",
    "Row",
    "Taken",
    "carried",
    "case_to_give",
    "municipalities_of",
    "municipality_for",
    "open_cases_at",
    "own_schools",
    "receivers",
    "rows_of",
    "taken_lately",
    "too_early_until",
    "year_begins",
]
