"""How schools head their columns, in Kyrgyz, Russian and English. A star ends a stem: `рожд*` is рождения and рожд."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mektepke.sheets.letters import fold

Stem = tuple[str, bool]
Phrase = tuple[Stem, ...]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What may head a column: a code for each column, its phrases; the codes of which a list must have one."""

    phrases: Mapping[str, tuple[str, ...]]
    needed: frozenset[str]
    # Recognised so that nothing else claims them, and read by nobody.
    unread: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def folded(self) -> list[tuple[str, Phrase]]:
        """Every phrase as folded stems, with its column's code."""
        return [(code, _stems(phrase)) for code, phrases in self.phrases.items() for phrase in phrases]

    @property
    def codes(self) -> list[str]:
        """The columns that are read, in their order."""
        return [code for code in self.phrases if code not in self.unread]


def _stems(phrase: str) -> Phrase:
    return tuple((fold(word), word.endswith("*")) for word in phrase.split())


def _split(phrases: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in phrases.split(","))


def _words(phrases: str) -> frozenset[str]:
    return frozenset(map(fold, _split(phrases)))


PUPIL_LIST = Vocabulary(
    needed=frozenset({"full_name", "family_name", "given_name"}),
    unread=frozenset({"number", "other"}),
    phrases={
        "full_name": _split(
            "аты жөнү, окуучу* аты жөнү, бала* аты жөнү, окуучу, окуучулар, окуучу* аты, бала* аты, фамилия* аты, "
            "фамилия* аты атасынын аты, аты фамилия*, окуучу* фамилия* аты, бала* фамилия* аты, окуучу* фамилия* аты "
            "атасынын аты, бала* фамилия* аты атасынын аты, толук аты, ф а а, фаа, а ж т, фио, ф и о, фи, ф и, фио "
            "ученик*, фио учащ*, фио ребенка, ф и о ученик*, ф и о учащ*, ф и о ребенка, фамилия имя, фамилия имя "
            "отчество, имя фамилия, фамилия имя ученик*, фамилия имя учащ*, фамилия имя ребенка, фамилия имя отчество "
            "ученик*, фамилия имя отчество учащ*, фамилия имя отчество ребенка, ученик*, учащ*, полное имя, name, "
            "names, full name, pupil*, pupil* name, "
            "student*, student* name, child, child* name, surname name, name surname, last name first name, surname "
            "given name"
        ),
        "family_name": _split(
            "фамилия*, фам, фамилия ученик*, фамилия учащ*, окуучу* фамилия*, бала* фамилия*, тек аты, surname, "
            "last name, family name, lastname"
        ),
        "given_name": _split(
            "имя, имя ученик*, имя учащ*, имя ребенка, аты, ысымы, ысым, өз аты, first name, given name, firstname, "
            "forename"
        ),
        "patronymic": _split("отчество, отч, атасынын аты, ата* аты, patronymic, middle name, father s name"),
        "birth_date": _split(
            "туулган, туулган күнү, туулган жылы, туулган дата*, туулган күнү айы жылы, туулган жылы айы күнү, "
            "туулган жылы күнү айы, т ж, т к, дата рожд*, год рожд*, день рожд*, рожд*, д р, г р, др, год р, дата "
            "р, число месяц год рожд*, год месяц число рожд*, день месяц год рожд*, birth*, date birth, date of "
            "birth, birth date, birthdate, year of birth, dob, born, birthday"
        ),
        "sex": _split("жынысы, жыныс, пол, sex, gender, м ж, э к, m f, эркек кыз, уул кыз, boy girl"),
        "school_class": _split(
            "класс, классы, класс* аты, окуган классы, кл, class, grade, form, класс литер*, класс буква, класс тамга*"
        ),
        "class_letter": _split(
            "литер*, буква, буква класса, тамга*, класс* тамга*, параллель, letter, section, class letter"
        ),
        "village": _split(
            "айыл, айылы, айыл кыштак, кыштак, кыштагы, жашаган айылы, село, нас* пункт, населенный пункт, село "
            "проживания, village, settlement"
        ),
        "street": _split("көчө*, көчө аты, улица, ул, street"),
        "house": _split("үй, үйү, үй номери, үй no, дом, номер дома, дом no, no дома, house, house number, house no"),
        "address": _split(
            "дарек*, үй дарек*, жашаган жери, жашаган дарек*, турак жайы, адрес*, дом* адрес*, место жительства, "
            "место проживания, адрес проживания, address, home address, көчө* үй*, улица дом, дареги, үй дареги, "
            "жашаган дареги"
        ),
        "guardian_name": _split(
            "ата эне*, ата эне* аты жөнү, ата эне* фио, ата эне* аты жөнү тел*, аты жөнү тел*, фио тел*, ф и о "
            "тел*, имя тел*, name phone*, апа* ата*, апа* ата* аты жөнү, эне* атасы*, эне* атасы* аты жөнү, мать отец, "
            "фио мать отец, матери отца, фио матери отца, мама папа, mother father, mother* father* name*, камкорчу*, "
            "камкорчу* аты жөнү, жооптуу адам*, мыйзамдуу өкүл*, өкүл* аты жөнү, ата эне* же* камкорчу*, родител*, "
            "родител* фамилия* имя, фио родител*, ф и о родител*, фио родител* тел*, опекун*, фио опекун*, "
            "представител*, законн* представител*, фио законн* представител*, фио представител*, "
            "guardian*, guardian* name, parent*, parent* name, parent* guardian*, parent* full name"
        ),
        "guardian_relation": _split(
            "ким болот, ким болуп эсептелет, кимиси, туугандыгы, тууганчылы*, туугандык*, тууган*, кем приходится, "
            "кем является, родство, степень родства, relation*, relation* to child, guardian* relation*"
        ),
        "guardian_phone": _split(
            "тел, телефон*, телефон номери, тел номери, ата эне* тел*, апа* ата* тел*, эне* атасы* тел*, тел* "
            "матери отца, тел* мать отец, mother* father* phone*, ата эне* телефон*, камкорчу* тел*, "
            "байланыш*, байланыш тел*, уюлдук*, номер телефон*, no тел*, тел номер*, тел* родител*, телефон* "
            "родител*, номер тел* родител*, тел* опекун*, конт*, контакт* тел*, контакт* телефон*, моб*, моб* тел*, "
            "сот* тел*, phone*, telephone*, mobile*, phone number, contact*, contact phone, parent* phone*, "
            "guardian* phone*, parent* tel*"
        ),
        "guardian_language": _split(
            "ата эне* тили, ата эне* тил*, камкорчу* тил*, сүйлөшүү тили, байланыш* тили, язык родител*, язык "
            "общения, язык опекун*, язык общения родител*, guardian* language, parent* language, preferred "
            "language, contact language"
        ),
        "mother_name": _split(
            "эне, энеси, апасы, энеси* аты жөнү, эне* аты жөнү, апасы* аты жөнү, мать, мать фамилия* имя, мама, "
            "матери, фио матери, ф и о матери, mother, mother s name, mother s full name, mother* name"
        ),
        "mother_phone": _split(
            "энеси* тел*, апасы* тел*, эне* тел*, тел* матери, тел* мамы, телефон* матери, мать тел*, мать номер*, "
            "mother* phone*, mother* tel*"
        ),
        "father_name": _split(
            "ата, атасы, атасы* аты жөнү, ата* аты жөнү, отец, отец фамилия* имя, папа, отца, фио отца, ф и о отца, "
            "father, father s full name"
        ),
        "father_phone": _split(
            "атасы* тел*, ата* тел*, тел* отца, тел* папы, телефон* отца, отец тел*, отец номер*, father* phone*, "
            "father* tel*"
        ),
        "home_language": _split(
            "эне тил*, үй бүлө* тил*, үй* тил*, үйдө сүйлөгөн тил*, родной язык, язык дома, домашний язык, "
            "язык в семье, язык семьи, home language, mother tongue, native language, language at home"
        ),
        "disability": _split(
            "майып*, ден соолу* мүмкүнчүлү*, мүмкүнчүлүгү чектел*, ден соолу* чектел*, дмч, ммчб, ммч, өзгөчө "
            "муктаж*, инвалид*, овз, ловз, огранич* возможност*, ребенок с овз, особ* потребност*, disab*, special "
            "need*, impairment*"
        ),
        "documents_missing": _split(
            "документ* жок*, документи жок*, жетишпеген документ*, жок документ*, күбөлүгү жок*, нет документ*, без "
            "документ*, отсутств* документ*, недоста* документ*, нет свидетельств*, документ* missing, missing "
            "document*, document* missing, no document*, without document*"
        ),
        "mode": _split(
            "окуу форма*, окутуу форма*, окутуу түрү, окуу түрү, форма обуч*, вид обуч*, режим обуч*, режим*, mode, "
            "mode of study, study mode, form of study"
        ),
        "enrolled_on": _split(
            "кабыл алын*, кабыл алынган күнү, мектепке кабыл алын*, мектепке келген күнү, келген күнү, келген "
            "дата*, кирген күнү, катталган күнү, дата зачисл*, зачислен*, дата поступл*, поступил*, дата прибыт*, "
            "дата прибыл*, прибыл*, дата прием*, enrol*, enrol* on, enrol* date, date of enrol*, date enrol*, "
            "admission*, admission date, date of admission, admitted*"
        ),
        "migrant_parent": _split(
            "мигрант*, миграция*, миграцияда*, ата эне* мигра*, мигрант* ата эне*, сыртта* иште*, родител* мигра*, "
            "родител* в мигра*, родител* на заработк*, дети мигрантов, ребенок мигранта, migrant*, migrant* "
            "parent*, parent* migrant*, parent* abroad, migration"
        ),
        "poor_family_number": _split(
            "аз камсыз*, аз камсыз* үй бүлө*, аз камсыз* номер*, аз камсыз* үй бүлө* номер*, аз камсыз* үй бүлө* "
            "реестр*, жакыр*, реестр* номер*, малоимущ*, малоимущ* сем*, малообесп*, малообесп* сем*, номер* "
            "реестр* малоимущ*, номер* реестр*, реестр* малоимущ*, no реестр*, poor famil*, poor famil* number, "
            "poor famil* register*, low income*, register of poor families, number in register* poor*"
        ),
        "number": _split(
            "no, n, no п п, n п п, п п, номер, номери, т н, к н, р н, р с, катар номери, катар no, number, row"
        ),
        "other": _split(
            "свидетельств*, свидетельств* рожд*, дата выдач* свидетельств* рожд*, серия*, выдан*, паспорт*, "
            "күбөлүк*, күбөлүгү, туулган* күбөлү*, инн, пин, жеке номер*, id, жашы, возраст, age, улуту, "
            "национальн*, nationality, жарандыгы, гражданств*, citizenship, эскертүү*, примечан*, note*, remark*, "
            "comment*, электрон* почта, почта, email, e mail, прописка, язык обуч*, окутуу тили, окуу тили, "
            "language of instruction, жумушу, место работы, место рожд*, туулган жери, place of birth, класс "
            "жетекчи*, классный руковод*, class teacher, мектеп, школа, school, документ*, document*, район*, "
            "область, област*, облусу, айыл аймак*, айыл өкмөт*, айыл* округ*, квартира, батир*, кв, дата выбыт*, "
            "выбыл*, кеткен күнү, балл*, баасы, оценк*, подпись, колу, signature"
        ),
    },
)

# What begins a row that counts, and is no child; and what stands below a list for signatures.
TOTALS = _words(
    "бардыгы, баары, жыйынтык, жыйынтыгы, жалпы, жалпысы, итого, всего, итог, total, totals, sum, grand total, "
    "эркек балдар, эркектер, балдар, кыздар, уулдар, мальчиков, мальчики, девочек, девочки, boys, girls, из них, "
    "анын ичинен, в том числе, количество, саны, окуучулардын саны, количество учащихся, классы боюнча"
)
SIGNATURES = _words(
    "класс жетекчи, класс жетекчиси, класс жетекчилери, мектеп директору, директор, директору, завуч, окуу "
    "бөлүмүнүн башчысы, мугалим, мугалими, классный руководитель, кл руководитель, кл рук, директор школы, учитель, "
    "секретарь, катчы, дата, подпись, колу, мөөр, м о, м п, class teacher, head teacher, teacher, principal, "
    "signature"
)
