"""The pilot's figures and places, each with where it comes from. Nothing here is about a person.

POSTER: the poster of the project «Жеткиликтүү мектеп» (Accessible School), Leilek district, June 2014 to July 2015.
SOATE: the state's codes of places; Russian names as of 2014, Kyrgyz names in their official spelling (Жаңы-, Өзгөрүш).
OURS: made up or chosen by this project, because nothing is published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PUPILS = 6968  # POSTER: «Баары болуп 6 968 (100%) окуучу»
OUT_OF_SCHOOL = 400  # POSTER: «Алардын ичинен 400 (5,6%) окуучу мектепке барган эмес»
SCHOOLS = 22  # POSTER: «16 айылда 22 мектеп»
VILLAGES = 16  # POSTER
MUNICIPALITIES = 4  # POSTER: «төрт айылдык аймакта»
PROGRAMME_STARTS = date(2014, 6, 1)  # POSTER: «июнь 2014 - июль 2015»
PROGRAMME_ENDS = date(2015, 7, 31)  # POSTER

BASELINE = date(2014, 10, 31)  # OURS: the last school day of the first quarter; the poster prints no day for its 400
TODAY = date(2014, 11, 17)  # OURS: the day of the demo
SEED = 2014  # OURS

# OURS: how the 400 became 400. The poster only says that they did not go to school.
NEVER_CAME = 118
STOPPED_COMING = 187
LEFT_DURING_YEAR = 95
# OURS: children whom no school has on its rolls. They come on top of the 6 968 and are few.
NEVER_ENROLLED = 12
LEFT_SCHOOL = 6
WILL_ENTER_LATE = 5


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the three languages."""

    ky: str
    ru: str
    en: str


@dataclass(frozen=True, slots=True)
class School:
    """A school. OURS: its number, size, week and languages of lessons; no real school is meant."""

    code: str
    number: int
    pupils: int
    grades: int = 11
    days_a_week: int = 6
    languages: tuple[str, ...] = ("ky",)


@dataclass(frozen=True, slots=True)
class Village:
    """A village and its schools. `soate` is empty where no code was found."""

    soate: str
    name: Name
    schools: tuple[School, ...]
    lies_high: bool = False
    """OURS: where the first snow closes the road."""


@dataclass(frozen=True, slots=True)
class Municipality:
    """A rural municipality (айылдык аймак)."""

    soate: str
    name: Name
    villages: tuple[Village, ...]


PROGRAMME = Name("Жеткиликтүү мектеп", "Доступная школа", "Accessible School")  # POSTER
OBLAST = ("41705000000000", Name("Баткен облусу", "Баткенская область", "Batken oblast"))  # SOATE
DISTRICT = ("41705236000000", Name("Лейлек району", "Лейлекский район", "Leilek district"))  # SOATE

