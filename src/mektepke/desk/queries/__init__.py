"""What the screens of the desk join, folder by folder. Each answers one screen in a fixed number of queries."""

from mektepke.desk.queries.child import ChildPage, child_page
from mektepke.desk.queries.classes import ClassToday, classes_today
from mektepke.desk.queries.head import HeadToday, head_today
from mektepke.desk.queries.officer import MunicipalityFigures, OfficerToday, municipality_figures, officer_today
from mektepke.desk.queries.pedagogue import WORSE_SHOWN, PedagogueToday, pedagogue_today
from mektepke.desk.queries.school import SchoolFigures, school_figures
from mektepke.desk.queries.teacher import ToCall, to_call

__all__ = [
    "WORSE_SHOWN",
    "ChildPage",
    "ClassToday",
    "HeadToday",
    "MunicipalityFigures",
    "OfficerToday",
    "PedagogueToday",
    "SchoolFigures",
    "ToCall",
    "child_page",
    "classes_today",
    "head_today",
    "municipality_figures",
    "officer_today",
    "pedagogue_today",
    "school_figures",
    "to_call",
]
