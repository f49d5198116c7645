"""How far two people's names agree: accents, hyphens, double surnames, short forms, initials, one slip of a key."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from rules.given_names import NAMELESS, NO_NAMES, SHORT_FORMS
from rules.patient_identifiers import one_slip_apart


class Agreement(Enum):
    """SAME but for accents, case, hyphens and spaces; LOOSE as people drop or shorten names; LIKE is not the same."""

    SAME = "same"
    LOOSE = "loose"
    LIKE = "like"
    DIFFERENT = "different"
    MISSING = "missing"


AGREES = frozenset({Agreement.SAME, Agreement.LOOSE})

_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_MARKS = frozenset("'’‘`´ʼʻ.")
_BABIES = frozenset(("baby", word) for word in ("a", "b", "c", "boy", "girl", "male", "female", "of"))
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_BEFORE_NAMES = """
a al ap ben bin bint da das de del dela della den der di do dos du e el ibn la las le los mac mc o san santa st
te ten ter van vander von y zu zum
"""
_PARTICLES = frozenset(_BEFORE_NAMES.split())


@dataclass(frozen=True, slots=True)
class Name:
    """A given or family name, folded: its words, and the spellings it can stand for when written as one word."""

    words: tuple[str, ...]
    joined: frozenset[str]


def folded(name: str) -> Name:
    """A name without accents, case, hyphens, apostrophes, titles of birth order (Jr, III); no words where none is."""
    lowered = unicodedata.normalize("NFC", name).casefold()
    words = _words(lowered)
    spellings = {"".join(words)}
    if not lowered.isascii():
        spellings.add("".join(_words(lowered.translate(_GERMAN))))
    return Name(words, frozenset(spellings) if words else frozenset())


def folded_given(name: str) -> Name:
    """As `folded`, but nobody's name for "Baby boy", "Newborn", "Test" and the like."""
    found = folded(name)
    nameless = found.words and (found.words[0] in NAMELESS or found.words[:2] in _BABIES)
    return Name((), frozenset()) if nameless or found.joined & NO_NAMES else found


def given_agreement(one: Name, other: Name) -> Agreement:
    """Of given names. A first name with or without the second is LOOSE; two different second names are DIFFERENT."""
    if not one.words or not other.words:
        return Agreement.MISSING
    if one.joined & other.joined:
        return Agreement.SAME
    first, second = one.words[0], other.words[0]
    if first == second or _short_form(first, second):
        rest = zip(one.words[1:], other.words[1:], strict=False)
        agree = all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in rest)
        return Agreement.DIFFERENT if not agree else Agreement.LOOSE if len(first) > 1 else Agreement.LIKE
    if 1 in (len(first), len(second)) and first[0] == second[0]:
        return Agreement.LIKE
    return Agreement.LIKE if _slipped(one, other) or one_slip_apart(first, second) else Agreement.DIFFERENT


def family_agreement(one: Name, other: Name) -> Agreement:
    """Of family names. One part of a hyphenated or double surname is LOOSE; "de la" and the like are no part."""
    if not one.words or not other.words:
        return Agreement.MISSING
    if one.joined & other.joined:
        return Agreement.SAME
    if _surnames(one) & _surnames(other):
        return Agreement.LOOSE
    return Agreement.LIKE if _slipped(one, other) else Agreement.DIFFERENT


def best(agreements: Iterable[Agreement]) -> Agreement:
    """The closest of several: a family name may agree with a former one."""
    found = set(agreements)
    return next((one for one in Agreement if one in found), Agreement.MISSING)


def same_given(one: str, other: str) -> bool:
    """Whether two given names are one person's, as a careful reader would say: never by an initial or a spelling.

    Ana and Anna are two names, as are Maria Elena and Maria Teresa; Maria and Maria Elena, Bob and Robert agree.
    """
    return given_agreement(folded_given(one), folded_given(other)) in AGREES


def _words(lowered: str) -> tuple[str, ...]:
    plain = lowered if lowered.isascii() else unicodedata.normalize("NFKD", lowered).translate(_LETTERS)
    words = tuple((plain if plain.isalpha() else "".join(_kept(char) for char in plain)).split())
    return tuple(word for word in words if word not in _SUFFIXES) or words


def _kept(char: str) -> str:
    if char in _MARKS or "\u0300" <= char <= "\u036f":
        return ""
    # Vowels of many scripts are marks too: without them two names would be one.
    return char if char.isalnum() or unicodedata.category(char)[0] == "M" else " "


def _surnames(name: Name) -> frozenset[str]:
    return frozenset(word for word in name.words if len(word) > 1 and word not in _PARTICLES)


def _short_form(one: str, other: str) -> bool:
    return (one, other) in SHORT_FORMS or (other, one) in SHORT_FORMS


def _slipped(one: Name, other: Name) -> bool:
    return any(one_slip_apart(a, b) for a in one.joined for b in other.joined if min(len(a), len(b)) > 2)