# POSTER: the four. SOATE: their codes and villages. Where a village was renamed later, the name is that of 2014:
# Чурбек is Үч-Булак since 2023, Центральное is Борбордук now.
PILOT: tuple[Municipality, ...] = (
    Municipality(
        "41705236804000",
        Name("Бешкент айылдык аймагы", "Бешкентский айылный аймак", "Beshkent rural municipality"),
        (
            Village(
                "41705236804010",
                Name("Бешкент", "Бешкент", "Beshkent"),
                (School("BES-01", 1, 317, days_a_week=5), School("BES-02", 2, 486)),
            ),
            Village(
                "41705236804040",
                Name("Карл Маркс атындагы", "Им. Карла Маркса", "Imeni Karla Marksa"),
                (School("KMA-01", 1, 268),),
            ),
            Village(
                "41705236804050",
                Name("Кайрагач", "Кайрагач", "Kayragach"),
                (
                    School("KAI-01", 1, 402, languages=("ky", "uz")),
                    School("KAI-02", 2, 214, grades=9, days_a_week=5, languages=("uz",)),
                ),
            ),
            Village(
                "41705236804080",
                Name("СССРдин 50 жылдыгы", "50 лет СССР", "50 let SSSR"),
                (School("SSR-01", 1, 236),),
            ),
            Village(
                "41705236804090",
                Name("Эски-Оочу", "Эски-Оочу", "Eski-Oochu"),
                (School("ESK-01", 1, 171, grades=9, days_a_week=5),),
            ),
        ),
    ),
    Municipality(
        "41705236806000",
        Name("Маргун айылдык аймагы", "Маргунский айылный аймак", "Margun rural municipality"),
        (
            Village(
                "41705236806010",
                Name("Маргун", "Маргун", "Margun"),
                (School("MAR-01", 1, 438), School("MAR-02", 2, 251, days_a_week=5)),
            ),
            Village("41705236806020", Name("Чурбек", "Чурбек", "Churbek"), (School("CHU-01", 1, 229),)),
            Village("41705236806030", Name("Дархум", "Дархум", "Darkhum"), (School("DRH-01", 1, 304),), lies_high=True),
            Village(
                "41705236806040",
                Name("Даргаз", "Даргаз", "Dargaz"),
                (School("DRG-01", 1, 196, grades=9, days_a_week=5),),
                lies_high=True,
            ),
        ),
    ),
    Municipality(
        "41705236818000",
        Name("Катран айылдык аймагы", "Катранский айылный аймак", "Katran rural municipality"),
        (
            Village(
                "41705236818010",
                Name("Катран", "Катран", "Katran"),
                (School("KAT-01", 1, 531), School("KAT-02", 2, 322, days_a_week=5)),
                lies_high=True,
            ),
            Village(
                "41705236818020", Name("Жаңы-Турмуш", "Джаны-Турмуш", "Zhany-Turmush"), (School("ZHT-01", 1, 284),)
            ),
            Village(
                "41705236818030",
                Name("Өзгөрүш", "Озгерюш", "Ozgorush"),
                (School("OZG-01", 1, 247, days_a_week=5),),
                lies_high=True,
            ),
        ),
    ),
    Municipality(
        "41705236808000",
        Name("Жаңы-Жер айылдык аймагы", "Джаны-Джерский айылный аймак", "Zhany-Zher rural municipality"),
        (
            Village(
                "41705236808010",
                Name("Центральное", "Центральное", "Tsentralnoe"),
                (School("TSE-01", 1, 462), School("TSE-02", 2, 288, days_a_week=5)),
            ),
            Village(
                "41705236808020",
                Name("Арка", "Арка", "Arka"),
                (
                    School("ARK-01", 1, 561, languages=("ky", "tg")),
                    School("ARK-02", 2, 279, days_a_week=5, languages=("tg",)),
                ),
            ),
            Village("41705236808030", Name("Достук", "Достук", "Dostuk"), (School("DOS-01", 1, 263),)),
            Village("", Name("Жаштык", "Жаштык", "Zhashtyk"), (School("ZHA-01", 1, 219, days_a_week=5),)),
        ),
    ),
)

# OURS: the school whose pedagogue signs in first. Its 317 pupils are the size at which Today is measured.
FIRST_SCHOOL = "BES-01"


def short_name(municipality: Municipality) -> Name:
    """The municipality without «айылдык аймагы», as on the poster: Бешкент."""
    name = municipality.name
    return Name(
        name.ky.removesuffix(" айылдык аймагы"),
        name.ru.removesuffix(" айылный аймак"),
        name.en.removesuffix(" rural municipality"),
    )


def schools() -> list[tuple[Municipality, Village, School]]:
    """Every school with its village and municipality, in the order of the poster's pages."""
    return [(place, village, school) for place in PILOT for village in place.villages for school in village.schools]


def school_name(village: Village, school: School) -> Name:
    """Named after its village and a number, as nobody's real school is: «Бешкент №1 орто мектеби»."""
    kind = ("негизги", "Основная", "basic") if school.grades == 9 else ("орто", "Средняя", "secondary")
    return Name(
        f"{village.name.ky} №{school.number} {kind[0]} мектеби",
        f"{kind[1]} школа №{school.number}, {village.name.ru}",
        f"{village.name.en} {kind[2]} school No. {school.number}",
    )
