"""Uzbek, in Latin letters."""

from __future__ import annotations

from mektepke.watch.concerns.rules import Noticed
from mektepke.watch.concerns.sentences.table import Sentences

SENTENCES = Sentences(
    name="O‘zbekcha",
    other_languages="Tillar",
    back="Orqaga",
    trial="Bu sahifa hozircha sinovda. Bolaga hozir yordam kerak bo‘lsa, {helpline} yoki {police} raqamiga qo‘ng‘iroq "
    "qiling.",
    ask="Bolaga yordam kerakmi?",
    lead="Bola maktabga bormayotganini yoki unga qiyin bo‘layotganini ko‘rdingizmi? Bir-ikki og‘iz so‘z bilan yozib "
    "qoldiring. Parol kerak emas, ismingizni aytmasangiz ham bo‘ladi.",
    danger="Bola hozir xavf ostidami?",
    danger_call="Darhol qo‘ng‘iroq qiling, bizni kutmang.",
    helpline="Bolalar ishonch telefoni",
    police="Militsiya",
    which_district="Qaysi tuman?",
    which_village="Qaysi qishloq?",
    village="Qishloq",
    other_village="Boshqa qishloq",
    not_found="Bu yerda bunday nomli qishloq yo‘q. Ro‘yxatdan tanlang.",
    which_of_these="Bunday nomli qishloq bir nechta. Qaysi biri?",
    nowhere="Bu yerda hozircha birorta ham qishloq yo‘q. {helpline} raqamiga qo‘ng‘iroq qiling.",
    nobody_reads="Bu qishloq haqida yozilganini hozircha hech kim o‘qimaydi. {helpline} raqamiga qo‘ng‘iroq qiling "
    "yoki maktabga ayting.",
    noticed="Nimani payqadingiz?",
    noticed_help="To‘g‘ri kelganlarining hammasini belgilang.",
    codes={
        Noticed.NO_SCHOOL: "Bola maktabga bormayapti",
        Noticed.WORK: "Bola o‘qimay, ishlab yuribdi",
        Noticed.VIOLENCE: "Bolani urishyapti yoki qiynashyapti",
        Noticed.MARRIAGE: "Qizni erta turmushga berishmoqchi",
        Noticed.NEEDS: "Bolaning ovqati, kiyimi yoki oyoq kiyimi yo‘q",
        Noticed.ALONE: "Bola yolg‘iz, kattalar qarovisiz qolgan",
        Noticed.OTHER: "Boshqa narsa",
    },
    urgent="Bola hozir xavf ostida",
    urgent_help="Unda avval {helpline} yoki {police} raqamiga qo‘ng‘iroq qiling.",
    words="O‘z so‘zingiz bilan ayting",
    words_help="Qaysi bola, taxminan necha yoshda, qaysi ko‘chada yashaydi, nimani ko‘rdingiz. Faqat bilganingizni "
    "yozing.",
    worker="Bu maktabda ishlaydigan odam haqida",
    worker_help="Unda buni maktabdan hech kim ko‘rmaydi: ayil aymog‘ining bolalarni himoya qilish mutaxassisi o‘qiydi.",
    no_officer="Agar bu maktabda ishlaydigan odam haqida bo‘lsa, {helpline} raqamiga qo‘ng‘iroq qiling: hozircha bu "
    "yerda maktabdan tashqari o‘qiydigan odam yo‘q.",
    reach="Siz bilan qanday bog‘lansak bo‘ladi?",
    reach_help="Xohlasangiz, ismingiz va telefoningizni yozing. Kim yozganini oilasiga aytmaymiz.",
    optional="(bo‘sh qoldirsangiz ham bo‘ladi)",
    send="Yuborish",
    read_by_school="Buni faqat maktabning ijtimoiy pedagogi o‘qiydi. Bu sahifa hech bir bola haqida hech narsa "
    "ko‘rsatmaydi.",
    read_by_school_or_officer="Maktabda ishlaydigan odam haqida deb belgilasangiz, buni faqat ayil aymog‘ining "
    "bolalarni himoya qilish mutaxassisi o‘qiydi, bo‘lmasa faqat maktabning ijtimoiy pedagogi o‘qiydi. Bu sahifa hech "
    "bir bola haqida hech narsa ko‘rsatmaydi.",
    read_by_officer="Buni faqat ayil aymog‘ining bolalarni himoya qilish mutaxassisi o‘qiydi. Bu sahifa hech bir bola "
    "haqida hech narsa ko‘rsatmaydi.",
    trap="Bu joyni bo‘sh qoldiring",
    not_sent="Hali yuborilmadi. Pastda belgilangan joyga qarang.",
    say_something="Nimani payqaganingizni belgilang yoki o‘z so‘zingiz bilan yozing.",
    too_long="Juda uzun bo‘lib ketdi. {most} harfdan oshirmay yozing.",
    bad_sign="Ichida saqlab bo‘lmaydigan belgi bor. Qaytadan yozib ko‘ring.",
    choose="Shu ro‘yxatdan tanlang.",
    read_again="Yana bir marta o‘qib chiqib, «Yuborish» tugmasini qayta bosing.",
    trapped="Bu joyni bo‘shatib, «Yuborish» tugmasini qayta bosing.",
    many_from_here="So‘nggi paytda sizning aloqa tarmog‘ingizdan ko‘p xabar keldi. Yozganingiz shu yerda turibdi: bir "
    "soatdan keyin qayta yuboring. Kutib bo‘lmasa, {helpline} yoki {police} raqamiga qo‘ng‘iroq qiling.",
    many_about_village="Bugun bu qishloq haqida ko‘p xabar keldi. Yozganingiz shu yerda turibdi: keyinroq qayta "
    "yuboring. Bola xavf ostida bo‘lsa, shuni belgilang: unda darhol qabul qilinadi. Bo‘lmasa {helpline} yoki {police} "
    "raqamiga qo‘ng‘iroq qiling.",
    thanks="Rahmat! Yozganingiz yetib keldi.",
    then_call="Bola hozir xavf ostida bo‘lsa, qo‘ng‘iroq qiling, bizni kutmang.",
    next="Endi nima bo‘ladi",
    next_school="Maktabning ijtimoiy pedagogi buni o‘qib, ikki o‘quv kuni ichida bolaning ahvolini bilishi kerak.",
    next_school_urgent="Maktabning ijtimoiy pedagogi buni bugun o‘qib, bolaning ahvolini bugun bilishi kerak.",
    next_officer="Ayil aymog‘ining bolalarni himoya qilish mutaxassisi buni o‘qib, bolaning ahvolini biladi.",
    next_worker="Buni ayil aymog‘ining bolalarni himoya qilish mutaxassisi o‘qiydi. Maktabdan hech kim ko‘rmaydi.",
    no_answer="Telefoningizni yozgan bo‘lsangiz, sizga qo‘ng‘iroq qilishimiz mumkin. Bolaga qanday yordam berilganini "
    "boshqalarga aytmaymiz: bu bolani himoya qiladi.",
    if_worse="Ahvol og‘irlashsa, {helpline} yoki {police} raqamiga qo‘ng‘iroq qiling.",
    another="Yana yozish",
    notice_write="Telefondan yoki kompyuterdan shu manzilga yozing:",
    notice_print="Bu sahifani A4 qog‘ozga chiqarib, qishloq taxtasiga iling.",
)
