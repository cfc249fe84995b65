"""How schools head the columns of a staff list, and what they call languages. A star ends a stem."""

from __future__ import annotations

from mektepke.sheets.letters import fold
from mektepke.sheets.vocabulary import Vocabulary

STAFF_LIST = Vocabulary(
    needed=frozenset({"full_name", "family_name", "given_name"}),
    unread=frozenset({"number", "other"}),
    phrases={
        "full_name": (
            "аты жөнү", "толук аты", "мугалим*", "мугалим* аты жөнү", "кызматкер*", "кызматкер* аты жөнү", "ф а а",
            "фаа", "фио", "ф и о", "фио сотрудник*", "сотрудник*", "учител*", "фио учител*", "педагог*",
            "фамилия имя", "фамилия имя отчество", "name", "full name", "staff", "teacher*", "name of teacher",
            "employee*",
        ),
        "family_name": ("фамилия*", "surname", "last name", "family name"),
        "given_name": ("имя", "аты", "ысымы", "first name", "given name"),
        "patronymic": ("отчество", "атасынын аты", "patronymic", "middle name"),
        "role": (
            "кызмат*", "кызматы", "кызмат орду", "ролу", "милдет*", "должность", "роль", "обязанност*", "position",
            "role", "post", "job",
        ),
        "school_class": (
            "класс", "классы", "класстары", "класс* жетекчи*", "классный руковод*", "классы руковод*",
            "классн* руководств*",
            "класс* руковод*", "кл* руковод*", "кл* рук", "кл* жетекчи*", "руковод* класс*", "class",
            "classes", "class teacher of", "grade",
        ),
        "phone": (
            "тел", "телефон*", "телефон номери", "тел номери", "номер телефон*", "байланыш*", "моб*", "моб* тел*",
            "сот* тел*", "контакт*", "phone*", "telephone*", "mobile*", "phone number", "contact*",
        ),
        "language": (
            "тил*", "тили", "баракча* тили", "язык", "язык общения", "язык интерфейса", "language",
            "preferred language",
        ),
        "number": ("no", "n", "no п п", "п п", "номер", "т н", "к н", "катар номери", "number"),
        "other": (
            "предмет*", "сабак*", "билими", "образование", "стаж*", "категор*", "туулган*", "дата рожд*",
            "год рожд*", "адрес*", "дарек*", "подпись", "колу", "эскертүү*", "примечан*", "subject*", "education",
            "birth*", "address*", "note*", "язык обуч*", "окутуу тили", "паспорт*", "инн", "пин", "жынысы", "пол",
            "sex", "gender", "email", "e mail", "почта",
        ),
    },
)  # fmt: skip


def _stems(words: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in words.split(", "))


_LANGUAGES = [
    ("ky", _stems("кыргыз, кырг, киргиз, kyrgyz, ky")),
    ("ru", _stems("орус, рус, russian, ru")),
    ("en", _stems("англ, english, en")),
]


def language_in(text: str) -> str | None:
    """The language of pages that a cell names, or None."""
    folded = fold(text)
    return next((code for code, stems in _LANGUAGES if folded.startswith(stems)), None)
