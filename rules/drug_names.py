"""Reading the ingredients out of a medication's name, as RxNorm or a person writes it."""

from __future__ import annotations

import re

from rules.drug_classes import BY_CLASS
from rules.drug_lists import BRANDS, SAME_AS

CLASS_OF = {name: slug for slug, (_, names) in BY_CLASS.items() for name in names.split(", ")}

_BRACKETED = re.compile(r"\[[^\]]*\]?")
_WORD = re.compile(r"[a-z0-9]+")
# What stands between two ingredients: " / ", or a bare slash between two names (not the one of "MG/ML").
_BETWEEN = re.compile(r"\s/\s|(?<=[a-z]{4})/(?=[a-z]{4})|\s*\+\s*|\s(?:and|with)\s|&")
_NOT_A_NAME = re.compile(
    r"(?:[0-9].*|mg|mcg|ug|ml|hr|day|unt|units?|actuat|meq|nda.*|per|oral|topical|injectable|extended|release|delayed|"
    r"tablets?|capsules?|solution|suspension|cream|ointment|gel|pack|patch|spray|disintegrating|chewable|the|a|of)"
)
_SALTS = frozenset({"sodium", "potassium", "calcium", "hydrochloride", "hcl", "sulfate", "acetate", "maleate",
                    "bromide", "tartrate", "mesylate", "besylate", "phosphate", "succinate", "fumarate",
                    "citrate"})  # fmt: skip


def _split(names: str) -> tuple[str, ...]:
    return tuple(name for name in names.split(", ") if name)


_MEANING: dict[str, tuple[str, ...]] = {
    **{name: (name,) for name in CLASS_OF},
    **{name: _split(names) for name, names in SAME_AS.items()},
    **{name: _split(names) for name, names in BRANDS.items()},
}
_LONGEST = max(len(name.split()) for name in _MEANING)


def ingredients_of(display: str) -> tuple[str, ...]:
    """The ingredients in the order of the alphabet, in lower case and without salts.

    One that isn't known (see `is_known`) is there by the words it was written in, so that nothing is lost.
    """
    text = display.casefold()
    named = _BRACKETED.sub(" ", text)
    found, unknown = _read(named)
    if not found:
        in_brackets, _ = _read(" ".join(_BRACKETED.findall(text)))
        found, unknown = (in_brackets, set()) if in_brackets else (found, unknown)
    return tuple(sorted(found | unknown)) or ((whole,) if (whole := " ".join(text.split())) else ())


def is_known(ingredient: str) -> bool:
    """Whether an ingredient is one of the list."""
    return ingredient in CLASS_OF


def _read(text: str) -> tuple[set[str], set[str]]:
    """The known ingredients, and the words of those parts that have none."""
    found: set[str] = set()
    unknown: set[str] = set()
    for part in _BETWEEN.split(text):
        words = _WORD.findall(part)
        known = _scan(words)
        found |= set(known or ())
        if known is None and (name := _leading_name(words)):
            unknown.add(name)
    return found, unknown


def _scan(words: list[str]) -> list[str] | None:
    """The ingredients that these words name, the longest name first; None where they name none."""
    found: list[str] | None = None
    place = 0
    while place < len(words):
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            meaning = _MEANING.get(" ".join(words[place : place + length]))
            if meaning is not None:
                found = [*(found or ()), *meaning]
                place += length
                break
        else:
            place += 1
    return found


def _leading_name(words: list[str]) -> str:
    """The first words that can be a name: "foozol" of "24 HR foozol sodium 5 MG Oral Tablet"."""
    name: list[str] = []
    for word in words:
        if not _NOT_A_NAME.fullmatch(word):
            name.append(word)
        elif name:
            break
    while len(name) > 1 and name[-1] in _SALTS:
        name.pop()
    return " ".join(name)
