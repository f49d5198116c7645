"""Context keeps alarming words quiet, and never swallows an emergency that stands in the same message."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from rules.urgency import Level, level, scan

PAIRS = tuple(
    tuple(line.split(" | "))
    for line in (Path(__file__).parent / "messages" / "pairs.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
)
ALARMS = (
    "My chest hurts and I can't breathe",
    "my left arm is weak and my speech is slurred",
    "I want to kill myself",
    "he is having a seizure",
    "she won't wake up",
    "my throat is closing up",
    "baby isn't moving, 34 weeks",
)
JOINS = ("{calm}. {alarm}", "{alarm}. {calm}", "{calm}, but {alarm}", "{calm} and now {alarm}")
DENIED_LISTS = (
    "Baby is moving lots, no bleeding, no leaking, no contractions",
    "no swelling (face/lips/tongue), no wheeze, no hives",
    "neg for chest pain, neg for syncope",
    "fever no, stiff neck no, rash no",
    "We looked for stroke signs and there weren't any",
    "they tested her for meningitis and it came back negative",
    "sin dolor de pecho, sin desmayos, ni falta de aire",
    "Chest pain, fainting, black stools? None of those.",
)
EARNEST = (
    "no fever but I can't breathe",
    "No seizures until today",
    "had a heart attack in 2019 and now my chest hurts again",
    "history of GI bleed and black tarry stool since yesterday",
    "mom had a heart attack at 50 and now I have the same pain in my chest",
    "saw you last month for the chest pain, it's back. My chest hurts",
    "lol sorry but my chest really hurts right now",
    "a friend overdosed in my bathroom, he's blue",
    "My husband says he's going to kill me tonight",
    "I was in the ER Monday and sent home. I can't breathe.",
    "Covid again, oxygen 78, in 2020 it was the same",
)


@pytest.mark.parametrize(("_kind", "harmless", "_earnest"), PAIRS)
def test_the_words_alone_are_no_emergency(_kind: str, harmless: str, _earnest: str) -> None:
    assert level(scan(harmless)) is not Level.RED


@pytest.mark.parametrize(("_kind", "_harmless", "earnest"), PAIRS)
def test_the_same_words_in_earnest_are_one(_kind: str, _harmless: str, earnest: str) -> None:
    assert level(scan(earnest)) is Level.RED


def test_what_is_harmless_seldom_asks_for_somebody_today() -> None:
    raised = [harmless for _, harmless, _ in PAIRS if scan(harmless)]
    assert len(raised) <= 0.15 * len(PAIRS), raised


@pytest.mark.parametrize("alarm", ALARMS)
def test_no_harmless_message_swallows_an_emergency_beside_it(alarm: str) -> None:
    texts = [join.format(calm=calm, alarm=alarm) for (_, calm, _), join in product(PAIRS, JOINS)]
    assert [text for text in texts if level(scan(text)) is not Level.RED] == []


@pytest.mark.parametrize("body", DENIED_LISTS)
def test_a_denied_list_raises_nothing(body: str) -> None:
    assert scan(body) == ()


@pytest.mark.parametrize("body", EARNEST)
def test_what_is_so_now_is_raised_whatever_was_before(body: str) -> None:
    assert level(scan(body)) is Level.RED


def test_a_visit_that_settled_it_leaves_a_call_the_same_day() -> None:
    body = "I was at the ER Friday with chest pain. They ruled out a heart attack, I'm home and fine."
    assert level(scan(body)) is not Level.RED
    assert level(scan(body + " It came back tonight, my chest hurts.")) is Level.RED


def test_a_joke_needs_a_trifle_to_complain_of() -> None:
    assert level(scan("this bill is giving me a heart attack lol")) is None
    assert level(scan("I think I'm having a heart attack lol")) is Level.RED
    assert level(scan("My teenager is going to kill me if I don't get this form in")) is None
    assert level(scan("My husband is going to kill me if I leave him")) is Level.RED
