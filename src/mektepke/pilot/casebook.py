"""What the made-up pedagogues write down: causes with evidence, first actions, results of calls. Pure, in Kyrgyz."""

from __future__ import annotations

from dataclasses import dataclass

import numpy

from mektepke.casework.causes import Cause
from mektepke.pilot.children import ChildPlan
from mektepke.pilot.families import FamilyPlan


@dataclass(frozen=True, slots=True)
class Finding:
    """A cause as it was found: what shows it, who said so, and the first action with who is responsible."""

    evidence: str
    said_by: str
    action: str
    party: str


FINDINGS: dict[Cause, Finding] = {
    Cause.DISABILITY: Finding("Мектепке өзү бара албайт, үйдө отурат", "parent", "medical", "family"),
    Cause.FAMILY_CIRCUMSTANCES: Finding(
        "Апасы ооруп, үйдө жардам керек болуп калыптыр", "relative", "talk_parents", "relative"
    ),
    Cause.FAMILY_TROUBLE: Finding("Үйдө тынчтык жок экенин коңшулар айтышты", "neighbour", "talk_parents", "pedagogue"),
    Cause.MATERIAL_HARDSHIP: Finding("Кышкы бут кийими жок", "seen", "aid", "group"),
    Cause.WORK: Finding("Базарда жүк ташып иштейт", "child", "talk_parents", "pedagogue"),
    Cause.ILLNESS: Finding("Көп ооруйт, врачка барган эмес", "parent", "medical", "family"),
    Cause.UNWILLING: Finding("Сабак кызыксыз дейт", "child", "talk_child", "teacher"),
    Cause.OVER_AGE: Finding("Классташтарынан эки жаш улуу, уялат", "teacher", "catch_up", "teacher"),
    Cause.SEASONAL_WORK: Finding("Түшүм жыйноодо ата-энесине жардам берет", "parent", "talk_parents", "village_head"),
    Cause.PARENTS_UNWILLING: Finding("Атасы «окуунун кереги жок» деди", "parent", "talk_parents", "elder"),
    Cause.PARENT_ABROAD: Finding("Ата-энеси чет өлкөдө, чоң энеси менен турат", "relative", "home_visit", "pedagogue"),
    Cause.DOCUMENTS: Finding("Туулгандыгы тууралуу күбөлүгү жок", "document", "documents", "village_head"),
    Cause.HOUSEWORK: Finding("Кичүү бир туугандарын карайт", "child", "talk_parents", "pedagogue"),
    Cause.FALLEN_BEHIND: Finding("Математикадан артта калып, сабактан качат", "teacher", "catch_up", "teacher"),
    Cause.NO_FRIENDS: Finding("Класста досу жок, жалгыз жүрөт", "peer", "volunteer", "volunteer"),
    Cause.DISTANCE: Finding("Мектепке чейин беш чакырым жөө барат", "seen", "transport", "village_head"),
}
# Published: the National Statistical Committee's counts of 2019 for children of 7 to 17 in no school; one child can
# have several causes. Disability and illness are taken only where the child's own row says so. The last four are OURS.
WEIGHTS: dict[Cause, int] = {
    Cause.FAMILY_CIRCUMSTANCES: 634,
    Cause.FAMILY_TROUBLE: 310,
    Cause.MATERIAL_HARDSHIP: 262,
    Cause.WORK: 212,
    Cause.ILLNESS: 72,
    Cause.UNWILLING: 67,
    Cause.OVER_AGE: 63,
    Cause.SEASONAL_WORK: 25,
    Cause.PARENTS_UNWILLING: 12,
    Cause.HOUSEWORK: 200,
    Cause.FALLEN_BEHIND: 150,
    Cause.NO_FRIENDS: 80,
    Cause.DISTANCE: 40,
}

REACHED = (
    "Апасы менен сүйлөштүм. Бала талаада жардам берип жатыптыр, эртең келет деди.",
    "Чоң энеси жооп берди. Бала ооруган экен, жакшы болуп калыптыр.",
    "Атасы менен сүйлөштүм, дүйшөмбүдөн баштап өзү алып келет.",
    "Апасы билбей калыптыр: бала үйдөн чыгып, мектепке келбейт экен. Чогуу көзөмөлдөйбүз деп макулдаштык.",
)
VISITED = (
    "Үйүнө бардым, баласы менен да, апасы менен да сүйлөштүм.",
    "Үйүндө чоң атасы гана бар экен. Баланын эртең келишине макулдаштык.",
)
NOT_A_PROBLEM = (
    "Врачтын кагазы бар экен, мектепке кеч тапшырыптыр.",
    "Үй-бүлөсү тойго кетиптир, алдын ала айткан экен.",
    "Журналда ката белгиленип калыптыр, бала келген.",
)
CLOSED = (
    "Ата-энеси менен макулдашып, классташы менен бирге келе баштады.",
    "Бут кийим табылды, бала күн сайын келип жатат.",
    "Мугалим кошумча сабак өттү, бала эми артта калган жок.",
)
AT_STAKE = "Бир нече себеп чогуу: жардам берилбесе, бала мектептен алыстап кетет."
CHILD_SAYS = "Мектепке баргым келет, бирок үйдөгүлөргө жардам керек."
STRENGTHS = "Окуганды жакшы көрөт, чоң энеси колдойт."
SHOWN_BY = "Эки жума катары менен сабакка келет"
MOTHER = "Апасы"
HEAD_APPROVES = "Макулмун."
HEAD_TOLD = "Мугалим менен сүйлөштүм, журнал эми күн сайын толтурулат."


def causes_of(child: ChildPlan, family: FamilyPlan, chance: numpy.random.Generator) -> list[Cause]:
    """One or two causes: what the child's own row shows, else by the published counts."""
    shown = [
        cause
        for cause, holds in (
            (Cause.DISABILITY, child.disability == "yes"),
            (Cause.DOCUMENTS, child.documents_missing == "yes"),
            (Cause.MATERIAL_HARDSHIP, family.poor_register_number != ""),
            (Cause.PARENT_ABROAD, family.migrant_parent == "yes"),
        )
        if holds
    ][:1]
    weights = numpy.array(list(WEIGHTS.values()), dtype=float)
    wanted = 1 if shown or chance.random() < 0.6 else 2
    drawn = chance.choice(len(weights), wanted, replace=False, p=weights / weights.sum())
    others = [list(WEIGHTS)[place] for place in drawn if chance.random() < 0.5 or not shown]
    return list(dict.fromkeys(shown + others))
