"""The words in which laboratories give a result that is no number, and which of them mean the same."""

from __future__ import annotations

import re

_MEANINGS: dict[str, str] = {
    "negative": "neg, not detected, none detected, undetected, nonreactive, not reactive, absent, none, none seen, "
    "not seen, not present, no growth, not isolated, nil, no",
    "normal": "wnl, within normal limits, in range, unremarkable",
    "positive": "pos, detected, reactive, present, seen, isolated, yes",
    "trace": "tr, +-, +/-, ±",
    "1+": "+, +1, small, few, rare, slight, mild, occasional",
    "2+": "++, +2, moderate",
    "3+": "+++, +3, large, many, marked, heavy, abundant",
    "4+": "++++, +4, too numerous to count, tntc, packed",
    "abnormal": "out of range, outside normal limits",
    "indeterminate": "equivocal, inconclusive, borderline, intermediate",
    "weakly positive": "weak positive, weakly reactive, low positive",
    "invalid": "invalid result, test failed",
    "clear": "",
    "cloudy": "turbid, hazy, slightly cloudy",
    "yellow": "straw, pale yellow, light yellow, colorless, colourless",
    "amber": "dark yellow",
    "red": "brown, orange, pink, bloody",
    "susceptible": "sensitive",
    "resistant": "",
}
_MEANING = {
    word: meaning
    for meaning, words in _MEANINGS.items()
    for word in (meaning, *(each.strip() for each in words.split(",") if each.strip()))
}


def meaning(text: str) -> str:
    """What a coded result says, in one word for all that mean the same ("Non-Reactive": "negative"), else ''."""
    plain = " ".join(text.casefold().split()).rstrip(".*")
    if found := _MEANING.get(plain):
        return found
    joined = re.sub(r"\bnon[ -]", "non", plain)
    return _MEANING.get(joined) or _MEANING.get(joined.replace("-", " ")) or ""


def is_grade(text: str) -> bool:
    """Whether "+1" to "+4" is meant as a grade of a test strip rather than as a number with its sign."""
    return bool(re.fullmatch(r"\+[1-4]", text))
