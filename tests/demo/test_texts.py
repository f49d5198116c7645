"""The conversation generator: reproducible, varied, in the right mix, with its risks labelled."""

from __future__ import annotations

import re
import sys
from collections import Counter
from random import Random

import pytest

from demo.texts import (
    TOPICS,
    Conversation,
    Person,
    admin,
    conversation,
    health,
    medication,
    referral,
    refill,
    results,
    risk,
    scheduling,
    spanish,
    tests_topic,
)
from demo.texts import spanish_more as more
from demo.texts.grammar import Situation, expand
from demo.texts.slots import Slots

CHARTS = (
    (("lisinopril 10 mg tablet", "atorvastatin 20 mg tablet"), ("Hypertension", "Hyperlipidemia")),
    (("metformin 500 mg tablet", "insulin glargine 100 units/mL", "lisinopril 20 mg tablet"), ("Type 2 diabetes",)),
    (("levothyroxine 75 mcg tablet",), ("Hypothyroidism",)),
    (("sertraline 50 mg tablet", "omeprazole 20 mg capsule"), ("Depression", "GERD")),
    (("albuterol 90 mcg inhaler", "montelukast 10 mg tablet"), ("Asthma",)),
    (("warfarin 5 mg tablet", "metoprolol succinate 50 mg tablet"), ("Atrial fibrillation",)),
    ((), ()),
)
ENGLISH_NAMES = (("Rosa", "Diaz"), ("Tom", "Berg"), ("Grace", "Park"), ("Walter", "Olsen"), ("Keisha", "Grant"))
SPANISH_NAMES = (("María", "Hernández"), ("José", "Ramírez"), ("Lupita", "Ortega"))
SPANISH_WORDS = re.compile(
    r"(?i)\b(el|la|los|las|que|de|por|para|me|mi|se|ya|no|una?|gracias|cita|refill|hola|porfa|es|y|con|en|q|ok)\b"
)


def a_person(rng: Random) -> Person:
    """Somebody of a mixed clinic: one in eight writes Spanish, one in eight about a child."""
    spanish = rng.random() < 0.125
    medications, problems = rng.choice(CHARTS)
    given, family = rng.choice(SPANISH_NAMES if spanish else ENGLISH_NAMES)
    parent = rng.random() < 0.125
    return Person(
        given=given,
        family=family,
        age=rng.randint(24, 48) if parent else rng.randint(15, 94),
        sex=rng.choice(("female", "male")),
        language="es" if spanish else "en",
        medications=() if parent else medications,
        problems=() if parent else problems,
        child=rng.choice(("Mateo", "Lily")) if parent else None,
        child_age=rng.randint(0, 17) if parent else None,
    )


def drawn(seed: int, count: int) -> list[tuple[Person, Conversation]]:
    """So many conversations of different people."""
    rng = Random(seed)
    return [(person, conversation(rng, person)) for person in (a_person(rng) for _ in range(count))]


@pytest.fixture(scope="module")
def sample() -> list[tuple[Person, Conversation]]:
    """2,000 conversations."""
    return drawn(11, 2000)


def test_a_seed_gives_the_same_conversations(sample: list[tuple[Person, Conversation]]) -> None:
    assert drawn(11, 200) == sample[:200]
    assert drawn(12, 200) != sample[:200]


def test_topics_follow_the_published_mix(sample: list[tuple[Person, Conversation]]) -> None:
    counted = Counter(talk.topic for _, talk in sample)
    assert sum(TOPICS.values()) == pytest.approx(1)
    for topic, share in TOPICS.items():
        assert counted[topic] / len(sample) == pytest.approx(share, abs=0.03)


def test_about_one_in_thirty_is_high_risk_and_some_are_emergencies() -> None:
    risks = Counter(talk.risk for _, talk in drawn(5, 6000))
    assert (risks["emergency"] + risks["same_day"]) / 6000 == pytest.approx(0.035, abs=0.01)
    assert risks["emergency"] > 30
    assert risks["same_day"] > 60


