"""Which role a post means, as staff lists name it in Kyrgyz, Russian and English.

A list gives access to children, so the rule is: no role rather than a wrong one. «Директордун орун басары» begins with
the word for the head and is a deputy; «директордун катчысы» and «секретарь директора» are secretaries.
"""

from __future__ import annotations

from mektepke.people.roles import Role
from mektepke.sheets.classes import SchoolClass as ClassName
from mektepke.sheets.classes import class_in_title
from mektepke.sheets.faults import Fault
from mektepke.sheets.letters import fold


def _stems(words: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in words.split(", "))


# A deputy by the word itself, or by the field that a deputy looks after: «директор по УВР», «окуу бөлүмүнүн башчысы».
_DEPUTY = _stems(
    "зам, заместит, завуч, зауч, орун, орунбас, басар, обб, здувр, здвр, увр, ахч, deputy, vice, assistant, "
    "zam, zavuch, orun"
)
_DEPUTY_PAIRS = [
    (fold(one), fold(other))
    for one, other in (
        ("окуу", "башчы"), ("бөлүм", "башчы"), ("зав", "учеб"), ("зав", "уч"), ("зав", "част"), ("нач", "учеб"),
        ("директор", "боюнча"), ("head", "department"), ("head", "studies"),
    )
]  # fmt: skip
# Who helps or was: neither the head nor the pedagogue nor the teacher whom the cell names too.
_SOMEBODY_ELSE = _stems(
    "жардамчы, помощ, секретар, катчы, кеңешчи, советн, референт, бывш, мурунку, мурдагы, secretary, former, helper, "
    "adviser, advisor, лаборант, уборщ, тазала"
)
# Only as the bare word or with «-у»: «директордун», «директора» say whose somebody is.
_HEAD = frozenset(_stems("директор, директору, директриса, principal, headteacher, headmaster, headmistress, director"))
_HEAD_BESIDE = frozenset(_stems("head, of, the, a, school, teacher, master, mistress, our"))
_SCHOOL = _stems("мектеп, мектеб")
_SOCIAL = _stems("социал, соц, social")
_CARING = _stems("пед, педагог, работник, кызматкер, pedagog, worker")
_PEDAGOGUE = _stems("соцпед, pedagogue")
_TEACHER = _stems("класс, мугалим, учител, teacher, class")
_LEADER = _stems("жетекчи, руковод, рук, teacher")
# Work at a school, whoever is given a role for it; «5-А класс» alone is no post.
_AT_SCHOOL = _stems(
    "мугалим, учител, преподават, педагог, соцпед, воспитат, тарбиячы, психолог, библиотек, китепкана, завхоз, "
    "классрук, клрук, teacher, pedagogue, librarian"
)


def role_in(text: str) -> Role | Fault:
    """The role that a cell names. Faults: `role_deputy`, `role_unclear`.

    A pedagogue who also teaches is the pedagogue.
    """
    words = fold(text).split()
    if _any(words, _SOMEBODY_ELSE):
        return Fault("role_unclear")
    if _is_deputy(words):
        return Fault("role_deputy")
    kinds = ((Role.PEDAGOGUE, _is_pedagogue), (Role.HEAD, _is_head), (Role.TEACHER, _is_teacher))
    return next((role for role, fits in kinds if fits(words)), None) or Fault("role_unclear")


def names_a_post(text: str) -> bool:
    """Whether a cell names work at a school, one that has a role here or another: «мугалим», «завуч», «завхоз»."""
    words = fold(text).split()
    kinds = (_is_deputy, _is_pedagogue, _is_head)
    return _any(words, _AT_SCHOOL + _LEADER) or any(fits(words) for fits in kinds)


def class_led(text: str) -> ClassName | None:
    """The class in «5-А класс жетекчиси»; None where the cell names none or does not say that it is led."""
    return class_in_title(text) if _any(fold(text).split(), _LEADER) else None


def _is_deputy(words: list[str]) -> bool:
    by_field = _any(words, _stems("директор")) and fold("по") in words
    pairs = any(_any(words, (one,)) and _any(words, (other,)) for one, other in _DEPUTY_PAIRS)
    return _any(words, _DEPUTY) or by_field or pairs


def _is_pedagogue(words: list[str]) -> bool:
    return words == [fold("соц")] or _any(words, _PEDAGOGUE) or (_any(words, _SOCIAL) and _any(words, _CARING))


def _is_head(words: list[str]) -> bool:
    if "head" in words and set(words) <= _HEAD_BESIDE:
        return True
    return bool(_HEAD & set(words)) or (_any(words, _SCHOOL) and _any(words, _stems("башчы")))


def _is_teacher(words: list[str]) -> bool:
    return _any(words, _TEACHER) or (fold("кл") in words and _any(words, _LEADER)) or _any(words, _stems("клрук"))


def _any(words: list[str], stems: tuple[str, ...]) -> bool:
    return any(word.startswith(stems) for word in words)
