"""English."""

from __future__ import annotations

from mektepke.watch.concerns.rules import Noticed
from mektepke.watch.concerns.sentences.table import Sentences

SENTENCES = Sentences(
    name="English",
    other_languages="Languages",
    back="Back",
    trial="This page is still on trial. If a child needs help now, call {helpline} or {police}.",
    ask="Does a child need help?",
    lead="Have you seen that a child does not go to school, or is in trouble? Tell us in a few words. You need no "
    "password, and you need not say who you are.",
    danger="Is a child in danger right now?",
    danger_call="Call at once. Do not wait for us.",
    helpline="Children's helpline",
    police="Police",
    which_district="In which district?",
    which_village="In which village?",
    village="Village",
    other_village="Another village",
    not_found="No village here has this name. Please choose it from the list.",
    which_of_these="Several villages have this name. Which one is it?",
    nowhere="No village can be chosen here yet. Please call {helpline}.",
    nobody_reads="Nobody reads what is written about this village yet. Please call {helpline}, or tell the school.",
    noticed="What have you noticed?",
    noticed_help="Tick everything that fits.",
    codes={
        Noticed.NO_SCHOOL: "A child does not go to school",
        Noticed.WORK: "A child works instead of learning",
        Noticed.VIOLENCE: "A child is beaten or hurt",
        Noticed.MARRIAGE: "A girl is to be married early",
        Noticed.NEEDS: "A child lacks food, clothes or shoes",
        Noticed.ALONE: "A child is left alone, without grown-ups",
        Noticed.OTHER: "Something else",
    },
    urgent="A child is in danger right now",
    urgent_help="Then call {helpline} or {police} first.",
    words="Tell it in your own words",
    words_help="Which child, about how old, in which street, and what you saw. Write only what you know.",
    worker="It is about somebody who works at the school",
    worker_help="Then nobody at the school sees it. The child-protection officer of the municipality reads it.",
    no_officer="If it is about somebody who works at the school, call {helpline}: here nobody outside the school could "
    "read it at present.",
    reach="How can we reach you?",
    reach_help="If you like: your name and phone. We do not tell the family who has written.",
    optional="(may be left empty)",
    send="Send",
    read_by_school="Only the social pedagogue of the school reads this. This page never shows anything about a child.",
    read_by_school_or_officer="If you tick that it is about somebody who works at the school, only the "
    "child-protection officer of the municipality reads this; otherwise only the social pedagogue of the school. This "
    "page never shows anything about a child.",
    read_by_officer="Only the child-protection officer of the municipality reads this. This page never shows anything "
    "about a child.",
    trap="Leave this field empty",
    not_sent="Not sent yet. Please look at what is marked below.",
    say_something="Please tick what you have noticed, or tell it in your own words.",
    too_long="This is too long. Please write at most {most} letters.",
    bad_sign="There is a sign in it that cannot be kept. Please write it again.",
    choose="Please choose from this list.",
    read_again="Please read it through once more and press “Send” again.",
    trapped="Please empty this field and press “Send” again.",
    many_from_here="Much has come from your network lately. What you wrote is still here: please send it again in an "
    "hour. If it cannot wait, call {helpline} or {police}.",
    many_about_village="Much has been written about this village today. What you wrote is still here: please send it "
    "again later. If a child is in danger, tick that: then it is taken at once. Or call {helpline} or {police}.",
    thanks="Thank you. What you wrote has arrived.",
    then_call="If the child is in danger now, call. Do not wait for us.",
    next="What happens next",
    next_school="The social pedagogue of the school reads it and is to find out within two school days how the child "
    "is.",
    next_school_urgent="The social pedagogue of the school is to read it today, and to find out today how the child "
    "is.",
    next_officer="The child-protection officer of the municipality reads it and finds out how the child is.",
    next_worker="The child-protection officer of the municipality reads it. Nobody at the school sees it.",
    no_answer="If you left a phone number, we may call you. What is done for the child we do not tell others: that "
    "protects the child.",
    if_worse="If it gets worse, call {helpline} or {police}.",
    another="Write about something else",
    notice_write="Write to us, by phone or computer, at this address:",
    notice_print="Print this page on A4 and hang it on the village board.",
)
