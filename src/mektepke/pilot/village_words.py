"""What people of the villages wrote about children, and what came of each: pure, in the language they wrote in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Wanted(StrEnum):
    """What kind of home the child lives in, where the pedagogue found out whose child it is."""

    POOR = "poor"
    ABROAD = "abroad"


@dataclass(frozen=True, slots=True)
class Written:
    """One concern. Without `of_home` and `because` it still waits; `answer` is what the pedagogue wrote down."""

    school: str
    on: date
    language: str
    codes: tuple[str, ...]
    words: str
    reach: str = ""
    urgent: bool = False
    about_school_worker: bool = False
    of_home: Wanted | None = None
    because: str = ""
    answer: str = ""


# OURS, all of it. What was answered came on a Wednesday, when the pedagogues have the morning for it.
WRITTEN: tuple[Written, ...] = (
    Written(
        "BES-01", date(2014, 9, 24), "ky", ("needs",),
        "Биздин көчөдөгү бир үйдүн балдары мектепке жыртык бут кийим менен барып жүрүшөт. Айтууга уялышат.",
        of_home=Wanted.POOR,
        answer="Үйүнө бардым. Кышкы бут кийими жок экен, демилгелүү топтон сурайбыз деп макулдаштык.",
    ),
    Written(
        "MAR-01", date(2014, 10, 8), "ru", ("work",),
        "Мальчик лет двенадцати вместо школы пасёт чужой скот. Живёт у родственников.",
        because="elsewhere", answer="Бала Чурбек айлынан экен, ал жактагы социалдык педагогго айттым.",
    ),
    Written(
        "BES-02", date(2014, 10, 15), "ru", ("alone",),
        "Родители на заработках, дети живут с бабушкой. Она болеет, вечерами за ними никто не смотрит.",
        of_home=Wanted.ABROAD,
        answer="Үйүнө бардым. Чоң энеси менен сүйлөштүм, эжеси күн сайын кабар алып турат деп макулдаштык.",
    ),
    Written(
        "KAI-02", date(2014, 10, 15), "uz", ("needs",),
        "Qo‘shnimizning bolalarida issiq kiyim yo‘q, maktabga yupqa kiyimda borishadi.",
        of_home=Wanted.POOR,
        answer="Үйүнө бардым. Жылуу кийим керек экен, айыл өкмөтүнөн жардам сурайбыз деп сүйлөштүк.",
    ),
    Written(
        "BES-01", date(2014, 10, 22), "ky", ("no_school",),
        "Кошунамдын кызы үч күндөн бери мектепке барбай, үйдө отурат.",
        because="well", answer="Үйүнө бардым. Кыз ооруп калыптыр, азыр сакайып, мектепке келип жатат.",
    ),
    Written(
        "KAI-01", date(2014, 10, 29), "uz", ("no_school",),
        "Ko‘chamizdagi bir bola maktabga bormay qo‘ydi, kun bo‘yi uyda o‘tiradi.",
        because="known", answer="Бул бала менен иштеп жатабыз.",
    ),
    Written(
        "KAT-01", date(2014, 10, 29), "ky", ("needs",),
        "Бул үйдүн балдарында дептер да, жылуу кийим да жок. Жардам берсеңиздер жакшы болот эле.",
        of_home=Wanted.POOR, answer="Үйүнө бардым. Дептерди мектептен бердик, жылуу кийим издеп жатабыз.",
    ),
    Written(
        "TSE-01", date(2014, 11, 12), "ru", ("no_school",),
        "Видел у дороги детей в учебное время.",
        because="unclear", answer="Кимдин балдары экени билинбейт, жазган киши дарегин калтырган эмес.",
    ),
    Written(
        "SSR-01", date(2014, 11, 13), "ky", ("hurt",),
        "Дене тарбия мугалими балдарды кулагынан тартып урат экен, балам үйгө ыйлап келди.",
        about_school_worker=True,
    ),
    Written(
        "DRH-01", date(2014, 11, 15), "ky", ("hurt",),
        "Жанымдагы үйдөн түнү бою баланын ыйы угулду. Атасы ичип алып балдарын урат. Тезирээк барып көрүңүздөр.",
        urgent=True,
    ),
    Written(
        "BES-01", date(2014, 11, 16), "ky", ("no_school", "work"),
        "Базарда бир бала күн сайын араба түртүп жүк ташыйт. Он бирлерде окшойт, сабак убагында да ошол жерде жүрөт.",
        reach="Базардагы нан сатчулардан сурасаңыз болот",
    ),
)  # fmt: skip
