"""What the urgency scan raises, family by family, and what around the words keeps it from raising."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.urgency import FAMILIES, Finding, Level, level, scan

MESSAGES = Path(__file__).parent / "messages"

RED = (
    ("chest-pain", "My chest feels tight since this morning, prob nothing"),
    ("chest-pain", "cp and sweating since 4am"),
    ("chest-pain", "Me duele el pecho y se me duerme el brazo"),
    ("breathing", "cant breath good"),
    ("breathing", "I'm so short of breath I can't finish a sentence"),
    ("breathing", "no puede respirar"),
    ("oxygen", "spo2 86"),
    ("stroke", "my dad is slurring"),
    ("stroke", "one side of her face is drooping"),
    ("stroke", "This morning I couldn't get my words out for ten minutes, fine now"),
    ("self-harm", "kms"),
    ("self-harm", "everyone would be better off without me"),
    ("self-harm", "ya no quiero vivir"),
    ("violence", "my husband hit me and I'm scared to go home"),
    ("mental-health", "I hear voices, the voices tell me to do things"),
    ("allergy", "hives and my throat is closing"),
    ("allergy", "ate shrimp, lips swelling"),
    ("pregnancy", "10 weeks pregnant and bleeding"),
    ("pregnancy", "34 weeks, baby isn't moving"),
    ("pregnancy", "pregnant, bad headache and seeing spots"),
    ("fainting", "passed out at work today"),
    ("abdominal-pain", "worst stomach pain of my life"),
    ("infant-fever", "3 wk old with fever"),
    ("child", "baby is limp and won't wake up"),
    ("meningitis", "fever, stiff neck, light hurts my eyes"),
    ("sepsis", "on chemo, temp 101"),
    ("fever", "temp 105.5"),
    ("headache", "worst headache of my life"),
    ("seizure", "my son is having a seizure"),
    ("confusion", "grandma is suddenly confused"),
    ("poisoning", "my toddler swallowed some of my pills"),
    ("poisoning", "took 20 tylenol last night"),
    ("bleeding", "throwing up blood"),
    ("bleeding", "stools black like tar"),
    ("head-injury", "dad fell and hit his head, he takes eliquis"),
    ("vision", "suddenly lost vision in my left eye"),
    ("testicle", "sudden pain in my right testicle"),
    ("clot", "calf swollen and now I'm short of breath"),
    ("limb", "my foot is cold and blue and very painful"),
    ("spine", "numb between my legs and can't pee, back pain"),
    ("diabetes", "sugar is 38"),
    ("diabetes", "meter reads HI and I'm vomiting, sugar has been bad"),
    ("blood-pressure", "BP 210/120"),
    ("palpitations", "heart rate 170 and dizzy"),
    ("choking", "chicken stuck in my throat"),
    ("injury", "the bone is sticking out"),
    ("dehydration", "grandma 87 has diarrhea, no pee today and is very weak"),
    ("wound", "something like bowel is poking out of my incision"),
    ("metabolic", "I have Addison's and can't stop vomiting"),
    ("metabolic", "lab called my potassium is 7.1"),
    ("pregnancy", "she's usually a gymnast in there but today I've felt her maybe once, 35 weeks"),
    ("pregnancy", "28 wks and I keep leaking something clear, it soaked my leggings"),
    ("testicle", "left nut started killing me out of nowhere 2 hrs ago, can barely walk, nauseous"),
    (
        "head-injury",
        "Mom slipped and cracked the back of her head, she's on warfarin, keeps asking me the same question",
    ),
    ("vision", "all of a sudden half of everything I look at is missing"),
    ("sepsis", "Liver transplant in 2019. Temp is 101 tonight and body aches"),
    ("sepsis", "estoy con quimioterapia y tengo 38.3 de temperatura"),
    ("bleeding", "can't get this cut to stop bleeding, it's been 40 min of pressure"),
    ("poisoning", "me tomé por error la pastilla de metadona de mi esposo"),
    ("child", "newborn hasn't peed in 14 hrs"),
    ("injury", "se cortó el dedo con la sierra, se le ve el hueso"),
    ("spine", "since the slipped disc I can't feel my crotch and I peed my pants"),
    ("sepsis", "on chemo, shivers, 101"),
    ("sepsis", "new knee, red hot and swollen, fever"),
    ("wound", "his VP shunt, vomiting since noon and so sleepy"),
    ("wound", "my stoma turned black"),
    ("child", "3 week old with green vomit"),
    ("oxygen", "she's 81 on 2 liters, usually 94"),
    ("palpitations", "watch says 184 on the couch"),
    ("bleeding", "vomited something like old coffee"),
    ("pregnancy", "36 wks and she just seized"),
    ("pregnancy", "gave birth 5 days ago, 180/110"),
    ("seizure", "her fits last a minute, this one is going on 7"),
    ("abdominal-pain", "my hernia is hard and purple and won't go back in"),
    ("self-harm", "found cuts all over her thighs and a note that says sorry mom"),
    ("violence", "if I leave he will find me, and he has guns"),
    ("mental-health", "last drink was two days ago, my hands won't stop and the walls are moving"),
)
AMBER = (
    ("palpitations", "my heart skips and flutters since Tuesday"),
    ("dizziness", "lightheaded when I stand up"),
    ("vomiting", "threw up four times today"),
    ("dehydration", "can't keep anything down"),
    ("wound", "my incision is red and draining pus"),
    ("infection", "burning when I pee again"),
    ("allergy", "hives since the new pill"),
    ("fever", "fever 101.5 for two days"),
    ("blood-pressure", "bp is 172/101 at home"),
    ("diabetes", "sugar was 64 this morning"),
    ("clot", "my calf is swollen and sore"),
    ("head-injury", "hit my head on a shelf yesterday"),
    ("injury", "sprained my ankle, can't put weight on it"),
    ("urinary", "can't pee since last night"),
    ("mental-health", "panic attacks every day"),
    ("oxygen", "oxygen 91%"),
    ("fever", "fever 101.8, third day, drinking ok"),
    ("vision", "new floaters since yesterday"),
    ("dizziness", "a bit woozy since the new pill"),
)
QUIET = (
    ("denied in a list", "no chest pain, sob or fever"),
    ("denied in a long list", "Denies chest pain, shortness of breath, vomiting, or fainting."),
    ("denied in Spanish", "No tengo dolor de pecho ni falta de aire"),
    ("denied with without", "sin fiebre y sin vomito"),
    ("not having had any", "I haven't had any fainting or seizures"),
    ("denied afterwards", "Chest pain - none. Fainting: no."),
    ("answered", "Chest pain? No."),
    ("a past year", "I had a stroke in 2016"),
    ("years ago", "I had a heart attack ten years ago"),
    ("childhood", "I had seizures when I was a kid"),
    ("history of", "history of blood clots, which compression socks?"),
    ("a relative's past", "My mother had a heart attack at 52, should I be tested?"),
    ("a neighbour", "My neighbor was taken away with chest pain"),
    ("a dog", "My dog had a seizure"),
    ("family history", "Heart attack runs in my family"),
    ("what if", "What should I do if I ever get chest pain?"),
    ("side effect", "is dizziness a side effect of losartan"),
    ("leaflet", "The leaflet says it can cause seizures"),
    ("idiom", "nearly had a heart attack when I saw the bill"),
    ("idiom", "I was dying laughing"),
    ("idiom", "the wait is killing me"),
    ("a clinic's name", "stroke clinic appointment is on Friday"),
    ("a medicine's purpose", "refill of the inhaler for my shortness of breath"),
    ("a medicine's name", "please refill my nitroglycerin and my seizure medicine"),
    ("good numbers", "BP 128/78, sugar 104, oxygen 97%, temp 98.6, pulse 72"),
    ("numbers of other things", "room 210/120, call 207-555-0143, refill 90 of 500 mg"),
    ("blood work", "when is my blood work"),
    ("confused about paper", "I'm confused about the bill"),
    ("a lively baby", "24 weeks baby moving great and no pain, need refill prenatal vitamins"),
    ("a thinner without a fall", "on eliquis, hit the gym, can I do the boxing class"),
    ("a video gone black", "the video visit screen went black, reschedule please"),
    ("a transplant remembered", "kidney transplant anniversary 10 years, thank you all"),
    ("adrenal, but a picture", "adrenal nodule MRI when"),
    ("a plant", "he had poison ivy last summer"),
    ("pills as ever", "He took his pills last night as usual."),
    ("a vein of the eye", "a tiny vein burst in my eye in May, it was nothing"),
)
PRESENT = (
    ("but ends a denial", "No fever but my chest hurts"),
    ("a sentence ends a denial", "No fever. Chest pain since noon."),
    ("now ends a denial", "no pain yesterday now my chest is tight"),
    ("a new subject ends a denial", "no fever my chest hurts"),
    ("not sure is no denial", "not sure what it is, my chest hurts"),
    ("not getting better is no denial", "my chest pain is not getting better"),
    ("came back", "the chest pain went away and came back"),
    ("history and now", "history of heart attack, now chest pressure again"),
    ("a relative now", "my mother is having chest pain right now"),
    ("a child now", "my daughter can't breathe"),
    ("a husband's symptom", "my husband passed out"),
    ("worse than usual", "my usual chest pain is worse than usual"),
    ("worried about one's own", "should I be worried about my chest pain"),
    ("a reason", "couldn't sleep because my chest hurts"),
    ("the medicine fails", "the inhaler isn't helping, can't breathe"),
)


def families(found: tuple[Finding, ...], at: Level) -> set[str]:
    """The families raised at a level."""
    return {finding.family for finding in found if finding.level is at}


@pytest.mark.parametrize(("family", "body"), RED)
def test_an_emergency_is_raised_red_under_its_family(family: str, body: str) -> None:
    assert family in families(scan(body), Level.RED)


@pytest.mark.parametrize(("family", "body"), AMBER)
def test_what_needs_somebody_today_is_amber(family: str, body: str) -> None:
    found = scan(body)
    assert family in families(found, Level.AMBER)
    assert level(found) is Level.AMBER


@pytest.mark.parametrize(("_why", "body"), QUIET)
def test_alarming_words_without_alarm_stay_quiet(_why: str, body: str) -> None:
    assert scan(body) == ()


@pytest.mark.parametrize(("_why", "body"), PRESENT)
def test_what_is_happening_is_raised_whatever_stands_around_it(_why: str, body: str) -> None:
    assert level(scan(body)) is Level.RED


def test_every_family_has_an_example_here() -> None:
    assert {family for family, _ in (*RED, *AMBER)} == set(FAMILIES)


def test_every_family_says_what_to_do_and_whom_to_call() -> None:
    for slug, family in FAMILIES.items():
        assert family.slug == slug
        assert family.title
        assert family.advice.endswith(".")
        assert family.call


def test_findings_are_reds_first_and_then_by_place() -> None:
    found = scan("threw up all night, lightheaded, and now my chest hurts and I can't breathe")
    assert [finding.level for finding in found] == sorted((f.level for f in found), key=lambda at: at is not Level.RED)
    for at in Level:
        starts = [finding.start for finding in found if finding.level is at]
        assert starts == sorted(starts)


def test_the_phrase_is_what_the_patient_typed() -> None:
    body = "Doctor,\nno puedo RESPIRAR bien, “my chest’s tight”"
    for finding in scan(body):
        assert finding.phrase == body[finding.start : finding.end]
    assert any("RESPIRAR" in finding.phrase for finding in scan(body))


def test_a_newborns_age_may_come_from_the_record() -> None:
    body = "Lily has a fever of 100.8"
    assert "infant-fever" not in families(scan(body), Level.RED)
    assert "infant-fever" in families(scan(body, age_years=0.1), Level.RED)
    assert "infant-fever" not in families(scan(body, age_years=4), Level.RED)


def test_a_pregnancy_may_come_from_the_record() -> None:
    assert "pregnancy" in families(scan("I started bleeding last night", pregnant=True, sex="female"), Level.RED)
    assert "pregnancy" not in families(scan("I started bleeding last night", sex="female"), Level.RED)


def test_fever_in_pregnant_weeks_is_no_age() -> None:
    assert "infant-fever" not in families(scan("I'm 9 weeks pregnant with a cold and fever"), Level.RED)


def test_a_past_attempt_still_asks_for_a_call_today() -> None:
    assert level(scan("I tried to kill myself 20 years ago")) is Level.AMBER


def test_what_has_passed_counts_one_level_lower() -> None:
    assert level(scan("had chest pain on Sunday, it went away")) is Level.AMBER


def test_stroke_signs_that_passed_stay_red() -> None:
    assert level(scan("my speech was slurred last night, it went away")) is Level.RED


@pytest.mark.parametrize(
    "body",
    [
        "breathign is hard, trouble breathign",
        "my son is unconcious",
        "i am suicidle",
        "throwing up blod and vomitting blood",
    ],
)
def test_common_misspellings_are_read(body: str) -> None:
    assert level(scan(body)) is Level.RED


def test_nothing_is_found_in_nothing() -> None:
    assert scan("") == ()
    assert level(()) is None


def test_the_development_list_is_raised_as_labelled() -> None:
    for truth, at in (("red", Level.RED), ("amber", Level.AMBER), ("none", None)):
        bodies = [
            line.partition(" | ")[2]
            for line in (MESSAGES / "development.txt").read_text("utf-8").splitlines()
            if line.startswith(truth)
        ]
        missed = [body for body in bodies if level(scan(body)) is not at]
        assert len(missed) <= 0.02 * len(bodies), missed


def test_the_lists_are_large_enough_to_measure() -> None:
    counts = {"red": 0, "amber": 0, "none": 0}
    for name in ("development.txt", "held_out.txt", "later.txt", "blind.txt"):
        for line in (MESSAGES / name).read_text("utf-8").splitlines():
            if not line.startswith("#"):
                label, _, body = line.partition(" | ")
                truth, family = label.split()
                assert family == "-" or family in FAMILIES, line
                assert body.strip() == body
                counts[truth] += 1
    assert counts["red"] >= 150
    assert counts["amber"] >= 100
    assert counts["none"] >= 250
