"""Who writes how: the voice of a person, the frame it puts around a matter, its hand."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from demo.texts import phrases, spanish_more, style
from demo.texts.model import Person

VOICES_BY_AGE: tuple[tuple[int, dict[str, float]], ...] = (
    (19, {"teen": 0.6, "short": 0.2, "plain": 0.2}),
    (39, {"short": 0.22, "plain": 0.26, "typos": 0.17, "lower": 0.17, "long": 0.09, "rambling": 0.06, "caps": 0.03}),
    (64, {"plain": 0.3, "short": 0.16, "long": 0.17, "rambling": 0.11, "typos": 0.14, "caps": 0.05, "lower": 0.07}),
    (200, {"polite": 0.3, "plain": 0.19, "long": 0.13, "rambling": 0.13, "caps": 0.09, "short": 0.07, "typos": 0.09}),
)
SPANISH_VOICES = {"short": 0.2, "plain": 0.42, "long": 0.12, "rambling": 0.08, "lower": 0.13, "caps": 0.05}


@dataclass(frozen=True, slots=True)
class Frame:
    """How likely each part around the matter is."""

    greeting: float
    opening: float
    detail: float
    tangents: tuple[float, ...]
    closing: float
    signature: float
    short_ask: float = 0.0


FRAMES = {
    "short": Frame(0.12, 0.0, 0.1, (), 0.12, 0.04, short_ask=0.8),
    "plain": Frame(0.6, 0.12, 0.5, (0.05,), 0.5, 0.25),
    "long": Frame(0.92, 0.6, 0.95, (0.55,), 0.9, 0.6),
    "rambling": Frame(0.6, 0.5, 0.8, (0.95, 0.7), 0.6, 0.3),
    "polite": Frame(1.0, 0.35, 0.8, (0.3,), 0.9, 1.0),
    "teen": Frame(0.7, 0.0, 0.3, (), 0.5, 0.03, short_ask=0.3),
    "typos": Frame(0.5, 0.15, 0.5, (0.15,), 0.4, 0.15, short_ask=0.1),
    "caps": Frame(0.3, 0.1, 0.5, (0.15,), 0.5, 0.3, short_ask=0.2),
    "lower": Frame(0.35, 0.1, 0.4, (0.1,), 0.35, 0.08, short_ask=0.2),
}


@dataclass(frozen=True, slots=True)
class Stock:
    """The small talk of a language."""

    greetings: tuple[str, ...]
    openings: tuple[str, ...]
    tangents: tuple[str, ...]
    closings: tuple[str, ...]
    also: tuple[str, ...]
    thanks: tuple[str, ...]
    anytime: tuple[str, ...]
    staff_greetings: tuple[str, ...]
    staff_openings: tuple[str, ...]
    staff_closings: tuple[str, ...]


ENGLISH = Stock(
    phrases.GREETINGS,
    phrases.OPENINGS,
    phrases.TANGENTS,
    phrases.CLOSINGS,
    phrases.ALSO,
    phrases.THANKS,
    phrases.ANYTIME,
    phrases.STAFF_GREETINGS,
    phrases.STAFF_OPENINGS,
    phrases.STAFF_CLOSINGS,
)
SPANISH = Stock(
    spanish_more.GREETINGS,
    spanish_more.OPENINGS,
    spanish_more.TANGENTS,
    spanish_more.CLOSINGS,
    spanish_more.ALSO,
    spanish_more.THANKS,
    spanish_more.ANYTIME,
    spanish_more.STAFF_GREETINGS,
    ("Gracias por escribirnos.", "Disculpe la espera.", "Ya revisé lo suyo.", "Gracias por su paciencia."),
    spanish_more.STAFF_CLOSINGS,
)


def choose_voice(rng: Random, person: Person, *, spanish: bool) -> str:
    """A voice that fits age and language."""
    voices = SPANISH_VOICES if spanish else next(v for limit, v in VOICES_BY_AGE if person.age <= limit)
    return rng.choices(list(voices), list(voices.values()))[0]


def by_hand(rng: Random, text: str, voice: str, *, spanish: bool) -> str:
    """The text as this voice types it."""
    if spanish:
        return _spanish_hand(rng, text, voice)
    if voice in {"polite", "long", "plain"}:
        text = style.capitalised(text)
    elif voice == "short":
        text = style.lowered(text) if rng.random() < 0.4 else text
        text = style.unpunctuated(rng, text) if rng.random() < 0.5 else text
    elif voice == "teen":
        text = style.texting(rng, style.unpunctuated(rng, style.lowered(text)), 0.5)
    elif voice == "lower":
        text = style.unpunctuated(rng, style.lowered(text))
        text = style.texting(rng, text, 0.2)
    elif voice == "typos":
        text = style.typos(rng, text, rng.choice((0.06, 0.1, 0.16)))
        text = style.spaced(rng, text) if rng.random() < 0.4 else text
        text = style.unpunctuated(rng, text) if rng.random() < 0.4 else text
    elif voice == "rambling" and rng.random() < 0.5:
        text = style.dotted(rng, text)
    if voice not in {"typos", "polite"} and rng.random() < 0.3:
        text = style.typos(rng, text, 0.02)
    if rng.random() < 0.035:
        text = style.autocorrected(rng, text)
    if voice != "polite" and rng.random() < 0.14:
        text = style.emphatic(rng, text)
    return style.shouted(text) if voice == "caps" else text


def _spanish_hand(rng: Random, text: str, voice: str) -> str:
    if rng.random() < (0.35 if voice == "long" else 0.6):
        text = style.unaccented(rng, text)
    elif rng.random() < 0.5:
        text = text.replace("¿", "").replace("¡", "")
    if voice in {"lower", "short"}:
        text = style.lowered(text) if voice == "lower" or rng.random() < 0.4 else text
        text = style.texting(rng, style.unpunctuated_plain(text), 0.3, spanish=True)
    if rng.random() < 0.25:
        text = style.typos(rng, text, 0.03)
    if rng.random() < 0.12:
        text = style.emphatic(rng, text)
    return style.shouted(text) if voice == "caps" else text
