"""Scripts: a compact notation for situations, and how one becomes text.

A script's situations are separated by blank lines. Each line starts with a mark; indented lines continue it.

    ?   for whom: child, any (child or self), carer, female, male, 18-50, med:insulin,metformin, pill, prob:asthma,
        share:3 (how common)
    @   subject              >   the patient's message       ~   the same, very short
    +   a detail that may follow      <   staff's reply
    >>  the patient comes back        <<  staff's answer to the `>>` above it

Within a line `[a|b|]` is a choice (they nest) and `{slot}` a value of this conversation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from demo.texts.model import Person
from demo.texts.slots import Slots, mentions, swallowed

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_MARK = re.compile(r"(>>|<<|[?@>~+<])\s+(.*)")


@dataclass(slots=True)
class Situation:
    """Something patients write about, with what staff answer to just that."""

    asks: list[str] = field(default_factory=list)
    shorts: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    follows: list[tuple[str, list[str]]] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    tags: frozenset[str] = frozenset()
    ages: tuple[int, int] = (0, 130)
    medications: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    share: float = 1.0

    def weight(self, person: Person, *, carer: bool) -> float:
        """How likely this person writes about it; 0 where it does not fit."""
        if "any" not in self.tags and ("child" in self.tags) != (person.child is not None):
            return 0.0
        if ("carer" in self.tags) != carer:
            return 0.0
        subject_age = person.age if person.child is None else person.child_age or 0
        if not self.ages[0] <= subject_age <= self.ages[1]:
            return 0.0
        if person.child is None and self.tags & {"female", "male"} and person.sex not in self.tags:
            return 0.0
        if "pill" in self.tags and not any(map(swallowed, person.medications)):
            return 0.0
        if self.medications and not mentions(" ".join(person.medications), self.medications):
            return 0.0
        if self.problems and not mentions(" ".join(person.problems), self.problems):
            return 0.0
        return self.share * (2.5 if self.medications or self.problems else 1.0)


def parse(script: str) -> tuple[Situation, ...]:
    """The situations of a script; a malformed line is a ValueError."""
    return tuple(_situation(block) for block in re.split(r"\n\s*\n", script.strip("\n")) if block.strip())


def _situation(block: str) -> Situation:
    made = Situation()
    for line in re.sub(r"\n[ \t]+", " ", block).splitlines():
        match = _MARK.fullmatch(line.strip())
        if match is None:
            raise ValueError(f"not a script line: {line!r}")
        mark, text = match.groups()
        if mark == "?":
            _conditions(made, text.split())
        elif mark == ">>":
            made.follows.append((text, []))
        elif mark == "<<":
            made.follows[-1][1].append(text)
        else:
            {"@": made.subjects, ">": made.asks, "~": made.shorts, "+": made.details, "<": made.replies}[mark].append(
                text
            )
    return made


def _conditions(made: Situation, words: list[str]) -> None:
    for word in words:
        if word.startswith("med:"):
            made.medications = tuple(word[4:].replace("_", " ").split(","))
        elif word.startswith("prob:"):
            made.problems = tuple(word[5:].replace("_", " ").split(","))
        elif ages := re.fullmatch(r"(\d+)-(\d+)", word):
            made.ages = (int(ages[1]), int(ages[2]))
        elif word.startswith("share:"):
            made.share = float(word[6:])
        elif word in {"child", "any", "carer", "female", "male", "pill", "same_day", "emergency"}:
            made.tags |= {word}
        else:
            raise ValueError(f"unknown condition: {word}")


def pick(rng: Random, situations: tuple[Situation, ...], person: Person, *, carer: bool) -> Situation | None:
    """One that fits the person, or None."""
    weights = [situation.weight(person, carer=carer) for situation in situations]
    return rng.choices(situations, weights)[0] if any(weights) else None


def expand(rng: Random, text: str, slots: Slots) -> str:
    """Make the choices, fill the slots, tidy the spaces."""
    while "[" in text:
        text = _CHOICE.sub(lambda match: rng.choice(match[1].split("|")), text)
    if "{" in text:
        text = _SLOT.sub(lambda match: slots[match[1]], text)
    text = re.sub(r"(?i)\b(my|the|your|any|which|with|new|\w+'s) my ", r"\1 ", text).replace(" de el ", " del ")
    text = re.sub(r" {2,}", " ", text)
    return re.sub(r" ([,.?!;:])(?!\w)", r"\1", text).strip()
