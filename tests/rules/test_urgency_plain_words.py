"""Heart, breath, brain and mind in the words of those it happens to: parts and sensations in any order."""

from __future__ import annotations

import pytest

from rules.urgency import Level, level, scan

RED = (
    ("chest-pain", "voice text sorry for errors, I am having chess pressure since I woke up"),
    ("chest-pain", "Feels like somebody parked a truck on my chest, going on 40 minutes"),
    ("chest-pain", "My wife is clutching her chest, she's white as a sheet"),
    ("chest-pain", "I think it's indigestion but I'm drenched in sweat and my arm feels dead"),
    ("chest-pain", "ripping pain in my upper back that came out of nowhere, worst pain of my life"),
    ("chest-pain", "mi esposo se agarra el pecho y esta palido"),
    ("breathing", "Mom can only say two or three words before she has to stop for air"),
    ("breathing", "feels like I'm breathing through a coffee straw"),
    ("breathing", "having an asthma attack and I'm out of albuterol"),
    ("breathing", "she breathes like 60 times a minute"),
    ("stroke", "half of my mouth went slack while I was brushing my teeth"),
    ("stroke", "my mom's left hand is curled up and she can't open it since lunch"),
    ("stroke", "dads talking like hes drunk and he dont drink"),
    ("stroke", "When I try to say something the wrong word comes out"),
    ("stroke", "I was typing and suddenly couldn't understand the words on the screen"),
    ("stroke", "no puedo mover la mitad del cuerpo"),
    ("headache", "I get migraines but this is not that, it came on during sex like an explosion"),
    ("headache", "I get headaches but this one dropped me to my knees instantly"),
    ("headache", "splitting headache, puking, and I keep forgetting what day it is"),
    ("seizure", "my husband made a weird noise, stiffened up and his whole body was jerking"),
    ("seizure", "staring, lip smacking, not answering, going on 10 minutes"),
    ("fainting", "Next thing I knew I was on the bathroom floor with blood on my chin"),
    ("fainting", "she just crumpled at church, didn't answer for a minute"),
    ("palpitations", "heart's been going 160 for an hour and I feel like I'm about to keel over"),
    ("palpitations", "my defibrillator went off"),
    ("self-harm", "I have been saving up my trazodone, I just wanted somebody to know"),
    ("self-harm", "I have a gun in my lap"),
    ("self-harm", "my brother texted goodbye and turned off his phone"),
    ("self-harm", "my family would do better if I was out of the picture"),
    ("self-harm", "Cancel all my appointments. I won't be needing them. None of this is her fault"),
    ("self-harm", "I gave my guitar to my brother, just tying up loose ends"),
    ("self-harm", "you won't have to deal with me much longer"),
    ("self-harm", "I'm thinking of driving my truck into the river"),
    ("self-harm", "todos estarian mejor sin mi"),
    ("violence", "I have urges to drop the baby down the stairs"),
    ("violence", "My son says he's going to shoot the kids at his school"),
    ("violence", "He put his hands around my neck last night"),
    ("violence", "he won't let me leave the house and took my keys"),
    ("violence", "my neighbor's grandson hit her with a bat"),
    ("violence", "my stepfather touches me at night, im 14"),
    ("violence", "mi marido me pego con un cinturon"),
    ("mental-health", "The TV is sending me messages and I have to obey them"),
    ("mental-health", "she had a baby three weeks ago and says someone switched him with a demon"),
    ("mental-health", "he thinks the government is after him and has a gun"),
    ("confusion", "Dad keeps asking the same thing over and over, this isn't like him"),
    ("confusion", "he thinks it's 1974 and that his mother is coming for dinner, started yesterday"),
    ("confusion", "Hes been loopy since this morning, cant tell me his name"),
    ("confusion", "she's real groggy and I can't keep her awake"),
    ("head-injury", "she hit her head and keeps asking me the same question"),
)
CALM = (
    "my smile is crooked in my new ID photo lol",
    "I can't find the words to thank you enough",
    "the front desk gave me garbled instructions",
    "my hand keeps cramping from knitting",
    "my son threw a fit at the dentist, any sedation for next visit?",
    "I went down two dress sizes",
    "worst headache was figuring out the portal",
    "goodbye and thank you for 20 years of care, we are moving to Ohio",
    "cancel all my appointments please, we changed insurance",
    "giving away my walker, do you take donations?",
    "I saved my pills from the last refill so no need this month",
    "I'm not going to be here next week, vacation, can you move my appointment",
    "how many tylenol can I take a day safely with my liver",
    "my razor burn is bad, any cream",
    "would be better if I was seen in the morning",
    "my boss will kill me if I miss another day, need a work note",
    "I could strangle the insurance company lol",
    "he hit me with questions about my meds, can you print my list",
    "he pushed me to finally schedule this colonoscopy",
    "mi hijo me pego la gripe",
    "the TV in the waiting room is too loud",
    "hearing aids voices sound tinny",
    "my toddler says there's a monster under the bed, bedtime tips?",
    "I don't understand my bill, it makes no sense",
    "my husband doesn't remember which pharmacy you sent it to",
)


@pytest.mark.parametrize(("family", "body"), RED)
def test_an_emergency_in_plain_words_is_raised_red(family: str, body: str) -> None:
    assert family in {finding.family for finding in scan(body) if finding.level is Level.RED}


@pytest.mark.parametrize("body", CALM)
def test_the_same_words_about_daily_things_are_no_emergency(body: str) -> None:
    assert level(scan(body)) is not Level.RED


def test_a_year_somebody_takes_for_the_present_is_not_the_past() -> None:
    assert level(scan("she thinks it's 1974")) is Level.RED


def test_a_birth_weeks_ago_does_not_make_what_follows_old() -> None:
    assert level(scan("my wife gave birth three weeks ago and hears voices")) is Level.RED


def test_wishing_oneself_gone_is_no_supposition() -> None:
    assert level(scan("everyone would be happier if I was gone")) is Level.RED


def test_a_spanish_word_is_no_misspelt_english_one() -> None:
    assert level(scan("deje una nota para mi familia, ya no quiero vivir")) is Level.RED