@pytest.mark.parametrize("risk", ["none", "same_day", "emergency"])
@pytest.mark.parametrize("topic", TOPICS)
def test_topic_and_risk_can_be_asked_for(topic: str, risk: str) -> None:
    rng = Random(3)
    for _ in range(60):
        talk = conversation(rng, a_person(rng), topic=topic, risk=risk)  # type: ignore[arg-type]
        assert (talk.topic, talk.risk) == (topic, risk)
        assert risk == "none" or len(talk.turns) > 1


def test_conversations_start_with_the_patient_and_have_one_to_six_turns(
    sample: list[tuple[Person, Conversation]],
) -> None:
    for _, talk in sample:
        assert talk.turns[0].author == "patient"
        assert 1 <= len(talk.turns) <= 6
        assert talk.subject
        assert all(turn.body.strip() for turn in talk.turns)
    assert sum(len(talk.turns) for _, talk in sample) / len(sample) == pytest.approx(2.7, abs=0.25)


def test_no_slot_or_choice_is_left_open(sample: list[tuple[Person, Conversation]]) -> None:
    for _, talk in sample:
        for text in (talk.subject, *(turn.body for turn in talk.turns)):
            assert not re.search(r"[{}\[\]|]|\bNone\b", text), text


def test_those_who_write_spanish_nearly_always_do(sample: list[tuple[Person, Conversation]]) -> None:
    theirs = [talk for person, talk in sample if person.language == "es"]
    written = [talk for talk in theirs if "spanish" in talk.style]
    assert len(written) / len(theirs) > 0.88
    recognised = [bool(SPANISH_WORDS.search(talk.turns[0].body)) for talk in written]
    assert sum(recognised) / len(written) > 0.95
    assert not any("spanish" in talk.style for person, talk in sample if person.language == "en")


def test_parents_write_about_the_child() -> None:
    parent = Person("Ana", "Silva", 34, "female", "en", (), (), "Mateo", 5)
    rng = Random(8)
    texts = [" ".join(turn.body for turn in conversation(rng, parent).turns) for _ in range(100)]
    assert sum("mat" in text.lower() for text in texts) > 60


def test_every_line_of_every_script_can_be_filled() -> None:
    people = [a_person(Random(seed)) for seed in range(4)]
    for module in (refill, scheduling, medication, health, referral, admin, results, tests_topic, risk, spanish, more):
        for name, situations in vars(module).items():
            if not (name.isupper() and isinstance(situations, tuple) and isinstance(situations[0], Situation)):
                continue
            for made in situations:
                follows = [text for said, answers in made.follows for text in (said, *answers)]
                for line in (*made.asks, *made.shorts, *made.details, *made.replies, *made.subjects, *follows):
                    for person in people:
                        text = expand(Random(1), line, Slots(Random(1), person))
                        assert not re.search(r"[{}\[\]|]", text), line


def test_decoys_and_voices_are_among_them(sample: list[tuple[Person, Conversation]]) -> None:
    tags = Counter(tag for _, talk in sample for tag in talk.style.split("+"))
    for tag in (
        "short",
        "plain",
        "long",
        "rambling",
        "caps",
        "typos",
        "polite",
        "teen",
        "parent",
        "caregiver",
        "decoy",
    ):
        assert tags[tag] >= 10, tag


def test_only_reserved_phone_numbers_appear(sample: list[tuple[Person, Conversation]]) -> None:
    allowed = re.compile(r"555-01\d\d|1-800-222-1222")  # the second is Poison Control
    for _, talk in sample:
        for turn in talk.turns:
            assert not re.search(r"\d{3}-\d{4}", allowed.sub("", turn.body)), turn.body


def test_texts_seldom_repeat() -> None:
    bodies = [turn.body for _, talk in drawn(21, 5000) for turn in talk.turns if len(turn.body) >= 40]
    first = [talk.turns[0].body for _, talk in drawn(21, 5000)]
    share = 1 - len(set(bodies)) / len(bodies)
    share_first = 1 - len(set(first)) / len(first)
    sys.stdout.write(
        f"repeated: {share:.2%} of {len(bodies)} texts of 40 and more characters, {share_first:.2%} of first messages\n"
    )
    assert share < 0.03
    assert share_first < 0.03
